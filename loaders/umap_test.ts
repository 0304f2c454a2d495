import assert from "node:assert/strict";
import { islandLayout, neighborLayout } from "./map_layouts.ts";
import { cosineTopN } from "./neighbors.ts";
import { randomNumbers } from "../src/recommender/random.ts";
import { trustworthiness } from "./trustworthiness.ts";
import { umap } from "./umap.ts";

/** Three bundles of directions in six dimensions. */
function bundles(count: number): Float32Array {
  const random = randomNumbers(9);
  return Float32Array.from({ length: 6 * count }, (_, i) => {
    const row = Math.floor(i / 6), column = i % 6;
    return (column === row % 3 ? 3 : 0) + random();
  });
}

const OPTIONS = { epochs: 100, minDistance: 0.1 };

Deno.test("umap() gives the same bytes in every run", async () => {
  const neighbors = await cosineTopN(bundles(300), { count: 300, dimensions: 6, topN: 10 });
  assert.deepEqual(await umap(neighbors, OPTIONS), await umap(neighbors, OPTIONS));
});

Deno.test("umap() leaves the platform's workers as they were for the stages after it", async () => {
  const { Worker } = globalThis;
  const neighbors = await cosineTopN(bundles(60), { count: 60, dimensions: 6, topN: 10 });
  await umap(neighbors, OPTIONS);
  assert.equal(globalThis.Worker, Worker);
});

Deno.test("umap() keeps bundles together: a row's nearest are of its own", async () => {
  const count = 300, vectors = bundles(count);
  const { x, y } = await umap(
    await cosineTopN(vectors, { count, dimensions: 6, topN: 10 }),
    OPTIONS,
  );
  let same = 0;
  for (let i = 0; i < count; i++) {
    const nearest = Array.from(x.keys()).filter((j) => j !== i)
      .sort((a, b) =>
        Math.hypot(x[a] - x[i], y[a] - y[i]) - Math.hypot(x[b] - x[i], y[b] - y[i])
      )[0];
    if (nearest % 3 === i % 3) same++;
  }
  assert.ok(same > 0.99 * count, `${same} of ${count}`);
});

Deno.test("umap() places none, one, two and five rows, and no row without neighbours", async () => {
  for (const count of [0, 1, 2, 5]) {
    const neighbors = await cosineTopN(bundles(count), { count, dimensions: 6, topN: 10 });
    const { x, y } = await umap(neighbors, OPTIONS);
    assert.equal(x.length, count);
    if (count > 1) assert.ok([...x, ...y].every(Number.isFinite));
  }
  const vectors = bundles(30);
  vectors.fill(0, 6, 12);
  const { x } = await umap(
    await cosineTopN(vectors, { count: 30, dimensions: 6, topN: 5 }),
    OPTIONS,
  );
  assert.deepEqual(Array.from(x.keys()).filter((row) => Number.isNaN(x[row])), [1]);
});

Deno.test("a layout by neighbours can be trusted more than chance, and equal vectors share a place", async () => {
  const count = 400, values = bundles(count);
  values.copyWithin(6, 0, 6);
  const vectors = { values, count, dimensions: 6 };
  const layout = await neighborLayout(vectors);
  assert.deepEqual([layout.x[0], layout.y[0]], [layout.x[1], layout.y[1]]);
  const [quality] = trustworthiness(values, [layout], { count, dimensions: 6, metric: "cosine" });
  assert.ok(quality && quality.trustworthiness > 0.8, String(quality?.trustworthiness));
  const islands = await islandLayout(vectors);
  assert.notEqual(islands.x[0], islands.x[1]);
});

Deno.test("songs without any feature have no place", async () => {
  const { x, y } = await neighborLayout({ values: new Float32Array(0), count: 3, dimensions: 0 });
  assert.deepEqual([...x, ...y], new Array(6).fill(NaN));
});
