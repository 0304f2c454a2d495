import assert from "node:assert/strict";
import fc from "fast-check";
import { heat, TRIANGLE_HEIGHT, trianglePlace, weightsAt } from "./weight_triangle.ts";

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

Deno.test("weightsAt() finds the weights of a place of the triangle again", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (c, share) => {
        const given = weights(c, (1 - c) * share, (1 - c) * (1 - share));
        const found = weightsAt(trianglePlace(given));
        for (const signal of ["collaborative", "audio", "catalogue"] as const) {
          assert.ok(Math.abs(found[signal] - given[signal]) < 1e-9, signal);
        }
      },
    ),
  );
});

Deno.test("weightsAt() takes a place outside to the nearest side or corner", () => {
  const nearest = (x: number, y: number) => {
    const { collaborative, audio, catalogue } = weightsAt({ x, y });
    return [collaborative, audio, catalogue].map((weight) => Math.round(1e9 * weight) / 1e9);
  };
  assert.deepEqual(nearest(0.5, -3), [0.5, 0.5, 0]);
  assert.deepEqual(nearest(-1, -0.2), [0, 1, 0]);
  assert.deepEqual(nearest(0.5, 2), [0, 0, 1]);
  // Straight out from the middle of the left side, along its normal.
  assert.deepEqual(nearest(0.25 - TRIANGLE_HEIGHT, TRIANGLE_HEIGHT / 2 + 0.5), [0, 0.5, 0.5]);
});

Deno.test("weightsAt() always gives weights of at least 0 that sum to 1", () => {
  const place = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(fc.property(place, place, (x, y) => {
    const { collaborative, audio, catalogue } = weightsAt({ x, y });
    assert.ok(Math.min(collaborative, audio, catalogue) >= 0);
    assert.ok(Math.abs(collaborative + audio + catalogue - 1) < 1e-9);
  }));
});

Deno.test("heat() runs from nothing to the full colour and no further", () => {
  assert.match(heat(0), / 0%,/);
  assert.match(heat(0.256), / 26%,/);
  assert.match(heat(7), / 100%,/);
});
