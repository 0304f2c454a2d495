import assert from "node:assert/strict";
import fc from "fast-check";
import { pca2 } from "./projection.ts";

/** The leading eigenvector of a symmetric matrix by 2,000 plain power steps from a fixed start. */
function powerIteration(matrix: number[][]): { value: number; vector: number[] } {
  let vector = matrix.map((_, i) => 1 + i / 7);
  let value = 0;
  for (let step = 0; step < 2000; step++) {
    const image = matrix.map((row) => row.reduce((sum, entry, j) => sum + entry * vector[j], 0));
    value = Math.hypot(...image);
    if (value === 0) return { value, vector };
    vector = image.map((entry) => entry / value);
  }
  return { value, vector };
}

/**
 * PCA the obvious way: covariance from centred rows, power iteration, deflation. One component more
 * than two, to see how well the second is told apart.
 */
function plainPca(points: number[][]): { positions: number[][]; ratios: number[] } {
  const count = points.length, d = points[0].length;
  const means = points[0].map((_, j) => points.reduce((sum, p) => sum + p[j], 0) / count);
  const centred = points.map((p) => p.map((value, j) => value - means[j]));
  const covariance = means.map((_, i) =>
    means.map((_, j) => centred.reduce((sum, p) => sum + p[i] * p[j], 0) / count)
  );
  const total = covariance.reduce((sum, row, i) => sum + row[i], 0);
  const positions: number[][] = [], ratios: number[] = [];
  for (let c = 0; c < 3; c++) {
    const { value, vector } = powerIteration(covariance);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) covariance[i][j] -= value * vector[i] * vector[j];
    }
    positions.push(centred.map((p) => p.reduce((sum, entry, j) => sum + entry * vector[j], 0)));
    ratios.push(value / total);
  }
  return { positions, ratios };
}

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < actual.length; i++) {
    assert.ok(
      Math.abs(actual[i] - expected[i]) <= tolerance,
      `entry ${i}: ${actual[i]} is not ${expected[i]}`,
    );
  }
}

Deno.test("pca2() of points on a line is the distance along it, and nothing beside it", () => {
  // (0, 0), (3, 4), (6, 8), (15, 20): 0, 5, 10 and 25 along the line, 10 on average.
  const { x, y, explainedVarianceRatio } = pca2(Float32Array.of(0, 0, 3, 4, 6, 8, 15, 20), 4, 2);
  assertClose(x, [-10, -5, 0, 15], 1e-6);
  assert.deepEqual(y, new Float32Array(4));
  assertClose(explainedVarianceRatio, [1, 0], 1e-12);
});

Deno.test("pca2() of an axis-parallel cross keeps its axes, longest first", () => {
  // Variances: 2·(4² + 0) / 4 = 8 along the second feature, 2·1² / 4 = 0.5 along the first.
  const { x, y, explainedVarianceRatio } = pca2(Float32Array.of(1, 0, -1, 0, 0, 4, 0, -4), 4, 2);
  // Both extremes are equally long, so the first of them is the positive one.
  assertClose(x, [0, 0, 4, -4], 1e-6);
  assertClose(y, [1, -1, 0, 0], 1e-6);
  assertClose(explainedVarianceRatio, [8 / 8.5, 0.5 / 8.5], 1e-12);
});

Deno.test("pca2() agrees with power iteration on clouds whose axes differ in length", () => {
  // Each feature varies a third as much as the one before, so that the axes are well apart.
  const clouds = fc.integer({ min: 2, max: 5 }).chain((d) =>
    fc.array(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: d, maxLength: d }),
      { minLength: 6, maxLength: 25 },
    )
  ).map((points) => points.map((point) => point.map((value, j) => Math.fround(value / 3 ** j))));
  let compared = 0;
  fc.assert(
    fc.property(clouds, (points) => {
      const { positions, ratios } = plainPca(points);
      fc.pre(ratios[0] > 1.1 * ratios[1] && ratios[1] > 1.1 * ratios[2] && ratios[1] > 1e-6);
      compared++;
      const vectors = Float32Array.from(points.flat());
      const { x, y, explainedVarianceRatio } = pca2(vectors, points.length, points[0].length);
      assertClose(explainedVarianceRatio, ratios.slice(0, 2), 1e-9);
      for (const [actual, expected] of [[x, positions[0]], [y, positions[1]]] as const) {
        // Power iteration leaves the sign open; that of pca2() has a test of its own.
        const sign = Math.sign(actual.reduce((sum, v, i) => sum + v * expected[i], 0));
        assertClose(actual, expected.map((v) => sign * v), 1e-5);
      }
    }),
    { seed: 11, numRuns: 40 },
  );
  assert.ok(compared >= 40);
});

Deno.test("pca2() centres: moving all vectors moves no position", () => {
  const cloud = Float32Array.of(1, 2, 4, -3, 0, 7, 2, 2, -5, 6, 1, 0);
  const moved = cloud.map((value, i) => value + [64, -32, 8][i % 3]);
  assert.deepEqual(pca2(moved, 4, 3), pca2(cloud, 4, 3));
});

Deno.test("pca2() makes the largest position in magnitude positive", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 60 }),
    (numbers) => {
      const count = Math.floor(numbers.length / 3);
      const { x, y } = pca2(Float32Array.from(numbers.slice(0, count * 3)), count, 3);
      for (const positions of [x, y]) {
        const highest = Math.max(...positions), lowest = -Math.min(...positions);
        assert.ok(highest >= lowest * (1 - 1e-6));
      }
    },
  ));
});

Deno.test("pca2() of one feature is that feature, centred", () => {
  const { x, y, explainedVarianceRatio } = pca2(Float32Array.of(1, 2, 6), 3, 1);
  assertClose(x, [-2, -1, 3], 1e-6);
  assert.deepEqual(y, new Float32Array(3));
  assert.deepEqual(explainedVarianceRatio, [1, 0]);
});

Deno.test("pca2() gives zeros where there is nothing to spread", () => {
  const none = { x: new Float32Array(0), y: new Float32Array(0), explainedVarianceRatio: [0, 0] };
  assert.deepEqual(pca2(new Float32Array(0), 0, 12), none);
  assert.deepEqual(pca2(new Float32Array(0), 0, 0), none);
  const zeros = { x: new Float32Array(3), y: new Float32Array(3), explainedVarianceRatio: [0, 0] };
  assert.deepEqual(pca2(new Float32Array(0), 3, 0), zeros);
  assert.deepEqual(pca2(Float32Array.of(0.1, 0.7, 0.1, 0.7, 0.1, 0.7), 3, 2), zeros);
  const one = { x: new Float32Array(1), y: new Float32Array(1), explainedVarianceRatio: [0, 0] };
  assert.deepEqual(pca2(Float32Array.of(3, 1, 4, 1), 1, 4), one);
});

Deno.test("pca2() ignores a constant feature", () => {
  const plain = pca2(Float32Array.of(1, 2, 4, -3, 0, 7, 2, 2), 4, 2);
  const padded = pca2(Float32Array.of(1, 9, 2, 4, 9, -3, 0, 9, 7, 2, 9, 2), 4, 3);
  assertClose(padded.x, plain.x, 1e-6);
  assertClose(padded.y, plain.y, 1e-6);
  assertClose(padded.explainedVarianceRatio, plain.explainedVarianceRatio, 1e-12);
});

Deno.test("pca2() throws on a wrong shape and on numbers that are not finite", () => {
  assert.throws(
    () => pca2(new Float32Array(5), 2, 3),
    new RangeError("Cannot project vectors: expected 2 × 3 numbers, got 5"),
  );
  for (const wrong of [NaN, Infinity]) {
    assert.throws(
      () => pca2(Float32Array.of(1, wrong, 2, 3), 2, 2),
      new RangeError("Cannot project vectors: a number among them is not finite"),
    );
  }
});
