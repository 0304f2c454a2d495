import assert from "node:assert/strict";
import { Table, vectorFromArray } from "npm:apache-arrow";
import { readLayouts } from "./layouts.ts";

const column = (...values: (number | null)[]) => vectorFromArray(Float64Array.from(values, Number));
const NONE = [NaN, NaN, NaN];

Deno.test("readLayouts() gives the layouts that place songs, the best to open with first", () => {
  const map = new Table({
    pca_x: column(0, 1, 2),
    pca_y: column(2, 1, 0),
    factors_x: column(1, 0, 0),
    factors_y: column(0, 0, 3),
    umap_x: column(5, 6, NaN),
    umap_y: column(6, 5, NaN),
  });
  assert.deepEqual(
    readLayouts(map).map(({ name, missing }) => [name, missing]),
    [["umap", 1], ["factors", 0], ["pca", 0]],
  );
});

Deno.test("readLayouts() leaves out what puts all songs on one place, as without features", () => {
  const zeros = column(0, 0, 0);
  const pca = { pca_x: zeros, pca_y: zeros, umap_x: column(...NONE), umap_y: column(...NONE) };
  const factors = { factors_x: column(1, 0, NaN), factors_y: column(1, 0, NaN) };
  assert.deepEqual(readLayouts(new Table({ ...pca, ...factors })).map(({ name }) => name), [
    "factors",
  ]);
  assert.deepEqual(readLayouts(new Table(pca)), []);
});
