import assert from "node:assert/strict";
import { collapseRows } from "./collapse.ts";
import { spreadIslands } from "./islands.ts";
import { randomNumbers } from "../src/recommender/random.ts";

/** Groups of the given sizes, the row after the last a row of zeros. */
function groupsOf(sizes: readonly number[]) {
  const rows = sizes.flatMap((size, group) => new Array<number>(size).fill(group + 1));
  return collapseRows(Float32Array.from([...rows, 0]), { count: rows.length + 1, dimensions: 1 });
}

function scattered(count: number) {
  const random = randomNumbers(3);
  return {
    x: Float32Array.from({ length: count }, () => 10 * random()),
    y: Float32Array.from({ length: count }, () => 10 * random()),
  };
}

Deno.test("every song of an island has a place of its own, and one of none has no place", () => {
  const groups = groupsOf([30, 1, 12, 50, 7]);
  const { x, y } = spreadIslands(groups, scattered(5));
  assert.equal(new Set(Array.from(x, (value, row) => `${value},${y[row]}`)).size, 101);
  assert.deepEqual([x[100], y[100]], [NaN, NaN]);
  assert.ok([...x.slice(0, 100), ...y.slice(0, 100)].every(Number.isFinite));
});

Deno.test("islands do not overlap: a song's nearest is of its own island", () => {
  const sizes = Array.from({ length: 40 }, (_, i) => 5 + (i * 7) % 40);
  const groups = groupsOf(sizes);
  const { x, y } = spreadIslands(groups, scattered(40));
  let own = 0;
  const rows = Array.from(x.keys()).slice(0, -1);
  for (const i of rows) {
    const distance = (j: number) => (x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2;
    const nearest = rows.filter((j) => j !== i).reduce((a, b) => distance(b) < distance(a) ? b : a);
    if (groups.groupOf[nearest] === groups.groupOf[i]) own++;
  }
  assert.ok(own > 0.95 * rows.length, `${own} of ${rows.length}`);
});

Deno.test("islands are the same in every run, and none is made of no songs", () => {
  const groups = groupsOf([3, 4, 5, 6]), places = scattered(4);
  assert.deepEqual(spreadIslands(groups, places), spreadIslands(groups, places));
  assert.deepEqual(spreadIslands(groupsOf([]), scattered(0)), {
    x: Float32Array.of(NaN),
    y: Float32Array.of(NaN),
  });
  const line = { x: Float32Array.of(0, 1), y: Float32Array.of(0, 0) };
  assert.ok(spreadIslands(groupsOf([2, 2]), line).x.slice(0, 4).every(Number.isFinite));
});
