/** DuckDB as the loaders use it: one private database a run, columns in, typed columns out. */
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** A column of numbers (NaN where null) or of texts (null where null). */
export type NumberColumn = Float64Array;
export type TextColumn = (string | null)[];

/**
 * Opens a database in memory, runs `use` and closes it whatever happens.
 *
 * A native addon is not held by Deno's permissions, so DuckDB's own settings hold it: it can touch
 * `file` and its spill folder, which lies beside nothing of the user's and is removed at the end,
 * and it loads no extension.
 *
 * @param memoryLimit memory before it spills to disk, such as "1GB"
 */
export async function withDuckDB<T>(
  file: string,
  memoryLimit: string,
  scratch: string,
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const spill = mkdtempSync(`${scratch}/duckdb-`);
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: memoryLimit,
    temp_directory: spill,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    try {
      const allowed = [dirname(resolve(file)), resolve(spill)].map(literal).join(", ");
      await connection.run(`SET allowed_directories = [${allowed}]`);
      await connection.run("SET enable_external_access = false");
      await connection.run("SET lock_configuration = true");
      return await use(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
    rmSync(spill, { recursive: true, force: true });
  }
}

/** A text as a SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as a SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The rows of a small result as objects; numbers of 64 bits arrive as bigint. */
export async function rows(
  connection: DuckDBConnection,
  sql: string,
): Promise<Record<string, DuckDBValue>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjects();
}

/** The one number that a query gives. */
export async function oneNumber(connection: DuckDBConnection, sql: string): Promise<number> {
  const reader = await connection.runAndReadAll(sql);
  return Number(reader.getRows()[0][0]);
}

/**
 * Streams a query's columns into arrays of their own, chunk by chunk, no object a row.
 *
 * @param count number of rows that the query gives
 * @param kinds what each column becomes, in order: "number" for DOUBLE, "integer" for INTEGER
 *   (null is not allowed there), "text" for VARCHAR
 */
export async function columns(
  connection: DuckDBConnection,
  sql: string,
  count: number,
  kinds: readonly ("number" | "integer" | "text")[],
): Promise<(NumberColumn | Int32Array | TextColumn)[]> {
  const result = await connection.stream(sql);
  const out = kinds.map((kind) =>
    kind === "text"
      ? new Array<string | null>(count)
      : kind === "integer"
      ? new Int32Array(count)
      : new Float64Array(count)
  );
  let row = 0;
  for await (const chunk of result) {
    for (let c = 0; c < kinds.length; c++) {
      const vector = chunk.getColumnVector(c), target = out[c];
      if (Array.isArray(target)) {
        for (let i = 0; i < chunk.rowCount; i++) {
          target[row + i] = vector.getItem(i) as string | null;
        }
      } else {
        for (let i = 0; i < chunk.rowCount; i++) {
          const value = vector.getItem(i) as number | null;
          target[row + i] = value === null ? NaN : value;
        }
      }
    }
    row += chunk.rowCount;
  }
  if (row !== count) {
    throw new Error(`A query gave ${row} rows where ${count} were counted: ${sql}`);
  }
  return out;
}
