import assert from "node:assert/strict";
import { densityOf, silvermanBandwidth } from "./density.ts";

const integral = ({ at, density }: { at: Float64Array; density: Float64Array }) =>
  density.reduce((sum, value) => sum + value, 0) * (at[1] - at[0]);

Deno.test("densityOf() holds all of the songs, those at the ends too", () => {
  const values = Float64Array.of(0, 0, 0, 0.3, 0.9, 1, NaN);
  assert.ok(Math.abs(integral(densityOf(values, 0, 1, 0.05)) - 1) < 0.01);
});

Deno.test("densityOf() is the kernel estimate, far from the ends", () => {
  const values = Float64Array.of(0.4, 0.45, 0.7), width = 0.05;
  const { at, density } = densityOf(values, 0, 1, width, 401);
  for (let i = 0; i < at.length; i++) {
    const plain = values.reduce((sum, value) => {
      const z = (at[i] - value) / width;
      return sum + Math.exp(-z * z / 2) / (width * Math.sqrt(2 * Math.PI)) / values.length;
    }, 0);
    assert.ok(Math.abs(density[i] - plain) < 0.02, `${at[i]}: ${density[i]} ${plain}`);
  }
});

Deno.test("silvermanBandwidth() follows the rule of thumb, and is 0 for equal values", () => {
  // σ = √2.5, quartiles 2 and 4: min(1.581, 1.493).
  const wanted = 0.9 * (2 / 1.34) * 5 ** -0.2;
  assert.ok(Math.abs(silvermanBandwidth(Float64Array.of(1, 2, 3, 4, 5)) - wanted) < 1e-12);
  assert.equal(silvermanBandwidth(Float64Array.of(2, 2, 2)), 0);
});
