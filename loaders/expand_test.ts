import assert from "node:assert/strict";
import type { RowGroups } from "./collapse.ts";
import { expandGroups } from "./expand.ts";

/** Groups given by their rows; rows up to `count` that are in none have no signal. */
function groupsOf(count: number, lists: number[][]): RowGroups {
  const groupOf = new Int32Array(count).fill(-1);
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((rows, group) => {
    offsets[group + 1] = offsets[group] + rows.length;
    rows.forEach((row) => groupOf[row] = group);
  });
  return { count: lists.length, groupOf, offsets, members: new Int32Array(lists.flat()) };
}

Deno.test("expandGroups() puts a group's own rows at their own score, each without itself", () => {
  const groups = groupsOf(5, [[0, 3], [1], [4]]);
  const found = expandGroups(groups, {
    keep: 2,
    topN: 3,
    neighbors: new Int32Array([1, 2, 0, 2, 0, 1]),
    scores: new Float32Array([1, 0.5, 1, 0.25, 0.5, 0.25]),
    ownScore: () => 0.75,
  });
  // Row 2 has no signal. Row 1 is nearer to row 0 than row 3 is, although that one equals row 0.
  assert.deepEqual([...found.offsets], [0, 3, 6, 6, 9, 12]);
  assert.deepEqual([...found.neighbors], [1, 3, 4, 0, 3, 4, 1, 0, 4, 0, 3, 1]);
  assert.deepEqual(
    [...found.scores],
    [1, 0.75, 0.5, 1, 1, 0.25, 1, 0.75, 0.5, 0.5, 0.5, 0.25],
  );
});

Deno.test("expandGroups() merges the rows of groups of one score and cuts them at topN", () => {
  const groups = groupsOf(7, [[0], [1, 4, 6], [2, 5], [3]]);
  const found = expandGroups(groups, {
    keep: 3,
    topN: 4,
    neighbors: new Int32Array([1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2]),
    scores: new Float32Array([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]),
    ownScore: () => 0.5,
  });
  const all = [0, 1, 2, 3, 4, 5, 6];
  for (const row of all) {
    assert.deepEqual(
      [...found.neighbors.subarray(found.offsets[row], found.offsets[row + 1])],
      all.filter((other) => other !== row).slice(0, 4),
    );
  }
});

Deno.test("expandGroups() of one row and of none has no neighbours", () => {
  const nothing = {
    keep: 0,
    topN: 5,
    neighbors: new Int32Array(0),
    scores: new Float32Array(0),
    ownScore: () => 1,
  };
  assert.deepEqual([...expandGroups(groupsOf(2, [[1]]), nothing).offsets], [0, 0, 0]);
  assert.deepEqual([...expandGroups(groupsOf(0, []), nothing).offsets], [0]);
});
