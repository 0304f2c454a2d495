/**
 * The anatomy of a model: what the Model page shows that would take a browser megabytes or seconds.
 * A stage of its own, made of a finished model and the tuned ranking model:
 *
 * - `spectrum.arrow`: all singular values, and those of the same data with songs and playlists
 *   paired by chance;
 * - `hubness.arrow`: in how many lists of the ten nearest each song stands;
 * - `neighbor_scores.arrow`: quantiles of the neighbours' cosines by rank.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Table, tableFromIPC } from "apache-arrow";
import { tunedModel } from "../src/recommender/tuned.ts";
import { TUNED_PARAMETERS } from "../src/recommender/tuned_parameters.ts";
import { hubOccurrences, neighborLists, scoreQuantiles } from "./anatomy_neighbors.ts";
import { chanceSpectra, singularValues } from "./anatomy_spectrum.ts";
import { arrowBytes, type Column, dictionaryColumn, float64Column, int32Column } from "./arrow.ts";
import { catalogueOf } from "./catalogue.ts";
import { freshClaims } from "./claims.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { freshModel } from "./model.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { CACHE, type ModelRequest, modelRequest, ROOT } from "./request.ts";
import { readRequest } from "./request_data.ts";
import { libraryVersions, sourceHashes } from "./sources.ts";
import { freshResult, type Result, writeFileWhole } from "./store.ts";

/** Neighbours of a list that count for hubness, as in most of its literature. */
const K = 10;
/** Songs that are put to the tuned model, one after the other. */
const SAMPLE = 500;
/** Data sets by chance that the spectrum is compared with. */
const CHANCE_RUNS = 3;
/** Playlists up to which the whole spectrum is found: time grows with their cube. */
const MOST_PLAYLISTS = 800;
const SEED = 7;

const COMMAND: Command = {
  name: "npm run anatomy --",
  summary: "Measures the spectrum, hubs and neighbour scores of a model, and makes it where stale.",
  options: [{ flag: "csv", value: "FILE", description: "the data set; else it is looked for" }],
};

/** The anatomy of the model of a request: the one that stands in the cache, or a new one. */
export async function freshAnatomy(request: ModelRequest, progress: Progress): Promise<Result> {
  const model = await freshModel(request, progress);
  const claims = await freshClaims(request, progress);
  const inputs = {
    model: basename(model.folder),
    claims: basename(claims.folder),
    sources: sourceHashes(fileURLToPath(import.meta.url), ROOT),
    libraries: libraryVersions(ROOT, ["@duckdb/node-api", "apache-arrow", "ml-matrix"]),
  };
  return await freshResult(
    join(CACHE, "anatomy"),
    inputs,
    (folder) => buildAnatomy(request, model.folder, claims.folder, folder, progress),
    (reason) => progress.say(`Measuring the model (${reason})`),
  );
}

async function buildAnatomy(
  request: ModelRequest,
  model: string,
  claimsFolder: string,
  folder: string,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const data = await readRequest(request, progress);
  const { interactions } = data;
  const write = (name: string, columns: Column[]) =>
    writeFileWhole(join(folder, `${name}.arrow`), arrowBytes(columns));

  const spectrum = await progress.stage("spectrum", () => {
    const isKnown = interactions.columns > 0 && interactions.columns <= MOST_PLAYLISTS;
    return {
      values: isKnown ? singularValues(interactions) : new Float64Array(0),
      chance: isKnown
        ? chanceSpectra(interactions, CHANCE_RUNS, SEED)
        : { low: new Float64Array(0), high: new Float64Array(0) },
    };
  });
  write("spectrum", [
    int32Column("component", Int32Array.from(spectrum.values, (_, row) => row)),
    float64Column("singular_value", spectrum.values),
    float64Column("chance_low", spectrum.chance.low),
    float64Column("chance_high", spectrum.chance.high),
  ]);

  const catalogue = catalogueOf(data), songs = catalogue.songCount;
  const lists = {
    content: neighborLists(tableOf(model, "content_neighbors")),
    collaborative: neighborLists(tableOf(model, "collaborative_neighbors")),
  };
  const claims = tableOf(claimsFolder, "claims");
  const parameters = claims.schema.metadata.get("parameters");
  const hubs = await progress.stage("hubness", () =>
    hubOccurrences(lists, catalogue, {
      k: K,
      sample: SAMPLE,
      seed: SEED,
      tuned: tunedModel(catalogue, {
        parameters: parameters === undefined ? TUNED_PARAMETERS : JSON.parse(parameters),
        claims: claims.numRows > 0 ? claims.getChild("claim")!.toArray() as Float32Array : "none",
      }),
    }));
  write("hubness", [
    int32Column("song", Int32Array.from({ length: songs }, (_, row) => row)),
    int32Column("content", hubs.content),
    int32Column("collaborative", hubs.collaborative),
    int32Column("content_sample", hubs.contentSample),
    int32Column("collaborative_sample", hubs.collaborativeSample),
    int32Column("tuned_sample", hubs.tunedSample),
  ]);

  const scores = Object.entries(lists).flatMap(([signal, list]) =>
    scoreQuantiles(list).map((row) => ({ signal, ...row }))
  );
  const numbers = (name: "p05" | "p25" | "p50" | "p75" | "p95") =>
    float64Column(name, Float64Array.from(scores, (row) => row[name]));
  write("neighbor_scores", [
    dictionaryColumn("signal", scores.map(({ signal }) => signal)),
    int32Column("rank", Int32Array.from(scores, ({ rank }) => rank)),
    int32Column("songs", Int32Array.from(scores, ({ songs }) => songs)),
    numbers("p05"),
    numbers("p25"),
    numbers("p50"),
    numbers("p75"),
    numbers("p95"),
  ]);
  return {
    k: K,
    sample: hubs.sampled,
    chance_runs: CHANCE_RUNS,
    seed: SEED,
    seconds: progress.seconds,
  };
}

function tableOf(folder: string, name: string): Table {
  return tableFromIPC(readFileSync(join(folder, `${name}.arrow`)));
}

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) return console.log(help(COMMAND));
  const { folder, rebuilt } = await freshAnatomy(modelRequest(flags), stderrProgress());
  if (rebuilt === null) console.error("The anatomy of the model is up to date");
  console.log(folder);
}

if (import.meta.main) await runCommand(main);
