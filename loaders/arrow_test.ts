import assert from "node:assert/strict";
import { tableFromIPC } from "apache-arrow";
import fc from "fast-check";
import {
  arrowBytes,
  type Column,
  dictionaryColumn,
  float32Column,
  float64Column,
  int32Column,
  listColumn,
  nullableInt32Column,
  utf8Column,
  vectorColumn,
} from "./arrow.ts";

function readBack(column: Column): unknown[] {
  return [...tableFromIPC(arrowBytes([column])).getChild(column.name)!];
}

Deno.test("arrowBytes() writes one record batch with named, typed columns", () => {
  const table = tableFromIPC(arrowBytes([
    int32Column("song", Int32Array.of(0, 1)),
    float32Column("score", Float32Array.of(0.5, -1)),
    utf8Column("name", ["a", null]),
    vectorColumn("vector", Float32Array.of(1, 2, 3, 4, 5, 6), 3, 2),
  ]));
  assert.equal(table.batches.length, 1);
  assert.deepEqual(table.schema.fields.map(({ name, type }) => `${name}: ${type}`), [
    "song: Int32",
    "score: Float32",
    "name: Utf8",
    "vector: FixedSizeList[3]<Float32>",
  ]);
  assert.deepEqual([...table.getChild("vector")!.get(1)], [4, 5, 6]);
});

Deno.test("utf8Column() and dictionaryColumn() give back every text and every null", () => {
  const texts = fc.array(fc.option(fc.string({ unit: "grapheme" }), { freq: 4 }));
  fc.assert(
    fc.property(texts, (values) => {
      assert.deepEqual(readBack(utf8Column("text", values)), values);
      assert.deepEqual(readBack(dictionaryColumn("text", values)), values);
    }),
    { seed: 1 },
  );
});

Deno.test("float64Column() and nullableInt32Column() write NaN as null", () => {
  const values = Float64Array.of(1, NaN, -25, NaN, 7, 8, 9, 10, NaN);
  const expected = [1, null, -25, null, 7, 8, 9, 10, null];
  assert.deepEqual(readBack(float64Column("x", values)), expected);
  assert.deepEqual(readBack(nullableInt32Column("x", values)), expected);
  assert.deepEqual(readBack(float64Column("x", Float64Array.of(0.1, -1e300))), [0.1, -1e300]);
});

Deno.test("listColumn() gives back every list, empty ones too", () => {
  const column = listColumn("words", Int32Array.of(0, 2, 2, 3), Int32Array.of(4, 5, 6));
  assert.deepEqual(readBack(column).map((list) => [...list as Iterable<number>]), [[4, 5], [], [
    6,
  ]]);
});

Deno.test("every column may be empty, and vectors may have no dimension", () => {
  const table = tableFromIPC(arrowBytes([
    int32Column("song", new Int32Array(0)),
    utf8Column("name", []),
    vectorColumn("vector", new Float32Array(0), 3, 0),
  ]));
  assert.equal(table.numRows, 0);
  const flat = tableFromIPC(arrowBytes([vectorColumn("vector", new Float32Array(0), 0, 2)]));
  assert.equal(flat.numRows, 2);
});

Deno.test("arrowBytes() refuses columns of different lengths", () => {
  const columns = [int32Column("a", Int32Array.of(1)), int32Column("b", Int32Array.of(1, 2))];
  assert.throws(() => arrowBytes(columns), /Cannot write column b: 2 rows beside 1/);
  assert.throws(() => vectorColumn("v", Float32Array.of(1, 2), 3, 1), RangeError);
});
