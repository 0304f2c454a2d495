import assert from "node:assert/strict";
import type { RankingModel } from "../src/recommender/contract.ts";
import { catalogueOf, randomCatalogue } from "../src/recommender/sample_catalogues.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import { mean } from "./bootstrap.ts";
import { givenHoldout, randomHoldout } from "./holdout.ts";
import { measure, type Measured, percentiles } from "./measure.ts";
import { popularityModel } from "./methods.ts";

// Playlist 0 trains on songs 0, 1 and holds out 2 (warm, in playlist 1) and 3 (cold).
// Playlist 1 trains on songs 2, 4 and holds out 5 (cold).
const catalogue = catalogueOf(2, [[0], [0], [0, 1], [0], [1], [1], []], {
  popularities: Float64Array.of(9, 8, 7, 6, 5, 4, 99),
});
const split = givenHoldout(catalogue, Int32Array.of(0, 0, 1), Int32Array.of(2, 3, 5));
const context = { vectors: Float32Array.of(1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1), d: 2 };

function valueOf(measured: Measured[], subset: string, metric: string, k: number): number {
  const one = measured.find((m) => m.subset === subset && m.metric === metric && m.k === k)!;
  return one.whole ?? mean(one.values);
}

const weights = { collaborative: 0, audio: 0, catalogue: 1 };
const group = (model: RankingModel) => ({ model, methods: [{ name: "m", weights }] });

Deno.test("measure() ranks warm among warm and cold among cold, query songs never", () => {
  const measured = measure(group(popularityModel(split.training)), split, context, () => true);
  // Warm for playlist 0: songs 2 (7) and 4 (5): the held-out one is first. Playlist 1 has none.
  assert.equal(valueOf(measured, "warm", "ndcg", 10), 1);
  const warm = measured.find((m) => m.subset === "warm" && m.metric === "ndcg")!;
  assert.ok(Number.isNaN(warm.values[1]));
  // Cold by popularity: 6, 3, 5. Playlist 0 finds 3 at rank 2, playlist 1 finds 5 at rank 3.
  const expected = (1 / Math.log2(3) + 1 / 2) / 2;
  assert.ok(Math.abs(valueOf(measured, "cold", "ndcg", 10) - expected) < 1e-12);
  assert.ok(Math.abs(valueOf(measured, "cold", "mrr", 0) - (1 / 2 + 1 / 3) / 2) < 1e-12);
  // All lists of all songs hold 0, 1, 2, 4 (for the other playlist), 3, 5 and 6.
  assert.equal(valueOf(measured, "all", "coverage", 10), 1);
  assert.equal(valueOf(measured, "cold", "coverage", 10), 3 / 7);
});

Deno.test("a model that scores all songs alike earns what the order of song numbers gives", () => {
  const model: RankingModel = {
    ...popularityModel(split.training),
    parts: () => ({ collaborative: null, audio: null, catalogue: new Float32Array(7) }),
  };
  const measured = measure(group(model), split, context, () => true);
  // Cold in order: 3, 5, 6.
  assert.ok(Math.abs(valueOf(measured, "cold", "mrr", 0) - (1 + 1 / 2) / 2) < 1e-12);
});

Deno.test("a model without an answer misses everything", () => {
  const model: RankingModel = {
    ...popularityModel(split.training),
    parts: () => ({ collaborative: new Float32Array(7), audio: null, catalogue: null }),
  };
  const measured = measure(group(model), split, context, () => true);
  assert.equal(valueOf(measured, "all", "recall", 50), 0);
  assert.equal(valueOf(measured, "all", "coverage", 10), 0);
  assert.ok(Number.isNaN(valueOf(measured, "all", "diversity", 10)));
});

Deno.test("points of curves are measured in two metrics, warm and cold", () => {
  const measured = measure(group(popularityModel(split.training)), split, context, () => false);
  assert.deepEqual(measured.map(({ subset, metric, k }) => `${subset} ${metric} ${k}`), [
    "warm ndcg 10",
    "warm recall 50",
    "cold ndcg 10",
    "cold recall 50",
  ]);
});

Deno.test("percentiles() are none where no popularity is known", () => {
  assert.deepEqual(Array.from(percentiles(Float64Array.of(NaN, NaN))), [NaN, NaN]);
});

Deno.test("percentiles() count ties half and unknown values as the middle", () => {
  assert.deepEqual(Array.from(percentiles(Float64Array.of(1, 3, 3, NaN, 5))), [
    0.125,
    0.5,
    0.5,
    0.5,
    0.875,
  ]);
});

Deno.test("a point of a grid has the values that the same weights have in full", () => {
  const random = randomCatalogue(5, {
    songs: 200,
    playlists: 6,
    features: 2,
    playlistsPerSong: 1.2,
  });
  const holdout = randomHoldout(random, 1);
  const vectors = { vectors: new Float32Array(400), d: 2 };
  const model = tunedModel(holdout.training);
  const methods = [{ name: "m", weights: { collaborative: 0.3, audio: 0.5, catalogue: 0.2 } }];
  const full = measure({ model, methods }, holdout, vectors, () => true);
  for (const point of measure({ model, methods }, holdout, vectors, () => false)) {
    const same = full.find(({ subset, metric, k }) =>
      subset === point.subset && metric === point.metric && k === point.k
    )!;
    assert.deepEqual(point.values, same.values);
  }
});
