/**
 * The hold-out evaluation: how well the recommender finds what people put into their playlists.
 *
 * `npm run evaluate` measures all methods on seeded splits and on the newest songs, and writes
 * `evaluation.arrow`; with `--holdout` and `--rankings` it ranks for splits that others made. What
 * each figure means stands in `docs/evaluation.md`.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalogue } from "../src/recommender/contract.ts";
import { adaptedParameters } from "./adapt.ts";
import { askedModel } from "./asked_playlists.ts";
import { arrowBytes } from "./arrow.ts";
import { catalogueOf } from "./catalogue.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { sha256OfDataSet } from "./dataset.ts";
import { UserError } from "./errors.ts";
import { runTasks, type Split } from "./evaluate_task.ts";
import { EvaluationTable } from "./evaluation_table.ts";
import { givenHoldout, newestHoldout, randomHoldout } from "./holdout.ts";
import type { Measured } from "./measure.ts";
import { DEFAULT_METHOD, isPoint } from "./methods.ts";
import {
  CACHE,
  describe,
  type ModelRequest,
  modelRequest,
  readingSettings,
  ROOT,
} from "./request.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { readCandidates, readHeldOutPairs, writeRankings } from "./rankings.ts";
import { readRequest } from "./request_data.ts";
import { libraryVersions, sourceHashes } from "./sources.ts";
import { fileHashes, freshResult, replaceFolder, type Result, writeFileWhole } from "./store.ts";

const COMMAND: Command = {
  name: "npm run evaluate --",
  summary: "Measures the recommender on songs held out of playlists: evaluation.arrow.",
  options: [
    { flag: "csv", value: "FILE", description: "the data set [SONGS_CSV]; else it is looked for" },
    {
      flag: "out",
      value: "DIR",
      description: "write evaluation.arrow there; else into .cache/evaluation",
    },
    { flag: "seeds", value: "A,B,…", description: "seeds of the splits [SEGUE_SEEDS]; else 1" },
    {
      flag: "holdout",
      value: "PAIRS.csv",
      description: "hold out these pairs (track_id, playlist_id) instead, and write --rankings",
    },
    {
      flag: "rankings",
      value: "OUT.csv",
      description: "write there the 100 best songs for each playlist in --holdout",
    },
    {
      flag: "candidates",
      value: "IDS.csv",
      description: "rank only these songs (track_id) in --rankings",
    },
  ],
};

/** The evaluation of a request: the one that stands in the cache, or a new one. */
export async function freshEvaluation(
  request: ModelRequest,
  progress: Progress,
  seeds: readonly number[] = seedsOf(undefined),
): Promise<Result> {
  const inputs = await evaluationInputs(request, seeds);
  return await freshResult(
    join(CACHE, "evaluation"),
    inputs,
    (folder) => buildEvaluation(request, seeds, inputs, folder, progress),
    (reason) => progress.say(`Evaluating on ${describe(request.dataset)} (${reason})`),
  );
}

async function evaluationInputs({ dataset, effective }: ModelRequest, seeds: readonly number[]) {
  return {
    dataset: await sha256OfDataSet(dataset),
    settings: {
      ...readingSettings(effective),
      rank: effective.settings.rank,
      scaler: effective.settings.scaler,
    },
    seeds: seeds.join(","),
    sources: sourceHashes(fileURLToPath(import.meta.url), ROOT),
    libraries: libraryVersions(ROOT, ["@duckdb/node-bindings", "apache-arrow", "ml-matrix"]),
  };
}

async function buildEvaluation(
  request: ModelRequest,
  seeds: readonly number[],
  inputs: Record<string, unknown>,
  folder: string,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const { settings } = request.effective;
  const data = await readRequest(request, progress);
  const catalogue = catalogueOf(data);
  const splits: Split[] = [
    ...seeds.map((seed) => ({ kind: "random" as const, seed })),
    { kind: "newest" },
  ];
  // The tuned family takes longest: it is measured at every point of the grid.
  const tasks = (["tuned", "classic", "popularity"] as const).flatMap((family) =>
    splits.map((split) => ({ split, family }))
  );
  const measured = await progress.stage("train, rank, measure", (report) =>
    runTasks(
      { catalogue, rank: settings.rank, scaler: settings.scaler },
      tasks,
      settings.workers,
      (done) => report(done, tasks.length),
    ));
  const tables = await progress.stage(
    "resample",
    () =>
      splits.map((split) =>
        tableOf(
          catalogue,
          data.playlists.playlistIds,
          split,
          measured.filter((_, t) => tasks[t].split === split).flat(),
        )
      ),
  );
  for (const table of tables) for (const line of table.summary()) progress.say(line);
  writeFileWhole(
    join(folder, "evaluation.arrow"),
    arrowBytes(EvaluationTable.columns(tables)),
  );
  return {
    dataset: { name: request.dataset.name, invented: request.dataset.invented },
    files: fileHashes(folder),
    inputs,
    seconds: progress.seconds,
  };
}

/** The rows of one split: all methods, their differences to the default, the default by group. */
function tableOf(
  catalogue: Catalogue,
  playlistIds: readonly string[],
  split: Split,
  measured: Measured[],
): EvaluationTable {
  const table = new EvaluationTable(split.kind, split.kind === "random" ? split.seed : 0);
  table.add(measured);
  const base = measured.filter(({ method }) => method === DEFAULT_METHOD);
  const others = measured.filter(({ method }) =>
    method !== DEFAULT_METHOD && !isPoint({ name: method })
  );
  table.addDifferences(others, base);
  const { training } = split.kind === "random"
    ? randomHoldout(catalogue, split.seed)
    : newestHoldout(catalogue);
  table.addGroups(base, training);
  if (split.kind === "random") table.addPlaylists(base, playlistIds);
  return table;
}

/** Ranks for a split that others made. */
async function rankGivenSplit(
  request: ModelRequest,
  pairsPath: string,
  candidatesPath: string | undefined,
  outPath: string,
  progress: Progress,
): Promise<void> {
  const data = await readRequest(request, progress);
  const { trackIds } = data.songs, { playlistIds } = data.playlists;
  const pairs = await readHeldOutPairs(pairsPath, CACHE, trackIds, playlistIds);
  const candidates = candidatesPath === undefined
    ? undefined
    : await readCandidates(candidatesPath, CACHE, trackIds);
  const split = givenHoldout(catalogueOf(data), pairs.playlists, pairs.songs);
  const model = await progress.stage(
    "train",
    () => askedModel(split.training, adaptedParameters(split.training)),
  );
  await progress.stage(
    "rank",
    () => writeRankings(outPath, model, split, candidates, trackIds, playlistIds),
  );
}

function seedsOf(flag: string | undefined): number[] {
  const text = flag ?? Deno.env.get("SEGUE_SEEDS") ?? "1";
  const seeds = text.split(",").map((seed) => seed.trim() === "" ? NaN : Number(seed));
  if (!seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)) {
    throw new UserError(`Cannot split with the seeds ${text}: whole numbers are needed, as 1,2,3`);
  }
  return [...new Set(seeds)];
}

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) {
    console.log(help(COMMAND));
    return;
  }
  const { holdout, rankings, candidates, out } = flags;
  if ((holdout === undefined) !== (rankings === undefined)) {
    throw new UserError("Cannot rank: --holdout and --rankings must be given together");
  }
  if (candidates !== undefined && holdout === undefined) {
    throw new UserError("Cannot use --candidates: it needs --holdout and --rankings");
  }
  const request = modelRequest(flags), progress = stderrProgress();
  if (holdout !== undefined && rankings !== undefined) {
    progress.say(`Ranking for the playlists of ${holdout}, from ${describe(request.dataset)}`);
    return await rankGivenSplit(request, holdout, candidates, rankings, progress);
  }
  const seeds = seedsOf(flags.seeds);
  if (out === undefined) {
    const { folder, rebuilt } = await freshEvaluation(request, progress, seeds);
    if (rebuilt === null) progress.say("The evaluation is up to date");
    console.log(folder);
    return;
  }
  progress.say(`Evaluating on ${describe(request.dataset)} into ${out}`);
  const inputs = await evaluationInputs(request, seeds);
  await replaceFolder(
    out,
    (folder) => buildEvaluation(request, seeds, inputs, folder, progress),
  );
}

if (import.meta.main) await runCommand(main);
