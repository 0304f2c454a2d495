import assert from "node:assert/strict";
import { doublingBins, hubnessOf, occurrences, topHubs } from "./hubness.ts";

Deno.test("occurrences() counts the lists of the k nearest in which a song stands", () => {
  const lists = {
    rank: Int32Array.of(1, 2, 1, 2, 1, 2),
    neighbor: Int32Array.of(1, 2, 2, 0, 1, 0),
  };
  assert.deepEqual([...occurrences(4, lists, 1)], [0, 2, 1, 0]);
  assert.deepEqual([...occurrences(4, lists, 2)], [2, 2, 2, 0]);
});

Deno.test("hubnessOf() is the skewness of the counts, worked by hand", () => {
  // Mean 1, deviations −1 −1 −1 3: variance 3, third moment (−3 + 27) / 4 = 6, skewness 6 / 3√3.
  const { skewness, antiHubs, mean } = hubnessOf(Int32Array.of(0, 0, 0, 4));
  assert.ok(Math.abs(skewness - 6 / 3 ** 1.5) < 1e-12);
  assert.equal(antiHubs, 0.75);
  assert.equal(mean, 1);
});

Deno.test("hubnessOf() tells hubs by two deviations and their share of all places", () => {
  const counts = new Int32Array(100).fill(1);
  counts[7] = 101;
  const { hubs, hubPlaces } = hubnessOf(counts);
  assert.equal(hubs, 0.01);
  assert.equal(hubPlaces, 101 / 200);
  assert.ok(Number.isNaN(hubnessOf(new Int32Array(5).fill(2)).skewness));
});

Deno.test("topHubs() and doublingBins() order songs and counts", () => {
  const counts = Int32Array.of(0, 3, 1, 3, 9);
  assert.deepEqual(topHubs(counts, 3), [4, 1, 3]);
  assert.deepEqual(doublingBins(counts).map(({ songs }) => songs), [1, 1, 2, 0, 1]);
  assert.deepEqual(doublingBins(counts).at(-1), { low: 8, high: 15, songs: 1 });
});
