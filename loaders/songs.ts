/**
 * From the data set to the catalogue: DuckDB reads the file, every check on the data is made here,
 * and the songs, playlists and distinct (song, playlist) pairs come out as columns.
 */
import { type Incidence, incidenceFromPairs } from "../src/recommender/incidence.ts";
import type { FeatureColumn } from "../src/recommender/contract.ts";
import {
  integerColumns,
  type NumberColumn,
  numberColumns,
  oneNumber,
  type TextColumn,
  textTable,
} from "./duckdb.ts";
import type { DuckDBConnection } from "./duckdb_connection.ts";
import { UserError } from "./errors.ts";
import type { Settings } from "./settings_schema.ts";
import { type DataPaths, findColumns, type Roles, type SourceColumns } from "./source_columns.ts";
import { type EntriesReport, readEntries, SONG_TEXTS } from "./entries.ts";
import { coded } from "./numbered.ts";
import type { TextTable } from "./text_table.ts";
import type { Utf8Texts } from "./utf8.ts";
import { groupPairs, groupPlaylists, groupSongs } from "./grouping.ts";
import { readingNotes } from "./reading_notes.ts";

/** The songs, one entry a track_id, in ascending byte order of track_id. */
export interface Songs {
  readonly count: number;
  readonly trackIds: string[];
  readonly names: TextColumn;
  readonly artists: TextColumn;
  readonly albumIds: TextColumn;
  readonly albumNames: TextColumn;
  /** As given: a year, a month or a day. */
  readonly releaseDates: TextColumn;
  /** NaN where unknown. */
  readonly popularities: NumberColumn;
  /** The song's own genre, where the data set says it, else the most frequent of its pairs. */
  readonly genres: TextColumn;
  /** The audio features of the settings, in their order; NaN where missing. */
  readonly features: FeatureColumn[];
  /** The texts of songs' own as bytes, for which no string is made. */
  readonly utf8: Readonly<Record<SongText, Utf8Texts>>;
}

/** The texts that a song has of its own. */
const SONG_TEXT_NAMES = [
  "trackIds",
  "names",
  "artists",
  "albumIds",
  "albumNames",
  "releaseDates",
] as const;
export type SongText = (typeof SONG_TEXT_NAMES)[number];

/** The playlists, in ascending byte order of playlist_id. */
export interface Playlists {
  readonly count: number;
  readonly playlistIds: string[];
  readonly names: TextColumn;
  readonly genres: TextColumn;
  readonly subgenres: TextColumn;
}

/** What was read, what was dropped and what a person should know of it. */
export interface ReadReport extends EntriesReport {
  /** The file's column for each part that it has. */
  readonly columns: Roles;
  /** Distinct pairs of a song and a playlist, whether they count or are of too little weight. */
  readonly distinctPairs: number;
  readonly warnings: readonly string[];
}

/** A data set, read and checked. */
export interface SongData {
  readonly songs: Songs;
  readonly playlists: Playlists;
  /** Songs × playlists, the distinct pairs. */
  readonly interactions: Incidence;
  /** What the data set says of each pair, in the order of the interactions; null without it. */
  readonly pairs: {
    /** Mean rating or sum of amounts; NaN where unknown. */
    readonly weights: NumberColumn | null;
    /** Seconds since 1970 of the latest time; NaN where unknown. */
    readonly times: NumberColumn | null;
  };
  readonly report: ReadReport;
}

/** How many songs there are, and their features. */
export type SongFeatures = Pick<Songs, "count" | "features">;

/** Hears parts of a data set as soon as they are known, while DuckDB reads the rest. */
export interface EarlyParts {
  /** The longest query has begun: there is time for other work. */
  rows?(): void;
  features?(songs: SongFeatures): void;
  interactions?(interactions: Incidence): void;
}

/**
 * Reads a data set into columns: numbers first, as the longest work waits for them.
 *
 * @param paths of the CSV (plain or gzip) or Parquet files, as messages name them
 * @throws UserError when a needed column is missing, when more than `maxBadRows` rows hold a text
 *   where a number belongs or are malformed, or when no row is left
 */
export async function readSongs(
  connection: DuckDBConnection,
  paths: DataPaths,
  settings: Settings,
  early: EarlyParts = {},
): Promise<SongData> {
  const source = await findColumns(connection, paths, settings);
  const checking = readEntries(connection, source, settings.maxBadRows);
  early.rows?.();
  const entries = await checking;
  await refuseEmpty(connection, source, entries);
  const least = await leastWeight(connection, source, settings.minWeight);
  const count = await groupSongs(connection, source);
  const numbers = await readSongNumbers(connection, source, count);
  early.features?.({ count, features: numbers.features });
  await groupPairs(connection, source, least);
  const { interactions, pairs } = await readPairs(connection, source, count);
  early.interactions?.(interactions);
  // Asked for together, so that DuckDB goes on while this thread is at other work.
  const rest = [
    readSongTexts(connection, source, count),
    groupPlaylists(connection, source).then(() => readPlaylists(connection, interactions.columns)),
  ] as const;
  // Where one fails, the connection is still needed until the other one has ended.
  await Promise.allSettled(rest);
  const [texts, playlists] = await Promise.all(rest);
  const own = source.songRoles.track_genre !== undefined;
  const genres = own
    ? texts.strings()[SONG_TEXT_NAMES.length]
    : mostFrequentGenres(interactions, playlists.genres);
  const songs = withTexts({ count, ...numbers, genres }, texts);
  const columns = { ...source.pairRoles, ...source.songRoles };
  const distinctPairs = least === null ? interactions.indices.length : await oneNumber(
    connection,
    "SELECT count(*) FROM (SELECT DISTINCT track_id, playlist_id FROM pair_entries)",
  );
  const weighed = least === null ? null : { least, distinctPairs };
  const warnings = await readingNotes(connection, source, { songs, interactions, pairs }, weighed);
  const report: ReadReport = { ...entries, columns, distinctPairs, warnings };
  return { songs, playlists, interactions, pairs, report };
}

async function refuseEmpty(
  connection: DuckDBConnection,
  { songs, pairs }: SourceColumns,
  { rowsRead, dropped }: EntriesReport,
): Promise<void> {
  if (await oneNumber(connection, "SELECT count(*) FROM pair_entries") > 0) return;
  const reasons = Object.entries(dropped).map(([why, n]) => `${n} ${why}`).join(", ");
  const files = songs === pairs ? songs.path : `${songs.path} and ${pairs.path}`;
  throw new UserError(
    rowsRead === 0
      ? `Cannot build a model from ${files}: it has a header but no rows`
      : songs === pairs
      ? `Cannot build a model from ${files}: none of its ${rowsRead} rows can be used (${reasons})`
      : `Cannot build a model from ${files}: no row of ${pairs.path} can be used${
        reasons && ` (${reasons})`
      }`,
  );
}

/** The least weight of a pair that counts; null where there are no weights. */
async function leastWeight(
  connection: DuckDBConnection,
  { weightIsOpinion }: SourceColumns,
  minWeight: Settings["minWeight"],
): Promise<number | null> {
  if (weightIsOpinion === null) return null;
  if (minWeight !== "auto") return minWeight;
  // An amount counts when there is any.
  if (!weightIsOpinion) return Number.MIN_VALUE;
  return await oneNumber(connection, "SELECT coalesce(avg(weight), 0) FROM pair_entries");
}

async function readSongNumbers(
  connection: DuckDBConnection,
  { features }: SourceColumns,
  count: number,
): Promise<Pick<Songs, "popularities" | "features">> {
  const [popularities, ...values] = await numberColumns(
    connection,
    "songs",
    ["track_popularity", ...features.map((_, i) => `feature_${i}`)],
    "song",
    count,
  );
  return { popularities, features: features.map((name, i) => ({ name, values: values[i] })) };
}

/** The songs' texts in the order of SONG_TEXT_NAMES; then, where the data set has it, their genre. */
function readSongTexts(
  connection: DuckDBConnection,
  source: SourceColumns,
  count: number,
): Promise<TextTable> {
  const own = source.songRoles.track_genre !== undefined;
  const names = ["track_id", ...SONG_TEXTS, ...(own ? ["track_genre"] : [])];
  return textTable(connection, "songs", names, "song", count);
}

/** Songs with their texts, as strings and as bytes: whichever is asked for is made then. */
function withTexts(
  songs: Pick<Songs, "count" | "popularities" | "features" | "genres">,
  texts: TextTable,
): Songs {
  const strings = (name: SongText) => texts.strings()[SONG_TEXT_NAMES.indexOf(name)];
  return {
    ...songs,
    get trackIds() {
      return strings("trackIds") as string[];
    },
    get names() {
      return strings("names");
    },
    get artists() {
      return strings("artists");
    },
    get albumIds() {
      return strings("albumIds");
    },
    get albumNames() {
      return strings("albumNames");
    },
    get releaseDates() {
      return strings("releaseDates");
    },
    get utf8() {
      const columns = texts.utf8();
      return Object.fromEntries(
        SONG_TEXT_NAMES.map((name, c) => [name, columns[c]]),
      ) as Record<SongText, Utf8Texts>;
    },
  };
}

async function readPlaylists(connection: DuckDBConnection, count: number): Promise<Playlists> {
  const texts = await textTable(
    connection,
    "playlists",
    ["playlist_id", "playlist_name", "playlist_genre", "playlist_subgenre"],
    "playlist",
    count,
  );
  const [playlistIds, names, genres, subgenres] = texts.strings();
  return { count, playlistIds: playlistIds as string[], names, genres, subgenres };
}

async function readPairs(
  connection: DuckDBConnection,
  { pairRoles }: SourceColumns,
  songs: number,
): Promise<Pick<SongData, "interactions" | "pairs">> {
  const playlists = await oneNumber(connection, "SELECT count(*) FROM playlist_numbers");
  const count = await oneNumber(connection, "SELECT count(*) FROM pairs");
  const order = "song, playlist";
  const [song, playlist] = await integerColumns(
    connection,
    "pairs",
    ["song", "playlist"],
    order,
    count,
  );
  const column = async (name: string) =>
    (await numberColumns(connection, "pairs", [name], order, count))[0];
  return {
    interactions: incidenceFromPairs(songs, playlists, song, playlist),
    pairs: {
      weights: pairRoles.weight === undefined ? null : await column("weight"),
      times: pairRoles.timestamp === undefined ? null : await column("time"),
    },
  };
}

/**
 * The most frequent genre of each song's playlists, ties by byte order; null where none of them has
 * one.
 */
export function mostFrequentGenres(
  { rows, indptr, indices }: Incidence,
  playlistGenres: TextColumn,
): TextColumn {
  const { codes, names } = coded(playlistGenres);
  const counts = new Int32Array(names.length);
  const genres = new Array<string | null>(rows).fill(null);
  for (let song = 0; song < rows; song++) {
    let best = -1;
    for (let p = indptr[song]; p < indptr[song + 1]; p++) {
      const code = codes[indices[p]];
      if (code < 0) continue;
      counts[code]++;
      const more = best < 0 ? 1 : counts[code] - counts[best];
      if (more > 0 || (more === 0 && code < best)) best = code;
    }
    for (let p = indptr[song]; p < indptr[song + 1]; p++) {
      if (codes[indices[p]] >= 0) counts[codes[indices[p]]] = 0;
    }
    if (best >= 0) genres[song] = names[best];
  }
  return genres;
}
