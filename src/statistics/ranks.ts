/** Ranks of values, and places in ascending ones. */

/** Ranks from 1, equal values sharing the mean of theirs (scipy.stats.rankdata). */
export function midRanks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  return values.map((value) => (firstAt(sorted, value) + firstAbove(sorted, value) + 1) / 2);
}

/** Number of ascending values below `value`. */
export function firstAt(sorted: Float64Array, value: number): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of ascending values up to and with `value`. */
export function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
