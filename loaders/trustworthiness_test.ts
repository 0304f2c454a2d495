import assert from "node:assert/strict";
import { randomNumbers } from "../src/recommender/random.ts";
import { trustworthiness } from "./trustworthiness.ts";

function randomMatrix(count: number, dimensions: number, seed: number): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from({ length: count * dimensions }, () => random() - 0.3);
}

/** Venna and Kaski's definition over all rows, as plainly as it can be said. */
function plain(vectors: Float32Array, d: number, places: Float32Array, k: number, cosine: boolean) {
  const n = vectors.length / d;
  const row = (i: number) => Array.from(vectors.subarray(i * d, (i + 1) * d));
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, c) => sum + value * b[c], 0);
  const far = (i: number, j: number) => {
    const a = row(i), b = row(j);
    if (cosine) return 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    return dot(a, a) - 2 * dot(a, b) + dot(b, b);
  };
  let penalty = 0, kept = 0;
  for (let i = 0; i < n; i++) {
    const others = Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
    const inTruth = others.toSorted((a, b) => far(i, a) - far(i, b));
    const shown = (j: number) =>
      Math.hypot(places[2 * j] - places[2 * i], places[2 * j + 1] - places[2 * i + 1]);
    for (const j of others.toSorted((a, b) => shown(a) - shown(b)).slice(0, k)) {
      const rank = inTruth.indexOf(j) + 1;
      if (rank <= k) kept++;
      else penalty += rank - k;
    }
  }
  return {
    trustworthiness: 1 - 2 * penalty / (n * k * (2 * n - 3 * k - 1)),
    hit_rate: kept / (n * k),
  };
}

const columns = (places: Float32Array) => ({
  x: places.filter((_, i) => i % 2 === 0),
  y: places.filter((_, i) => i % 2 === 1),
});

for (const metric of ["cosine", "euclidean"] as const) {
  Deno.test(`trustworthiness() agrees with the definition, ${metric}`, () => {
    const n = 120, d = 5, k = 6;
    const vectors = randomMatrix(n, d, 1), places = randomMatrix(n, 2, 2);
    const [quality] = trustworthiness(vectors, [columns(places)], {
      count: n,
      dimensions: d,
      metric,
      k,
    });
    const expected = plain(vectors, d, places, k, metric === "cosine");
    assert.ok(quality);
    assert.ok(Math.abs(quality.trustworthiness - expected.trustworthiness) < 1e-12);
    assert.ok(Math.abs(quality.hit_rate - expected.hit_rate) < 1e-12);
    assert.deepEqual([quality.sample, quality.trustworthiness_error], [n, 0]);
  });
}

Deno.test("trustworthiness() is 1 for a picture that is the truth, on a sample as on all", () => {
  const places = randomMatrix(300, 2, 3);
  for (const sample of [50, 300]) {
    const [quality] = trustworthiness(places, [columns(places)], {
      count: 300,
      dimensions: 2,
      metric: "euclidean",
      sample,
    });
    assert.ok(quality);
    assert.deepEqual([quality.sample, quality.trustworthiness, quality.hit_rate], [sample, 1, 1]);
  }
});

Deno.test("trustworthiness() of a sample lies within four standard errors of that of all", () => {
  const vectors = randomMatrix(600, 4, 4), places = columns(randomMatrix(600, 2, 5));
  // Half of the truth is shown, so that the figure is far from chance.
  places.x.forEach((_, i) => places.x[i] = vectors[4 * i]);
  const options = { count: 600, dimensions: 4, metric: "euclidean" } as const;
  const [all] = trustworthiness(vectors, [places], options);
  const [some] = trustworthiness(vectors, [places], { ...options, sample: 150 });
  assert.ok(all && some && some.trustworthiness_error > 0);
  assert.ok(
    Math.abs(all.trustworthiness - some.trustworthiness) < 4 * some.trustworthiness_error,
  );
});

Deno.test("trustworthiness() leaves out rows without a place or a direction, and says when too few are left", () => {
  const vectors = randomMatrix(40, 3, 6), places = columns(randomMatrix(40, 2, 7));
  vectors.fill(0, 0, 3);
  places.x[1] = NaN;
  const options = { count: 40, dimensions: 3, metric: "cosine", k: 4 } as const;
  const [with40] = trustworthiness(vectors, [places], options);
  const [with38] = trustworthiness(vectors.slice(6), [{
    x: places.x.slice(2),
    y: places.y.slice(2),
  }], {
    ...options,
    count: 38,
  });
  assert.equal(with40?.sample, 38);
  assert.deepEqual(with40, with38);
  assert.deepEqual(trustworthiness(vectors, [places], { ...options, k: 30 }), [null]);
});
