/** Where labels of points go, so that none covers another label or a point. */

/** A box in pixels, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  /** Width of its label in pixels. */
  readonly width: number;
}

/** Where a label stands: its start for "start", its end for "end", and its middle line. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
}

const HEIGHT = 15;
/** From the middle of a point to its label, and half a point, in pixels. */
const GAP = 9;
const POINT = 6;
/** How far up and down is tried, in heights of a label, the nearest first. */
const STEPS = [0, ...[0.6, 0.8, 1, 1.5, 2, 2.5, 3, 4, 5].flatMap((step) => [-step, step])];

/**
 * Places the labels one after the other: right of the point, left of it, and further up and down
 * until one is free and inside the frame; where none is, the one that is least covered.
 */
export function placeLabels(points: readonly LabelledPoint[], frame: Box): LabelPlace[] {
  const taken: Box[] = points.map(({ x, y }) => ({
    left: x - POINT,
    right: x + POINT,
    top: y - POINT,
    bottom: y + POINT,
  }));
  return points.map((point) => {
    let best: LabelPlace | undefined, bestBox: Box | undefined, least = Infinity;
    for (const step of STEPS) {
      for (const anchor of ["start", "end"] as const) {
        const x = point.x + (anchor === "start" ? GAP : -GAP), y = point.y + step * HEIGHT;
        const box = {
          left: anchor === "start" ? x : x - point.width,
          right: anchor === "start" ? x + point.width : x,
          top: y - HEIGHT / 2,
          bottom: y + HEIGHT / 2,
        };
        const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0) +
          1000 * outside(box, frame);
        // A little worse each step, so that a label goes no further than it must.
        const cost = covered + Math.abs(step) * 1e-3 + (anchor === "end" ? 5e-4 : 0);
        if (cost < least) {
          [best, bestBox, least] = [{ x, y, anchor }, box, cost];
        }
      }
    }
    taken.push(bestBox!);
    return best!;
  });
}

/** Area that two boxes share. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function outside({ left, top, right, bottom }: Box, frame: Box): number {
  return Math.max(0, frame.left - left) + Math.max(0, right - frame.right) +
    Math.max(0, frame.top - top) + Math.max(0, bottom - frame.bottom);
}
