import assert from "node:assert/strict";
import fc from "fast-check";
import { type Incidence, incidenceFromPairs, transpose } from "../src/recommender/incidence.ts";
import {
  forEachImage,
  gram,
  gramTimesBlock,
  squaredFrobeniusNorm,
  tallSide,
  times,
} from "./csr.ts";

/** The incidence of a matrix written out as rows of 0 and 1. */
function written(matrix: readonly number[][], columns = matrix[0]?.length ?? 0): Incidence {
  const pairs = matrix.flatMap((row, r) => row.flatMap((entry, c) => entry ? [[r, c]] : []));
  return incidenceFromPairs(
    matrix.length,
    columns,
    Int32Array.from(pairs, (pair) => pair[0]),
    Int32Array.from(pairs, (pair) => pair[1]),
  );
}

type Dense = number[][];

/** Products by the definition, on rows of plain arrays. */
function plainProduct(a: Dense, b: Dense): Dense {
  return a.map((row) =>
    (b[0] ?? []).map((_, j) => row.reduce((sum, entry, i) => sum + entry * b[i][j], 0))
  );
}

function plainTranspose(a: Dense, columns: number): Dense {
  return Array.from({ length: columns }, (_, j) => a.map((row) => row[j]));
}

/** A 0/1 matrix of up to 7 × 7 and integers to multiply it with, so that sums are exact. */
const problems = fc.record({
  rows: fc.integer({ min: 0, max: 7 }),
  columns: fc.integer({ min: 1, max: 7 }),
  k: fc.integer({ min: 1, max: 5 }),
}).chain(({ rows, columns, k }) =>
  fc.record({
    columns: fc.constant(columns),
    k: fc.constant(k),
    matrix: fc.array(
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: columns, maxLength: columns }),
      { minLength: rows, maxLength: rows },
    ),
    right: fc.array(
      fc.array(fc.integer({ min: -99, max: 99 }), { minLength: k, maxLength: k }),
      { minLength: columns, maxLength: columns },
    ),
  })
);

const flat = (a: Dense) => Float64Array.from(a.flat());

// Rows: {0, 2}, {}, {1, 2}
const A = written([[1, 0, 1], [0, 0, 0], [0, 1, 1]]);

Deno.test("times() adds the rows of the dense matrix that a row names", () => {
  const X = Float64Array.of(1, 10, 2, 20, 4, 40);
  assert.deepEqual(times(A, X, 2), Float64Array.of(5, 50, 0, 0, 6, 60));
});

Deno.test("gram() counts the rows that two columns share", () => {
  assert.deepEqual(gram(A), Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 2));
});

Deno.test("all products agree with plain dense ones", () => {
  fc.assert(fc.property(problems, ({ matrix, columns, k, right }) => {
    const incidence = written(matrix, columns);
    const transposed = plainTranspose(matrix, columns);
    assert.deepEqual(times(incidence, flat(right), k), flat(plainProduct(matrix, right)));
    if (matrix.length > 0) {
      const plainGram = plainProduct(transposed, matrix);
      assert.deepEqual(gram(incidence), flat(plainGram));
      const block = right.map((row) => [...row, ...new Array(8 - k).fill(0)]);
      assert.deepEqual(
        gramTimesBlock(incidence, flat(block)),
        flat(plainProduct(plainGram, block)),
      );
    }
    assert.equal(squaredFrobeniusNorm(incidence), matrix.flat().reduce((sum, x) => sum + x * x, 0));
  }));
});

Deno.test("products of a matrix without rows are zeros", () => {
  const empty = written([], 2);
  assert.deepEqual(times(empty, Float64Array.of(1, 2), 1), new Float64Array(0));
  assert.deepEqual(gramTimesBlock(empty, new Float64Array(16).fill(3)), new Float64Array(16));
  assert.deepEqual(gram(empty), new Float64Array(4));
});

Deno.test("times() gives rows with the same columns the same bits", () => {
  const incidence = written([[1, 1, 1], [0, 1, 0], [1, 1, 1]]);
  const product = times(incidence, Float64Array.of(0.1, 0.2, 0.3), 1);
  assert.ok(Object.is(product[0], product[2]));
  assert.equal(product[0], 0.1 + 0.2 + 0.3);
});

Deno.test("gramTimesBlock() multiplies each of eight vectors by AᵀA", () => {
  const X = Float64Array.from(
    { length: 24 },
    (_, i) => [1, 2, 4][Math.floor(i / 8)] * 10 ** (i % 8),
  );
  const product = Float64Array.from(
    { length: 24 },
    (_, i) => [5, 6, 11][Math.floor(i / 8)] * 10 ** (i % 8),
  );
  assert.deepEqual(gramTimesBlock(A, X), product);
});

Deno.test("forEachImage() visits each row of the product once, in order", () => {
  const seen: number[][] = [];
  forEachImage(A, Float64Array.of(1, 10, 2, 20, 4, 40), 2, (row, image) => {
    seen.push([row, ...image]);
  });
  assert.deepEqual(seen, [[0, 5, 50], [1, 0, 0], [2, 6, 60]]);
});

Deno.test("tallSide() transposes only a matrix with more columns than rows", () => {
  const square = written([[1, 0], [1, 1]]);
  assert.deepEqual(tallSide(square), { tall: square, transposed: false });
  const wide = written([[1, 0, 1]]);
  assert.deepEqual(tallSide(wide), { tall: transpose(wide), transposed: true });
});

Deno.test("products throw on a dense matrix of the wrong shape", () => {
  const message = "Cannot multiply by a dense matrix: expected 3 × 2 numbers, got 5";
  assert.throws(() => times(A, new Float64Array(5), 2), new RangeError(message));
  assert.throws(
    () => gramTimesBlock(A, new Float64Array(6)),
    new RangeError("Cannot multiply by a dense matrix: expected 3 × 8 numbers, got 6"),
  );
  assert.throws(() => forEachImage(A, new Float64Array(5), 2, () => {}), new RangeError(message));
});
