import assert from "node:assert/strict";
import {
  bootstrapIntervals,
  ClusterBootstrap,
  combinedDistance,
  pairRow,
  squaredEnergyDistance,
  standardized,
} from "./energy_distance.ts";
import { randomNumbers } from "../recommender/random.ts";

/** The definition, by all pairs of values. */
function plainSquare(a: Float64Array, b: Float64Array): number {
  const between = (x: Float64Array, y: Float64Array) => {
    let sum = 0;
    for (const u of x) for (const v of y) sum += Math.abs(u - v);
    return sum / (x.length * y.length);
  };
  return 2 * between(a, b) - between(a, a) - between(b, b);
}

const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

Deno.test("squaredEnergyDistance() of two single values is twice what lies between them", () => {
  assert.equal(squaredEnergyDistance(Float64Array.of(1), Float64Array.of(4)), 6);
  assert.equal(squaredEnergyDistance(Float64Array.of(1, 2), Float64Array.of(1, 2)), 0);
  assert.ok(Number.isNaN(squaredEnergyDistance(new Float64Array(0), Float64Array.of(1))));
});

Deno.test("squaredEnergyDistance() is its definition over all pairs, ties included", () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 50; round++) {
    const sample = () =>
      Float64Array.from(
        { length: 1 + Math.floor(20 * random()) },
        () => Math.round(8 * random()) / (round % 2 + 1),
      ).sort();
    const a = sample(), b = sample();
    assert.ok(Math.abs(squaredEnergyDistance(a, b) - plainSquare(a, b)) < 1e-12);
  }
});

Deno.test("combinedDistance() is the energy distance under the city-block metric", () => {
  const random = randomNumbers(3);
  const sample = (n: number) =>
    [0, 1, 2].map(() => Float64Array.from({ length: n }, () => random()));
  const a = sample(6), b = sample(9);
  const between = (x: Float64Array[], y: Float64Array[]) => {
    let sum = 0;
    for (let i = 0; i < x[0].length; i++) {
      for (let j = 0; j < y[0].length; j++) {
        for (let k = 0; k < 3; k++) sum += Math.abs(x[k][i] - y[k][j]) / 3;
      }
    }
    return sum / (x[0].length * y[0].length);
  };
  const wanted = Math.sqrt(2 * between(a, b) - between(a, a) - between(b, b));
  const squares = a.map((values, k) =>
    squaredEnergyDistance(values.slice().sort(), b[k].slice().sort())
  );
  assert.ok(Math.abs(combinedDistance(squares) - wanted) < 1e-12);
  assert.equal(combinedDistance([4, NaN]), 2);
});

Deno.test("standardized() takes the population's deviation and leaves missing values missing", () => {
  assert.deepEqual([...standardized(Float64Array.of(1, 3, NaN))], [-1, 1, NaN]);
  assert.deepEqual([...standardized(Float64Array.of(0.1, 0.1, 0.1))], [0, 0, 0]);
});

/** Three groups of 12 playlists: the first two alike, the third apart; values by playlist. */
function sampleClusters(seed: number) {
  const random = randomNumbers(seed);
  const groupOf = Int32Array.from({ length: 36 }, (_, cluster) => cluster % 3);
  const values = [0, 1].map(() =>
    Array.from(groupOf, (group) => {
      const own = normal(random) * 0.3 + (group === 2 ? 1 : 0);
      return Float64Array.from({ length: 40 }, () => own + normal(random)).sort();
    })
  );
  return { values, groupOf, groupCount: 3 };
}

Deno.test("ClusterBootstrap takes the data as they are when nothing is drawn", () => {
  const clusters = sampleClusters(1);
  const distances = new ClusterBootstrap(clusters).resample(null);
  const pooled = (feature: number, group: number) => {
    const all = clusters.values[feature].filter((_, cluster) => clusters.groupOf[cluster] === group)
      .flatMap((values) => [...values]);
    return Float64Array.from(all).sort();
  };
  for (const [a, b] of [[0, 1], [0, 2], [1, 2]]) {
    const exact = combinedDistance(
      [0, 1].map((k) => squaredEnergyDistance(pooled(k, a), pooled(k, b))),
    );
    assert.ok(Math.abs(distances[pairRow(a, b, 3)] - exact) < 0.01, `${a} ${b} ${exact}`);
  }
});

Deno.test("bootstrapIntervals() hold the distance, and tell alike groups from groups apart", () => {
  const bootstrap = new ClusterBootstrap(sampleClusters(2));
  const random = randomNumbers(5);
  const exact = bootstrap.resample(null);
  const resamples = Array.from({ length: 100 }, () => bootstrap.resample(random));
  const intervals = bootstrapIntervals(exact, exact, resamples);
  for (const { low, value, high } of intervals) assert.ok(low <= value && value <= high);
  assert.ok(intervals[pairRow(0, 1, 3)].high < intervals[pairRow(0, 2, 3)].low);
});

Deno.test("ClusterBootstrap leaves groups without playlists without a distance", () => {
  const clusters = { ...sampleClusters(4), groupCount: 4 };
  const distances = new ClusterBootstrap(clusters).resample(null);
  assert.ok(Number.isNaN(distances[pairRow(0, 3, 4)]));
  assert.ok(distances[pairRow(0, 1, 4)] >= 0);
});
