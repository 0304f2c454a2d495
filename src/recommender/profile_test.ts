import assert from "node:assert/strict";
import fc from "fast-check";
import { featureHistogram, summarizeFeatures } from "./profile.ts";
import { fitScaler, SCALERS } from "./scaling.ts";

const tempo = { name: "tempo", values: Float64Array.of(100, 120, NaN, 140, 200, 110) };
const mode = { name: "mode", values: Float64Array.of(1, 1, 1, 1, 1, 1) };
const scalers = [tempo, mode].map(({ values }) => fitScaler("minmax", values));

Deno.test("summarizeFeatures has mean and quartiles as positions in the catalogue's range", () => {
  // Positions 0, 0.2, 0.4, 1: mean 0.4, quartiles at 0.75, 1.5 and 2.25 of the order.
  const [summary] = summarizeFeatures([tempo], scalers, [4, 0, 1, 3]);
  assert.deepEqual({ ...summary, lowerQuartile: summary.lowerQuartile.toFixed(12) }, {
    name: "tempo",
    count: 4,
    mean: 0.4,
    lowerQuartile: "0.150000000000",
    median: 0.30000000000000004,
    upperQuartile: 0.55,
  });
});

Deno.test("summarizeFeatures leaves missing values out", () => {
  const [summary] = summarizeFeatures([tempo], scalers, [2, 1]);
  assert.deepEqual([summary.count, summary.mean, summary.median], [1, 0.2, 0.2]);
});

Deno.test("summarizeFeatures has no numbers where no song has the feature", () => {
  const [summary] = summarizeFeatures([tempo], scalers, [2]);
  assert.deepEqual(summary, {
    name: "tempo",
    count: 0,
    mean: NaN,
    lowerQuartile: NaN,
    median: NaN,
    upperQuartile: NaN,
  });
});

Deno.test("featureHistogram counts songs in bins whose edges are in the unit of the data set", () => {
  // 100 and 110 | 120 and 140 | none | 200, the upper edge of the last bin.
  const { name, edges, counts } = featureHistogram(tempo, scalers[0], { bins: 4 });
  assert.equal(name, "tempo");
  assert.deepEqual([...edges], [100, 125, 150, 175, 200]);
  assert.deepEqual([...counts], [3, 1, 0, 1]);
});

Deno.test("featureHistogram counts some songs only, where told", () => {
  const { counts } = featureHistogram(tempo, scalers[0], { bins: 4, songs: [1, 2, 4] });
  assert.deepEqual([...counts], [1, 0, 0, 1]);
});

Deno.test("featureHistogram puts a constant feature into its first bin", () => {
  const { edges, counts } = featureHistogram(mode, scalers[1], { bins: 2 });
  assert.deepEqual([[...edges], [...counts]], [[1, 1, 1], [6, 0]]);
});

Deno.test("featureHistogram counts every value once, in ascending edges, under every scaler", () => {
  fc.assert(fc.property(
    fc.constantFrom(...SCALERS),
    fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 50 }),
    fc.integer({ min: 1, max: 20 }),
    (kind, list, bins) => {
      const values = Float64Array.from(list);
      const scaler = fitScaler(kind, values);
      const { edges, counts } = featureHistogram({ name: "any", values }, scaler, { bins });
      assert.equal(counts.reduce((sum, count) => sum + count, 0), values.length);
      for (let i = 1; i <= bins; i++) assert.ok(edges[i] >= edges[i - 1] - 1e-9);
    },
  ));
});

Deno.test("featureHistogram throws on a number of bins that is no count", () => {
  assert.throws(() => featureHistogram(tempo, scalers[0], { bins: 0 }), {
    name: "RangeError",
    message: "Cannot count tempo: bins must be an integer >= 1, it is 0",
  });
});
