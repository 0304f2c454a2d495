/**
 * The rows of the data set, checked one by one: the view `entries` holds the usable ones, and a
 * report counts the others by reason.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { identifier, oneNumber, rows } from "./duckdb.ts";
import { UserError } from "./errors.ts";
import type { ColumnRole } from "./settings_schema.ts";
import { reading, type SourceColumns } from "./source_columns.ts";

/** What was read and what was left out, by reason. */
export interface EntriesReport {
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly dropped: Readonly<Record<string, number>>;
}

const TEXT_ROLES: readonly ColumnRole[] = [
  "track_id",
  "playlist_id",
  "track_name",
  "track_artist",
  "track_album_id",
  "track_album_name",
  "release_date",
  "playlist_name",
  "playlist_genre",
  "playlist_subgenre",
];

/**
 * Makes the view `entries`, one row for each usable row of the file: `row`, its number from 0; the
 * texts by role; `track_popularity`, `feature_0`, `feature_1`, … as DOUBLE; and `content`, a hash
 * of what the row says of its song.
 *
 * @throws UserError when more than `maxBadRows` rows hold a text where a number belongs, or are
 *   malformed, naming the file, the column and the first such row
 */
export async function readEntries(
  connection: DuckDBConnection,
  path: string,
  source: SourceColumns,
  maxBadRows: number,
): Promise<EntriesReport> {
  const texts = TEXT_ROLES.map((role) => {
    const column = source.roles[role];
    return `${column === null ? "NULL" : identifier(column)}::VARCHAR AS ${role}`;
  });
  const popularity = source.roles.track_popularity;
  const numbers = source.features.map((column, i) => ({ name: `feature_${i}`, column }));
  if (popularity !== null) numbers.push({ name: "track_popularity", column: popularity });

  const casts = numbers.map(({ name, column }) =>
    `TRY_CAST(${identifier(column)} AS DOUBLE) AS ${name}`
  );
  if (popularity === null) casts.push("NULL::DOUBLE AS track_popularity");
  const content = [
    "track_name",
    "track_artist",
    "track_album_id",
    "track_album_name",
    "release_date",
    "track_popularity",
    ...source.features.map((_, i) => `feature_${i}`),
  ];
  // "nan" and "inf" convert, but are no values either.
  const bad = numbers.map(({ column }, i) =>
    `WHEN ${identifier(column)} IS NOT NULL AND
      NOT coalesce(isfinite(TRY_CAST(${identifier(column)} AS DOUBLE)), false) THEN ${i}`
  );
  const badText = numbers.map(({ column }, i) => `WHEN ${i} THEN ${identifier(column)}::VARCHAR`);
  await reading(
    path,
    () =>
      connection.run(`
    CREATE TEMP TABLE checked AS
      SELECT ${[...texts, ...casts].join(", ")},
        hash(${content.join(", ")}) AS content,
        (CASE ${bad.join(" ") || "WHEN false THEN 0"} END)::INTEGER AS bad,
        CASE bad ${badText.join(" ") || "WHEN 0 THEN ''"} END AS bad_text
      FROM ${source.relation}`),
  );
  await connection.run(`
    CREATE TEMP VIEW entries AS
      SELECT rowid AS row, * EXCLUDE (bad, bad_text) FROM checked
      WHERE track_id IS NOT NULL AND playlist_id IS NOT NULL AND bad IS NULL`);

  const malformed = await malformedLines(connection);
  if (malformed.length > maxBadRows) {
    const { line, reason } = malformed[0];
    throw new UserError(
      `Cannot read ${path}: ${malformed.length} of its rows are malformed, first in line ${line} ` +
        `(${reason}); mend these rows, or allow as many with --max-bad-rows`,
    );
  }
  return await countEntries(connection, path, source, numbers, malformed, maxBadRows);
}

/** Lines of the CSV that DuckDB could not take apart, in order, with its reason. */
async function malformedLines(
  connection: DuckDBConnection,
): Promise<{ line: number; reason: string }[]> {
  const tables = await oneNumber(
    connection,
    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'",
  );
  if (tables === 0) return [];
  const found = await rows(
    connection,
    `SELECT line, first(error_message) AS reason FROM reject_errors
     WHERE scan_id = (SELECT max(scan_id) FROM reject_errors) GROUP BY line ORDER BY line`,
  );
  return found.map(({ line, reason }) => ({ line: Number(line), reason: String(reason) }));
}

async function countEntries(
  connection: DuckDBConnection,
  path: string,
  source: SourceColumns,
  numbers: readonly { column: string }[],
  malformed: readonly { line: number }[],
  maxBadRows: number,
): Promise<EntriesReport> {
  const counted = await rows(
    connection,
    `SELECT CASE WHEN track_id IS NULL THEN -1 WHEN playlist_id IS NULL THEN -2
        ELSE bad END AS reason,
      count(*) AS n, min(rowid) + 1 AS first_row, arg_min(bad_text, rowid) AS first_text
     FROM checked GROUP BY reason ORDER BY n DESC`,
  );
  let rowsRead = malformed.length, rowsKept = 0, bad = 0;
  const dropped: Record<string, number> = {};
  if (malformed.length > 0) dropped["malformed row"] = malformed.length;
  let first: { column: string; row: number; text: string } | null = null;
  for (const { reason, n, first_row, first_text } of counted) {
    const count = Number(n);
    rowsRead += count;
    if (reason === null) rowsKept = count;
    else if (Number(reason) === -1) dropped[`no ${source.roles.track_id}`] = count;
    else if (Number(reason) === -2) dropped[`no ${source.roles.playlist_id}`] = count;
    else {
      const { column } = numbers[Number(reason)];
      dropped[`no number in ${column}`] = count;
      bad += count;
      first ??= { column, row: Number(first_row), text: String(first_text) };
    }
  }
  if (first !== null && bad > maxBadRows) {
    // Rows are counted as a spreadsheet does: the header is row 1, malformed rows count as well.
    let row = first.row + 1;
    for (const { line } of malformed) if (line <= row) row++;
    throw new UserError(
      `Cannot read ${path}: column "${first.column}" holds a text where a number belongs, ` +
        `${
          JSON.stringify(first.text)
        } in row ${row} (the header is row 1), and ${bad} rows do so ` +
        "in all; mend these rows, allow as many with --max-bad-rows, or leave the column out of " +
        "the features (loaders/settings.ts, --features)",
    );
  }
  return { rowsRead, rowsKept, dropped };
}
