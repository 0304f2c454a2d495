import assert from "node:assert/strict";
import fc from "fast-check";
import { incidenceFromPairs, rowIndices, transpose } from "./incidence.ts";

/** A set of pairs sorted by row and column inside a matrix of up to 8 × 8, empty sides included. */
const pairSets = fc.record({
  rows: fc.integer({ min: 0, max: 8 }),
  columns: fc.integer({ min: 0, max: 8 }),
  cells: fc.uniqueArray(fc.nat(63), { maxLength: 64 }),
}).map(({ rows, columns, cells }) => ({
  rows,
  columns,
  pairs: cells.map((cell) => [cell >> 3, cell & 7])
    .filter(([row, column]) => row < rows && column < columns)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]),
}));

function build(rows: number, columns: number, pairs: readonly number[][]) {
  return incidenceFromPairs(
    rows,
    columns,
    Int32Array.from(pairs, (pair) => pair[0]),
    Int32Array.from(pairs, (pair) => pair[1]),
  );
}

/** The pairs of an incidence, read through `rowIndices`. */
function pairsOf(incidence: ReturnType<typeof build>): number[][] {
  return Array.from({ length: incidence.rows }, (_, row) => row)
    .flatMap((row) => Array.from(rowIndices(incidence, row), (column) => [row, column]));
}

Deno.test("incidenceFromPairs() lays out a written-out matrix in compressed rows", () => {
  // . 1 . 1
  // . . . .
  // 1 . . .
  const incidence = build(3, 4, [[0, 1], [0, 3], [2, 0]]);
  assert.equal(incidence.rows, 3);
  assert.equal(incidence.columns, 4);
  assert.deepEqual(incidence.indptr, Int32Array.of(0, 2, 2, 3));
  assert.deepEqual(incidence.indices, Int32Array.of(1, 3, 0));
});

Deno.test("incidenceFromPairs() keeps an offset for every empty row, first and last included", () => {
  const incidence = build(4, 1, [[1, 0]]);
  assert.deepEqual(incidence.indptr, Int32Array.of(0, 0, 1, 1, 1));
});

Deno.test("incidenceFromPairs() of no pairs has rows + 1 offsets, all zero", () => {
  assert.deepEqual(build(0, 0, []).indptr, Int32Array.of(0));
  assert.deepEqual(build(0, 5, []).indptr, Int32Array.of(0));
  const rowsOnly = build(2, 0, []);
  assert.deepEqual(rowsOnly.indptr, Int32Array.of(0, 0, 0));
  assert.equal(rowsOnly.indices.length, 0);
});

Deno.test("incidenceFromPairs() gives the same for pairs sorted by column as by row", () => {
  fc.assert(fc.property(pairSets, ({ rows, columns, pairs }) => {
    const byColumn = pairs.toSorted((a, b) => a[1] - b[1] || b[0] - a[0]);
    assert.deepEqual(build(rows, columns, byColumn), build(rows, columns, pairs));
  }));
});

Deno.test("incidenceFromPairs() does not change the pairs it is given", () => {
  const rowOf = Int32Array.of(1, 0, 1);
  const columnOf = Int32Array.of(0, 1, 1);
  incidenceFromPairs(2, 2, rowOf, columnOf);
  assert.deepEqual(rowOf, Int32Array.of(1, 0, 1));
  assert.deepEqual(columnOf, Int32Array.of(0, 1, 1));
});

Deno.test("incidenceFromPairs() throws on columns of different lengths", () => {
  assert.throws(
    () => incidenceFromPairs(2, 2, Int32Array.of(0, 1), Int32Array.of(0)),
    new RangeError("Cannot build an incidence: 2 rows are paired with 1 columns"),
  );
});

Deno.test("incidenceFromPairs() throws on a pair outside the matrix and says which", () => {
  const outside: [number, number][] = [[2, 0], [-1, 0], [0, 3], [0, -1]];
  for (const [row, column] of outside) {
    assert.throws(
      () => build(2, 3, [[0, 0], [row, column]]),
      new RangeError(`Cannot build a 2 × 3 incidence: pair 1 is (${row}, ${column})`),
    );
  }
});

Deno.test("rowIndices() reads back exactly the pairs that went in", () => {
  fc.assert(fc.property(pairSets, ({ rows, columns, pairs }) => {
    assert.deepEqual(pairsOf(build(rows, columns, pairs)), pairs);
  }));
});

Deno.test("rowIndices() is a view on the matrix, not a copy", () => {
  const incidence = build(2, 3, [[0, 2], [1, 0], [1, 1]]);
  const row = rowIndices(incidence, 1);
  assert.equal(row.buffer, incidence.indices.buffer);
  assert.deepEqual(Array.from(row), [0, 1]);
});

Deno.test("transpose() holds the swapped pairs, each row's columns ascending", () => {
  fc.assert(fc.property(pairSets, ({ rows, columns, pairs }) => {
    const swapped = pairs.map(([row, column]) => [column, row])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const transposed = transpose(build(rows, columns, pairs));
    assert.equal(transposed.rows, columns);
    assert.equal(transposed.columns, rows);
    assert.deepEqual(pairsOf(transposed), swapped);
  }));
});

Deno.test("transpose() twice is the matrix itself", () => {
  fc.assert(fc.property(pairSets, ({ rows, columns, pairs }) => {
    const incidence = build(rows, columns, pairs);
    assert.deepEqual(transpose(transpose(incidence)), incidence);
  }));
});
