import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Affine,
  densityOpacity,
  type MapPoints,
  MapRaster,
  pointShape,
  type RasterStyle,
} from "./raster.ts";

const IDENTITY: Affine = { ax: 1, bx: 0, ay: 1, by: 0 };
const PALETTE = Uint8ClampedArray.of(255, 0, 0, 0, 0, 255, 10, 200, 30);

function pointsOf(songs: readonly (readonly [number, number, number])[]): MapPoints {
  return {
    x: Float32Array.from(songs, ([x]) => x),
    y: Float32Array.from(songs, ([, y]) => y),
    codes: Int16Array.from(songs, ([, , code]) => code),
  };
}

/** The visible pixels of a raster: RGBA, row-major, width × height. */
function visible(raster: MapRaster): number[] {
  const { width, height, margin, paddedWidth, pixels } = raster;
  const out: number[] = [];
  for (let row = 0; row < height; row++) {
    const at = 4 * ((row + margin) * paddedWidth + margin);
    out.push(...pixels.subarray(at, at + 4 * width));
  }
  return out;
}

/** The same picture pixel by pixel: which songs cover it, their mean colour, their opacity. */
function reference(
  { x, y, codes }: MapPoints,
  toPixels: Affine,
  { palette, diameter, opacity, saturation }: RasterStyle,
  width: number,
  height: number,
): number[] {
  const out = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const on: number[] = [];
      for (let i = 0; i < codes.length; i++) {
        const px = x[i] * toPixels.ax + toPixels.bx, py = y[i] * toPixels.ay + toPixels.by;
        if (codes[i] < 0) continue;
        const left = Math.floor(px - diameter / 2 + 0.5), top = Math.floor(py - diameter / 2 + 0.5);
        const dx = column - left + 0.5 - diameter / 2, dy = row - top + 0.5 - diameter / 2;
        if (dx * dx + dy * dy <= diameter * diameter / 4) on.push(codes[i]);
      }
      if (on.length === 0) continue;
      const at = 4 * (row * width + column);
      for (let c = 0; c < 3; c++) {
        out[at + c] = on.reduce((sum, code) => sum + palette[3 * code + c], 0) / on.length;
      }
      out[at + 3] = 255 * densityOpacity(on.length, opacity, saturation);
    }
  }
  return [...out];
}

Deno.test("densityOpacity() is the given opacity for one song and 1 from saturation on", () => {
  assert.equal(densityOpacity(1, 0.3, 64), 0.3);
  assert.equal(densityOpacity(64, 0.3, 64), 1);
  assert.equal(densityOpacity(1000, 0.3, 64), 1);
  assert.equal(densityOpacity(1, 0.3, 1), 1);
});

Deno.test("densityOpacity() adds the same for each doubling", () => {
  const opacities = [1, 2, 4, 8, 16].map((count) => densityOpacity(count, 0.2, 16));
  opacities.forEach((opacity, i) => assert.ok(Math.abs(opacity - (0.2 + 0.2 * i)) < 1e-12));
});

Deno.test("pointShape() is a square of 2 × 2 and a disc without corners at 5", () => {
  assert.deepEqual([...pointShape(1)], [0, 0]);
  assert.deepEqual([...pointShape(2)], [0, 0, 1, 0, 0, 1, 1, 1]);
  assert.equal(pointShape(5).length / 2, 21);
});

Deno.test("draw() gives a pixel the mean colour and the opacity of its songs' number", () => {
  const raster = new MapRaster(2, 1, 1);
  const points = pointsOf([[0.5, 0.5, 0], [0.5, 0.5, 1], [1.5, 0.5, 2]]);
  const drawn = raster.draw(points, IDENTITY, {
    palette: PALETTE,
    diameter: 1,
    opacity: 0.4,
    saturation: 4,
  });
  assert.deepEqual(drawn, { count: 3, densest: 2 });
  // Two songs of 4: halfway from 0.4 to 1 on the logarithm; 127.5 rounds to even.
  assert.deepEqual(visible(raster), [128, 0, 128, 178, 10, 200, 30, 102]);
});

Deno.test("draw() does not draw songs without a place, hidden songs and songs outside", () => {
  const raster = new MapRaster(3, 3, 2);
  const points = pointsOf([[NaN, 1, 0], [1, NaN, 0], [1, 1, -1], [-1.1, 1, 0], [1, 4, 0]]);
  const style = { palette: PALETTE, diameter: 2, opacity: 0.5, saturation: 8 };
  assert.deepEqual(raster.draw(points, IDENTITY, style), { count: 0, densest: 0 });
  assert.ok(visible(raster).every((value) => value === 0));
});

Deno.test("draw() leaves nothing of the picture before", () => {
  const style = { palette: PALETTE, diameter: 3, opacity: 0.5, saturation: 8 };
  const raster = new MapRaster(6, 5, 3), fresh = new MapRaster(6, 5, 3);
  raster.draw(pointsOf([[0, 0, 0], [5, 4, 1], [2, 2, 2]]), IDENTITY, style);
  const points = pointsOf([[3, 1, 1]]);
  raster.draw(points, IDENTITY, style);
  fresh.draw(points, IDENTITY, style);
  assert.deepEqual(raster.pixels, fresh.pixels);
});

// In steps: on which pixel a song lies that is a rounding error off an edge is open.
const steps = (low: number, high: number) =>
  fc.integer({ min: 1024 * low, max: 1024 * high }).map((step) => step / 1024);

const anySong = fc.tuple(
  fc.oneof(steps(-3, 13), fc.constant(NaN)),
  steps(-3, 11),
  fc.integer({ min: -1, max: 2 }),
);

Deno.test("draw() paints what a pixel-by-pixel reference paints, in any order of the songs", () => {
  fc.assert(fc.property(
    fc.array(anySong, { maxLength: 40 }),
    fc.integer({ min: 1, max: 4 }),
    fc.double({ min: 0.5, max: 2, noNaN: true }),
    fc.integer({ min: 1, max: 12 }),
    (songs, diameter, zoom, saturation) => {
      const toPixels = { ax: zoom, bx: -1, ay: -zoom, by: 9 };
      const style = { palette: PALETTE, diameter, opacity: 0.3, saturation };
      const raster = new MapRaster(10, 8, 4);
      raster.draw(pointsOf(songs), toPixels, style);
      const seen = visible(raster);
      assert.deepEqual(seen, reference(pointsOf(songs), toPixels, style, 10, 8));
      raster.draw(pointsOf(songs.toReversed()), toPixels, style);
      assert.deepEqual(visible(raster), seen);
    },
  ));
});

Deno.test("MapRaster() throws on sizes that no raster has", () => {
  assert.throws(() => new MapRaster(0, 5, 2), {
    name: "RangeError",
    message: "Cannot make a raster of 0 × 5 with points of 2: each must be an integer >= 1",
  });
  const raster = new MapRaster(4, 4, 2);
  assert.throws(
    () =>
      raster.draw(pointsOf([]), IDENTITY, {
        palette: PALETTE,
        diameter: 3,
        opacity: 1,
        saturation: 1,
      }),
    { name: "RangeError", message: "Cannot draw points of 3 pixels: 1 to 2 are possible" },
  );
});

Deno.test("draw() of a region gives it the pixels that the whole picture has there", () => {
  fc.assert(fc.property(
    fc.array(anySong, { maxLength: 40 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 7 }),
    (songs, diameter, left, top) => {
      const style = { palette: PALETTE, diameter, opacity: 0.3, saturation: 5 };
      const region = { left, top, right: Math.min(10, left + 4), bottom: Math.min(8, top + 3) };
      const whole = new MapRaster(10, 8, 4), part = new MapRaster(10, 8, 4);
      whole.draw(pointsOf(songs), IDENTITY, style);
      part.draw(pointsOf(songs), IDENTITY, style, region);
      const seen = visible(whole), drawn = visible(part);
      for (let row = region.top; row < region.bottom; row++) {
        const from = 4 * (10 * row + region.left), to = 4 * (10 * row + region.right);
        assert.deepEqual(drawn.slice(from, to), seen.slice(from, to));
      }
    },
  ));
});

Deno.test("draw() gives songs of another size another diameter", () => {
  const points = { ...pointsOf([[2, 2, 0], [7, 4, 0]]), sizes: Uint8Array.of(0, 1) };
  const raster = new MapRaster(10, 8, 3);
  raster.draw(points, IDENTITY, {
    palette: PALETTE,
    diameter: 1,
    diameters: [1, 3],
    opacity: 1,
    saturation: 1,
  });
  assert.equal(visible(raster).filter((value, i) => i % 4 === 3 && value > 0).length, 1 + 9);
});
