import assert from "node:assert/strict";
import { catalogueOf } from "../../recommender/sample_catalogues.ts";
import { extentOf, layoutVariables, placesOn, songVariables } from "./variables.ts";

/** Four songs with the given features, years and popularities. */
function variables(
  features: Record<string, number[]>,
  { years = [NaN, NaN, NaN, NaN], popularities = [NaN, NaN, NaN, NaN] } = {},
) {
  return songVariables({
    catalogue: catalogueOf(1, [[0], [0], [0], [0]], {
      features: Object.entries(features).map(([name, values]) => ({
        name,
        values: Float64Array.from(values),
      })),
      popularities: Float64Array.from(popularities),
    }),
    years: Float64Array.from(years),
  });
}

Deno.test("songVariables() gives extent and missing values of a feature", () => {
  const [energy] = variables({ energy: [0.25, NaN, 0.75, 0.5] });
  assert.deepEqual(
    [energy.label, energy.extent, energy.missing, energy.jitter],
    ["energy", [0.25, 0.75], 1, 0],
  );
  assert.equal(energy.format(0.5), "0.50");
});

Deno.test("songVariables() shows milliseconds as minutes", () => {
  const [duration] = variables({ duration_ms: [60_000, 90_500, 120_000, 30_000] });
  assert.deepEqual([duration.label, duration.unit, duration.extent], ["duration", "minutes", [
    0.5,
    2,
  ]]);
  assert.equal(duration.format(1.5), "1:30");
});

Deno.test("songVariables() adds release year and popularity where songs have them", () => {
  const names = (given: Parameters<typeof variables>[1]) =>
    variables({ energy: [1, 0, 0.5, 0.2] }, given).map(({ name }) => name);
  assert.deepEqual(names({}), ["energy"]);
  assert.deepEqual(names({ years: [2001, NaN, 1999, 2010], popularities: [1, 2, 3, 4] }), [
    "energy",
    "release_year",
    "popularity",
  ]);
});

Deno.test("placesOn() spreads whole numbers without mixing neighbours, and no others", () => {
  const [mode, tempo] = variables({ mode: [0, 1, 1, 0], tempo: [80.5, 120, 99, 61] });
  const places = placesOn(mode, 0);
  places.forEach((place, song) => assert.equal(Math.round(place), mode.values[song]));
  assert.notEqual(places[1], places[2]);
  assert.deepEqual(placesOn(mode, 0), places);
  assert.notDeepEqual(placesOn(mode, 1), places);
  const [low, high] = extentOf(mode);
  assert.ok(low > -0.5 && low < 0 && high > 1 && high < 1.5);
  assert.deepEqual([...placesOn(tempo, 0)], [80.5, 120, 99, 61]);
  assert.deepEqual(extentOf(tempo), [61, 120]);
});

Deno.test("placesOn() spreads evenly", () => {
  const values = new Float64Array(20_000);
  const [zeros] = songVariables({
    catalogue: catalogueOf(0, Array.from(values, () => []), {
      features: [{ name: "key", values }],
    }),
    years: values.map(() => NaN),
  });
  const tenths = new Array(10).fill(0);
  for (const place of placesOn(zeros, 3)) {
    tenths[Math.floor(10 * (place + zeros.jitter) / (2 * zeros.jitter))]++;
  }
  // Binomial with a mean of 2000: 5 standard deviations are 212.
  tenths.forEach((count) => assert.ok(Math.abs(count - 2000) < 212, String(count)));
});

Deno.test("placesOn() keeps a missing value missing", () => {
  const [key] = variables({ key: [3, NaN, 5, 5] });
  assert.ok(Number.isNaN(placesOn(key, 0)[1]));
  const [nothing] = variables({ key: [NaN, NaN, NaN, NaN] });
  assert.deepEqual([nothing.extent, nothing.missing, nothing.jitter], [[0, 0], 4, 0]);
});

Deno.test("layoutVariables() name the components of a map and never spread them", () => {
  const [x, y] = layoutVariables("pca", { x: Float32Array.of(-1, 2), y: Float32Array.of(0, 3) });
  assert.deepEqual([x.extent, y.extent, y.jitter], [[-1, 2], [0, 3], 0]);
  assert.equal(x.label, "first component");
});
