import assert from "node:assert/strict";
import type { WeightedEstimate } from "./data.ts";
import { bestPoint, heat, trianglePlace } from "./triangle.ts";

const weights = (collaborative: number, audio: number, catalogue: number) => ({
  collaborative,
  audio,
  catalogue,
});

Deno.test("the corners of the triangle are the signals, its middle their equal blend", () => {
  const height = Math.sqrt(3) / 2;
  assert.deepEqual(trianglePlace(weights(0, 1, 0)), { x: 0, y: 0 });
  assert.deepEqual(trianglePlace(weights(1, 0, 0)), { x: 1, y: 0 });
  assert.deepEqual(trianglePlace(weights(0, 0, 1)), { x: 0.5, y: height });
  const middle = trianglePlace(weights(1 / 3, 1 / 3, 1 / 3));
  assert.ok(Math.abs(middle.x - 0.5) < 1e-12 && Math.abs(middle.y - height / 3) < 1e-12);
});

Deno.test("bestPoint() is the first of the highest, null without points", () => {
  const point = (value: number, audio: number): WeightedEstimate => ({
    weights: weights(0, audio, 1 - audio),
    value,
    low: value,
    high: value,
    playlists: 1,
  });
  const best = bestPoint([point(0.1, 0), point(0.3, 0.1), point(0.3, 0.2)]);
  assert.equal(best?.weights.audio, 0.1);
  assert.equal(bestPoint([]), null);
});

Deno.test("heat() runs from nothing to the full colour and no further", () => {
  assert.match(heat(0), / 0%,/);
  assert.match(heat(0.256), / 26%,/);
  assert.match(heat(7), / 100%,/);
});
