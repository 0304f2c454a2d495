import assert from "node:assert/strict";
import fc from "fast-check";
import { shiftPixels } from "./surface.ts";

Deno.test("shiftPixels() moves every pixel that stays in the frame, in any direction", () => {
  fc.assert(fc.property(
    fc.integer({ min: -6, max: 6 }),
    fc.integer({ min: -5, max: 5 }),
    (dx, dy) => {
      const width = 6, height = 5;
      const before = Uint32Array.from({ length: width * height }, (_, i) => i + 1);
      const pixels = before.slice();
      shiftPixels(pixels, width, height, dx, dy);
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const x = column - dx, y = row - dy;
          if (x < 0 || y < 0 || x >= width || y >= height) continue;
          assert.equal(pixels[row * width + column], before[y * width + x]);
        }
      }
    },
  ));
});
