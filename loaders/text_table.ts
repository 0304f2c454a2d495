/**
 * Columns of texts as DuckDB hands them over: those of many rows as one text, five times as fast as
 * value by value. Whoever wants strings gets strings; files take the bytes as they are.
 */
import { copy, presence, type Utf8Texts } from "./utf8.ts";

/** Separates values, and stands for null. No text holds them. */
export const SEPARATOR = 0x1f, NULL = 0x1e;

/** The values of some rows, row after row, in UTF-8, with a separator between two. */
export interface TextBlock {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

export class TextTable {
  readonly #blocks: readonly TextBlock[];
  readonly #columns: number;
  readonly #count: number;
  #strings: (string | null)[][] | undefined;
  #utf8: Utf8Texts[] | undefined;

  /**
   * @param columns values of a row: 1 or more
   * @throws Error where a block holds other than its rows
   */
  constructor(blocks: readonly TextBlock[], columns: number) {
    this.#blocks = blocks;
    this.#columns = columns;
    this.#count = blocks.reduce((sum, { rows }) => sum + rows, 0);
    for (const { bytes, rows } of blocks) {
      let values = 1;
      for (let i = 0; i < bytes.length; i++) if (bytes[i] === SEPARATOR) values++;
      if (values !== rows * columns) {
        throw new Error(`Cannot take ${values} texts as ${rows} rows of ${columns}`);
      }
    }
  }

  /** The columns as strings; null where there is no text. */
  strings(): readonly (string | null)[][] {
    return this.#strings ??= this.#decoded();
  }

  /** The columns as bytes. */
  utf8(): readonly Utf8Texts[] {
    return this.#utf8 ??= this.#separated();
  }

  #decoded(): (string | null)[][] {
    const columns = Array.from(
      { length: this.#columns },
      () => new Array<string | null>(this.#count).fill(null),
    );
    // A mark of the byte order is a character of the text like any other.
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const separator = String.fromCharCode(SEPARATOR), absent = String.fromCharCode(NULL);
    let start = 0;
    for (const { bytes, rows } of this.#blocks) {
      const values = decoder.decode(bytes).split(separator);
      columns.forEach((column, c) => {
        for (let i = 0, from = c; i < rows; i++, from += columns.length) {
          column[start + i] = values[from] === absent ? null : values[from];
        }
      });
      start += rows;
    }
    return columns;
  }

  #separated(): Utf8Texts[] {
    const columns = this.#columns, count = this.#count;
    const offsets = Array.from({ length: columns }, () => new Int32Array(count + 1));
    const isNull = Array.from({ length: columns }, () => new Uint8Array(count));
    this.#eachValue((row, column, bytes, start, end) => {
      const absent = end - start === 1 && bytes[start] === NULL;
      if (absent) isNull[column][row] = 1;
      offsets[column][row + 1] = offsets[column][row] + (absent ? 0 : end - start);
    });
    const out = offsets.map((ends) => new Uint8Array(ends[count]));
    this.#eachValue((row, column, bytes, start) =>
      copy(bytes, start, out[column], offsets[column][row], offsets[column][row + 1])
    );
    return out.map((bytes, c) => ({
      offsets: offsets[c],
      bytes,
      ...presence(count, (row) => isNull[c][row] === 0),
    }));
  }

  /** Calls back for each value with its place in a block's bytes. */
  #eachValue(
    use: (row: number, column: number, bytes: Uint8Array, start: number, end: number) => void,
  ): void {
    let row = 0;
    for (const { bytes, rows } of this.#blocks) {
      let start = 0;
      for (const last = row + rows; row < last; row++) {
        for (let column = 0; column < this.#columns; column++) {
          let end = start;
          while (end < bytes.length && bytes[end] !== SEPARATOR) end++;
          use(row, column, bytes, start, end);
          start = end + 1;
        }
      }
    }
  }
}
