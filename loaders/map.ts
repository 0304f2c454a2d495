/**
 * The map of the feature space: a stage of its own, from the scaled features of a model to two
 * coordinates a song. It is remade when the features or its own sources change, and only then.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableFromIPC } from "apache-arrow";
import { arrowBytes, float32Column, int32Column } from "./arrow.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { CACHE, freshModel, type ModelRequest, modelRequest, ROOT } from "./model.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { pca2 } from "./projection.ts";
import { libraryVersions, sourceHashes } from "./sources.ts";
import { freshResult, type Result, writeFileWhole } from "./store.ts";

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
    sources: mapSources(),
    libraries: libraryVersions(ROOT, ["apache-arrow", "ml-matrix"]),
  };
  return await freshResult(
    join(CACHE, "map"),
    inputs,
    (folder) => buildMap(join(model.folder, "features.arrow"), folder, progress),
    (reason) => progress.say(`Drawing the map (${reason})`),
  );
}

/** Sources of the map alone: what changes the model shows in the model's features. */
function mapSources(): Record<string, string> {
  return sourceHashes(fileURLToPath(new URL("./projection.ts", import.meta.url)), ROOT);
}

async function buildMap(
  features: string,
  folder: string,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const table = tableFromIPC(readFileSync(features));
  const vector = table.getChild("vector")!;
  const count = table.numRows, dimensions = vector.type.listSize as number;
  const values = dimensions > 0
    ? vector.data[0].children[0].values as Float32Array
    : new Float32Array(0);
  const { x, y, explainedVarianceRatio } = await progress.stage(
    "map",
    () => pca2(values, count, dimensions),
  );
  writeFileWhole(
    join(folder, "map.arrow"),
    arrowBytes([
      int32Column("song", Int32Array.from({ length: count }, (_, row) => row)),
      float32Column("pca_x", x),
      float32Column("pca_y", y),
    ]),
  );
  return { pca_explained_variance_ratio: explainedVarianceRatio, seconds: progress.seconds };
}

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) return console.log(help(COMMAND));
  console.log((await freshMap(modelRequest(flags), stderrProgress())).folder);
}

if (import.meta.main) await runCommand(main);
