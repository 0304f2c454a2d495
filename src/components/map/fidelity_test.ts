import assert from "node:assert/strict";
import { randomNumbers } from "../../recommender/sample_catalogues.ts";
import {
  type FeatureVectors,
  fillNeighbors,
  neighborSample,
  sameGenreByChance,
  sameGenreShare,
  sharedNeighbors,
  varianceShare,
} from "./fidelity.ts";

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);
}

/** Songs in three dimensions, two of them as places on a map of 300 pixels. */
function randomSongs(count: number) {
  const random = randomNumbers(7);
  const values = Float32Array.from({ length: 3 * count }, random);
  const places = (k: number) =>
    Float32Array.from({ length: count }, (_, i) => 300 * values[3 * i + k]);
  return { vectors: { values, dimensions: 3 }, layout: { x: places(0), y: places(1) } };
}

/** The k nearest others by sorting all. */
function nearest(count: number, song: number, k: number, distance: (other: number) => number) {
  return Array.from({ length: count }, (_, i) => i).filter((other) => other !== song)
    .sort((a, b) => distance(a) - distance(b) || a - b).slice(0, k);
}

function squaredDistance({ values, dimensions }: FeatureVectors, a: number, b: number): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) {
    sum += (values[a * dimensions + d] - values[b * dimensions + d]) ** 2;
  }
  return sum;
}

Deno.test("neighborSample() takes every n-th song, and no more neighbours than there are", () => {
  assert.deepEqual([...neighborSample(10, 3, 4).songs], [0, 3, 6, 9]);
  assert.deepEqual([...neighborSample(3, 50, 4).songs], [0, 1, 2]);
  assert.equal(neighborSample(3, 50, 4).k, 2);
  assert.equal(neighborSample(1, 50, 4).k, 0);
  assert.equal(neighborSample(0, 50, 4).songs.length, 0);
});

Deno.test("fillNeighbors() finds what sorting all distances finds, in any portions", () => {
  const { vectors } = randomSongs(80);
  const sample = neighborSample(80, 40, 6);
  for (let from = 0; from < 40; from += 7) fillNeighbors(vectors, 80, sample, from, from + 7);
  sample.songs.forEach((song, i) =>
    assert.deepEqual(
      [...sample.neighbors.subarray(6 * i, 6 * i + 6)],
      nearest(80, song, 6, (other) => squaredDistance(vectors, song, other)),
    )
  );
});

Deno.test("fillNeighbors() takes the lower of equally near songs", () => {
  const sample = neighborSample(4, 4, 2);
  fillNeighbors({ values: new Float32Array(4), dimensions: 1 }, 4, sample, 0, 4);
  assert.deepEqual([...sample.neighbors], [1, 2, 0, 2, 0, 1, 0, 1]);
});

Deno.test("sameGenreShare() counts the neighbours of songs that have a genre", () => {
  const sample = {
    songs: Int32Array.of(0, 1, 2),
    k: 2,
    neighbors: Int32Array.of(1, 2, 0, 2, 0, 1),
  };
  // Song 0: one of two; song 1: one of two; song 2 has no genre.
  close(sameGenreShare(sample, Int32Array.of(4, 4, -1)), 0.5);
  assert.ok(Number.isNaN(sameGenreShare(sample, Int32Array.of(-1, -1, -1))));
});

Deno.test("sameGenreByChance() is the share of ordered pairs with one genre", () => {
  // Of the 3 × 3 pairs that start at a song with a genre, two have the same one.
  close(sameGenreByChance(Int32Array.of(1, 1, 0, -1)), 2 / 9);
});

Deno.test("sharedNeighbors() are all where the picture holds all features", () => {
  const { layout } = randomSongs(60);
  const values = Float32Array.from(
    { length: 120 },
    (_, i) => (i % 2 ? layout.y : layout.x)[i >> 1],
  );
  const sample = neighborSample(60, 60, 5);
  fillNeighbors({ values, dimensions: 2 }, 60, sample, 0, 60);
  assert.equal(sharedNeighbors(layout, sample), 5);
});

Deno.test("sharedNeighbors() counts what a plain comparison of sorted distances counts", () => {
  const { vectors, layout } = randomSongs(80);
  const { x, y } = layout;
  x[3] = NaN;
  const sample = neighborSample(80, 80, 6);
  fillNeighbors(vectors, 80, sample, 0, 80);
  let shared = 0;
  for (let song = 0; song < 80; song++) {
    if (song === 3) continue;
    const truly = nearest(80, song, 6, (other) => squaredDistance(vectors, song, other));
    const seen = nearest(
      80,
      song,
      6,
      (other) => other === 3 ? Infinity : (x[other] - x[song]) ** 2 + (y[other] - y[song]) ** 2,
    );
    shared += seen.filter((other) => truly.includes(other)).length;
  }
  close(sharedNeighbors(layout, sample), shared / 79);
});

Deno.test("sharedNeighbors() is not a number where no song has a place", () => {
  const nowhere = Float32Array.of(NaN, NaN);
  assert.ok(Number.isNaN(sharedNeighbors({ x: nowhere, y: nowhere }, neighborSample(2, 2, 1))));
});

Deno.test("varianceShare() is the layout's part of the sum of the features' variances", () => {
  // Variances 1, 4 and 15 over two songs; the layout has the first two.
  const values = Float32Array.of(-1, -2, -Math.sqrt(15), 1, 2, Math.sqrt(15));
  const layout = { x: Float32Array.of(-1, 1), y: Float32Array.of(2, -2) };
  close(varianceShare(layout, { values, dimensions: 3 }), 0.25);
  const constant = Float32Array.of(0, 0);
  assert.ok(
    Number.isNaN(
      varianceShare({ x: constant, y: constant }, { values: constant, dimensions: 1 }),
    ),
  );
});
