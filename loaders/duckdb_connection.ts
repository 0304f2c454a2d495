/**
 * A connection to DuckDB over its C interface, as `@duckdb/node-bindings` offers it: statements,
 * small results as plain values, large ones as blocks of memory.
 *
 * `@duckdb/node-api`, the interface above it, has a module for each of DuckDB's types. Loading them
 * took 0.1 s of a precompute of 2 s, which reads five types.
 */
import duckdb, {
  type Connection,
  type Database,
  type DataChunk,
  type Result,
  type Vector,
} from "@duckdb/node-bindings";

/** A value of a small result. Integers of 64 and 128 bits are bigint, others number. */
export type DuckDBValue = string | number | bigint | boolean | null;

/** Some rows of a large result. */
export interface Chunk {
  readonly rowCount: number;
  /** The memory of a column's values, so many bytes a row; valid until the next chunk is asked for. */
  bytes(column: number, size: number): Uint8Array;
}

/** A database and the one connection to it. */
export class DuckDBConnection {
  readonly #database: Database;
  readonly #connection: Connection;

  private constructor(database: Database, connection: Connection) {
    this.#database = database;
    this.#connection = connection;
  }

  /**
   * Opens a database in memory.
   *
   * @param options DuckDB's settings by name
   */
  static async open(options: Readonly<Record<string, string>> = {}): Promise<DuckDBConnection> {
    const config = duckdb.create_config();
    for (const [name, value] of Object.entries(options)) duckdb.set_config(config, name, value);
    const database = await duckdb.open(":memory:", config);
    try {
      return new DuckDBConnection(database, await duckdb.connect(database));
    } catch (error) {
      duckdb.close_sync(database);
      throw error;
    }
  }

  /** Runs statements one after the other; returns how many rows the last one changed. */
  async run(sql: string): Promise<number> {
    return duckdb.rows_changed(await duckdb.query(this.#connection, sql));
  }

  /**
   * The rows of a small result, by column.
   *
   * @throws Error where a column is of a type that has no plain value, such as a list
   */
  async rows(sql: string): Promise<Record<string, DuckDBValue>[]> {
    const result = await duckdb.query(this.#connection, sql);
    const names = Array.from(
      { length: duckdb.column_count(result) },
      (_, column) => duckdb.column_name(result, column),
    );
    const found: Record<string, DuckDBValue>[] = [];
    for await (const chunk of chunksOf(result)) {
      const count = duckdb.data_chunk_get_size(chunk);
      const columns = names.map((_, column) =>
        valuesOf(
          duckdb.data_chunk_get_vector(chunk, column),
          duckdb.column_type(result, column),
          count,
        )
      );
      for (let row = 0; row < count; row++) {
        found.push(Object.fromEntries(names.map((name, column) => [name, columns[column][row]])));
      }
    }
    return found;
  }

  /** The one text that a query gives, in UTF-8; null where it gives null. */
  async utf8(sql: string): Promise<Uint8Array | null> {
    for await (const chunk of chunksOf(await duckdb.query(this.#connection, sql))) {
      const vector = duckdb.data_chunk_get_vector(chunk, 0);
      if (isNullAt(validityOf(vector, 1), 0)) return null;
      const data = duckdb.vector_get_data(vector, TEXT_SIZE);
      return textBytes(new DataView(data.buffer, data.byteOffset), 0).slice();
    }
    return null;
  }

  /** The rows of a large result as DuckDB makes them, without holding all of them. */
  async *stream(sql: string): AsyncIterable<Chunk> {
    const prepared = await duckdb.prepare(this.#connection, sql);
    try {
      for await (const chunk of chunksOf(await duckdb.execute_prepared_streaming(prepared))) {
        const rowCount = duckdb.data_chunk_get_size(chunk);
        yield {
          rowCount,
          bytes: (column, size) =>
            duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk, column), rowCount * size),
        };
      }
    } finally {
      duckdb.destroy_prepare_sync(prepared);
    }
  }

  /** Ends the connection and the database. */
  close(): void {
    duckdb.disconnect_sync(this.#connection);
    duckdb.close_sync(this.#database);
  }
}

async function* chunksOf(result: Result): AsyncIterable<DataChunk> {
  for (;;) {
    const chunk = await duckdb.fetch_chunk(result);
    if (chunk === null || duckdb.data_chunk_get_size(chunk) === 0) return;
    yield chunk;
  }
}

/** How a value of a type stands in memory: its bytes, and how it is read. */
interface Layout {
  readonly size: number;
  read(view: DataView, at: number): DuckDBValue;
}

/** Bytes that a text takes in a vector, and how long one is that stands there itself. */
const TEXT_SIZE = 16, INLINE = 12;
// A mark of the byte order is a character of the text like any other.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const { Type } = duckdb;
const LAYOUTS = new Map<number, Layout>([
  [Type.BOOLEAN, { size: 1, read: (view, at) => view.getUint8(at) !== 0 }],
  [Type.TINYINT, { size: 1, read: (view, at) => view.getInt8(at) }],
  [Type.UTINYINT, { size: 1, read: (view, at) => view.getUint8(at) }],
  [Type.SMALLINT, { size: 2, read: (view, at) => view.getInt16(at, true) }],
  [Type.USMALLINT, { size: 2, read: (view, at) => view.getUint16(at, true) }],
  [Type.INTEGER, { size: 4, read: (view, at) => view.getInt32(at, true) }],
  [Type.UINTEGER, { size: 4, read: (view, at) => view.getUint32(at, true) }],
  [Type.BIGINT, { size: 8, read: (view, at) => view.getBigInt64(at, true) }],
  [Type.UBIGINT, { size: 8, read: (view, at) => view.getBigUint64(at, true) }],
  [Type.HUGEINT, {
    size: 16,
    read: (view, at) => (view.getBigInt64(at + 8, true) << 64n) | view.getBigUint64(at, true),
  }],
  [Type.FLOAT, { size: 4, read: (view, at) => view.getFloat32(at, true) }],
  [Type.DOUBLE, { size: 8, read: (view, at) => view.getFloat64(at, true) }],
  [Type.VARCHAR, { size: TEXT_SIZE, read: (view, at) => decoder.decode(textBytes(view, at)) }],
]);

/** The bytes of a text, valid until the next chunk is asked for. */
function textBytes(view: DataView, at: number): Uint8Array {
  const length = view.getUint32(at, true);
  return length <= INLINE
    ? new Uint8Array(view.buffer, view.byteOffset + at + 4, length)
    : duckdb.get_data_from_pointer(view.buffer as ArrayBuffer, view.byteOffset + at + 8, length);
}

function valuesOf(vector: Vector, type: number, count: number): DuckDBValue[] {
  const layout = LAYOUTS.get(type);
  if (layout === undefined) {
    throw new Error(`Cannot take values of DuckDB's type ${type}: cast them`);
  }
  const data = duckdb.vector_get_data(vector, count * layout.size);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const valid = validityOf(vector, count);
  return Array.from(
    { length: count },
    (_, row) => isNullAt(valid, row) ? null : layout.read(view, row * layout.size),
  );
}

/** A bit a row, set where there is a value; null where all rows have one. */
function validityOf(vector: Vector, count: number): Uint8Array | null {
  // DuckDB holds them in words of 64.
  return duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
}

function isNullAt(valid: Uint8Array | null, row: number): boolean {
  return valid !== null && (valid[row >> 3] >> (row & 7) & 1) === 0;
}
