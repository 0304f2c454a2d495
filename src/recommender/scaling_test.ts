import assert from "node:assert/strict";
import fc from "fast-check";
import {
  fitScaler,
  fromPosition,
  quantileOfSorted,
  scaleFeatures,
  type ScalerKind,
  SCALERS,
  toPosition,
} from "./scaling.ts";

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
}).map((values) => Float64Array.from(values));
const kinds = fc.constantFrom(...SCALERS);

function assertClose(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not near ${expected}`);
}

Deno.test("minmax takes the smallest value to 0 and the largest to 1", () => {
  const scaler = fitScaler("minmax", Float64Array.of(-60, -10, -20));
  assert.deepEqual([-60, -20, -10].map(scaler.toScaled), [0, 0.8, 1]);
  assert.deepEqual([scaler.low, scaler.high], [0, 1]);
  assert.equal(scaler.toRaw(0.8), -20);
});

Deno.test("minmax goes on beyond the fitted range, as scikit-learn's without clip", () => {
  const scaler = fitScaler("minmax", Float64Array.of(0, 10));
  assert.deepEqual([-5, 20].map(scaler.toScaled), [-0.5, 2]);
});

Deno.test("zscore uses the population standard deviation", () => {
  // Mean 5, squared deviations 9 1 1 1 0 0 4 16: sum 32 over 8 songs, deviation 2.
  const scaler = fitScaler("zscore", Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9));
  assert.deepEqual([2, 5, 9].map(scaler.toScaled), [-1.5, 0, 2]);
  assert.deepEqual([scaler.low, scaler.high], [-1.5, 2]);
});

Deno.test("quantile gives ties their mid-rank and interpolates between values", () => {
  // Ranks from 0: 1 has 0; the two 3s have 1 and 2, so 1.5; 7 has 3; 11 has 4; over 5 − 1.
  const scaler = fitScaler("quantile", Float64Array.of(3, 11, 1, 3, 7));
  assert.deepEqual([1, 3, 7, 11].map(scaler.toScaled), [0, 0.375, 0.75, 1]);
  assert.equal(scaler.toScaled(2), 0.1875);
  assert.equal(scaler.toScaled(5), 0.5625);
  assert.deepEqual([-4, 40].map(scaler.toScaled), [0, 1]);
  assert.equal(scaler.toRaw(0.5625), 5);
});

Deno.test("a missing value takes the median, when fitting and when scaling", () => {
  for (const kind of SCALERS) {
    const holed = fitScaler(kind, Float64Array.of(1, NaN, 2, 10, Infinity, 3));
    const filled = fitScaler(kind, Float64Array.of(1, 2.5, 2, 10, 2.5, 3));
    for (const value of [1, 2, 2.2, 2.5, 3, 10]) {
      assertClose(holed.toScaled(value), filled.toScaled(value), 1e-15);
    }
    assertClose(holed.toScaled(NaN), filled.toScaled(2.5), 1e-15);
    assertClose(holed.toScaled(-Infinity), filled.toScaled(2.5), 1e-15);
  }
});

Deno.test("a missing value takes the median where other songs have that very value", () => {
  const scaler = fitScaler("quantile", Float64Array.of(1, 2, 3, NaN));
  // Filled: 1 2 2 3; the 2s have ranks 1 and 2, so 1.5 over 3.
  assert.equal(scaler.toScaled(NaN), 0.5);
});

Deno.test("a constant, empty or wholly missing feature scales to 0", () => {
  for (const kind of SCALERS) {
    for (const values of [[0.1, 0.1, 0.1], [7], [], [NaN, NaN], [4, NaN]]) {
      const scaler = fitScaler(kind, Float64Array.from(values));
      assert.deepEqual([...values, NaN].map((value) => scaler.toScaled(value) + 0), [
        ...values.map(() => 0),
        0,
      ]);
      assert.equal(toPosition(scaler, 99), 0);
      if (Number.isFinite(values[0])) assert.equal(scaler.toRaw(0), values[0]);
    }
  }
});

Deno.test("every scaler is monotone and stays within low and high on fitted values", () => {
  fc.assert(fc.property(kinds, numbers, (kind, values) => {
    const scaler = fitScaler(kind, values);
    const scaled = [...values].sort((a, b) => a - b).map(scaler.toScaled);
    for (let i = 1; i < scaled.length; i++) assert.ok(scaled[i] >= scaled[i - 1]);
    assertClose(scaled[0], scaler.low, 0);
    assertClose(scaled[scaled.length - 1], scaler.high, 0);
  }));
});

Deno.test("toRaw leads back from toScaled", () => {
  fc.assert(fc.property(kinds, numbers, (kind, values) => {
    const scaler = fitScaler(kind, values);
    const range = Math.max(...values) - Math.min(...values);
    for (const value of values) {
      const back = scaler.toRaw(scaler.toScaled(value));
      assertClose(back, value, 1e-9 * (1 + range + Math.abs(value)));
    }
  }));
});

Deno.test("quantile agrees with counting the songs below and at a value", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 40 }),
    (values) => {
      fc.pre(new Set(values).size > 1);
      const scaler = fitScaler("quantile", Float64Array.from(values));
      for (const value of values) {
        const below = values.filter((other) => other < value).length;
        const equal = values.filter((other) => other === value).length;
        assertClose(
          scaler.toScaled(value),
          (below + (equal - 1) / 2) / (values.length - 1),
          1e-15,
        );
      }
    },
  ));
});

Deno.test("scaleFeatures writes one row a song, rounded to float32", () => {
  const vectors = scaleFeatures("minmax", [
    Float64Array.of(0, 5, 15),
    Float64Array.of(3, 3, 3),
    Float64Array.of(2, NaN, 1),
  ]);
  assert.deepEqual([...vectors], [0, 0, 1, Math.fround(1 / 3), 0, 0.5, 1, 0, 0]);
  assert.equal(scaleFeatures("zscore", []).length, 0);
});

Deno.test("positions run from 0 to 1 over the catalogue's range under every scaler", () => {
  const values = Float64Array.of(4, 4, 6, 9, 14);
  for (const kind of SCALERS) {
    const scaler = fitScaler(kind, values);
    assert.deepEqual([3, 4, 14, 15].map((value) => toPosition(scaler, value)), [0, 0, 1, 1]);
    for (const value of values) {
      assertClose(fromPosition(scaler, toPosition(scaler, value)), value, 1e-12);
    }
  }
  assertClose(toPosition(fitScaler("zscore", values), 9), 0.5, 1e-15);
});

Deno.test("quantileOfSorted interpolates as NumPy does by default", () => {
  const sorted = Float64Array.of(1, 2, 4, 8);
  assert.deepEqual([0, 0.25, 0.5, 0.75, 1].map((p) => quantileOfSorted(sorted, p)), [
    1,
    1.75,
    3,
    5,
    8,
  ]);
  assert.ok(Number.isNaN(quantileOfSorted(new Float64Array(0), 0.5)));
});

Deno.test("fitScaler throws on a scaler that is not there", () => {
  assert.throws(() => fitScaler("robust" as ScalerKind, Float64Array.of(1)), {
    name: "RangeError",
    message: 'Cannot scale features: there is no scaler "robust", only minmax, zscore, quantile',
  });
});

Deno.test("scaleFeatures throws on columns of different lengths", () => {
  assert.throws(() => scaleFeatures("minmax", [Float64Array.of(1, 2), Float64Array.of(1)]), {
    name: "RangeError",
    message: "Cannot scale features: feature 1 has 1 values, feature 0 has 2",
  });
});
