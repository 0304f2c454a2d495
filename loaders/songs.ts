/**
 * From the data set to the catalogue: DuckDB reads the file, every check on the data is made here,
 * and the songs, playlists and distinct (song, playlist) pairs come out as columns.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { type Incidence, incidenceFromPairs } from "../src/recommender/incidence.ts";
import type { FeatureColumn } from "../src/recommender/contract.ts";
import {
  integerColumns,
  type NumberColumn,
  numberColumns,
  oneNumber,
  type TextColumn,
  textColumns,
} from "./duckdb.ts";
import { UserError } from "./errors.ts";
import type { Settings } from "./settings_schema.ts";
import { findColumns, type SourceColumns } from "./source_columns.ts";
import { type EntriesReport, readEntries } from "./entries.ts";

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
  /** The most frequent genre of the song's pairs. */
  readonly genres: TextColumn;
  /** The audio features of the settings, in their order; NaN where missing. */
  readonly features: FeatureColumn[];
}

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
  readonly warnings: readonly string[];
}

/** A data set, read and checked. */
export interface SongData {
  readonly songs: Songs;
  readonly playlists: Playlists;
  /** Songs × playlists, the distinct pairs. */
  readonly interactions: Incidence;
  readonly report: ReadReport;
}

/**
 * Reads a data set into columns.
 *
 * @param path of the CSV (plain or gzip) or Parquet file, as messages name it
 * @throws UserError when a needed column is missing, when more than `maxBadRows` rows hold a text
 *   where a number belongs or are malformed, or when no row is left
 */
export async function readSongs(
  connection: DuckDBConnection,
  path: string,
  settings: Settings,
  featuresAreDefault: boolean,
): Promise<SongData> {
  const source = await findColumns(connection, path, settings, featuresAreDefault);
  const report = await readEntries(connection, path, source, settings.maxBadRows);
  if (report.rowsKept === 0) {
    const { rowsRead } = report;
    throw new UserError(
      rowsRead === 0
        ? `Cannot build a model from ${path}: it has a header but no rows`
        : `Cannot build a model from ${path}: none of its ${rowsRead} rows can be used (${
          Object.entries(report.dropped).map(([why, n]) => `${n} ${why}`).join(", ")
        })`,
    );
  }
  await groupEntries(connection, source);
  const songs = await readSongColumns(connection, source);
  const playlists = await readPlaylistColumns(connection);
  const interactions = await readInteractions(connection, songs.count, playlists.count);
  const warnings = await contentWarnings(connection, source, songs);
  return { songs, playlists, interactions, report: { ...report, warnings } };
}

/** Tables `songs`, `playlists` and `pairs`, numbered in byte order, from the kept `entries`. */
async function groupEntries(connection: DuckDBConnection, source: SourceColumns): Promise<void> {
  const features = source.features.map((_, i) => `feature_${i}`);
  const texts = [
    "track_name",
    "track_artist",
    "track_album_id",
    "track_album_name",
    "release_date",
  ];
  const content = [...texts, "track_popularity", ...features];
  const missing = content.map((name) => `(${name} IS NULL)::INTEGER`).join(" + ");
  const byContent = [...texts, ...features].map((name) => `${name} NULLS LAST`).join(", ");
  // Where rows of a track_id disagree, content decides, not position: the fullest row, of these
  // the most popular, of these the first in order of its values. Most agree, and any row serves.
  await connection.run(`
    CREATE TEMP TABLE tracks AS
      SELECT (row_number() OVER (ORDER BY track_id) - 1)::INTEGER AS song, *
      FROM (SELECT track_id, min(row) AS row, min(content) <> max(content) AS disagree
            FROM entries GROUP BY track_id);
    CREATE TEMP TABLE songs AS
      SELECT song, entries.track_id, ${content.join(", ")}
      FROM entries JOIN tracks USING (row) WHERE NOT disagree
      UNION ALL
      FROM (SELECT DISTINCT ON (song) song, track_id, ${content.join(", ")}
            FROM entries JOIN tracks USING (track_id) WHERE disagree
            ORDER BY song, ${missing}, track_popularity DESC NULLS LAST, ${byContent});
    CREATE TEMP TABLE playlist_rows AS
      SELECT playlist_id, playlist_name, playlist_genre, playlist_subgenre, count(*) AS n
      FROM entries GROUP BY ALL;
    CREATE TEMP TABLE playlists AS
      SELECT (row_number() OVER (ORDER BY playlist_id) - 1)::INTEGER AS playlist, *
      FROM (SELECT DISTINCT playlist_id FROM playlist_rows)
        LEFT JOIN (${mostFrequent("playlist_id", "playlist_name", "playlist_rows")})
          USING (playlist_id)
        LEFT JOIN (${mostFrequent("playlist_id", "playlist_genre", "playlist_rows")})
          USING (playlist_id)
        LEFT JOIN (${mostFrequent("playlist_id", "playlist_subgenre", "playlist_rows")})
          USING (playlist_id);
    CREATE TEMP TABLE pairs AS
      SELECT DISTINCT song, playlist
      FROM entries JOIN tracks USING (track_id) JOIN playlists USING (playlist_id);
    CREATE TEMP TABLE song_genres AS
      ${
    mostFrequent(
      "song",
      "playlist_genre",
      "(SELECT song, playlist_genre, 1 AS n FROM pairs JOIN playlists USING (playlist))",
    )
  }`);
}

/**
 * The most frequent value of a column in each group, a row counting `n` times, ties by byte order;
 * nulls do not count.
 */
function mostFrequent(group: string, column: string, from: string): string {
  return `SELECT ${group}, first(${column} ORDER BY n DESC, ${column}) AS ${column}
    FROM (SELECT ${group}, ${column}, sum(n) AS n FROM ${from}
          WHERE ${column} IS NOT NULL GROUP BY ALL)
    GROUP BY ${group}`;
}

async function readSongColumns(
  connection: DuckDBConnection,
  source: SourceColumns,
): Promise<Songs> {
  const count = await oneNumber(connection, "SELECT count(*) FROM songs");
  const relation = "(FROM songs LEFT JOIN song_genres USING (song))";
  const [trackIds, names, artists, albumIds, albumNames, releaseDates, genres] = await textColumns(
    connection,
    relation,
    [
      "track_id",
      "track_name",
      "track_artist",
      "track_album_id",
      "track_album_name",
      "release_date",
      "playlist_genre",
    ],
    "song",
    count,
  );
  const [popularities, ...values] = await numberColumns(
    connection,
    "songs",
    ["track_popularity", ...source.features.map((_, i) => `feature_${i}`)],
    "song",
    count,
  );
  return {
    count,
    trackIds: trackIds as string[],
    names,
    artists,
    albumIds,
    albumNames,
    releaseDates,
    popularities,
    genres,
    features: source.features.map((name, i) => ({ name, values: values[i] })),
  };
}

async function readPlaylistColumns(connection: DuckDBConnection): Promise<Playlists> {
  const count = await oneNumber(connection, "SELECT count(*) FROM playlists");
  const [playlistIds, names, genres, subgenres] = await textColumns(
    connection,
    "playlists",
    ["playlist_id", "playlist_name", "playlist_genre", "playlist_subgenre"],
    "playlist",
    count,
  );
  return { count, playlistIds: playlistIds as string[], names, genres, subgenres };
}

async function readInteractions(
  connection: DuckDBConnection,
  songs: number,
  playlists: number,
): Promise<Incidence> {
  const count = await oneNumber(connection, "SELECT count(*) FROM pairs");
  const [song, playlist] = await integerColumns(
    connection,
    "pairs",
    ["song", "playlist"],
    "song, playlist",
    count,
  );
  return incidenceFromPairs(songs, playlists, song, playlist);
}

/** What a person should know of the data although it stops nothing. */
async function contentWarnings(
  connection: DuckDBConnection,
  source: SourceColumns,
  songs: Songs,
): Promise<string[]> {
  const warnings = [...source.notes];
  const variants = await oneNumber(
    connection,
    "SELECT count(*) FROM tracks WHERE disagree",
  );
  if (variants > 0) {
    warnings.push(
      `${variants} songs have rows that disagree on their metadata or features: ` +
        "the fullest, then the most popular, row was taken",
    );
  }
  const genres = await oneNumber(
    connection,
    `SELECT count(*) FROM (SELECT playlist_id FROM playlist_rows WHERE playlist_genre IS NOT NULL
       GROUP BY playlist_id HAVING count(DISTINCT playlist_genre) > 1)`,
  );
  if (genres > 0) {
    warnings.push(`${genres} playlists have rows of several genres: the most frequent was taken`);
  }
  for (const { name, values } of songs.features) {
    const missing = values.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0);
    if (missing > 0) {
      warnings.push(`${missing} songs have no ${name}: its median stands in for them`);
    }
  }
  return warnings;
}
