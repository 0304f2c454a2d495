// Exact top-N by dot product over unit vectors: the inner loops, in 128-bit SIMD.
//
// Rows lie in panels of eight: element (row r of the panel, dimension d) is at float 8·d + r, so that
// one load takes a dimension of four rows, and one broadcast takes a single value. A tile is four
// query rows against one panel: eight accumulators of four lanes, each lane one dot product, added
// up from dimension 0 upwards by a plain multiplication and a plain addition. So a score depends on
// its two rows only, whatever the tiling, the order of the leaves or the number of threads, and
// dot(a, b) has the bits of dot(b, a).
//
// Panels form leaves: groups of near rows with a centre and a radius. A query leaf goes through the
// candidate leaves nearest first and stops where no row can enter a list any more.

// The job: 32-bit words in the shared memory, written by kernel.ts (see JobField there).
const NEXT_LEAF = 0; // atomic: the next query leaf to be taken
const DONE_LEAVES = 4; // atomic: query leaves finished
const VECTORS = 8;
const ROW_IDS = 12; // i32 a position, -1 where a leaf is padded
const CENTERS = 16;
const RADII = 20;
const DIMENSIONS = 24;
const LEAVES = 28;
const LEAF_ROWS = 32;
const KEEP = 36;
const NEIGHBORS = 40; // i32, KEEP a row id
const SCORES = 44; // f32, KEEP a row id
const SLACK = 48; // f32: bound of the rounding errors in a score

const PANEL_ROWS = 8;
const TILE_BYTES = 128;

// The scratch of one thread: tile scores, thresholds, list sizes, lists, then the leaf queue.
let tileScores: usize = 0;
let thresholds: usize = 0;
let sizes: usize = 0;
let lists: usize = 0;
let queue: usize = 0;

// The job's fields that the inner functions read.
let keep: i32 = 0;
let rowIds: usize = 0;

/** Bytes of scratch that one thread needs. */
export function scratchBytes(leaves: i32, leafRows: i32, keepRows: i32): usize {
  return TILE_BYTES + <usize>leafRows * 8 + <usize>leafRows * <usize>keepRows * 8 + <usize>leaves * 8;
}

/**
 * Takes query leaves from the job until none is left or `limit` are done; returns how many it did.
 * Threads may run it on one job at a time, each with scratch of its own (16-byte aligned).
 */
export function topN(job: usize, scratch: usize, limit: i32): i32 {
  const leaves = load<i32>(job, LEAVES);
  const leafRows = load<i32>(job, LEAF_ROWS);
  keep = load<i32>(job, KEEP);
  rowIds = load<usize>(job, ROW_IDS);
  tileScores = scratch;
  thresholds = scratch + TILE_BYTES;
  sizes = thresholds + <usize>leafRows * 4;
  lists = sizes + <usize>leafRows * 4;
  queue = lists + <usize>leafRows * <usize>keep * 8;

  let done = 0;
  while (done < limit) {
    const leaf = atomic.add<i32>(job + NEXT_LEAF, 1);
    if (leaf >= leaves) break;
    searchLeaf(job, leaf, leaves, leafRows);
    atomic.add<i32>(job + DONE_LEAVES, 1);
    done++;
  }
  return done;
}

function searchLeaf(job: usize, leaf: i32, leaves: i32, leafRows: i32): void {
  const dimensions = load<i32>(job, DIMENSIONS);
  const slack = load<f32>(job, SLACK);
  const vectors = load<usize>(job, VECTORS);
  const leafBytes = <usize>leafRows * <usize>dimensions * 4;
  const firstRow = leaf * leafRows;

  for (let r = 0; r < leafRows; r++) {
    const real = load<i32>(rowIds + (<usize>(firstRow + r) << 2)) >= 0;
    store<f32>(thresholds + (<usize>r << 2), real ? -Infinity : Infinity);
    store<i32>(sizes + (<usize>r << 2), 0);
  }

  for (let other = 0; other < leaves; other++) {
    const bound = leafBound(job, leaf, other, dimensions) + slack;
    store<u64>(queue + (<usize>other << 3), (<u64>orderedBits(bound) << 32) | <u64>other);
  }
  for (let i = (leaves >> 1) - 1; i >= 0; i--) siftDownMax(queue, leaves, i, load<u64>(queue + (<usize>i << 3)));

  let left = leaves;
  while (left > 0) {
    const top = load<u64>(queue);
    if (fromOrderedBits(<u32>(top >> 32)) < lowestThreshold(leafRows)) break;
    left--;
    if (left > 0) siftDownMax(queue, left, 0, load<u64>(queue + (<usize>left << 3)));
    const other = <i32>(top & 0xffffffff);
    scoreLeaf(vectors + <usize>leaf * leafBytes, vectors + <usize>other * leafBytes, firstRow, other * leafRows, leafRows, dimensions);
  }
  writeLists(job, firstRow, leafRows);
}

/** No dot product between two leaves is above this (but for rounding): 1 - d²/2, d their least distance. */
function leafBound(job: usize, a: i32, b: i32, dimensions: i32): f32 {
  const centers = load<usize>(job, CENTERS);
  const radii = load<usize>(job, RADII);
  let pa = centers + <usize>a * <usize>dimensions * 4;
  let pb = centers + <usize>b * <usize>dimensions * 4;
  let sum: f32 = 0;
  for (let d = 0; d < dimensions; d++) {
    const difference = load<f32>(pa) - load<f32>(pb);
    sum += difference * difference;
    pa += 4;
    pb += 4;
  }
  const distance = max<f32>(0, sqrt<f32>(sum) - load<f32>(radii + (<usize>a << 2)) - load<f32>(radii + (<usize>b << 2)));
  return 1 - distance * distance * 0.5;
}

function lowestThreshold(leafRows: i32): f32 {
  let lowest: f32 = Infinity;
  for (let r = 0; r < leafRows; r++) lowest = min<f32>(lowest, load<f32>(thresholds + (<usize>r << 2)));
  return lowest;
}

/** Scores all rows of a query leaf against all rows of a candidate leaf. */
function scoreLeaf(query: usize, candidate: usize, firstRow: i32, firstCandidate: i32, leafRows: i32, dimensions: i32): void {
  const panelBytes = <usize>dimensions * PANEL_ROWS * 4;
  for (let c = 0; c < leafRows; c += PANEL_ROWS) {
    let q = query;
    for (let r = 0; r < leafRows; r += PANEL_ROWS) {
      scoreTile(q, candidate, r, firstRow, firstCandidate + c, dimensions);
      scoreTile(q + 16, candidate, r + 4, firstRow, firstCandidate + c, dimensions);
      q += panelBytes;
    }
    candidate += panelBytes;
  }
}

/** Four query rows (r to r + 3 of the leaf) against the eight rows of a panel. */
function scoreTile(query: usize, candidate: usize, r: i32, firstRow: i32, firstCandidate: i32, dimensions: i32): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
  let b0 = f32x4.splat(0), b1 = f32x4.splat(0), b2 = f32x4.splat(0), b3 = f32x4.splat(0);
  let q = query;
  let c = candidate;
  for (let d = 0; d < dimensions; d++) {
    const x = v128.load(c), y = v128.load(c, 16);
    let s = v128.load32_splat(q);
    a0 = f32x4.add(a0, f32x4.mul(s, x));
    b0 = f32x4.add(b0, f32x4.mul(s, y));
    s = v128.load32_splat(q, 4);
    a1 = f32x4.add(a1, f32x4.mul(s, x));
    b1 = f32x4.add(b1, f32x4.mul(s, y));
    s = v128.load32_splat(q, 8);
    a2 = f32x4.add(a2, f32x4.mul(s, x));
    b2 = f32x4.add(b2, f32x4.mul(s, y));
    s = v128.load32_splat(q, 12);
    a3 = f32x4.add(a3, f32x4.mul(s, x));
    b3 = f32x4.add(b3, f32x4.mul(s, y));
    q += 32;
    c += 32;
  }
  // Most tiles have no score that enters a list: one branch for all 32.
  const limits = v128.load(thresholds + (<usize>r << 2));
  const t0 = v128.shuffle<f32>(limits, limits, 0, 0, 0, 0), t1 = v128.shuffle<f32>(limits, limits, 1, 1, 1, 1);
  const t2 = v128.shuffle<f32>(limits, limits, 2, 2, 2, 2), t3 = v128.shuffle<f32>(limits, limits, 3, 3, 3, 3);
  const m0 = v128.or(f32x4.ge(a0, t0), f32x4.ge(b0, t0)), m1 = v128.or(f32x4.ge(a1, t1), f32x4.ge(b1, t1));
  const m2 = v128.or(f32x4.ge(a2, t2), f32x4.ge(b2, t2)), m3 = v128.or(f32x4.ge(a3, t3), f32x4.ge(b3, t3));
  if (!v128.any_true(v128.or(v128.or(m0, m1), v128.or(m2, m3)))) return;
  v128.store(tileScores, a0);
  v128.store(tileScores, b0, 16);
  v128.store(tileScores, a1, 32);
  v128.store(tileScores, b1, 48);
  v128.store(tileScores, a2, 64);
  v128.store(tileScores, b2, 80);
  v128.store(tileScores, a3, 96);
  v128.store(tileScores, b3, 112);
  if (v128.any_true(m0)) offerPanel(tileScores, r, firstRow, firstCandidate);
  if (v128.any_true(m1)) offerPanel(tileScores + 32, r + 1, firstRow, firstCandidate);
  if (v128.any_true(m2)) offerPanel(tileScores + 64, r + 2, firstRow, firstCandidate);
  if (v128.any_true(m3)) offerPanel(tileScores + 96, r + 3, firstRow, firstCandidate);
}

/** Offers the eight scores at `scores` to the list of row r of the leaf. */
function offerPanel(scores: usize, r: i32, firstRow: i32, firstCandidate: i32): void {
  const list = lists + <usize>r * <usize>keep * 8;
  const rowId = load<i32>(rowIds + (<usize>(firstRow + r) << 2));
  let size = load<i32>(sizes + (<usize>r << 2));
  let threshold = load<f32>(thresholds + (<usize>r << 2));
  for (let i = 0; i < PANEL_ROWS; i++) {
    const score = load<f32>(scores + (<usize>i << 2));
    if (!(score >= threshold)) continue;
    const id = load<i32>(rowIds + (<usize>(firstCandidate + i) << 2));
    if (id < 0 || id == rowId) continue;
    const key = (<u64>orderedBits(min<f32>(score, 1)) << 32) | <u64>(~<u32>id);
    if (size < keep) {
      siftUpMin(list, size, key);
      size++;
      store<i32>(sizes + (<usize>r << 2), size);
    } else if (key > load<u64>(list)) {
      siftDownMin(list, size, 0, key);
    } else continue;
    if (size == keep) threshold = fromOrderedBits(<u32>(load<u64>(list) >> 32));
  }
  store<f32>(thresholds + (<usize>r << 2), threshold);
}

/** Sorts each list, best first, and writes it to the place of its row. */
function writeLists(job: usize, firstRow: i32, leafRows: i32): void {
  const neighbors = load<usize>(job, NEIGHBORS);
  const scores = load<usize>(job, SCORES);
  for (let r = 0; r < leafRows; r++) {
    const id = load<i32>(rowIds + (<usize>(firstRow + r) << 2));
    if (id < 0) continue;
    const list = lists + <usize>r * <usize>keep * 8;
    const base = <usize>id * <usize>keep;
    for (let size = load<i32>(sizes + (<usize>r << 2)); size > 0; size--) {
      const key = load<u64>(list);
      const at = (base + <usize>(size - 1)) << 2;
      store<i32>(neighbors + at, <i32>(~(<u32>key)));
      store<f32>(scores + at, fromOrderedBits(<u32>(key >> 32)));
      if (size > 1) siftDownMin(list, size - 1, 0, load<u64>(list + (<usize>(size - 1) << 3)));
    }
  }
}

/** Unsigned integers in the order of the floats; -0 counts as 0. */
// @ts-ignore: decorator
@inline
function orderedBits(value: f32): u32 {
  const bits = reinterpret<i32>(value + 0);
  return <u32>(bits ^ ((bits >> 31) | <i32>0x80000000));
}

// @ts-ignore: decorator
@inline
function fromOrderedBits(ordered: u32): f32 {
  const bits = <i32>ordered;
  return reinterpret<f32>(bits ^ (~(bits >> 31) | <i32>0x80000000));
}

/** Puts `key` at the end of a heap of `size` keys whose root is the least. */
function siftUpMin(heap: usize, size: i32, key: u64): void {
  let i = size;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = load<u64>(heap + (<usize>parent << 3));
    if (above <= key) break;
    store<u64>(heap + (<usize>i << 3), above);
    i = parent;
  }
  store<u64>(heap + (<usize>i << 3), key);
}

/** Puts `key` in the place of key i and lets it sink, in a heap whose root is the least. */
function siftDownMin(heap: usize, size: i32, i: i32, key: u64): void {
  for (;;) {
    let child = 2 * i + 1;
    if (child >= size) break;
    let below = load<u64>(heap + (<usize>child << 3));
    if (child + 1 < size) {
      const right = load<u64>(heap + (<usize>(child + 1) << 3));
      if (right < below) {
        below = right;
        child++;
      }
    }
    if (key <= below) break;
    store<u64>(heap + (<usize>i << 3), below);
    i = child;
  }
  store<u64>(heap + (<usize>i << 3), key);
}

/** Like siftDownMin, but for a heap whose root is the greatest. */
function siftDownMax(heap: usize, size: i32, i: i32, key: u64): void {
  for (;;) {
    let child = 2 * i + 1;
    if (child >= size) break;
    let below = load<u64>(heap + (<usize>child << 3));
    if (child + 1 < size) {
      const right = load<u64>(heap + (<usize>(child + 1) << 3));
      if (right > below) {
        below = right;
        child++;
      }
    }
    if (key >= below) break;
    store<u64>(heap + (<usize>i << 3), below);
    i = child;
  }
  store<u64>(heap + (<usize>i << 3), key);
}
