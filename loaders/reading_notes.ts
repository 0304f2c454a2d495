/** What a person should know of a data set that was read, although it stops nothing. */
import { type NumberColumn, oneNumber } from "./duckdb.ts";
import type { DuckDBConnection } from "./duckdb_connection.ts";
import type { SongData } from "./songs.ts";
import type { SourceColumns } from "./source_columns.ts";

/**
 * The notes on a data set, a sentence each.
 *
 * @param weighed the least weight of a pair that counts, and how many there are of any weight; null
 *   where there are no weights
 */
export async function readingNotes(
  connection: DuckDBConnection,
  source: SourceColumns,
  { songs, interactions, pairs }: Pick<SongData, "interactions" | "pairs"> & {
    songs: Pick<SongData["songs"], "features">;
  },
  weighed: { readonly least: number; readonly distinctPairs: number } | null,
): Promise<string[]> {
  const notes = [...source.notes];
  const { weight, timestamp } = source.pairRoles;
  if (weighed !== null) {
    const { least, distinctPairs } = weighed;
    const bound = least === Number.MIN_VALUE ? "above 0" : `of at least ${+least.toPrecision(4)}`;
    notes.push(
      `${interactions.indices.length} of ${distinctPairs} pairs count, those with a ${weight} ` +
        `${bound} (--min-weight sets another bound); each of them counts the same`,
    );
  }
  const without = pairs.times === null ? 0 : missingIn(pairs.times);
  if (without > 0) notes.push(`${without} pairs have no ${timestamp} that can be read`);
  if (source.songs !== source.pairs) {
    const undescribed = await oneNumber(
      connection,
      "SELECT count(*) FROM tracks WHERE row IS NULL",
    );
    if (undescribed > 0) {
      notes.push(
        `${undescribed} songs of ${source.pairs.path} are not in ${source.songs.path}: they have ` +
          "no name and no features",
      );
    }
  }
  const alone = emptyRows(interactions.indptr);
  if (alone > 0) notes.push(`${alone} songs are in no playlist: only content finds them`);
  const variants = await oneNumber(connection, "SELECT count(*) FROM tracks WHERE disagree");
  if (variants > 0) {
    notes.push(
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
    notes.push(`${genres} playlists have rows of several genres: the most frequent was taken`);
  }
  for (const { name, values } of songs.features) {
    const missing = missingIn(values);
    if (missing > 0) notes.push(`${missing} songs have no ${name}: its median stands in for them`);
  }
  return notes;
}

function missingIn(values: NumberColumn): number {
  let missing = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) missing++;
  return missing;
}

function emptyRows(indptr: Int32Array): number {
  let empty = 0;
  for (let row = 0; row + 1 < indptr.length; row++) if (indptr[row] === indptr[row + 1]) empty++;
  return empty;
}
