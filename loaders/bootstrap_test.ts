import assert from "node:assert/strict";
import { bootstrapMean, drawResamples, mean, pairedBootstrap, standardError } from "./bootstrap.ts";
import { randomNumbers } from "../src/recommender/random.ts";

Deno.test("bootstrapMean() is worked out by hand for given resamples", () => {
  const resamples = { items: 2, resamples: 3, drawn: Uint32Array.of(0, 0, 0, 1, 1, 1) };
  assert.deepEqual(bootstrapMean(Float64Array.of(1, 3), resamples), { value: 2, low: 1, high: 3 });
});

Deno.test("the interval of a mean has the width that statistics gives it", () => {
  const next = randomNumbers(3);
  const values = Float64Array.from({ length: 400 }, () => next());
  const { value, low, high } = bootstrapMean(values, drawResamples(400, 2000, 1));
  // ±1.96 standard errors of a uniform variable: 1.96 · √(1/12) / √400.
  const half = 1.96 * Math.sqrt(1 / 12) / 20;
  assert.ok(low < value && value < high);
  assert.ok(Math.abs((high - low) / 2 / half - 1) < 0.1);
});

Deno.test("a paired difference is surer than its two means", () => {
  const next = randomNumbers(4);
  const a = Float64Array.from({ length: 200 }, () => next());
  const b = a.map((value) => value - 0.01);
  const resamples = drawResamples(200, 500, 1);
  const difference = pairedBootstrap(a, b, resamples);
  assert.ok(Math.abs(difference.low - 0.01) < 1e-9 && Math.abs(difference.high - 0.01) < 1e-9);
  const alone = bootstrapMean(a, resamples);
  assert.ok(alone.high - alone.low > 0.05);
});

Deno.test("NaN is left out, and without a value all is NaN", () => {
  const resamples = drawResamples(3, 50, 1);
  assert.equal(bootstrapMean(Float64Array.of(NaN, 2, NaN), resamples).value, 2);
  const none = bootstrapMean(new Float64Array(3).fill(NaN), resamples);
  assert.ok(Number.isNaN(none.value) && Number.isNaN(none.low) && Number.isNaN(none.high));
  assert.ok(Number.isNaN(mean(new Float64Array(0))));
});

Deno.test("drawResamples() draws the same for the same seed, each item about as often", () => {
  const { drawn } = drawResamples(10, 1000, 7);
  assert.deepEqual(drawResamples(10, 1000, 7).drawn, drawn);
  const counts = new Int32Array(10);
  for (const item of drawn) counts[item]++;
  for (const count of counts) assert.ok(count > 850 && count < 1150);
});

Deno.test("bootstrapMean() throws on values for other items", () => {
  assert.throws(() => bootstrapMean(new Float64Array(2), drawResamples(3, 2, 1)), {
    name: "RangeError",
    message: "Cannot resample: 2 values for 3 items",
  });
});

Deno.test("standardError() is worked out by hand: 1, 2, 3, 4 deviate by √(5/3), over √4", () => {
  assert.ok(Math.abs(standardError(Float64Array.of(1, 2, 3, 4)) - Math.sqrt(5 / 12)) < 1e-15);
  assert.equal(standardError(Float64Array.of(7)), 0);
});
