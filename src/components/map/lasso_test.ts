import assert from "node:assert/strict";
import fc from "fast-check";
import { simplified, songsInPolygon } from "./lasso.ts";

/** Whether a point is inside, by the crossings of all edges. */
function plainInside(px: number, py: number, polygon: readonly number[]): boolean {
  let isInside = false;
  for (let i = 0; i < polygon.length; i += 2) {
    const j = (i + 2) % polygon.length;
    const [x0, y0, x1, y1] = [polygon[i], polygon[i + 1], polygon[j], polygon[j + 1]];
    if ((y0 > py) !== (y1 > py) && px < x0 + (x1 - x0) * (py - y0) / (y1 - y0)) {
      isInside = !isInside;
    }
  }
  return isInside;
}

const coordinate = fc.integer({ min: 0, max: 40 });
const place = fc.tuple(coordinate, coordinate);

Deno.test("songsInPolygon() finds what a test of all edges finds, whatever the line crosses", () => {
  fc.assert(fc.property(
    fc.array(place, { minLength: 3, maxLength: 30 }),
    fc.array(place, { maxLength: 60 }),
    (corners, songs) => {
      const polygon = corners.flat();
      // Half a step aside, so that no song lies on an edge by rounding.
      const x = Float32Array.from(songs, ([px]) => px + 0.25);
      const y = Float32Array.from(songs, ([, py]) => py + 0.25);
      const found = songsInPolygon(x, y, new Int16Array(songs.length), polygon);
      const expected = [...x.keys()].filter((i) => plainInside(x[i], y[i], polygon));
      assert.deepEqual([...found], expected);
    },
  ));
});

Deno.test("songsInPolygon() passes over hidden songs and songs without a place", () => {
  const x = Float32Array.of(1, 1, NaN, 5), y = Float32Array.of(1, 1, 1, 1);
  const square = [0, 0, 2, 0, 2, 2, 0, 2];
  assert.deepEqual([...songsInPolygon(x, y, Int16Array.of(0, -1, 0, 0), square)], [0]);
  assert.equal(songsInPolygon(x, y, new Int16Array(4), [0, 0, 2, 2]).length, 0);
  assert.equal(songsInPolygon(x, y, new Int16Array(4), [0, 0, 2, 0, 1, 0]).length, 0);
});

Deno.test("simplified() keeps corners and drops what lies on the way between them", () => {
  const line = [0, 0, 1, 0.01, 2, 0, 2, 1, 2, 2];
  assert.deepEqual([...simplified(line, 0.1)], [0, 0, 2, 0, 2, 2]);
  assert.deepEqual([...simplified(line, 0.001)], [0, 0, 1, 0.01, 2, 0, 2, 2]);
  assert.deepEqual([...simplified([], 1)], []);
});
