/**
 * The rows of the data set, checked one by one: the views `song_entries` and `pair_entries` hold the
 * usable ones, and a report counts the others by reason.
 */
import { identifier, literal, oneNumber } from "./duckdb.ts";
import type { DuckDBConnection } from "./duckdb_connection.ts";
import { UserError } from "./errors.ts";
import type { ColumnRole } from "./usual_columns.ts";
import type { Roles, SourceColumns } from "./source_columns.ts";
import { numberOf, reading, type TableFile, textOf } from "./table_file.ts";

/** What was read and what was left out, by reason. */
export interface EntriesReport {
  readonly rowsRead: number;
  readonly rowsKept: number;
  /** Of the rows kept, those that name a song and a playlist: all, where there is one file. */
  readonly pairRows: number;
  readonly dropped: Readonly<Record<string, number>>;
}

/** The texts that describe a song. */
export const SONG_TEXTS = [
  "track_name",
  "track_artist",
  "track_album_id",
  "track_album_name",
  "release_date",
] as const;

const PAIR_TEXTS: readonly ColumnRole[] = [
  "playlist_id",
  "playlist_name",
  "playlist_genre",
  "playlist_subgenre",
];

/** Other ways to write a date than the year first, for release dates and times. */
const DATE_FORMATS = [
  "%m/%d/%Y %H:%M:%S",
  "%m/%d/%Y %H:%M",
  "%m/%d/%Y",
  "%m/%d/%y %H:%M",
  "%m/%d/%y",
  "%d/%m/%Y %H:%M",
  "%d/%m/%Y",
  "%d.%m.%Y %H:%M",
  "%d.%m.%Y",
  "%d-%b-%Y",
  "%d %b %Y",
  "%d %B %Y",
  "%b %d, %Y",
  "%B %d, %Y",
  "%m %d, %Y",
];
const FORMATS = `[${DATE_FORMATS.map((format) => `'${format}'`).join(", ")}]`;

/** What is read of a file. */
interface Checked {
  /** The table that holds its rows. */
  readonly name: string;
  readonly table: TableFile;
  readonly roles: Roles;
  /** Texts by role, null where the file has no such column. */
  readonly texts: readonly string[];
  /** Columns that must hold numbers, by the name they get. */
  readonly numbers: readonly { name: string; column: string }[];
  readonly extra: readonly string[];
  /** Roles without which a row is of no use. */
  readonly needed: readonly ("track_id" | "playlist_id")[];
}

/**
 * Makes the views `song_entries`, one row for each usable row of the songs' file (`row`, its number
 * from 0; the texts by role; `track_popularity`, `feature_0`, `feature_1`, … as DOUBLE; and `content`,
 * a hash of what the row says of its song), and `pair_entries`, one row for each usable row of the
 * pairs' file: ids and texts by role, `weight` and `time` (seconds since 1970) as DOUBLE.
 *
 * @throws UserError when more than `maxBadRows` rows hold a text where a number belongs, or are
 *   malformed, naming the file, the column and the first such row
 */
export async function readEntries(
  connection: DuckDBConnection,
  source: SourceColumns,
  maxBadRows: number,
): Promise<EntriesReport> {
  const together = source.songs === source.pairs;
  const { songs, pairs } = source;
  const songPart = songColumns(source), pairPart = pairColumns(source);
  if (together) {
    const checked: Checked = {
      name: "checked",
      table: songs,
      roles: source.songRoles,
      texts: [...songPart.texts, ...pairPart.texts],
      numbers: [...songPart.numbers, ...pairPart.numbers],
      extra: [...songPart.extra, ...pairPart.extra],
      needed: ["track_id", "playlist_id"],
    };
    const report = await check(connection, checked, maxBadRows);
    const usable = `SELECT rowid AS row, * EXCLUDE (bad, bad_text) FROM checked
      WHERE track_id IS NOT NULL AND playlist_id IS NOT NULL AND bad IS NULL`;
    await connection.run(`CREATE TEMP VIEW song_entries AS ${usable};
      CREATE TEMP VIEW pair_entries AS ${usable}`);
    return report;
  }
  const ofSongs = await check(connection, {
    name: "checked_songs",
    table: songs,
    roles: source.songRoles,
    ...songPart,
    needed: ["track_id"],
  }, maxBadRows);
  const ofPairs = await check(connection, {
    name: "checked_pairs",
    table: pairs,
    roles: source.pairRoles,
    ...pairPart,
    texts: [text(pairs, source.pairRoles, "track_id"), ...pairPart.texts],
    needed: ["track_id", "playlist_id"],
  }, maxBadRows);
  await connection.run(`
    CREATE TEMP VIEW song_entries AS
      SELECT rowid AS row, * EXCLUDE (bad, bad_text) FROM checked_songs
      WHERE track_id IS NOT NULL AND bad IS NULL;
    CREATE TEMP VIEW pair_entries AS
      SELECT rowid AS row, * EXCLUDE (bad, bad_text) FROM checked_pairs
      WHERE track_id IS NOT NULL AND playlist_id IS NOT NULL AND bad IS NULL`);
  return {
    rowsRead: ofSongs.rowsRead + ofPairs.rowsRead,
    rowsKept: ofSongs.rowsKept + ofPairs.rowsKept,
    pairRows: ofPairs.rowsKept,
    dropped: Object.fromEntries(
      [...new Set([...Object.keys(ofSongs.dropped), ...Object.keys(ofPairs.dropped)])].map((
        why,
      ) => [
        why,
        (ofSongs.dropped[why] ?? 0) + (ofPairs.dropped[why] ?? 0),
      ]),
    ),
  };
}

function text(table: TableFile, roles: Roles, role: ColumnRole): string {
  const column = roles[role];
  return `${column === undefined ? "NULL::VARCHAR" : textOf(table, column)} AS ${role}`;
}

function songColumns({ songs, songRoles, features }: SourceColumns) {
  const numbers = features.map((column, i) => ({ name: `feature_${i}`, column }));
  const popularity = songRoles.track_popularity;
  if (popularity !== undefined) numbers.push({ name: "track_popularity", column: popularity });
  const content = [
    ...SONG_TEXTS,
    "track_genre",
    "track_popularity",
    ...features.map((_, i) => `feature_${i}`),
  ];
  const texts = (["track_id", ...SONG_TEXTS] as const).map((role) => text(songs, songRoles, role));
  const date = songRoles.release_date;
  if (date !== undefined && date !== "track_album_release_date") {
    texts[texts.length - 1] = `${yearFirst(textOf(songs, date))} AS release_date`;
  }
  return {
    texts,
    numbers,
    extra: [
      `${firstOfSeveral(songs, songRoles.track_genre)} AS track_genre`,
      ...(popularity === undefined ? ["NULL::DOUBLE AS track_popularity"] : []),
      `hash(${content.join(", ")}) AS content`,
    ],
  };
}

function pairColumns({ pairs, pairRoles: { weight, timestamp }, pairRoles }: SourceColumns) {
  return {
    texts: PAIR_TEXTS.map((role) => text(pairs, pairRoles, role)),
    numbers: weight === undefined ? [] : [{ name: "weight", column: weight }],
    extra: [
      ...(weight === undefined ? ["NULL::DOUBLE AS weight"] : []),
      `${timestamp === undefined ? "NULL::DOUBLE" : seconds(pairs, timestamp)} AS time`,
    ],
  };
}

/** A date with the year first, where it is written otherwise; "1995.0" is a year as well. */
function yearFirst(date: string): string {
  return `CASE WHEN regexp_matches(${date}, '^\\d{4}\\.0+$') THEN left(${date}, 4)
    WHEN regexp_matches(${date}, '^\\d{4}') THEN ${date}
    ELSE coalesce(strftime(try_strptime(${date}, ${FORMATS}), '%Y-%m-%d'), ${date}) END`;
}

/** A time as seconds since 1970, from a number of seconds to microseconds, or from a date. */
function seconds(table: TableFile, column: string): string {
  const number = numberOf(table, column), date = textOf(table, column);
  return `coalesce(
    CASE WHEN ${number} > 1e14 THEN ${number} / 1e6 WHEN ${number} > 1e11 THEN ${number} / 1e3
      WHEN ${number} BETWEEN 1000 AND 3000
      THEN epoch(make_date(TRY_CAST(${number} AS INTEGER), 1, 1)) ELSE ${number} END,
    epoch(TRY_CAST(${date} AS TIMESTAMP)), epoch(try_strptime(${date}, ${FORMATS})))`;
}

/** The first of several genres: "Action|Adventure" is Action. */
function firstOfSeveral(table: TableFile, column: string | undefined): string {
  if (column === undefined) return "NULL::VARCHAR";
  const stripped = `regexp_replace(${textOf(table, column)}, '^[\\s\\[''"]+', '')`;
  return `nullif(trim(regexp_extract(${stripped}, '^[^|;,\\]]*'), ' ''"'), '')`;
}

/** Reads a file into a table, each row with what is bad of it. */
async function check(
  connection: DuckDBConnection,
  checked: Checked,
  maxBadRows: number,
): Promise<EntriesReport> {
  const { name, table, texts, numbers, extra } = checked;
  const casts = numbers.map(({ name, column }) => `${numberOf(table, column)} AS ${name}`);
  // "nan" and "inf" convert, but are no values either.
  const bad = numbers.map(({ column }, i) =>
    `WHEN ${identifier(column)} IS NOT NULL AND
      NOT coalesce(isfinite(${numberOf(table, column)}), false) THEN ${i}`
  );
  const badText = numbers.map(({ column }, i) => `WHEN ${i} THEN ${identifier(column)}::VARCHAR`);
  await reading(
    table.path,
    () =>
      connection.run(`
    CREATE TEMP TABLE ${name} AS
      SELECT ${[...texts, ...casts, ...extra].join(", ")},
        (CASE ${bad.join(" ") || "WHEN false THEN 0"} END)::INTEGER AS bad,
        CASE bad ${badText.join(" ") || "WHEN 0 THEN ''"} END AS bad_text
      FROM ${table.relation}`),
  );
  const malformed = await malformedLines(connection, table.path);
  if (malformed.length > maxBadRows) {
    const { line, reason } = malformed[0];
    throw new UserError(
      `Cannot read ${table.path}: ${malformed.length} of its rows are malformed, first in line ` +
        `${line} (${reason}); mend these rows, or allow as many with --max-bad-rows`,
    );
  }
  return await count(connection, checked, malformed, maxBadRows);
}

/** Lines of the CSV that DuckDB could not take apart, in order, with its reason. */
export async function malformedLines(
  connection: DuckDBConnection,
  path: string,
): Promise<{ line: number; reason: string }[]> {
  const tables = await oneNumber(
    connection,
    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'",
  );
  if (tables === 0) return [];
  const found = await connection.rows(
    `SELECT line, first(error_message) AS reason FROM reject_errors
     WHERE scan_id = (SELECT max(scan_id) FROM reject_scans WHERE file_path = ${literal(path)})
     GROUP BY line ORDER BY line`,
  );
  return found.map(({ line, reason }) => ({ line: Number(line), reason: String(reason) }));
}

async function count(
  connection: DuckDBConnection,
  { name, table, roles, numbers, needed }: Checked,
  malformed: readonly { line: number }[],
  maxBadRows: number,
): Promise<EntriesReport> {
  const counted = await connection.rows(
    `SELECT CASE ${needed.map((role, i) => `WHEN ${role} IS NULL THEN ${-1 - i}`).join(" ")}
        ELSE bad END AS reason,
      count(*) AS n, min(rowid) + 1 AS first_row, arg_min(bad_text, rowid) AS first_text
     FROM ${name} GROUP BY reason ORDER BY n DESC`,
  );
  let rowsRead = malformed.length, rowsKept = 0, bad = 0;
  const dropped: Record<string, number> = {};
  if (malformed.length > 0) dropped["malformed row"] = malformed.length;
  let first: { column: string; row: number; text: string } | null = null;
  for (const { reason, n, first_row, first_text } of counted) {
    const count = Number(n);
    rowsRead += count;
    if (reason === null) rowsKept = count;
    else if (Number(reason) < 0) dropped[`no ${roles[needed[-1 - Number(reason)]]}`] = count;
    else {
      const { column } = numbers[Number(reason)];
      dropped[`no number in ${column}`] = count;
      bad += count;
      first ??= { column, row: Number(first_row), text: String(first_text) };
    }
  }
  if (first !== null && bad > maxBadRows) {
    // Rows are counted as a spreadsheet does: the header is row 1, malformed rows count as well.
    const { column } = first;
    const role = Object.entries(roles).find(([, of]) => of === column)?.[0];
    let row = first.row + 1;
    for (const { line } of malformed) if (line <= row) row++;
    throw new UserError(
      `Cannot read ${table.path}: column "${column}" holds a text where a number belongs, ` +
        `${
          JSON.stringify(first.text)
        } in row ${row} (the header is row 1), and ${bad} rows do so ` +
        `in all; mend these rows, allow as many with --max-bad-rows, or leave the column out of ${
          role === undefined
            ? "the features (loaders/settings.ts, --features)"
            : `the data (columns in loaders/settings.ts, --columns ${role}=)`
        }`,
    );
  }
  return { rowsRead, rowsKept, pairRows: rowsKept, dropped };
}
