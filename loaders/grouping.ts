/** The usable rows of a data set grouped: DuckDB's tables of songs, pairs and playlists. */
import { BLOCK_ROWS, oneNumber } from "./duckdb.ts";
import type { DuckDBConnection } from "./duckdb_connection.ts";
import { SONG_TEXTS } from "./entries.ts";
import type { SourceColumns } from "./source_columns.ts";

/**
 * Relations `tracks` (song, track_id, the row that describes it, whether its rows disagree) and
 * `songs` (song, track_id, texts, track_popularity, feature_0, …), numbered in byte order of
 * track_id.
 *
 * @returns how many songs there are
 */
export async function groupSongs(
  connection: DuckDBConnection,
  source: SourceColumns,
): Promise<number> {
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
  // Where rows of a track_id disagree, content decides, not position: the fullest row, of these
  // the most popular, of these the first in order of its values. Most agree, and any row serves.
  await connection.run(`
    CREATE TEMP TABLE tracks AS
      SELECT (row_number() OVER (ORDER BY track_id) - 1)::INTEGER AS song, *
      FROM (SELECT track_id, min(row) AS row, min(content) <> max(content) AS disagree
            FROM song_entries GROUP BY track_id ${undescribed});
    UPDATE tracks SET row = chosen.row
      FROM (SELECT DISTINCT ON (song) song, song_entries.row
            FROM song_entries JOIN tracks USING (track_id) WHERE disagree
            ORDER BY song, ${missing}, track_popularity DESC NULLS LAST, ${byContent}) AS chosen
      WHERE tracks.song = chosen.song`);
  const count = await oneNumber(connection, "SELECT count(*) FROM tracks");
  // A table costs more than it spares where it is read two or three times only; texts of a large
  // one are read block by block.
  await connection.run(`
    CREATE TEMP ${count > BLOCK_ROWS ? "TABLE" : "VIEW"} songs AS
      SELECT song, tracks.track_id, ${content.join(", ")}
      FROM tracks ${undescribed && "LEFT"} JOIN song_entries USING (row)`);
  return count;
}

/**
 * Tables `playlist_numbers` (playlist, playlist_id), numbered in byte order of playlist_id, and
 * `pairs` (song, playlist, weight, time), the distinct ones.
 *
 * @param least the least weight of a pair that counts; null where there are no weights
 */
export async function groupPairs(
  connection: DuckDBConnection,
  { weightIsOpinion }: SourceColumns,
  least: number | null,
): Promise<void> {
  // A rating stands twice where someone changed their mind: the mean; amounts add up.
  const weight = weightIsOpinion === null
    ? "NULL::DOUBLE"
    : `${weightIsOpinion ? "avg" : "sum"}(weight)`;
  const counts = least === null ? "" : `HAVING ${weight} IS NULL OR ${weight} >= ${least}`;
  await connection.run(`
    CREATE TEMP TABLE playlist_numbers AS
      SELECT (row_number() OVER (ORDER BY playlist_id) - 1)::INTEGER AS playlist, playlist_id
      FROM (SELECT DISTINCT playlist_id FROM pair_entries);
    CREATE TEMP TABLE pairs AS
      SELECT song, playlist, ${weight} AS weight, max(time) AS time
      FROM pair_entries JOIN tracks USING (track_id) JOIN playlist_numbers USING (playlist_id)
      GROUP BY song, playlist ${counts}`);
}

/**
 * Table `playlists` (playlist, playlist_id, playlist_name, playlist_genre, playlist_subgenre) and
 * `playlist_rows`, the distinct values of these in the rows with their number `n`.
 */
export async function groupPlaylists(
  connection: DuckDBConnection,
  { pairRoles }: SourceColumns,
): Promise<void> {
  // Where the data set does not say it, a playlist's genre is the most frequent of its songs.
  const genre = pairRoles.playlist_genre === undefined
    ? mostFrequent(
      "playlist",
      "playlist_genre",
      `(SELECT playlist, track_genre AS playlist_genre, 1 AS n
        FROM pairs JOIN songs USING (song))`,
    )
    : mostFrequent("playlist_id", "playlist_genre", "playlist_rows");
  await connection.run(`
    CREATE TEMP TABLE playlist_rows AS
      SELECT playlist_id, playlist_name, playlist_genre, playlist_subgenre, count(*) AS n
      FROM pair_entries GROUP BY ALL;
    CREATE TEMP TABLE playlists AS
      SELECT playlist, playlist_id, playlist_name, playlist_genre, playlist_subgenre
      FROM playlist_numbers
        LEFT JOIN (${mostFrequent("playlist_id", "playlist_name", "playlist_rows")})
          USING (playlist_id)
        LEFT JOIN (${genre}) USING (${
    pairRoles.playlist_genre === undefined ? "playlist" : "playlist_id"
  })
        LEFT JOIN (${mostFrequent("playlist_id", "playlist_subgenre", "playlist_rows")})
          USING (playlist_id)`);
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
