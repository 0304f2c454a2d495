import assert from "node:assert/strict";
import fc from "fast-check";
import { AXES, principalAxes, principalCoordinates } from "./axes.ts";

/** Rows of unit length; `factors` below the dimensions makes them span fewer. */
const unitRows = fc.record({
  dimensions: fc.integer({ min: 1, max: 20 }),
  rows: fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 20, maxLength: 20 }), {
    minLength: 1,
    maxLength: 60,
  }),
  rank: fc.integer({ min: 1, max: 20 }),
}).map(({ dimensions, rows, rank }) => {
  const vectors = rows.flatMap((row) => {
    const used = row.slice(0, dimensions).map((value, d) => d < rank ? value : 0);
    const length = Math.hypot(...used);
    return length > 0 ? used.map((value) => value / length) : [1, ...used.slice(1)];
  });
  return { dimensions, count: rows.length, vectors: new Float32Array(vectors) };
});

function all(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

Deno.test("principalAxes() are orthonormal, also where rows span fewer dimensions", () => {
  fc.assert(
    fc.property(unitRows, ({ dimensions, count, vectors }) => {
      const axes = principalAxes(vectors, dimensions, all(count));
      const used = Math.min(AXES, dimensions);
      assert.equal(axes.length, used * dimensions);
      for (let a = 0; a < used; a++) {
        for (let b = 0; b <= a; b++) {
          let dot = 0;
          for (let d = 0; d < dimensions; d++) {
            dot += axes[a * dimensions + d] * axes[b * dimensions + d];
          }
          assert.ok(Math.abs(dot - (a === b ? 1 : 0)) < 1e-12, `${a} · ${b} = ${dot}`);
        }
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("principalCoordinates() are no farther apart than their rows", () => {
  fc.assert(
    fc.property(unitRows, ({ dimensions, count, vectors }) => {
      const coordinates = principalCoordinates(vectors, dimensions, all(count));
      for (let a = 0; a < count; a++) {
        let rows = 0, points = 0;
        for (let d = 0; d < dimensions; d++) {
          rows += (vectors[a * dimensions + d] - vectors[d]) ** 2;
        }
        for (let axis = 0; axis < AXES; axis++) {
          points += (coordinates[a * AXES + axis] - coordinates[axis]) ** 2;
        }
        assert.ok(Math.sqrt(points) <= Math.sqrt(rows) + 1e-6);
      }
    }),
    { numRuns: 200, seed: 2 },
  );
});

Deno.test("principalCoordinates() of up to eight dimensions are a rotation: distances stay", () => {
  const vectors = new Float32Array([0.6, 0, 0.8, 0, 1, 0, 0.8, 0.6, 0]);
  const coordinates = principalCoordinates(vectors, 3, all(3));
  const point = (row: number) => Array.from(coordinates.subarray(row * AXES, (row + 1) * AXES));
  const distance = (a: number, b: number) =>
    Math.hypot(...point(a).map((value, axis) => value - point(b)[axis]));
  assert.ok(Math.abs(distance(0, 1) - Math.SQRT2) < 1e-6);
  assert.ok(Math.abs(distance(1, 2) - Math.sqrt(0.8)) < 1e-6);
  assert.ok(coordinates.every((value, i) => i % AXES < 3 || value === 0));
});

Deno.test("principalAxes() find the direction of largest spread", () => {
  // Along (3, 4, 0, …) by 1, along all others by a hundredth, in ten dimensions.
  const dimensions = 10, count = 400;
  const vectors = Float32Array.from({ length: count * dimensions }, (_, i) => {
    const row = Math.floor(i / dimensions), d = i % dimensions;
    const along = Math.sin(row) * (d === 0 ? 0.6 : d === 1 ? 0.8 : 0);
    return along + 0.01 * Math.sin(row * (d + 2.5) * 7.1);
  });
  const first = principalAxes(vectors, dimensions, all(count)).subarray(0, dimensions);
  assert.ok(Math.abs(first[0] * 0.6 + first[1] * 0.8) > 0.999);
});

Deno.test("principalCoordinates() take the given rows only, in their order", () => {
  const vectors = new Float32Array([1, 0, 0, 1, 0.6, 0.8]);
  const some = principalCoordinates(vectors, 2, new Int32Array([2, 0]));
  assert.equal(some.length, 2 * AXES);
  assert.ok(
    Math.abs(Math.hypot(some[0] - some[AXES], some[1] - some[AXES + 1]) - Math.hypot(0.4, 0.8)) <
      1e-6,
  );
});
