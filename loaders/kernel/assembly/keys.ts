// Sort keys: a score and a row in one integer, such that the better of two candidates - higher
// score, then lower row - has the greater key. All keys of one list are distinct.

// @ts-ignore: decorator
@inline
export function keyOf(score: f32, row: i32): u64 {
  // The bits of floats, sign bit flipped, negative ones inverted, sort like the floats. Adding 0
  // makes 0 of -0; rounding may have lifted a score above 1.
  const bits = reinterpret<i32>(min<f32>(score, 1) + 0);
  const ordered = <u32>(bits ^ ((bits >> 31) | <i32>0x80000000));
  return (<u64>ordered << 32) | <u64>(~(<u32>row));
}

// @ts-ignore: decorator
@inline
export function scoreOf(key: u64): f32 {
  const ordered = <i32>(key >> 32);
  return reinterpret<f32>(ordered ^ (~(ordered >> 31) | <i32>0x80000000));
}

// @ts-ignore: decorator
@inline
export function rowOf(key: u64): i32 {
  return <i32>(~(<u32>key));
}

// @ts-ignore: decorator
@inline
export function keyAt(keys: usize, i: i32): u64 {
  return load<u64>(keys + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
export function setKey(keys: usize, i: i32, key: u64): void {
  store<u64>(keys + (<usize>i << 3), key);
}

/** Moves the `count` greatest of `size` keys to the front; returns the least of them. */
export function selectGreatest(keys: usize, size: i32, count: i32): u64 {
  let low = 0;
  let high = size - 1;
  while (low < high) {
    const place = partition(keys, low, high);
    if (place < count - 1) low = place + 1;
    else if (place > count - 1) high = place - 1;
    else break;
  }
  return keyAt(keys, count - 1);
}

/** Sorts keys[low..high], greatest first: quicksort, insertion sort for short stretches. */
export function sortDescending(keys: usize, low: i32, high: i32): void {
  while (high - low > 12) {
    const place = partition(keys, low, high);
    // The shorter side by recursion, so that its depth is at most log2 of the length.
    if (place - low < high - place) {
      sortDescending(keys, low, place - 1);
      low = place + 1;
    } else {
      sortDescending(keys, place + 1, high);
      high = place - 1;
    }
  }
  for (let i = low + 1; i <= high; i++) {
    const key = keyAt(keys, i);
    let to = i;
    while (to > low && keyAt(keys, to - 1) < key) {
      setKey(keys, to, keyAt(keys, to - 1));
      to--;
    }
    setKey(keys, to, key);
  }
}

/**
 * Moves those of keys[low..high] that are greater than a pivot, the median of three of them, before
 * it, and the others behind it; returns its place. Without a branch on the comparison, which no
 * processor could predict.
 */
function partition(keys: usize, low: i32, high: i32): i32 {
  const middle = (low + high) >> 1;
  const a = keyAt(keys, low);
  const b = keyAt(keys, middle);
  const c = keyAt(keys, high);
  const pivotAt = (a < b) == (b < c) ? middle : (a < b) == (c < a) ? low : high;
  const pivot = keyAt(keys, pivotAt);
  setKey(keys, pivotAt, c);
  let end = low;
  for (let i = low; i < high; i++) {
    const key = keyAt(keys, i);
    setKey(keys, i, keyAt(keys, end));
    setKey(keys, end, key);
    end += i32(key > pivot);
  }
  setKey(keys, high, keyAt(keys, end));
  setKey(keys, end, pivot);
  return end;
}
