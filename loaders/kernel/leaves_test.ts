import assert from "node:assert/strict";
import fc from "fast-check";
import { AXES } from "./axes.ts";
import { LEAF_ROWS, leafOrder } from "./leaves.ts";

/** Points on the first axis. */
function onFirstAxis(values: number[]): Float32Array {
  const coordinates = new Float32Array(values.length * AXES);
  values.forEach((value, point) => coordinates[point * AXES] = value);
  return coordinates;
}

Deno.test("leafOrder() lists every point once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 700 }),
      fc.constantFrom(1, 3, 1000),
      (count, levels) => {
        const coordinates = Float32Array.from(
          { length: count * AXES },
          (_, i) => Math.round(Math.sin(i * 12.9898) * levels),
        );
        assert.deepEqual(
          leafOrder(coordinates).sort(),
          Int32Array.from({ length: count }, (_, i) => i),
        );
      },
    ),
    { numRuns: 100, seed: 1 },
  );
});

Deno.test("leafOrder() cuts points on a line into stretches of it", () => {
  const values = Array.from({ length: 5 * LEAF_ROWS + 7 }, (_, i) => i * 37 % 167);
  const order = leafOrder(onFirstAxis(values));
  for (let start = 0; start < order.length; start += LEAF_ROWS) {
    const leaf = Array.from(order.subarray(start, start + LEAF_ROWS), (point) => values[point]);
    const next = Array.from(order.subarray(start + LEAF_ROWS), (point) => values[point]);
    assert.ok(Math.max(...leaf) < Math.min(...next));
  }
});

Deno.test("leafOrder() separates clusters along whichever axis they differ", () => {
  // Point p belongs to cluster p mod 4: two far apart on axis 5, each of them in two on axis 2.
  const count = 4 * LEAF_ROWS;
  const coordinates = new Float32Array(count * AXES);
  for (let point = 0; point < count; point++) {
    coordinates[point * AXES + 5] = point % 2 * 10 + Math.sin(point) * 0.1;
    coordinates[point * AXES + 2] = (point % 4 >> 1) * 5;
  }
  const order = leafOrder(coordinates);
  for (let start = 0; start < count; start += LEAF_ROWS) {
    const clusters = new Set(order.subarray(start, start + LEAF_ROWS).map((point) => point % 4));
    assert.equal(clusters.size, 1);
  }
});

Deno.test("leafOrder() leaves equal points and fewer than a leaf in some order", () => {
  assert.equal(new Set(leafOrder(onFirstAxis(new Array(1000).fill(1)))).size, 1000);
  assert.deepEqual([...leafOrder(onFirstAxis([3, 1, 2]))], [0, 1, 2]);
  assert.deepEqual([...leafOrder(onFirstAxis([]))], []);
});
