import assert from "node:assert/strict";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { gram } from "./csr.ts";
import { leadingEigen } from "./leading_eigen.ts";
import { randomNumbers } from "../src/recommender/random.ts";
import { blocks, chain, randomIncidence, sideBySide } from "./svd_cases.ts";
import { tridiagonalise } from "./tridiagonal.ts";

/** A symmetric matrix of numbers between -1 and 1, row-major. */
function randomSymmetric(n: number, seed: number): Float64Array {
  const random = randomNumbers(seed);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = 2 * random() - 1;
  }
  return matrix;
}

/** All eigenvalues by ml-matrix, descending. */
function allValues(matrix: Float64Array, n: number): number[] {
  const rows = Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n)]);
  return new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true })
    .realEigenvalues.toSorted((a, b) => b - a);
}

/** Holds the leading pairs of a matrix against ml-matrix's, and the vectors against the matrix. */
function assertLeading(matrix: Float64Array, n: number, count: number): void {
  const { values, vectors } = leadingEigen(matrix, n, count);
  const expected = allValues(matrix, n);
  const scale = Math.max(...expected.map(Math.abs)), rounding = 1e-13 * n * scale;
  assert.equal(values.length, count);
  assert.equal(vectors.length, n * count);
  values.forEach((value, k) => {
    assert.ok(Math.abs(value - expected[k]) <= rounding, `${k}: ${value}, not ${expected[k]}`);
  });
  const column = (k: number) => Array.from({ length: n }, (_, i) => vectors[i * count + k]);
  for (let k = 0; k < count; k++) {
    const v = column(k);
    const residual = Math.hypot(...v.map((_, i) => {
      let image = -values[k] * v[i];
      for (let j = 0; j < n; j++) image += matrix[i * n + j] * v[j];
      return image;
    }));
    assert.ok(residual <= rounding, `‖A v − λ v‖ of pair ${k} is ${residual}`);
    for (let l = 0; l <= k; l++) {
      const other = column(l), product = v.reduce((sum, x, i) => sum + x * other[i], 0);
      assert.ok(Math.abs(product - (k === l ? 1 : 0)) <= 1e-12, `v${k}·v${l} is ${product}`);
    }
  }
}

Deno.test("leadingEigen() of a matrix solved by hand", () => {
  // [[2, 1, 0], [1, 2, 0], [0, 0, 1]] beside zeros: 3 with (1, 1, 0)/√2, then 1 twice, then 0.
  const n = 9, matrix = new Float64Array(n * n);
  matrix[0] = matrix[n + 1] = 2;
  matrix[1] = matrix[n] = matrix[2 * n + 2] = 1;
  const { values, vectors } = leadingEigen(matrix, n, 3);
  [3, 1, 1].forEach((value, k) => assert.ok(Math.abs(values[k] - value) < 1e-14));
  const sign = Math.sign(vectors[0]);
  [1, 1, 0].forEach((x, i) =>
    assert.ok(Math.abs(sign * vectors[i * 3] - x / Math.SQRT2) < 1e-14, `${vectors[i * 3]}`)
  );
});

Deno.test("leadingEigen() agrees with ml-matrix on matrices of either sign", () => {
  for (const [n, count] of [[1, 1], [2, 2], [3, 1], [7, 2], [40, 13], [41, 30], [90, 20]]) {
    assertLeading(randomSymmetric(n, n), n, count);
  }
});

Deno.test("leadingEigen() tells apart values that crowd together, and finds repeated ones", () => {
  const crowded = chain(150);
  assertLeading(gram(crowded), 150, 40);
  const sixes = blocks(...Array.from({ length: 12 }, (): [number, number] => [6, 6]));
  const repeated = sideBySide(sixes, randomIncidence(200, 120, 2, 5), sixes);
  assertLeading(gram(repeated), repeated.columns, 60);
  assertLeading(gram(blocks([3, 3], [3, 3], [1, 5])), 11, 3);
});

Deno.test("leadingEigen() of a matrix of zeros, of ones and of a multiple of the identity", () => {
  const n = 30;
  const identity = Float64Array.from({ length: n * n }, (_, i) => i % (n + 1) === 0 ? -4 : 0);
  for (const matrix of [new Float64Array(n * n), new Float64Array(n * n).fill(1), identity]) {
    assertLeading(matrix, n, 5);
  }
});

Deno.test("leadingEigen() holds at the ends of the range of numbers", () => {
  for (const scale of [1e-140, 1e140]) {
    const n = 20, matrix = randomSymmetric(n, 3).map((x) => x * scale);
    assertLeading(matrix, n, 4);
  }
});

Deno.test("tridiagonalise() keeps the trace and the sum of squares", () => {
  const n = 25, matrix = randomSymmetric(n, 8);
  const { diagonal, beside } = tridiagonalise(matrix, n).tridiagonal;
  const trace = Array.from({ length: n }, (_, i) => matrix[i * n + i]).reduce((a, b) => a + b);
  const squares = matrix.reduce((sum, x) => sum + x * x, 0);
  assert.ok(Math.abs(diagonal.reduce((a, b) => a + b) - trace) < 1e-12);
  const after = diagonal.reduce((s, x) => s + x * x, 0) +
    2 * beside.reduce((s, x) => s + x * x, 0);
  assert.ok(Math.abs(after - squares) < 1e-11);
});
