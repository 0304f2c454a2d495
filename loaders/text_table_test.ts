import assert from "node:assert/strict";
import { TextTable } from "./text_table.ts";
import { decodeTexts, distinctTexts, encodeTexts } from "./utf8.ts";

/** Rows as DuckDB hands them over. */
function block(...rows: (string | null)[][]) {
  const joined = rows.flat().map((value) => value ?? "\x1e").join("\x1f");
  return { bytes: new TextEncoder().encode(joined), rows: rows.length };
}

const BLOCKS = [
  block(["a", null, ""], ["\ufeffé", "😀 two", "x"]),
  block(["", "a", null]),
];
const COLUMNS = [["a", "\ufeffé", ""], [null, "😀 two", "a"], ["", "x", null]];

Deno.test("TextTable takes blocks of rows apart into columns, as strings and as bytes", () => {
  const table = new TextTable(BLOCKS, 3);
  assert.deepEqual(table.strings(), COLUMNS);
  assert.deepEqual(table.utf8(), COLUMNS.map((values) => encodeTexts(values)));
  assert.deepEqual(table.utf8().map(decodeTexts), COLUMNS);
  assert.deepEqual(new TextTable([], 2).strings(), [[], []]);
  assert.deepEqual(new TextTable([], 1).utf8().map(decodeTexts), [[]]);
});

Deno.test("TextTable refuses a block that does not hold its rows", () => {
  assert.throws(() => new TextTable([{ ...BLOCKS[0], rows: 3 }], 3), /6 texts as 3 rows of 3/);
});

Deno.test("distinctTexts() numbers texts in order of first appearance, whatever their number", () => {
  const values = Array.from(
    { length: 5000 },
    (_, i) => i % 7 === 0 ? null : `text ${i * i % 1013}${"é".repeat(i % 3)}`,
  );
  const expected = [...new Set(values.filter((value) => value !== null))];
  const { codes, distinct } = distinctTexts(encodeTexts(values), -1);
  assert.deepEqual(decodeTexts(distinct), expected);
  assert.deepEqual(
    [...codes],
    values.map((value) => value === null ? -1 : expected.indexOf(value)),
  );
  assert.deepEqual(decodeTexts(distinctTexts(encodeTexts([null, ""]), 0).distinct), [""]);
});
