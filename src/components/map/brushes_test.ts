import assert from "node:assert/strict";
import { brushed, readBrushes, writeBrushes } from "./brushes.ts";
import { barCounts, histogramBins } from "./histogram_bins.ts";
import { songVariables } from "./variables.ts";
import type { Extent } from "./view.ts";
import { catalogueOf } from "../../recommender/sample_catalogues.ts";

const variables = songVariables({
  catalogue: catalogueOf(0, [[], [], [], []], {
    features: [
      { name: "energy", values: Float64Array.of(0.1, 0.4, NaN, 0.9) },
      { name: "key", values: Float64Array.of(0, 11, 5, 5) },
    ],
  }),
  years: Float64Array.of(NaN, NaN, NaN, NaN),
});

function addressOf() {
  const held = new Map<string, string>();
  return {
    get: (name: string) => held.get(name) ?? null,
    set: (name: string, value: string | null) =>
      void (value === null ? held.delete(name) : held.set(name, value)),
  };
}

Deno.test("brushes go through the address; unknown variables and wrong ranges are passed over", () => {
  const address = addressOf();
  writeBrushes(address, new Map([["energy", [0.25, 1 / 3]], ["key", [-2, 5]]]), true);
  assert.equal(address.get("brush"), "energy:0.25..0.333333|key:-2..5");
  assert.deepEqual(readBrushes(address, variables).get("key"), [-2, 5]);
  address.set("brush", "sweetness:0..1|key:9..3|energy:x..1");
  assert.equal(readBrushes(address, variables).size, 0);
  writeBrushes(address, new Map(), true);
  assert.equal(address.get("brush"), null);
});

Deno.test("brushed() keeps the songs that lie in all ranges, none without a value", () => {
  assert.equal(brushed(new Map(), variables, 4), null);
  const energy = new Map<string, Extent>([["energy", [0.1, 0.9]]]);
  assert.deepEqual([...brushed(energy, variables, 4)!], [1, 1, 0, 1]);
  const both = new Map<string, Extent>([...energy, ["key", [5, 11]]]);
  assert.deepEqual([...brushed(both, variables, 4)!], [0, 1, 0, 1]);
});

Deno.test("histogramBins() gives few whole numbers a bar each and the last value the last bar", () => {
  const [energy, key] = variables;
  const keys = histogramBins(key);
  assert.deepEqual([keys.bars, keys.extent], [12, [-0.5, 11.5]]);
  assert.deepEqual([...barCounts(keys, null)], [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1]);
  assert.deepEqual([...barCounts(histogramBins(energy, 4), null)], [1, 1, 0, 1]);
  assert.deepEqual([...barCounts(histogramBins(energy, 4), Uint8Array.of(0, 1, 1, 0))], [
    0,
    1,
    0,
    0,
  ]);
});
