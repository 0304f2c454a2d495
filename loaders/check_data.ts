/**
 * A report on a data set without building anything: the columns that were found and what they are
 * taken for, rows and what is wrong with them, and what of Segue will work with them.
 */
import { oneNumber } from "./duckdb.ts";
import type { DuckDBConnection } from "./duckdb_connection.ts";
import { type EntriesReport, malformedLines, readEntries } from "./entries.ts";
import { SMALLEST_SPLIT } from "./holdout.ts";
import type { Settings } from "./settings_schema.ts";
import type { ColumnRole } from "./usual_columns.ts";
import { readSongs, type SongData } from "./songs.ts";
import { type DataPaths, findColumns, type Roles, type SourceColumns } from "./source_columns.ts";
import type { TableFile } from "./table_file.ts";

/** Examples that are named of each problem. */
const EXAMPLES = 5;

/** A report; `usable` says whether a build would go through. */
export interface DataReport {
  readonly lines: readonly string[];
  readonly usable: boolean;
}

/**
 * Looks at a data set as a build would.
 *
 * @throws UserError when a file is no table, or lacks a column that must be there
 */
export async function checkData(
  connection: DuckDBConnection,
  paths: DataPaths,
  settings: Settings,
): Promise<DataReport> {
  const source = await findColumns(connection, paths, settings);
  const lines = ["Columns", ...columnLines(source), ""];
  const report = await readEntries(connection, source, Infinity);
  const problems = await problemLines(connection, source);
  lines.push("Rows", `  ${report.rowsRead} read, ${report.rowsKept} usable`, ...problems, "");
  const tooMany = await refusal(connection, source, report, settings.maxBadRows);
  if (tooMany !== null) return { lines: [...lines, `Not usable: ${tooMany}`], usable: false };
  await connection.run(`DROP VIEW song_entries; DROP VIEW pair_entries;
    DROP TABLE IF EXISTS checked; DROP TABLE IF EXISTS checked_songs;
    DROP TABLE IF EXISTS checked_pairs`);
  const data = await readSongs(connection, paths, settings);
  const { warnings } = data.report;
  lines.push("What will work", ...workLines(data, source), "");
  lines.push("Words of the pages", ...wordLines(source, settings), "");
  if (warnings.length > 0) lines.push("Notes", ...warnings.map((warning) => `  ${warning}`), "");
  return { lines: [...lines, "Usable: a build will go through"], usable: true };
}

/** Each column of each file with what it is taken for. */
function columnLines(source: SourceColumns): string[] {
  const of = ({ path, columns }: TableFile, roles: Roles, features: readonly string[]) => {
    const roleOf = new Map(Object.entries(roles).map(([role, column]) => [column, role]));
    const width = Math.max(...columns.map((name) => name.length));
    return [
      `  ${path}`,
      ...columns.map((name) => {
        const role = roleOf.get(name) ?? (features.includes(name) ? "a feature" : "not used");
        return `    ${name.padEnd(width)}  ${role}`;
      }),
    ];
  };
  const { songs, pairs, songRoles, pairRoles, features } = source;
  return songs === pairs
    ? of(songs, songRoles, features)
    : [...of(songs, songRoles, features), ...of(pairs, pairRoles, [])];
}

/** Problems with the numbers of their rows, the header being row 1. */
async function problemLines(
  connection: DuckDBConnection,
  { songs, pairs, songRoles, pairRoles, features }: SourceColumns,
): Promise<string[]> {
  const together = songs === pairs;
  const files = together ? [{ table: songs, name: "checked", roles: songRoles, isList: true }] : [
    { table: songs, name: "checked_songs", roles: songRoles, isList: false },
    { table: pairs, name: "checked_pairs", roles: pairRoles, isList: true },
  ];
  const lines: string[] = [];
  for (const { table, name, roles, isList } of files) {
    const where = together ? "" : ` of ${table.path}`;
    const malformed = await malformedLines(connection, table.path);
    if (malformed.length > 0) {
      lines.push(
        `  ${malformed.length} malformed rows${where} are dropped: ${
          some(malformed.map(({ line, reason }) => `line ${line} (${reason.split("\n")[0]})`))
        }`,
      );
    }
    const rowOf = (rowid: number) => {
      let row = rowid + 2;
      for (const { line } of malformed) if (line <= row) row++;
      return row;
    };
    for (const role of isList ? ["track_id", "playlist_id"] as const : ["track_id"] as const) {
      lines.push(
        ...await problem(
          connection,
          name,
          `${role} IS NULL`,
          rowOf,
          (n) => `${n} rows${where} have no ${roles[role]} and are dropped`,
        ),
      );
    }
    const numbers = [
      ...(table === songs ? [...features, roles.track_popularity] : []),
      ...(isList ? [roles.weight] : []),
    ].filter((column) => column !== undefined);
    for (const [i, column] of numbers.entries()) {
      lines.push(
        ...await problem(
          connection,
          name,
          `bad = ${i}`,
          rowOf,
          (n, texts) =>
            `${n} rows${where} hold a text where ${column} is a number and are dropped${
              texts.length > 0
                ? `, such as ${texts.map((text) => JSON.stringify(text)).join(", ")}`
                : ""
            }`,
        ),
      );
    }
  }
  return lines;
}

async function problem(
  connection: DuckDBConnection,
  table: string,
  condition: string,
  rowOf: (rowid: number) => number,
  sentence: (count: number, texts: string[]) => string,
): Promise<string[]> {
  const n = await oneNumber(connection, `SELECT count(*) FROM ${table} WHERE ${condition}`);
  if (n === 0) return [];
  const found = await connection.rows(
    `SELECT rowid AS row, bad_text FROM ${table} WHERE ${condition} ORDER BY rowid
     LIMIT ${EXAMPLES + 1}`,
  );
  const texts = [...new Set(found.map((row) => row.bad_text).filter((text) => text !== null))];
  return [
    `  ${sentence(n, texts.slice(0, 3).map(String))}: row ${
      some(found.map(({ row }) => String(rowOf(Number(row)))))
    }`,
  ];
}

/** The first few of a list, and a sign that there are more. */
function some(values: readonly string[]): string {
  return values.slice(0, EXAMPLES).join(", ") + (values.length > EXAMPLES ? ", …" : "");
}

/** Why a build would refuse these rows; null where it would not. */
async function refusal(
  connection: DuckDBConnection,
  { pairs }: SourceColumns,
  { dropped }: EntriesReport,
  maxBadRows: number,
): Promise<string | null> {
  const malformed = dropped["malformed row"] ?? 0;
  const texts = Object.entries(dropped).filter(([why]) => why.startsWith("no number in "))
    .reduce((sum, [, n]) => sum + n, 0);
  if (Math.max(malformed, texts) > maxBadRows) {
    return `more rows are malformed or hold a text for a number than the ${maxBadRows} that ` +
      `maxBadRows allows; mend them, or build with --max-bad-rows ${Math.max(malformed, texts)} ` +
      "(SEGUE_MAX_BAD_ROWS)";
  }
  const left = await oneNumber(connection, "SELECT count(*) FROM pair_entries");
  return left > 0 ? null : `no row of ${pairs.path} can be used`;
}

/** What pages call the items and groups of the data set, and how to call them otherwise. */
function wordLines({ songRoles, pairRoles }: SourceColumns, { nouns }: Settings): string[] {
  const [item, items] = nouns.song, [group, groups] = nouns.playlist;
  return [
    `  each "${songRoles.track_id}" is called ${item} (many ${items}), each ` +
    `"${pairRoles.playlist_id}" ${group} (many ${groups})`,
    "  other words: nouns in loaders/settings.ts, --nouns song=ONE/MANY,playlist=ONE/MANY",
  ];
}

/** What the data set gives each part of Segue to work with. */
function workLines(data: SongData, { songRoles, pairRoles }: SourceColumns): string[] {
  const { songs, playlists, interactions } = data;
  const sizes = new Int32Array(playlists.count);
  for (const playlist of interactions.indices) sizes[playlist]++;
  let shared = 0;
  for (let song = 0; song < songs.count; song++) {
    if (interactions.indptr[song + 1] - interactions.indptr[song] > 1) shared++;
  }
  const large = sizes.filter((size) => size >= SMALLEST_SPLIT).length;
  const line = (works: boolean, what: string, why: string) =>
    `  ${works ? "yes" : "no "}  ${what}: ${why}`;
  const names = (roles: readonly ColumnRole[]) =>
    roles.map((role) => songRoles[role] ?? pairRoles[role]).filter((name) => name !== undefined);
  const about = names(["track_artist", "track_album_id", "release_date", "track_popularity"]);
  const genres = names(["track_genre", "playlist_genre", "playlist_subgenre"]);
  const orNone = (found: readonly string[]) => found.join(", ") || "no column for it";
  return [
    line(
      shared > 0,
      "collaborative signal",
      `${interactions.indices.length} pairs of ${songs.count} songs and ${playlists.count} ` +
        `playlists; ${shared} songs are in more than one`,
    ),
    line(
      songs.features.length > 0,
      "audio signal",
      orNone(songs.features.map(({ name }) => name)),
    ),
    line(about.length > 0, "catalogue signal", orNone(about)),
    line(genres.length > 0, "genres", orNone(genres)),
    line(songRoles.track_name !== undefined, "names", orNone(names(["track_name"]))),
    line(
      pairRoles.weight !== undefined,
      "weights",
      pairRoles.weight === undefined
        ? "no column for them: every pair counts"
        : `${pairRoles.weight} says which pairs count, ${interactions.indices.length} of ` +
          `${data.report.distinctPairs}; all that count weigh the same`,
    ),
    line(
      pairRoles.timestamp !== undefined,
      "times of pairs",
      pairRoles.timestamp === undefined
        ? "no column for them"
        : `${pairRoles.timestamp}, handed on in interactions.arrow; no ranking uses them`,
    ),
    line(
      large > 0,
      "evaluation",
      `${large} playlists have the ${SMALLEST_SPLIT} songs that a hold-out needs`,
    ),
  ];
}
