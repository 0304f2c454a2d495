import assert from "node:assert/strict";
import { outliersOf, robustScore, spreadOf } from "./robust_scores.ts";

Deno.test("robustScore() is 0.6745 deviations from the median, whatever the outliers are", () => {
  // Median 3, distances 2 1 0 1 997: their median is 1.
  const values = Float64Array.of(1, 2, 3, 4, 1000);
  const spread = spreadOf(values);
  assert.equal(spread.median, 3);
  assert.equal(spread.deviation, 1);
  assert.equal(robustScore(spread, 1000), 0.6745 * 997);
  assert.deepEqual(outliersOf(values).map(({ song }) => song), [4]);
});

Deno.test("robustScore() says nothing of missing values and where half of all are equal", () => {
  const values = Float64Array.of(0, 0, 0, 5, NaN);
  assert.equal(spreadOf(values).count, 4);
  assert.ok(Number.isNaN(robustScore(spreadOf(values), 5)));
  assert.deepEqual(outliersOf(values), []);
  assert.ok(Number.isNaN(spreadOf(new Float64Array(0)).median));
});

Deno.test("outliersOf() lists the furthest first, to both sides", () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, -50, 90);
  assert.deepEqual(outliersOf(values).map(({ song }) => song), [6, 5]);
});
