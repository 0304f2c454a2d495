import assert from "node:assert/strict";
import fc from "fast-check";
import {
  coverage,
  hitWithin,
  intraListDiversity,
  meanOfFirst,
  ndcg,
  novelty,
  recall,
  reciprocalRank,
  rPrecision,
} from "./metrics.ts";

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-12, `${a} is not ${b}`);

Deno.test("ndcg() is worked out by hand: hits at ranks 1 and 3, three relevant", () => {
  const gain = 1 + 1 / 2, ideal = 1 + 1 / Math.log2(3) + 1 / 2;
  near(ndcg([1, 0, 1, 0], 3, 4), gain / ideal);
  near(ndcg([1, 0, 1, 0], 3, 2), 1 / (1 + 1 / Math.log2(3)));
  // The ideal list has the places that there are relevant songs for.
  near(ndcg([1], 1, 10), 1);
  near(ndcg([0, 1], 1, 10), 1 / Math.log2(3));
});

Deno.test("recall() divides by what k places can hold", () => {
  near(recall([1, 0, 1, 1], 10, 2), 1 / 2);
  near(recall([1, 0, 1, 1], 4, 10), 3 / 4);
  near(recall([1, 1], 2, 50), 1);
});

Deno.test("rPrecision() looks as deep as there are relevant songs", () => {
  near(rPrecision([1, 0, 1, 1], 3), 2 / 3);
  near(rPrecision([1], 4), 1 / 4);
});

Deno.test("reciprocalRank() and hitWithin() see the first hit", () => {
  near(reciprocalRank([0, 0, 1, 1], 2), 1 / 3);
  near(reciprocalRank([0, 0], 2), 0);
  assert.deepEqual([hitWithin([0, 0, 1], 2, 2), hitWithin([0, 0, 1], 2, 3)], [0, 1]);
});

Deno.test("a playlist without a relevant song has no value, and an empty list misses", () => {
  for (
    const value of [
      ndcg([], 0, 10),
      recall([], 0, 10),
      rPrecision([], 0),
      reciprocalRank([], 0),
      hitWithin([], 0, 10),
    ]
  ) assert.ok(Number.isNaN(value));
  for (
    const value of [
      ndcg([], 2, 10),
      recall([], 2, 10),
      rPrecision([], 2),
      reciprocalRank([], 2),
      hitWithin([], 2, 10),
    ]
  ) assert.equal(value, 0);
});

Deno.test("ndcg() equals a plain second implementation, lies in 0 to 1, and is 1 when ideal", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1), { maxLength: 30 }),
      fc.nat(5),
      fc.integer({ min: 1, max: 20 }),
      (hits, missing, k) => {
        const relevant = hits.reduce((sum, hit) => sum + hit, 0) + missing;
        fc.pre(relevant > 0);
        const dcg = (list: number[]) =>
          list.slice(0, k).map((hit, i) => hit / Math.log2(i + 2)).reduce((a, b) => a + b, 0);
        const ideal = new Array(relevant).fill(1);
        near(ndcg(hits, relevant, k), dcg(hits) / dcg(ideal));
        near(ndcg(ideal, relevant, k), 1);
      },
    ),
  );
});

Deno.test("coverage() counts each song once", () => {
  near(coverage([Int32Array.of(1, 2, 3), Int32Array.of(2, 4)], 10, 2), 3 / 10);
  assert.equal(coverage([], 10, 2), 0);
});

Deno.test("intraListDiversity() is the mean distance of pairs", () => {
  const vectors = Float32Array.of(1, 0, 0, 1, 2, 0, 0, 0);
  // Songs 0 and 2 point the same way; song 1 is at a right angle to both; song 3 is zero.
  near(intraListDiversity(Int32Array.of(0, 1, 2), vectors, 2, 10), 2 / 3);
  near(intraListDiversity(Int32Array.of(0, 2), vectors, 2, 10), 0);
  near(intraListDiversity(Int32Array.of(0, 3), vectors, 2, 10), 1);
  assert.ok(Number.isNaN(intraListDiversity(Int32Array.of(0), vectors, 2, 10)));
});

Deno.test("novelty() is in bits, cold songs the most novel", () => {
  const playlistsOfSong = Int32Array.of(0, 1, 3);
  near(novelty(Int32Array.of(0), playlistsOfSong, 7, 10), 3);
  near(novelty(Int32Array.of(1, 2), playlistsOfSong, 7, 10), (2 + 1) / 2);
  assert.ok(Number.isNaN(novelty(new Int32Array(0), playlistsOfSong, 7, 10)));
});

Deno.test("meanOfFirst() stops at k", () => {
  near(meanOfFirst(Int32Array.of(5, 7, 100), 2, (song) => song), 6);
});

Deno.test("a depth that is no whole number above 0 throws", () => {
  assert.throws(() => ndcg([1], 1, 0), {
    name: "RangeError",
    message: "Cannot measure a list: k must be a whole number >= 1, it is 0",
  });
  assert.throws(() => recall([1], 1, 1.5), RangeError);
});
