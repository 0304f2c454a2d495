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
import { type DataPaths, findColumns, type Roles, type SourceColumns } from "./source_columns.ts";
import { type EntriesReport, readEntries, SONG_TEXTS } from "./entries.ts";

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
  /** The file's column for each part that it has. */
  readonly columns: Roles;
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

/**
 * Reads a data set into columns.
 *
 * @param paths of the CSV (plain or gzip) or Parquet files, as messages name them
 * @throws UserError when a needed column is missing, when more than `maxBadRows` rows hold a text
 *   where a number belongs or are malformed, or when no row is left
 */
export async function readSongs(
  connection: DuckDBConnection,
  paths: DataPaths,
  settings: Settings,
): Promise<SongData> {
  const source = await findColumns(connection, paths, settings);
  const report = await readEntries(connection, source, settings.maxBadRows);
  await refuseEmpty(connection, source, report);
  const least = await leastWeight(connection, source, settings.minWeight);
  await groupEntries(connection, source, least);
  const songs = await readSongColumns(connection, source);
  const playlists = await readPlaylistColumns(connection);
  const { interactions, pairs } = await readPairs(connection, source, songs.count, playlists.count);
  const warnings = await contentWarnings(connection, source, songs, least);
  const columns = { ...source.pairRoles, ...source.songRoles };
  return { songs, playlists, interactions, pairs, report: { ...report, columns, warnings } };
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

/** Tables `songs`, `playlists` and `pairs`, numbered in byte order, from the usable rows. */
async function groupEntries(
  connection: DuckDBConnection,
  source: SourceColumns,
  least: number | null,
): Promise<void> {
  const features = source.features.map((_, i) => `feature_${i}`);
  const content = [...SONG_TEXTS, "track_genre", "track_popularity", ...features];
  const missing = content.map((name) => `(${name} IS NULL)::INTEGER`).join(" + ");
  const byContent = [...SONG_TEXTS, "track_genre", ...features]
    .map((name) => `${name} NULLS LAST`).join(", ");
  // Songs that only the second file names have nothing but their pairs.
  const undescribed = source.songs === source.pairs
    ? ""
    : `UNION ALL SELECT DISTINCT track_id, NULL AS row, false AS disagree FROM pair_entries
       WHERE track_id NOT IN (SELECT track_id FROM song_entries)`;
  const columns = content.join(", ");
  // A rating stands twice where someone changed their mind: the mean; amounts add up.
  const weight = source.weightIsOpinion === null
    ? "NULL::DOUBLE"
    : `${source.weightIsOpinion ? "avg" : "sum"}(weight)`;
  const counts = least === null ? "" : `HAVING ${weight} IS NULL OR ${weight} >= ${least}`;
  // Where rows of a track_id disagree, content decides, not position: the fullest row, of these
  // the most popular, of these the first in order of its values. Most agree, and any row serves.
  await connection.run(`
    CREATE TEMP TABLE tracks AS
      SELECT (row_number() OVER (ORDER BY track_id) - 1)::INTEGER AS song, *
      FROM (SELECT track_id, min(row) AS row, min(content) <> max(content) AS disagree
            FROM song_entries GROUP BY track_id ${undescribed});
    CREATE TEMP TABLE songs AS
      SELECT song, tracks.track_id, ${columns}
      FROM tracks ${undescribed && "LEFT"} JOIN song_entries USING (row) WHERE NOT disagree
      UNION ALL
      FROM (SELECT DISTINCT ON (song) song, track_id, ${columns}
            FROM song_entries JOIN tracks USING (track_id) WHERE disagree
            ORDER BY song, ${missing}, track_popularity DESC NULLS LAST, ${byContent});
    CREATE TEMP TABLE playlist_rows AS
      SELECT playlist_id, playlist_name, playlist_genre, playlist_subgenre, count(*) AS n
      FROM pair_entries GROUP BY ALL;
    CREATE TEMP TABLE playlist_numbers AS
      SELECT (row_number() OVER (ORDER BY playlist_id) - 1)::INTEGER AS playlist, playlist_id
      FROM (SELECT DISTINCT playlist_id FROM playlist_rows);
    CREATE TEMP TABLE pairs AS
      SELECT song, playlist, ${weight} AS weight, max(time) AS time
      FROM pair_entries JOIN tracks USING (track_id) JOIN playlist_numbers USING (playlist_id)
      GROUP BY song, playlist ${counts};
    CREATE TEMP TABLE playlists AS
      SELECT playlist, playlist_id, playlist_name, playlist_subgenre,
        ${source.pairRoles.playlist_genre === undefined ? "usual_genre" : "playlist_genre"}
          AS playlist_genre
      FROM playlist_numbers
        LEFT JOIN (${mostFrequent("playlist_id", "playlist_name", "playlist_rows")})
          USING (playlist_id)
        LEFT JOIN (${mostFrequent("playlist_id", "playlist_genre", "playlist_rows")})
          USING (playlist_id)
        LEFT JOIN (${mostFrequent("playlist_id", "playlist_subgenre", "playlist_rows")})
          USING (playlist_id)
        LEFT JOIN (${
    mostFrequent(
      "playlist",
      "usual_genre",
      "(SELECT playlist, track_genre AS usual_genre, 1 AS n FROM pairs JOIN songs USING (song))",
    )
  }) USING (playlist);
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
  // A data set that knows songs' own genres says by that which have none.
  const own = source.songRoles.track_genre !== undefined;
  const relation = `(SELECT *, ${own ? "track_genre" : "playlist_genre"} AS genre
    FROM songs LEFT JOIN song_genres USING (song))`;
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
      "genre",
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

async function readPairs(
  connection: DuckDBConnection,
  { pairRoles }: SourceColumns,
  songs: number,
  playlists: number,
): Promise<Pick<SongData, "interactions" | "pairs">> {
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

/** What a person should know of the data although it stops nothing. */
async function contentWarnings(
  connection: DuckDBConnection,
  source: SourceColumns,
  songs: Songs,
  least: number | null,
): Promise<string[]> {
  const warnings = [...source.notes];
  const { weight, timestamp } = source.pairRoles;
  if (least !== null) {
    const kept = await oneNumber(connection, "SELECT count(*) FROM pairs");
    const all = await oneNumber(
      connection,
      "SELECT count(*) FROM (SELECT DISTINCT track_id, playlist_id FROM pair_entries)",
    );
    const bound = least === Number.MIN_VALUE ? "above 0" : `of at least ${+least.toPrecision(4)}`;
    warnings.push(
      `${kept} of ${all} pairs count, those with a ${weight} ${bound} (--min-weight sets another ` +
        "bound)",
    );
  }
  if (timestamp !== undefined) {
    const without = await oneNumber(connection, "SELECT count(*) FROM pairs WHERE time IS NULL");
    if (without > 0) warnings.push(`${without} pairs have no ${timestamp} that can be read`);
  }
  if (source.songs !== source.pairs) {
    const undescribed = await oneNumber(
      connection,
      "SELECT count(*) FROM tracks WHERE row IS NULL",
    );
    if (undescribed > 0) {
      warnings.push(
        `${undescribed} songs of ${source.pairs.path} are not in ${source.songs.path}: they have ` +
          "no name and no features",
      );
    }
  }
  const alone = await oneNumber(
    connection,
    "SELECT count(*) FROM songs WHERE song NOT IN (SELECT song FROM pairs)",
  );
  if (alone > 0) warnings.push(`${alone} songs are in no playlist: only content finds them`);
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
