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
import type { Catalogue, RankingModel } from "../src/recommender/contract.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import { TUNED_PARAMETERS } from "../src/recommender/tuned_parameters.ts";
import {
  hubOccurrences,
  neighborLists,
  sampledSongs,
  scoreQuantiles,
  tunedOccurrences,
} from "./anatomy_neighbors.ts";
import { chanceSpectra, singularValues } from "./anatomy_spectrum.ts";
import { arrowBytes, type Column, dictionaryColumn, float64Column, int32Column } from "./arrow.ts";
import { catalogueOf } from "./catalogue.ts";
import { freshClaims } from "./claims.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import type { Manifest } from "./manifest.ts";
import { freshModel } from "./model.ts";
import { readInteractions } from "./model_tables.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { CACHE, type ModelRequest, modelRequest, ROOT } from "./request.ts";
import { readRequest } from "./request_data.ts";
import { libraryVersions, sourceHashes } from "./sources.ts";
import { stageDependencies, Stages } from "./stages.ts";
import { freshResult, type Result, sha256Of, writeFileWhole } from "./store.ts";

/** Neighbours of a list that count for hubness, as in most of its literature. */
const K = 10;
/** Songs that are put to the tuned model, one after the other. */
const SAMPLE = 500;
/** Data sets by chance that the spectrum is compared with. */
const CHANCE_RUNS = 3;
/** Playlists up to which the whole spectrum is found: time grows with their cube. */
const MOST_PLAYLISTS = 800;
const SEED = 7;
/** The file of the tuned model's counts, which hubness.arrow holds as well. */
const TUNED = "tuned_hubness";
const LIBRARIES = libraryVersions(ROOT, ["@duckdb/node-bindings", "apache-arrow", "ml-matrix"]);

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
    libraries: LIBRARIES,
  };
  return await freshResult(
    join(CACHE, "anatomy"),
    inputs,
    (folder, earlier) => {
      const measured = { model: model.folder, claims: claims.folder };
      const stages = new Stages(folder, earlier, progress);
      return buildAnatomy(request, measured, folder, stages, progress);
    },
    (reason) => progress.say(`Measuring the model (${reason})`),
  );
}

/** What the anatomy is measured from, each whole. */
interface Measured {
  readonly model: string;
  readonly claims: string;
}

/**
 * Measures a model into a folder. The spectrum and the tuned model's lists take seconds and do not
 * depend on the neighbours: an edit of `topN` takes them over.
 */
async function buildAnatomy(
  request: ModelRequest,
  { model, claims }: Measured,
  folder: string,
  stages: Stages,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const { counts, stages: made }: Manifest = JSON.parse(
    readFileSync(join(model, "manifest.json"), "utf8"),
  );
  const dependsOn = stageDependencies(import.meta.url, "./arrow.ts", LIBRARIES);

  const spectrumInputs = {
    ...dependsOn({ CHANCE_RUNS, MOST_PLAYLISTS, SEED }, "./anatomy_spectrum.ts"),
    interactions: made.factors.inputs.interactions,
  };
  stages.take("spectrum", spectrumInputs) ?? await progress.stage("spectrum", () => {
    const { songs, playlists } = counts;
    const isKnown = playlists > 0 && playlists <= MOST_PLAYLISTS;
    const interactions = readInteractions(model, songs, playlists);
    const none = new Float64Array(0);
    const values = isKnown ? singularValues(interactions) : none;
    const chance = isKnown
      ? chanceSpectra(interactions, CHANCE_RUNS, SEED)
      : { low: none, high: none };
    return stages.add("spectrum", spectrumInputs, {
      files: write(folder, "spectrum", [
        int32Column("component", Int32Array.from(values, (_, row) => row)),
        float64Column("singular_value", values),
        float64Column("chance_low", chance.low),
        float64Column("chance_high", chance.high),
      ]),
      outcome: {},
      steps: ["spectrum"],
    });
  });

  const sample = sampledSongs(counts.songs, SAMPLE, SEED);
  const tunedInputs = {
    ...dependsOn(
      { K, SAMPLE, SEED },
      "./anatomy_neighbors.ts",
      "./request_data.ts",
      "./catalogue.ts",
      "../src/recommender/tuned.ts",
    ),
    claims: basename(claims),
  };
  if (stages.take("tuned lists", tunedInputs) === null) {
    const catalogue = catalogueOf(await readRequest(request, progress));
    await progress.stage("tuned lists", () => {
      const counts = tunedOccurrences(catalogue, tunedWith(catalogue, claims), sample, K);
      return stages.add("tuned lists", tunedInputs, {
        files: write(folder, TUNED, [int32Column("tuned_sample", counts)]),
        outcome: {},
        steps: ["read", "tuned lists"],
      });
    });
  }

  const lists = {
    content: neighborLists(tableOf(model, "content_neighbors")),
    collaborative: neighborLists(tableOf(model, "collaborative_neighbors")),
  };
  const hubs = await progress.stage(
    "hubness",
    () => hubOccurrences(lists, counts.songs, sample, K),
  );
  write(folder, "hubness", [
    int32Column("song", Int32Array.from({ length: counts.songs }, (_, row) => row)),
    int32Column("content", hubs.content),
    int32Column("collaborative", hubs.collaborative),
    int32Column("content_sample", hubs.contentSample),
    int32Column("collaborative_sample", hubs.collaborativeSample),
    int32Column(
      "tuned_sample",
      tableOf(folder, TUNED).getChild("tuned_sample")!.toArray() as Int32Array,
    ),
  ]);

  const scores = Object.entries(lists).flatMap(([signal, list]) =>
    scoreQuantiles(list).map((row) => ({ signal, ...row }))
  );
  const numbers = (name: "p05" | "p25" | "p50" | "p75" | "p95") =>
    float64Column(name, Float64Array.from(scores, (row) => row[name]));
  write(folder, "neighbor_scores", [
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
    sample: sample.length,
    chance_runs: CHANCE_RUNS,
    seed: SEED,
    stages: stages.records,
    seconds: stages.seconds(),
    costs: stages.costs(),
  };
}

/** The tuned model at the strengths that were found for the data set. */
function tunedWith(catalogue: Catalogue, folder: string): RankingModel {
  const claims = tableOf(folder, "claims");
  const parameters = claims.schema.metadata.get("parameters");
  return tunedModel(catalogue, {
    parameters: parameters === undefined ? TUNED_PARAMETERS : JSON.parse(parameters),
    claims: claims.numRows > 0 ? claims.getChild("claim")!.toArray() as Float32Array : "none",
  });
}

/** Writes a file and returns its hash by its name. */
function write(folder: string, name: string, columns: Column[]): Record<string, string> {
  const bytes = arrowBytes(columns);
  writeFileWhole(join(folder, `${name}.arrow`), bytes);
  return { [`${name}.arrow`]: sha256Of(bytes) };
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
