/** A file of a data set as a table for DuckDB: its format, its encoding, the names of its columns. */
import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { identifier, literal } from "./duckdb.ts";
import type { DuckDBConnection } from "./duckdb_connection.ts";
import { UserError } from "./errors.ts";

/** A table that can be read. */
export interface TableFile {
  readonly path: string;
  /** A SQL relation of the file's rows, in the file's order. */
  readonly relation: string;
  readonly columns: readonly string[];
  /** Whether numbers may have a comma for a point, as in files that semicolons or tabs separate. */
  readonly decimalComma: boolean;
  /** Columns of type DOUBLE or FLOAT; in a CSV all are text. */
  readonly floats: ReadonlySet<string>;
  readonly notes: readonly string[];
}

const PARQUET = /\.(parquet|pq)$/i;

/** How DuckDB reads the file: its format is told from its name. */
export function sourceRelation(path: string, encoding = "utf-8"): string {
  if (PARQUET.test(path)) return `read_parquet(${literal(path)})`;
  return `read_csv(${literal(path)}, ${csvOptions(encoding)}, store_rejects = true,
    rejects_limit = 0, buffer_size = 2000000)`;
}

/**
 * Values come as text and are converted by us, so that a message can name the row of a bad one.
 * NA is how the public file, and R, write an absent value. Each thread takes a buffer at a time.
 */
function csvOptions(encoding: string): string {
  return `header = true, all_varchar = true, quote = '"', escape = '"', nullstr = ['', 'NA']` +
    (encoding === "utf-8" ? "" : `, encoding = ${literal(encoding)}`);
}

/**
 * Looks at a file: its columns and how to read it.
 *
 * @throws UserError when it cannot be read as a table
 */
export async function openTable(connection: DuckDBConnection, path: string): Promise<TableFile> {
  const isParquet = PARQUET.test(path);
  const notes: string[] = [];
  let encoding = "utf-8";
  if (!isParquet && !path.toLowerCase().endsWith(".gz") && isLatin1(path)) {
    encoding = "latin-1";
    notes.push(`${path} is no UTF-8: it is read as Latin-1`);
  }
  const relation = sourceRelation(path, encoding);
  try {
    const described = await connection.rows(`DESCRIBE SELECT * FROM ${relation}`);
    const columns = described.map((row) => String(row.column_name));
    const floats = new Set(
      described.filter((row) => /^(DOUBLE|FLOAT)$/.test(String(row.column_type)))
        .map((row) => String(row.column_name)),
    );
    const decimalComma = !isParquet && await hasCommaToSpare(connection, path, encoding);
    return { path, relation, columns, decimalComma, floats, notes };
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    throw new UserError(`Cannot read ${path} as a table: ${reason}`, { cause: error });
  }
}

/**
 * Runs a query that reads all rows of the file, for whose content no query can answer: it may end
 * early, hold bytes that are no text, or be damaged in a way that DuckDB itself trips over.
 *
 * @throws UserError with the first line of DuckDB's reason
 */
export async function reading<T>(path: string, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    throw new UserError(`Cannot read the rows of ${path}: ${reason}`, { cause: error });
  }
}

/** SQL for a column as text; whole numbers of a floating type without ".0", as ids are written. */
export function textOf(table: TableFile, column: string): string {
  const name = identifier(column);
  if (!table.floats.has(column)) return `${name}::VARCHAR`;
  return `CASE WHEN ${name} = trunc(${name}) AND abs(${name}) < 1e18
    THEN ${name}::BIGINT::VARCHAR ELSE ${name}::VARCHAR END`;
}

/** SQL for a column as DOUBLE, null where it holds no number. */
export function numberOf(table: TableFile, column: string): string {
  const name = identifier(column);
  if (!table.decimalComma) return `TRY_CAST(${name} AS DOUBLE)`;
  return `coalesce(TRY_CAST(${name} AS DOUBLE), TRY_CAST(replace(${name}, ',', '.') AS DOUBLE))`;
}

/** Whether semicolons or tabs separate the values, so that commas may stand in numbers. */
async function hasCommaToSpare(
  connection: DuckDBConnection,
  path: string,
  encoding: string,
): Promise<boolean> {
  // A look at the beginning spares most files DuckDB's, which takes as long as a tenth of the reading.
  if (!path.toLowerCase().endsWith(".gz") && !/[;\t]/.test(beginning(path))) return false;
  try {
    const [found] = await connection.rows(
      `SELECT Delimiter AS delimiter FROM sniff_csv(${literal(path)}, ${csvOptions(encoding)})`,
    );
    return found?.delimiter === ";" || found?.delimiter === "\t";
  } catch {
    return false; // Unlike the reading of rows, this gives up at a damaged one.
  }
}

/** The first bytes of a file as text: its header and some rows. */
function beginning(path: string): string {
  const buffer = new Uint8Array(8192);
  const file = openSync(path, "r");
  try {
    return new TextDecoder("latin1").decode(buffer.subarray(0, readSync(file, buffer)));
  } finally {
    closeSync(file);
  }
}

/**
 * Whether a text file is in an older encoding: it has lines that are no UTF-8, and none that is
 * UTF-8 beyond ASCII. A few damaged lines in a file of UTF-8 do not make it so.
 */
function isLatin1(path: string): boolean {
  const buffer = new Uint8Array(1 << 20);
  const file = openSync(path, "r");
  let foreign = false, kept = 0;
  try {
    for (;;) {
      const read = readSync(file, buffer, kept, buffer.length - kept, null);
      const end = kept + read;
      // What follows the last line's end is looked at with the next piece.
      const cut = read === 0 ? end : buffer.lastIndexOf(10, end - 1) + 1 || end;
      const piece = buffer.subarray(0, cut);
      if (!isUtf8(piece)) {
        for (const line of linesOf(piece)) {
          if (!isUtf8(line)) foreign = true;
          else if (line.some((byte) => byte > 127)) return false;
        }
      } else if (piece.some((byte) => byte > 127)) return false;
      if (read === 0) return foreign;
      buffer.copyWithin(0, cut, end);
      kept = end - cut;
    }
  } finally {
    closeSync(file);
  }
}

function* linesOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start);
    yield bytes.subarray(start, end < 0 ? bytes.length : end);
    start = end < 0 ? bytes.length : end + 1;
  }
}
