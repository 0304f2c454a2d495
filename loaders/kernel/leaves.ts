/** Rows in a leaf: a multiple of the kernel's panel of eight. */
export const LEAF_ROWS = 64;

/**
 * Orders rows so that near ones share a leaf: a k-d tree that halves at the median of the dimension
 * with the largest variance (Friedman, Bentley and Finkel 1977), cut at multiples of `leafRows` so
 * that every leaf but the last is full.
 *
 * `rows` holds row numbers of the row-major matrix `vectors`; returns them in leaf order. The same
 * input gives the same order.
 */
export function leafOrder(
  vectors: Float32Array,
  dimensions: number,
  rows: Int32Array,
  leafRows = LEAF_ROWS,
): Int32Array {
  const order = rows.slice();
  const keys = new Float32Array(order.length);
  const sums = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  split(0, order.length);
  return order;

  function split(start: number, end: number): void {
    const leaves = Math.ceil((end - start) / leafRows);
    if (leaves < 2) return;
    const axis = widestDimension(start, end);
    for (let i = start; i < end; i++) keys[i] = vectors[order[i] * dimensions + axis];
    const middle = start + (leaves >> 1) * leafRows;
    select(keys, order, start, end - 1, middle);
    split(start, middle);
    split(middle, end);
  }

  function widestDimension(start: number, end: number): number {
    sums.fill(0);
    squares.fill(0);
    for (let i = start; i < end; i++) {
      const base = order[i] * dimensions;
      for (let d = 0; d < dimensions; d++) {
        const value = vectors[base + d];
        sums[d] += value;
        squares[d] += value * value;
      }
    }
    let widest = 0;
    let largest = -1;
    for (let d = 0; d < dimensions; d++) {
      const spread = squares[d] - sums[d] * sums[d] / (end - start);
      if (spread > largest) {
        largest = spread;
        widest = d;
      }
    }
    return widest;
  }
}

/**
 * Rearranges keys[left..right], and order with it, so that keys[k] is in its sorted place with none
 * greater before it and none less after it (Hoare's selection, median of three).
 */
function select(keys: Float32Array, order: Int32Array, left: number, right: number, k: number) {
  while (left < right) {
    const a = keys[left], b = keys[(left + right) >> 1], c = keys[right];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = left;
    let j = right;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i > j) break;
      const key = keys[i];
      keys[i] = keys[j];
      keys[j] = key;
      const row = order[i];
      order[i] = order[j];
      order[j] = row;
      i++;
      j--;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}
