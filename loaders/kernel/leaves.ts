import { AXES } from "./axes.ts";

/** Points of a leaf. */
export const LEAF_ROWS = 32;

/**
 * Orders points so that near ones share a leaf: a k-d tree that halves at the median along the axis
 * of largest variance (Friedman, Bentley and Finkel 1977), at a multiple of LEAF_ROWS, so that every
 * leaf but the last is full.
 *
 * `coordinates` holds AXES floats a point; returns the numbers of the points in leaf order. The same
 * input gives the same order.
 */
export function leafOrder(coordinates: Float32Array): Int32Array {
  const count = coordinates.length / AXES;
  const order = Int32Array.from({ length: count }, (_, point) => point);
  const keys = new Float32Array(count);
  split(0, count);
  return order;

  function split(start: number, end: number): void {
    const leaves = Math.ceil((end - start) / LEAF_ROWS);
    if (leaves < 2) return;
    const axis = widestAxis(coordinates, order, start, end);
    for (let i = start; i < end; i++) keys[i] = coordinates[order[i] * AXES + axis];
    const middle = start + (leaves >> 1) * LEAF_ROWS;
    select(keys, order, start, end - 1, middle);
    split(start, middle);
    split(middle, end);
  }
}

/** The axis of largest variance over about 256 of the points order[start..end). */
function widestAxis(
  coordinates: Float32Array,
  order: Int32Array,
  start: number,
  end: number,
): number {
  const step = Math.max(1, (end - start) >> 8);
  let widest = 0;
  let largest = -1;
  for (let axis = 0; axis < AXES; axis++) {
    let sum = 0, squares = 0, sampled = 0;
    for (let i = start; i < end; i += step) {
      const value = coordinates[order[i] * AXES + axis];
      sum += value;
      squares += value * value;
      sampled++;
    }
    const spread = squares - sum * sum / sampled;
    if (spread > largest) {
      largest = spread;
      widest = axis;
    }
  }
  return widest;
}

/**
 * Rearranges keys[left..right], and order with it, until keys[k] is in its sorted place with none
 * greater before it and none less behind it (Hoare's selection, median of three).
 */
function select(
  keys: Float32Array,
  order: Int32Array,
  left: number,
  right: number,
  k: number,
): void {
  while (left < right) {
    const a = keys[left], b = keys[(left + right) >> 1], c = keys[right];
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
    let i = left;
    let j = right;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i > j) break;
      const key = keys[i], point = order[i];
      keys[i] = keys[j];
      order[i++] = order[j];
      keys[j] = key;
      order[j--] = point;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}
