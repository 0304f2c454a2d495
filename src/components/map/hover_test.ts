import assert from "node:assert/strict";
import fc from "fast-check";
import { nextSong, SongIndex } from "./hover.ts";
import type { MapPoints } from "./raster.ts";

function pointsOf(songs: readonly (readonly [x: number, y: number, code: number])[]): MapPoints {
  return {
    x: Float32Array.from(songs, ([x]) => x),
    y: Float32Array.from(songs, ([, y]) => y),
    codes: Int16Array.from(songs, ([, , code]) => code),
  };
}

const anySongs = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(NaN)),
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: -1, max: 1 }),
  ),
  { maxLength: 60 },
);
// Axes of very different units, the second upwards.
const TO_PIXELS = { ax: 7, bx: 3, ay: -0.25, by: 40 };

Deno.test("nearest() finds what a plain search finds, hidden and placeless songs passed over", () => {
  fc.assert(fc.property(
    anySongs,
    fc.integer({ min: -10, max: 160 }),
    fc.integer({ min: 20, max: 60 }),
    fc.integer({ min: 1, max: 40 }),
    (songs, px, py, radius) => {
      const { x, y, codes } = pointsOf(songs);
      const found = new SongIndex(x, y).nearest(px, py, radius, TO_PIXELS, codes);
      const distances = songs.map(([x, y, code]) =>
        code < 0 ? NaN : Math.hypot(x * 7 + 3 - px, 40 - y * 0.25 - py)
      );
      const least = Math.min(...distances.filter((distance) => distance <= radius));
      if (least === Infinity) assert.equal(found, -1);
      else assert.equal(found, distances.findIndex((distance) => distance <= least + 1e-9));
    },
  ));
});

Deno.test("nearest() follows a filter that changes after the index was built", () => {
  const { x, y, codes } = pointsOf([[1, 1, 0], [2, 1, 0]]);
  const index = new SongIndex(x, y);
  const identity = { ax: 1, bx: 0, ay: 1, by: 0 };
  assert.equal(index.nearest(1, 1, 5, identity, codes), 0);
  codes[0] = -1;
  assert.equal(index.nearest(1, 1, 5, identity, codes), 1);
});

Deno.test("SongIndex() answers -1 without any song", () => {
  const { x, y, codes } = pointsOf([]);
  assert.equal(new SongIndex(x, y).nearest(0, 0, 9, { ax: 1, bx: 0, ay: 1, by: 0 }, codes), -1);
});

Deno.test("nextSong() takes the nearest song in the quarter of the direction", () => {
  const points = pointsOf([
    [0, 0, 0],
    [3, 0, 0], // straight right
    [2, 1.9, 0], // nearer, but far to the side
    [0, 5, 0], // up: the second axis grows upwards
    [0, -4, -1], // down, hidden
    [1, -6, 0],
    [-1, 0, 0],
  ]);
  const upwards = { ax: 1, bx: 0, ay: -1, by: 0 };
  assert.equal(nextSong(points, 0, "right", upwards), 1);
  assert.equal(nextSong(points, 0, "up", upwards), 3);
  assert.equal(nextSong(points, 0, "down", upwards), 5);
  assert.equal(nextSong(points, 0, "left", upwards), 6);
  assert.equal(nextSong(points, 6, "left", upwards), -1);
});

Deno.test("nextSong() steps past songs in the same place", () => {
  const points = pointsOf([[0, 0, 0], [0, 0, 0], [0.1, 0, 0], [9, 1, 0]]);
  assert.equal(nextSong(points, 0, "right", { ax: 1, bx: 0, ay: -1, by: 0 }), 3);
});
