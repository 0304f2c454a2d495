/** Matrices with known singular values for the tests of the decompositions, and what must hold. */
import assert from "node:assert/strict";
import { type Incidence, incidenceFromPairs } from "../src/recommender/incidence.ts";
import { randomNumbers } from "../src/recommender/random.ts";
import type { TruncatedSvd } from "./svd.ts";

/** The incidence of distinct pairs [row, column] in any order. */
export function incidenceOf(rows: number, columns: number, pairs: readonly number[][]): Incidence {
  const sorted = pairs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return incidenceFromPairs(
    rows,
    columns,
    Int32Array.from(sorted, (pair) => pair[0]),
    Int32Array.from(sorted, (pair) => pair[1]),
  );
}

/** The matrix as rows of 0 and 1. */
export function dense({ rows, columns, indptr, indices }: Incidence): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const entries = new Array<number>(columns).fill(0);
    indices.subarray(indptr[row], indptr[row + 1]).forEach((column) => entries[column] = 1);
    return entries;
  });
}

/**
 * Blocks of ones along the diagonal: an a × b block has the one singular value √(a·b), and its
 * right singular vector is constant over its columns.
 */
export function blocks(...shapes: readonly [number, number][]): Incidence {
  const pairs: number[][] = [];
  let row = 0, column = 0;
  for (const [a, b] of shapes) {
    for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) pairs.push([row + i, column + j]);
    row += a;
    column += b;
  }
  return incidenceOf(row, column, pairs);
}

/**
 * Row i holds columns i and i + 1: σ_k = 2 cos(kπ / (2n + 1)), which crowd together at 2 (the
 * second-difference matrix with one free end).
 */
export function chain(n: number): Incidence {
  const pairs = Array.from({ length: n }, (_, i) => i + 1 < n ? [[i, i], [i, i + 1]] : [[i, i]]);
  return incidenceOf(n, n, pairs.flat());
}

/** The matrices as blocks along the diagonal: together their singular values are its own. */
export function sideBySide(...parts: readonly Incidence[]): Incidence {
  const pairs: number[][] = [];
  let firstRow = 0, firstColumn = 0;
  for (const { rows, columns, indptr, indices } of parts) {
    for (let row = 0; row < rows; row++) {
      for (let p = indptr[row]; p < indptr[row + 1]; p++) {
        pairs.push([firstRow + row, firstColumn + indices[p]]);
      }
    }
    firstRow += rows;
    firstColumn += columns;
  }
  return incidenceOf(firstRow, firstColumn, pairs);
}

/** Rows of up to `most` random columns; the lower the column, the likelier. */
export function randomIncidence(
  rows: number,
  columns: number,
  most: number,
  seed: number,
): Incidence {
  const random = randomNumbers(seed);
  const pairs: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const held = new Set<number>();
    const count = Math.floor(random() * (most + 1));
    for (let i = 0; i < count; i++) held.add(Math.floor(random() ** 2 * columns));
    for (const column of held) pairs.push([row, column]);
  }
  return incidenceOf(rows, columns, pairs);
}

export function assertClose(actual: number, expected: number, tolerance: number, what: string) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual} is not ${expected}`);
}

export function assertValues(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
) {
  assert.equal(actual.length, expected.length);
  for (let j = 0; j < expected.length; j++) {
    assertClose(actual[j], expected[j], tolerance, `singular value ${j + 1}`);
  }
}

/** What must hold of any decomposition, by plain arithmetic on the dense matrix. */
export function assertDecomposes(incidence: Incidence, svd: TruncatedSvd) {
  const A = dense(incidence);
  const { rank, singularValues, right, residuals } = svd;
  const { columns } = incidence;
  assert.equal(singularValues.length, rank);
  assert.equal(residuals.length, rank);
  assert.equal(right.length, columns * rank);
  assert.equal(svd.totalVariance, incidence.indices.length);
  const v = Array.from(
    { length: rank },
    (_, j) => Array.from({ length: columns }, (_, i) => right[i * rank + j]),
  );
  const Av = v.map((vector) =>
    A.map((row) => row.reduce((sum, entry, i) => sum + entry * vector[i], 0))
  );
  const scale = singularValues[0] ?? 0;
  for (let j = 0; j < rank; j++) {
    const sigma = singularValues[j];
    assert.ok(sigma > 0);
    assert.ok(j === 0 || sigma <= singularValues[j - 1], "singular values descend");
    for (let i = 0; i <= j; i++) {
      const vv = v[i].reduce((sum, x, c) => sum + x * v[j][c], 0);
      assertClose(vv, i === j ? 1 : 0, 1e-7, `VᵀV (${i}, ${j})`);
      const uu = Av[i].reduce((sum, x, r) => sum + x * Av[j][r], 0) / singularValues[i] / sigma;
      assertClose(uu, i === j ? 1 : 0, 1e-6, `UᵀU (${i}, ${j})`);
    }
    const residual = Math.hypot(
      ...v[j].map((x, c) =>
        A.reduce((sum, row, r) => sum + row[c] * Av[j][r], 0) / sigma - sigma * x
      ),
    );
    assertClose(residuals[j], residual, 1e-12 * (1 + scale ** 2 / sigma), `residual ${j + 1}`);
    assert.ok(!svd.converged || residual <= 1.001e-9 * scale + 1e-15, `‖Aᵀu − σv‖ = ${residual}`);
    const largest = Math.max(...Av[j].map(Math.abs));
    const first = Av[j].find((x) => Math.abs(x) >= largest * (1 - 1e-8));
    assert.ok(first! > 0, "the largest entry in magnitude of A·v is positive");
  }
}
