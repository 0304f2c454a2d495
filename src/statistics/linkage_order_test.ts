import assert from "node:assert/strict";
import { agnes, type Cluster } from "ml-hclust";
import { randomNumbers } from "../recommender/random.ts";
import { linkageOrder } from "./linkage_order.ts";

function randomDistances(size: number, seed: number): number[][] {
  const random = randomNumbers(seed);
  const rows = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) rows[a][b] = rows[b][a] = random();
  return rows;
}

Deno.test("linkageOrder() joins at the heights of the tree that a search of all pairs finds", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const size = 2 + 3 * seed, rows = randomDistances(size, seed);
    const { order, heights } = linkageOrder(rows.flat(), size);
    const expected: number[] = [];
    const collect = (branch: Cluster) => {
      if (branch.isLeaf) return;
      expected.push(branch.height);
      branch.children.forEach(collect);
    };
    const tree = agnes(rows, { method: "average", isDistanceMatrix: true });
    collect(tree);
    expected.sort((a, b) => a - b);
    assert.equal(heights.length, expected.length);
    heights.forEach((height, i) => assert.ok(Math.abs(height - expected[i]) < 1e-12));
    assert.deepEqual([...order].sort((a, b) => a - b), rows.map((_, i) => i));
    // Each branch of the tree is a stretch of the order.
    const placeOf = new Map(Array.from(order, (row, place) => [row, place]));
    const check = (branch: Cluster) => {
      const places = branch.indices().map((row) => placeOf.get(row)!);
      assert.equal(Math.max(...places) - Math.min(...places) + 1, places.length);
      branch.children.forEach(check);
    };
    check(tree);
  }
});

Deno.test("linkageOrder() puts points of a line in their order, from either end", () => {
  const at = [3, 0, 10, 1.1, 12.3, 4.2, 25];
  const distances = at.flatMap((a) => at.map((b) => Math.abs(a - b)));
  const { order } = linkageOrder(distances, at.length);
  const sorted = [1, 3, 0, 5, 2, 4, 6];
  assert.deepEqual([...order], order[0] === 1 ? sorted : sorted.toReversed());
});

Deno.test("linkageOrder() takes nothing, one thing and things that are all alike", () => {
  assert.deepEqual([...linkageOrder([], 0).order], []);
  assert.deepEqual([...linkageOrder([0], 1).order], [0]);
  assert.equal(new Set(linkageOrder(new Float64Array(25), 5).order).size, 5);
  assert.throws(() => linkageOrder([0, 1], 2), {
    message: "Cannot put 2 things in order: 4 distances are needed, there are 2",
  });
});
