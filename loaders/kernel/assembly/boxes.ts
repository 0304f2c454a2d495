// Which rows of which leaves can be near: boxes of leaves on the coordinates' axes.

export const LEAF_ROWS = 32;
export const AXES = 8;
const UPPER: usize = AXES * 16; // bytes from a lower end of a box to the upper one, boxes in fours
export const BOX_BYTES: usize = AXES * 8; // a box by itself: its lower ends, then its upper ends

// Leaves are visited by class of squared distance, eight classes for each factor of two from 2⁻²⁰
// to 4: the leading bits of the float.
export const CLASSES = 176;
const CLASS_SHIFT = 20;
const FIRST_CLASS = (127 - 20) << 3;

// @ts-ignore: decorator
@inline
export function boxOffset(leaf: i32): usize {
  return <usize>(leaf >> 2) * (2 * UPPER) + (<usize>(leaf & 3) << 2);
}

/** Squares of the distances between the intervals [low, high] and [otherLow, otherHigh]. */
// @ts-ignore: decorator
@inline
function squaredGap(low: v128, high: v128, otherLow: v128, otherHigh: v128): v128 {
  // pmax is one instruction where max, exact about NaN, takes eight.
  const gap = f32x4.pmax(f32x4.sub(low, otherHigh), f32x4.sub(otherLow, high));
  const outside = f32x4.pmax(f32x4.splat(0), gap);
  return f32x4.mul(outside, outside);
}

/** Writes the box of a few consecutive leaves together to `to`, by itself. */
export function uniteBoxes(boxes: usize, first: i32, count: i32, to: usize): void {
  for (let axis: usize = 0; axis < <usize>AXES; axis++) {
    let low: f32 = Infinity, high: f32 = -Infinity;
    for (let leaf = first; leaf < first + count; leaf++) {
      const box = boxes + boxOffset(leaf) + (axis << 4);
      low = min<f32>(low, load<f32>(box));
      high = max<f32>(high, load<f32>(box, UPPER));
    }
    store<f32>(to + (axis << 2), low);
    store<f32>(to + (axis << 2), high, BOX_BYTES / 2);
  }
}

/**
 * Writes the squared distance of each leaf's box from `box`, one by itself, to `distances` (f32 a
 * leaf), the leaves in the order of their classes to `visits` (i32 a leaf), and where each class
 * ends there to `classEnds` (i32, CLASSES + 1).
 */
export function orderLeaves(
  boxes: usize,
  box: usize,
  leaves: i32,
  distances: usize,
  classEnds: usize,
  visits: usize,
): void {
  for (let other = 0; other < leaves; other += 4) {
    const others = boxes + boxOffset(other);
    let sum = f32x4.splat(0);
    for (let axis: usize = 0; axis < <usize>AXES; axis++) {
      const low = v128.load32_splat(box + (axis << 2));
      const high = v128.load32_splat(box + (axis << 2), BOX_BYTES / 2);
      const otherLow = v128.load(others + (axis << 4));
      const otherHigh = v128.load(others + (axis << 4), UPPER);
      sum = f32x4.add(sum, squaredGap(low, high, otherLow, otherHigh));
    }
    v128.store(distances + (<usize>other << 2), sum);
  }
  // A counting sort: sizes of the classes, their beginnings, which move on to their ends.
  memory.fill(classEnds, 0, (CLASSES + 1) * 4);
  for (let other = 0; other < leaves; other++) {
    const at = classEnds + (<usize>classOf(distances, other) << 2);
    store<i32>(at, load<i32>(at, 4) + 1, 4);
  }
  for (let at = classEnds; at < classEnds + CLASSES * 4; at += 4) {
    store<i32>(at, load<i32>(at) + load<i32>(at, 4), 4);
  }
  for (let other = 0; other < leaves; other++) {
    const at = classEnds + (<usize>classOf(distances, other) << 2);
    const place = load<i32>(at);
    store<i32>(visits + (<usize>place << 2), other);
    store<i32>(at, place + 1);
  }
}

// @ts-ignore: decorator
@inline
function classOf(distances: usize, leaf: i32): i32 {
  const bits = load<i32>(distances + (<usize>leaf << 2));
  return max<i32>(0, min<i32>(CLASSES - 1, (bits >> CLASS_SHIFT) - FIRST_CLASS));
}

// @ts-ignore: decorator
@inline
export function leastOfClass(c: i32): f32 {
  return reinterpret<f32>((c + FIRST_CLASS) << CLASS_SHIFT);
}

/**
 * Lists those of the rows first to first + LEAF_ROWS - 1 of a block whose reach a box touches, in
 * their order, and returns their number; three times `padding` follows, so that they can be taken in
 * fours. `coordinates` and `reaches` (squared, f32) are those of the block; `selected` has room for
 * LEAF_ROWS + 3 rows, i32.
 */
export function selectRows(
  first: i32,
  coordinates: usize,
  box: usize,
  reaches: usize,
  selected: usize,
  padding: i32,
): i32 {
  let to = selected;
  let at = coordinates + <usize>(first * AXES) * 4;
  for (let r = first; r < first + LEAF_ROWS; r += 4) {
    let sum = axisGap(at, box);
    sum = f32x4.add(sum, axisGap(at + 16, box + 16));
    sum = f32x4.add(sum, axisGap(at + 32, box + 32));
    sum = f32x4.add(sum, axisGap(at + 48, box + 48));
    sum = f32x4.add(sum, axisGap(at + 64, box + 64));
    sum = f32x4.add(sum, axisGap(at + 80, box + 80));
    sum = f32x4.add(sum, axisGap(at + 96, box + 96));
    sum = f32x4.add(sum, axisGap(at + 112, box + 112));
    at += AXES * 16;
    // Each of the four is written; its bit decides whether the next one overwrites it.
    const mask = i32x4.bitmask(f32x4.le(sum, v128.load(reaches + (<usize>r << 2))));
    store<i32>(to, r);
    to += (mask & 1) << 2;
    store<i32>(to, r + 1);
    to += (mask & 2) << 1;
    store<i32>(to, r + 2);
    to += mask & 4;
    store<i32>(to, r + 3);
    to += (mask & 8) >> 1;
  }
  store<i32>(to, padding);
  store<i32>(to, padding, 4);
  store<i32>(to, padding, 8);
  return <i32>(to - selected) >> 2;
}

/** Squared distances of four rows from a box along one axis. */
// @ts-ignore: decorator
@inline
function axisGap(at: usize, box: usize): v128 {
  const x = v128.load(at);
  return squaredGap(x, x, v128.load32_splat(box), v128.load32_splat(box, UPPER));
}
