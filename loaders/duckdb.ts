/** DuckDB as the loaders use it: one private database a run, columns in, typed columns out. */
import { randomUUID } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DuckDBConnection } from "./duckdb_connection.ts";
import { claimScratch, sweepScratch } from "./scratch.ts";
import { NULL, SEPARATOR, type TextBlock, TextTable } from "./text_table.ts";

/** A column of numbers (NaN where null) or of texts (null where null). */
export type NumberColumn = Float64Array;
export type TextColumn = (string | null)[];

/**
 * Bytes of data up to which DuckDB gets one thread. With two it takes 1.6 times the processor time
 * for the public file's 8 MB, and the other core has libraries to load and threads to start.
 */
const ONE_THREAD = 16e6;

/** What the names of spill folders begin with. */
const SPILL = "duckdb-";

/** Opens a database for `withDuckDB`: it loads no extension. */
export function openDuckDB(): Promise<DuckDBConnection> {
  return DuckDBConnection.open({
    threads: "1",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
}

/**
 * Runs `use` on a database in memory and closes it whatever happens.
 *
 * A native addon is not held by Deno's permissions, so DuckDB's own settings hold it: it can touch the
 * folders of `files` and its spill folder, which lies beside nothing of the user's and is removed at the end.
 *
 * @param memoryLimit memory before it spills to disk, such as "1GB"
 * @param opening the database, where it is being opened already
 */
export async function withDuckDB<T>(
  files: string | readonly string[],
  memoryLimit: string,
  scratch: string,
  use: (connection: DuckDBConnection) => Promise<T>,
  opening: Promise<DuckDBConnection> = openDuckDB(),
): Promise<T> {
  sweepScratch(scratch, SPILL);
  // DuckDB makes the folder when it first spills.
  const spill = join(scratch, SPILL + randomUUID());
  const release = claimScratch(spill);
  const bytes = [files].flat().reduce((sum, file) => sum + sizeOf(file), 0);
  const connection = await opening;
  try {
    const allowed = [...[files].flat().map((file) => dirname(resolve(file))), resolve(spill)].map(
      literal,
    ).join(", ");
    await connection.run(`${bytes <= ONE_THREAD ? "" : "RESET threads;"}
      SET memory_limit = ${literal(memoryLimit)};
      SET temp_directory = ${literal(spill)};
      SET allowed_directories = [${allowed}];
      SET enable_external_access = false;
      SET lock_configuration = true`);
    return await use(connection);
  } finally {
    connection.close();
    rmSync(spill, { recursive: true, force: true });
    release();
  }
}

/** Bytes of a file; of one that is yet to be written, no end. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? Infinity;
}

/** A text as a SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as a SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The one number that a query gives. */
export async function oneNumber(connection: DuckDBConnection, sql: string): Promise<number> {
  const [row] = await connection.rows(sql);
  return Number(Object.values(row)[0]);
}

/** Rows whose texts are handed over as one: far from the longest text that a runtime can hold. */
export const BLOCK_ROWS = 200_000;

/**
 * Columns of texts of a relation. The two control characters that it takes to hand them over are no
 * part of any text: they become spaces.
 *
 * @param key the relation's column of row numbers, from 0 to count - 1, which gives the order
 */
export async function textTable(
  connection: DuckDBConnection,
  relation: string,
  names: readonly string[],
  key: string,
  count: number,
): Promise<TextTable> {
  const separator = `chr(${SEPARATOR})`, absent = `chr(${NULL})`;
  // translate() is slow, so only texts that need it are put through it.
  const row = names.map((name) =>
    `CASE WHEN ${name} IS NULL THEN ${absent}
      WHEN contains(${name}, ${absent}) OR contains(${name}, ${separator})
      THEN translate(${name}, ${absent} || ${separator}, '  ') ELSE ${name} END`
  );
  const blocks: TextBlock[] = [];
  for (let start = 0; start < count; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, count);
    const bytes = await connection.utf8(
      `SELECT string_agg(concat_ws(${separator}, ${
        row.join(", ")
      }), ${separator} ORDER BY ${key}) FROM ${relation}
       WHERE ${key} >= ${start} AND ${key} < ${end}`,
    );
    blocks.push({ bytes: bytes ?? new Uint8Array(0), rows: end - start });
  }
  return new TextTable(blocks, names.length);
}

/**
 * Columns of numbers of a relation, in the order of some of its columns; NaN where null. They lie in
 * memory that threads can share: handing the public file's features over took 30 ms otherwise.
 *
 * @param names columns of type DOUBLE
 * @param count number of rows of the relation
 */
export async function numberColumns(
  connection: DuckDBConnection,
  relation: string,
  names: readonly string[],
  order: string,
  count: number,
): Promise<NumberColumn[]> {
  const out = names.map(() =>
    new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT))
  );
  const values = names.map((name) => `coalesce(${name}, 'NaN'::DOUBLE)`);
  if (names.length > 0) await fillColumns(connection, relation, values, order, out);
  return out;
}

/** Columns of type INTEGER without nulls, as `numberColumns` reads them. */
export async function integerColumns(
  connection: DuckDBConnection,
  relation: string,
  names: readonly string[],
  order: string,
  count: number,
): Promise<Int32Array[]> {
  const out = names.map(() => new Int32Array(count));
  await fillColumns(connection, relation, names, order, out);
  return out;
}

/** Streams a query chunk by chunk, each column's block of memory copied as it is. */
async function fillColumns(
  connection: DuckDBConnection,
  relation: string,
  values: readonly string[],
  order: string,
  out: readonly (Float64Array | Int32Array)[],
): Promise<void> {
  const targets = out.map((array) => new Uint8Array(array.buffer));
  const rows = out[0].length;
  let row = 0;
  const sql = `SELECT ${values.join(", ")} FROM ${relation} ORDER BY ${order}`;
  for await (const { rowCount, bytes } of connection.stream(sql)) {
    if (row + rowCount > rows) break;
    targets.forEach((target, c) => {
      const size = out[c].BYTES_PER_ELEMENT;
      target.set(bytes(c, size), row * size);
    });
    row += rowCount;
  }
  if (row !== rows) throw new Error(`A query gave other than ${rows} rows: ${relation}`);
}
