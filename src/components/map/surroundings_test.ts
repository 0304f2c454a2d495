import assert from "node:assert/strict";
import { unitVectors } from "./fidelity.ts";
import { surroundingsOf } from "./surroundings.ts";
import { placesBetween } from "./transition.ts";
import { SongTiles } from "./tiles.ts";

Deno.test("surroundingsOf() tells true neighbours from songs that merely look near", () => {
  // By direction song 0 is nearest to 1 and 2; on the map to 3 and 1.
  const vectors = unitVectors({
    values: Float32Array.of(1, 0, 5, 0.1, 1, 0.1, 0, 1),
    dimensions: 2,
  });
  const places = { x: Float32Array.of(0, 2, 9, 1), y: new Float32Array(4) };
  const { truly, seemingly, shared } = surroundingsOf(vectors, places, 0, 2);
  assert.deepEqual([[...truly], [...seemingly], shared], [[1, 2], [3], 1]);
});

Deno.test("surroundingsOf() passes over songs without a place and asks for no more than there are", () => {
  const vectors = { values: new Float32Array(0), dimensions: 0 };
  const places = { x: Float32Array.of(0, NaN, 3), y: new Float32Array(3) };
  const { seemingly } = surroundingsOf(
    { values: Float32Array.of(1, 1, 1), dimensions: 1 },
    places,
    0,
    9,
  );
  assert.equal(seemingly.length, 0);
  assert.equal(
    surroundingsOf(vectors, { x: places.x.subarray(0, 1), y: places.y }, 0, 5).shared,
    0,
  );
});

Deno.test("placesBetween() starts at one layout, ends at the other and goes straight", () => {
  const from = { x: Float32Array.of(0, NaN), y: Float32Array.of(10, 1) };
  const to = { x: Float32Array.of(4, 2), y: Float32Array.of(20, 1) };
  const out = { x: new Float32Array(2), y: new Float32Array(2) };
  placesBetween(from, to, 0.25, out);
  assert.deepEqual([...out.x, ...out.y], [1, NaN, 12.5, 1]);
  placesBetween(from, to, 1, out);
  assert.deepEqual([out.x[0], out.y[0]], [4, 20]);
});

Deno.test("SongTiles() has at least the songs of a region, each once, and not all others", () => {
  const side = 60;
  const x = Float32Array.from({ length: side * side }, (_, i) => i % side);
  const y = Float32Array.from({ length: side * side }, (_, i) => Math.floor(i / side));
  x[7] = NaN;
  const tiles = new SongTiles(x, y);
  const toPixels = { ax: 10, bx: 5, ay: -10, by: 600 };
  const region = { left: 100, top: 50, right: 140, bottom: 300 };
  const found = tiles.within(region, toPixels, 4);
  assert.equal(new Set(found).size, found.length);
  assert.ok(found.length < 400, String(found.length));
  for (let i = 0; i < x.length; i++) {
    const px = x[i] * 10 + 5, py = 600 - 10 * y[i];
    if (px >= 96 && px < 144 && py >= 46 && py < 304) assert.ok(found.includes(i), String(i));
  }
});
