/**
 * Rankings for splits that others made: read the held-out pairs, rank for each playlist in them
 * from all other pairs, write the best songs as CSV.
 */
import { existsSync, writeFileSync } from "node:fs";
import { blend } from "../src/recommender/blend.ts";
import type { RankingModel } from "../src/recommender/contract.ts";
import { EMPTY_QUERY, songsOfQuery } from "../src/recommender/query.ts";
import { topList } from "../src/recommender/top_list.ts";
import { identifier, literal, oneNumber, textTable, withDuckDB } from "./duckdb.ts";
import { UserError } from "./errors.ts";
import type { Holdout } from "./holdout.ts";

/** Songs written for each playlist. */
const LIST_LENGTH = 100;

/** Held-out pairs as rows of the data set. */
export interface HeldOutPairs {
  readonly playlists: Int32Array;
  readonly songs: Int32Array;
}

/**
 * Reads held-out pairs from a CSV with the columns track_id and playlist_id.
 *
 * @throws UserError when a column is missing, or an id is not in the data set
 */
export async function readHeldOutPairs(
  path: string,
  scratch: string,
  trackIds: readonly string[],
  playlistIds: readonly string[],
): Promise<HeldOutPairs> {
  const [tracks, playlists] = await readIds(path, scratch, ["track_id", "playlist_id"]);
  return {
    songs: rowsOf(path, "track_id", tracks, trackIds),
    playlists: rowsOf(path, "playlist_id", playlists, playlistIds),
  };
}

/**
 * Reads the songs that may be ranked from a CSV with the column track_id.
 *
 * @returns 1 for each such song
 * @throws UserError as `readHeldOutPairs`
 */
export async function readCandidates(
  path: string,
  scratch: string,
  trackIds: readonly string[],
): Promise<Uint8Array> {
  const [tracks] = await readIds(path, scratch, ["track_id"]);
  const candidates = new Uint8Array(trackIds.length);
  for (const song of rowsOf(path, "track_id", tracks, trackIds)) candidates[song] = 1;
  return candidates;
}

/**
 * Writes the 100 best songs for each playlist with held-out pairs, fewer if fewer compete: columns
 * playlist_id, rank (from 1), track_id, score; by playlist, then rank. Songs among the playlist's
 * remaining pairs are not ranked; recordings are not collapsed, nothing is capped.
 */
export function writeRankings(
  path: string,
  model: RankingModel,
  { training, heldOut }: Holdout,
  candidates: Uint8Array | undefined,
  trackIds: readonly string[],
  playlistIds: readonly string[],
): void {
  const lines = ["playlist_id,rank,track_id,score"];
  const featureWeights = new Float64Array(training.features.length).fill(1);
  const scores = new Float32Array(training.songCount);
  const excluded = new Uint8Array(training.songCount);
  for (let playlist = 0; playlist < heldOut.rows; playlist++) {
    if (heldOut.indptr[playlist] === heldOut.indptr[playlist + 1]) continue;
    const query = { ...EMPTY_QUERY, playlists: [playlist] };
    blend(model.parts(query, featureWeights), model.defaultWeights, scores);
    songsOfQuery(training, query, excluded);
    const list = topList(scores, { count: LIST_LENGTH, excluded, allowed: candidates });
    list.forEach((song, i) => {
      const fields = [playlistIds[playlist], i + 1, trackIds[song], scores[song]];
      lines.push(fields.map((field) => csvField(String(field))).join(","));
    });
  }
  writeFileSync(path, lines.join("\n") + "\n");
}

/** Columns of ids from a CSV; rows that lack one are passed over. */
async function readIds(
  path: string,
  scratch: string,
  names: readonly string[],
): Promise<string[][]> {
  if (!existsSync(path)) throw new UserError(`Cannot read ${path}: there is no such file`);
  return await withDuckDB(path, "1GB", scratch, async (connection) => {
    const from = `read_csv(${literal(path)}, header = true, all_varchar = true)`;
    let found: unknown[];
    try {
      found = (await connection.rows(`DESCRIBE SELECT * FROM ${from}`))
        .map((row) => row.column_name);
    } catch (error) {
      const reason = (error as Error).message.split("\n")[0];
      throw new UserError(`Cannot read ${path}: ${reason}`);
    }
    for (const name of names) {
      if (!found.includes(name)) {
        throw new UserError(
          `Cannot read ${path}: it has no column "${name}"; it needs ${names.join(" and ")}`,
        );
      }
    }
    const quoted = names.map(identifier);
    const known = quoted.map((name) => `${name} IS NOT NULL`).join(" AND ");
    await connection.run(
      `CREATE TEMP TABLE known AS
       SELECT row_number() OVER (ORDER BY ${quoted.join(", ")}) - 1 AS row_number, *
       FROM (SELECT ${quoted.join(", ")} FROM ${from} WHERE ${known})`,
    );
    const count = await oneNumber(connection, "SELECT count(*) FROM known");
    const ids = await textTable(connection, "known", quoted, "row_number", count);
    return ids.strings() as string[][];
  });
}

function rowsOf(
  path: string,
  column: string,
  ids: readonly string[],
  known: readonly string[],
): Int32Array {
  const rowOf = new Map(known.map((id, row) => [id, row]));
  return Int32Array.from(ids, (id, i) => {
    const row = rowOf.get(id);
    if (row === undefined) {
      throw new UserError(
        `Cannot use ${path}: the data set has no ${column} "${id}" (row ${i + 1}); ` +
          "both files must be of the same data",
      );
    }
    return row;
  });
}

function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
