/**
 * The hold-out evaluation: how well the recommender finds what people put into their playlists.
 *
 * `npm run evaluate -- --csv FILE --holdout PAIRS.csv --rankings OUT.csv` ranks for splits that
 * others made.
 */
import { mkdirSync } from "node:fs";
import { tunedModel } from "../src/recommender/tuned.ts";
import { catalogueOf } from "./catalogue.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { withDuckDB } from "./duckdb.ts";
import { UserError } from "./errors.ts";
import { givenHoldout } from "./holdout.ts";
import { CACHE, describe, modelRequest } from "./model.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { readCandidates, readHeldOutPairs, writeRankings } from "./rankings.ts";
import { readSongs, type SongData } from "./songs.ts";

const COMMAND: Command = {
  name: "npm run evaluate --",
  summary: "Measures the recommender on held-out songs of playlists.",
  options: [
    { flag: "csv", value: "FILE", description: "the data set [SONGS_CSV]" },
    {
      flag: "holdout",
      value: "PAIRS.csv",
      description: "pairs (track_id, playlist_id) to hold out; with --rankings",
    },
    {
      flag: "rankings",
      value: "OUT.csv",
      description: "write the 100 best songs for each playlist in --holdout there",
    },
    {
      flag: "candidates",
      value: "IDS.csv",
      description: "songs (track_id) that compete in --rankings; all without it",
    },
  ],
};

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) {
    console.log(help(COMMAND));
    return;
  }
  const { holdout, rankings, candidates } = flags;
  if (holdout === undefined || rankings === undefined) {
    throw new UserError("Cannot rank: --holdout and --rankings must both be given");
  }
  const request = modelRequest(flags), progress = stderrProgress();
  const { settings, overridden } = request.effective;
  mkdirSync(CACHE, { recursive: true });
  progress.say(`Evaluating on ${describe(request.dataset)}`);
  const data = await progress.stage("read", () =>
    withDuckDB(
      request.dataset.path,
      settings.memoryLimit,
      CACHE,
      (connection) =>
        readSongs(
          connection,
          request.dataset.path,
          settings,
          overridden.features === undefined,
        ),
    ));
  await rankGivenSplit(data, holdout, candidates, rankings, progress);
}

async function rankGivenSplit(
  data: SongData,
  pairsPath: string,
  candidatesPath: string | undefined,
  outPath: string,
  progress: Progress,
): Promise<void> {
  const { trackIds } = data.songs, { playlistIds } = data.playlists;
  const pairs = await readHeldOutPairs(pairsPath, CACHE, trackIds, playlistIds);
  const candidates = candidatesPath === undefined
    ? undefined
    : await readCandidates(candidatesPath, CACHE, trackIds);
  const split = givenHoldout(catalogueOf(data), pairs.playlists, pairs.songs);
  const model = await progress.stage("train", () => tunedModel(split.training));
  await progress.stage(
    "rank",
    () => writeRankings(outPath, model, split, candidates, trackIds, playlistIds),
  );
}

if (import.meta.main) await runCommand(main);
