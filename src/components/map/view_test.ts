import assert from "node:assert/strict";
import fc from "fast-check";
import {
  betweenViews,
  centerOn,
  DEEPEST_ZOOM,
  HOME,
  homeTransform,
  keepInside,
  panBy,
  resizeView,
  scaleTransform,
  viewTransform,
  visibleExtents,
  zoomAround,
} from "./view.ts";

const FRAME = { width: 200, height: 100 };

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9 * (1 + Math.abs(expected)), `${actual} ${expected}`);
}

Deno.test("homeTransform() fills the frame but for its padding, the second axis upwards", () => {
  const { ax, bx, ay, by } = homeTransform([0, 10], [-1, 1], FRAME);
  close(0 * ax + bx, 6);
  close(10 * ax + bx, 194);
  close(-1 * ay + by, 97);
  close(1 * ay + by, 3);
});

Deno.test("homeTransform() keeps the proportions of axes with one unit and centres them", () => {
  const { ax, bx, ay, by } = homeTransform([0, 2], [0, 2], FRAME, true);
  close(ax, -ay);
  close(1 * ax + bx, 100);
  close(1 * ay + by, 50);
  close(2 * ay + by, 3);
});

Deno.test("homeTransform() puts a constant axis into the middle", () => {
  const { ax, bx } = homeTransform([7, 7], [0, 1], FRAME);
  close(7 * ax + bx, 100);
});

Deno.test("visibleExtents() inverts the transform at the corners", () => {
  const toPixels = viewTransform(homeTransform([0, 10], [-1, 1], FRAME), {
    zoom: 3,
    x: -40,
    y: -70,
  });
  const { x, y } = visibleExtents(toPixels, FRAME);
  close(x[0] * toPixels.ax + toPixels.bx, 0);
  close(x[1] * toPixels.ax + toPixels.bx, 200);
  close(y[1] * toPixels.ay + toPixels.by, 0);
  close(y[0] * toPixels.ay + toPixels.by, 100);
});

Deno.test("scaleTransform() leads to pixels as many times as fine", () => {
  assert.deepEqual(scaleTransform({ ax: 1, bx: 2, ay: -3, by: 4 }, 2), {
    ax: 2,
    bx: 4,
    ay: -6,
    by: 8,
  });
});

const anyView = fc.record({
  zoom: fc.double({ min: 1, max: DEEPEST_ZOOM, noNaN: true }),
  x: fc.double({ min: -3000, max: 3000, noNaN: true }),
  y: fc.double({ min: -3000, max: 3000, noNaN: true }),
});

Deno.test("zoomAround() keeps what lies under the pixel, between no zoom and the deepest", () => {
  fc.assert(fc.property(
    anyView,
    fc.double({ min: 0.01, max: 100, noNaN: true }),
    fc.double({ min: 0, max: 200, noNaN: true }),
    (view, factor, px) => {
      const zoomed = zoomAround(view, factor, px, 30);
      assert.ok(zoomed.zoom >= 1 && zoomed.zoom <= DEEPEST_ZOOM);
      close((px - zoomed.x) / zoomed.zoom, (px - view.x) / view.zoom);
      close((30 - zoomed.y) / zoomed.zoom, (30 - view.y) / view.zoom);
    },
  ));
});

Deno.test("keepInside() leaves the middle of the frame in the home picture", () => {
  fc.assert(fc.property(anyView, (view) => {
    const kept = keepInside(view, FRAME);
    const middle = [(100 - kept.x) / kept.zoom, (50 - kept.y) / kept.zoom];
    assert.ok(middle[0] >= -1e-9 && middle[0] <= 200 + 1e-9);
    assert.ok(middle[1] >= -1e-9 && middle[1] <= 100 + 1e-9);
    assert.deepEqual(keepInside(kept, FRAME), kept);
  }));
  assert.deepEqual(keepInside(HOME, FRAME), HOME);
});

Deno.test("centerOn() brings a pixel to the middle", () => {
  assert.deepEqual(centerOn({ zoom: 4, x: -300, y: -150 }, 150, 20, FRAME), {
    zoom: 4,
    x: -350,
    y: -120,
  });
});

Deno.test("panBy() and resizeView() keep the zoom, and the middle in its share of the frame", () => {
  assert.deepEqual(panBy(HOME, 3, -2), { zoom: 1, x: 3, y: -2 });
  const view = { zoom: 2, x: -60, y: -30 }, wide = { width: 400, height: 300 };
  const resized = resizeView(view, FRAME, wide);
  assert.equal(resized.zoom, 2);
  close((200 - resized.x) / 2 / 400, (100 - view.x) / 2 / 200);
  close((150 - resized.y) / 2 / 300, (50 - view.y) / 2 / 100);
});

Deno.test("betweenViews() starts and ends at its views and keeps the fixed pixel of a zoom", () => {
  const to = zoomAround(HOME, 8, 40, 60);
  assert.deepEqual(betweenViews(HOME, to, 0), HOME);
  assert.deepEqual(betweenViews(HOME, to, 1), to);
  const half = betweenViews(HOME, to, 0.5);
  close(half.zoom, Math.sqrt(8));
  close((40 - half.x) / half.zoom, 40);
  const panned = betweenViews(HOME, panBy(HOME, 10, 20), 0.25);
  assert.deepEqual(panned, { zoom: 1, x: 2.5, y: 5 });
});
