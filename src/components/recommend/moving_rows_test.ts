import assert from "node:assert/strict";
import fc from "fast-check";
import { longestAscent } from "./moving_rows.ts";

Deno.test("longestAscent() leaves as many rows where they are as can stay", () => {
  const staying = (values: number[]) => values.filter((_, i) => longestAscent(values)[i]);
  assert.deepEqual(staying([1, 2, 3, 0]), [1, 2, 3]);
  assert.deepEqual(staying([3, 0, 1, 2]), [0, 1, 2]);
  assert.deepEqual(staying([-1, 4, -1, 5]), [4, 5]);
  assert.deepEqual(staying([]), []);
  assert.deepEqual(longestAscent([-1, -1]), [false, false]);
});

Deno.test("longestAscent() finds no fewer than trying all does", () => {
  const permutation = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7]);
  fc.assert(fc.property(permutation, (values) => {
    const kept = values.filter((_, i) => longestAscent(values)[i]);
    assert.deepEqual(kept, kept.toSorted((a, b) => a - b));
    let most = 0;
    for (let set = 0; set < 2 ** values.length; set++) {
      const chosen = values.filter((_, i) => (set >> i) & 1);
      if (chosen.every((value, i) => i === 0 || chosen[i - 1] < value)) {
        most = Math.max(most, chosen.length);
      }
    }
    assert.equal(kept.length, most);
  }));
});
