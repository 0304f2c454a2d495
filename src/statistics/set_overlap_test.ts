import assert from "node:assert/strict";
import { jaccard, overlaps, sharedOfLists } from "./set_overlap.ts";

Deno.test("overlaps() counts songs in both, of all in either, against chance", () => {
  // A: songs 0 1 2, B: songs 2 3, C: none; N = 6.
  const matrix = overlaps(3, [[0], [0], [0, 1], [1], [], []]);
  assert.deepEqual(matrix[0][1], { shared: 1, jaccard: 1 / 4, lift: 1 * 6 / (3 * 2) });
  assert.deepEqual(matrix[1][0], matrix[0][1]);
  assert.equal(matrix[0][0].jaccard, 1);
  assert.ok(Number.isNaN(matrix[0][2].lift));
  assert.ok(Number.isNaN(matrix[2][2].jaccard));
});

Deno.test("jaccard() and sharedOfLists() compare two lists", () => {
  assert.equal(jaccard([1, 2, 3], [3, 4]), 1 / 4);
  assert.equal(sharedOfLists([1, 2, 3, 4], [4, 3, 9, 8]), 0.5);
});
