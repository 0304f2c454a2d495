import assert from "node:assert/strict";
import fc from "fast-check";
import { type Box, type LabelPlace, overlap, placeLabels } from "./label_places.ts";

const FRAME = { left: 0, top: 0, right: 400, bottom: 300 };

Deno.test("placeLabels() puts a label right of its point, left of it at the right edge", () => {
  const [free, edge] = placeLabels(
    [{ x: 100, y: 100, width: 60 }, { x: 390, y: 200, width: 60 }],
    FRAME,
  );
  assert.deepEqual([free.anchor, free.y], ["start", 100]);
  assert.deepEqual([edge.anchor, edge.y], ["end", 200]);
});

/** What a label covers. */
function boxOf({ x, y, anchor }: LabelPlace, width: number): Box {
  return {
    left: anchor === "start" ? x : x - width,
    right: anchor === "start" ? x + width : x,
    top: y - 7.5,
    bottom: y + 7.5,
  };
}

Deno.test("placeLabels() leaves every label beside its point where points have room", () => {
  const spots = fc.uniqueArray(
    fc.record({
      x: fc.integer({ min: 80, max: 320 }),
      row: fc.integer({ min: 0, max: 8 }),
      width: fc.integer({ min: 20, max: 70 }),
    }),
    { selector: ({ row }) => row, minLength: 1 },
  );
  fc.assert(fc.property(spots, (spots) => {
    const points = spots.map(({ x, row, width }) => ({ x, y: 20 + 30 * row, width }));
    placeLabels(points, FRAME).forEach((place, i) => {
      assert.deepEqual(place, { x: points[i].x + 9, y: points[i].y, anchor: "start" });
    });
  }));
});

Deno.test("placeLabels() keeps the labels of points in one place apart and inside the frame", () => {
  for (const [x, y] of [[200, 150], [0, 0], [400, 0], [0, 300], [400, 300]]) {
    const points = Array.from({ length: 4 }, () => ({ x, y, width: 70 }));
    const boxes = placeLabels(points, FRAME).map((place) => boxOf(place, 70));
    boxes.forEach((box, i) => {
      for (const other of boxes.slice(0, i)) assert.equal(overlap(box, other), 0);
      assert.ok(box.left >= 0 && box.right <= 400 && box.top >= 0 && box.bottom <= 300);
    });
  }
});

Deno.test("overlap() is the shared area, 0 for boxes that only touch", () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };
  assert.equal(overlap(box, { left: 5, top: 8, right: 20, bottom: 20 }), 10);
  assert.equal(overlap(box, { left: 10, top: 0, right: 20, bottom: 10 }), 0);
});
