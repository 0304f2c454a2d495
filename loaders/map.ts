/**
 * The map of the feature space: a stage of its own, from the scaled features and the factors of a
 * model to two coordinates a song in each of three layouts, with what each keeps of the
 * neighbourhoods. It is remade when those or its own sources change, and only then; the model does
 * not wait for it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { freshModel } from "./model.ts";
import { CACHE, type ModelRequest, modelRequest, ROOT } from "./request.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { libraryVersions, sourceHashes } from "./sources.ts";
import { freshResult, type Result } from "./store.ts";

const COMMAND: Command = {
  name: "npm run map --",
  summary:
    "Computes the map of a model's feature space, map.arrow, and the model where it is stale.",
  options: [{ flag: "csv", value: "FILE", description: "the data set; else it is looked for" }],
};

/** The map of the model of a request: the one that stands in the cache, or a new one. */
export async function freshMap(request: ModelRequest, progress: Progress): Promise<Result> {
  const model = await freshModel(request, progress);
  const manifest = JSON.parse(readFileSync(join(model.folder, "manifest.json"), "utf8"));
  const inputs = {
    features: manifest.files["features.arrow"],
    factors: manifest.files["factors.arrow"],
    sources: mapSources(),
    libraries: libraryVersions(ROOT, ["apache-arrow", "d3", "ml-matrix", "scran.js"]),
  };
  return await freshResult(
    join(CACHE, "map"),
    inputs,
    async (folder) => {
      // Its libraries take longer to load than a look whether the map stands.
      const { buildMap } = await import("./map_file.ts");
      return await buildMap(model.folder, folder, progress);
    },
    (reason) => progress.say(`Drawing the map (${reason})`),
  );
}

/** Sources of the map alone: what changes the model shows in the model's features and factors. */
function mapSources(): Record<string, string> {
  return sourceHashes(fileURLToPath(new URL("./map_file.ts", import.meta.url)), ROOT);
}

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) return console.log(help(COMMAND));
  console.log((await freshMap(modelRequest(flags), stderrProgress())).folder);
}

if (import.meta.main) await runCommand(main);
