// Exact top-N by dot product over unit vectors: the inner loops, in 128-bit SIMD.
//
// Rows lie in panels of eight: element (row r of the panel, dimension d) is at float 8·d + r, so
// that one load takes a dimension of four rows. A tile is four query rows against one panel: eight
// accumulators of four lanes, each lane one dot product, added up from dimension 0 upwards by a
// plain multiplication and a plain addition. So a score depends on its two rows only, whatever the
// order of the search or the number of threads, and dot(a, b) has the bits of dot(b, a).
//
// Accumulator k of a tile has query row (l + k) mod 4 in lane l: the four query rows are turned by one
// lane from accumulator to accumulator, which takes three vectors beside the first where a broadcast
// of each row would take four. Shuffles compete with multiplications and additions for the
// processor's units, loads with everything for its decoders: of the three, one is loaded (rows are
// stored turned by two as well) and two are shuffled. That was the fastest of what was tried.
//
// Four panels form a leaf: 32 near rows. Rows have coordinates on a few orthonormal axes as well,
// and each leaf the box that its rows fill there. A row is at least as far from the rows in a box as
// its coordinates are from the box, which bounds their dot products. A row's reach is the distance at
// which a candidate could still enter its list. The rows of a block, one or a few leaves, go through
// all leaves together, nearest box first; those whose reach the box touches are scored against it.
//
// Both rows of a pair score it. To score it once for both needs lists of all rows in each thread, and
// was tried on 28,356 rows with no bounds: no gain for 12 audio features (2.1 s, with bounds 0.45 s),
// a third for 50 dimensions without structure (1.9 s for 2.9 s).

import { AXES, BOX_BYTES, boxOffset, CLASSES, LEAF_ROWS, leastOfClass } from "./boxes";
import { orderLeaves, selectRows, uniteBoxes } from "./boxes";
import { keyAt, keyOf, rowOf, scoreOf, selectGreatest, setKey, sortDescending } from "./keys";
export { peak } from "./peak";

// The job: 32-bit words in the shared memory, written by ../job.ts.
const NEXT_BLOCK = 0; // atomic: the next block whose rows are to be searched for
const DONE_BLOCKS = 4; // atomic: blocks finished
const LEAVES = 8; // a multiple of four and of BLOCK_LEAVES
const DIMENSIONS = 12;
const KEEP = 16;
const SLACK = 20; // f32: by how much rounding can lift a score above its bound
const PANELS = 24;
const ROW_IDS = 28; // i32 a row in leaf order, -1 for padding
const COORDINATES = 32; // f32: for each four rows AXES times four
const BOXES = 36; // f32: for each four leaves AXES times four lower ends, then the upper ends
const NEIGHBORS = 40; // i32, KEEP a row id
const SCORES = 44; // f32, KEEP a row id
const BLOCK_LEAVES = 48;

const PANEL_ROWS = 8;

// A dimension of four query rows: rows 0 1 2 3, then 2 3 0 1.
const QUAD_BYTES: usize = 32;

// The scratch of one thread. Query rows are numbered within their block; one more, which nothing
// reaches, fills up tiles.
let selected: usize = 0; // i32: rows of a query leaf to be scored against a leaf
let reaches: usize = 0; // f32: square of a row's reach
let thresholds: usize = 0; // f32: score that a candidate needs at least
let sizes: usize = 0; // i32: candidates in a list
let tileScores: usize = 0; // f32 × 32
let classEnds: usize = 0; // i32 a class
let blockBox: usize = 0; // f32: lower ends, upper ends
let distances: usize = 0; // f32 a leaf
let visits: usize = 0; // i32: leaves by class
let queries: usize = 0; // f32: the query rows, row-major, a row filled up to four floats
let fours: usize = 0; // f32: the query rows by fours, QUAD_BYTES a dimension of each four
let four: usize = 0; // f32: four query rows of any places, likewise
let lists: usize = 0; // u64: `room` sort keys a row, in no order

// Fields of the job that the inner functions read, the room of a list and the size of a query row.
let keep: i32 = 0;
let room: i32 = 0;
let dimensions: i32 = 0;
let slack: f32 = 0;
let blockLeaves: i32 = 0;
let blockRows: i32 = 0;
let queryBytes: usize = 0;
let rowIds: usize = 0;

/** Bytes of scratch that each thread needs for a job. */
export function scratchBytes(job: usize): usize {
  return layOut(job, 0);
}

/**
 * Takes blocks from the job until none is left or `limit` are done; returns how many it did. Threads
 * may run it on one job at a time, each with scratch of its own, at a multiple of 16.
 */
export function topN(job: usize, scratch: usize, limit: i32): i32 {
  layOut(job, scratch);
  const leaves = load<i32>(job, LEAVES);
  let done = 0;
  while (done < limit) {
    const firstLeaf = atomic.add<i32>(job + NEXT_BLOCK, 1) * blockLeaves;
    if (firstLeaf >= leaves) break;
    searchBlock(job, firstLeaf, leaves);
    atomic.add<i32>(job + DONE_BLOCKS, 1);
    done++;
  }
  return done;
}

function layOut(job: usize, scratch: usize): usize {
  const leaves = load<i32>(job, LEAVES);
  keep = load<i32>(job, KEEP);
  dimensions = load<i32>(job, DIMENSIONS);
  slack = load<f32>(job, SLACK);
  rowIds = load<usize>(job, ROW_IDS);
  // A list is cut back to its best when it is full, not at every candidate.
  room = keep + max<i32>(keep, 24);
  blockLeaves = load<i32>(job, BLOCK_LEAVES);
  blockRows = blockLeaves * LEAF_ROWS;
  queryBytes = <usize>((dimensions + 3) & ~3) << 2;
  const rowWords = <usize>(blockRows + 4) << 2;
  selected = scratch;
  reaches = selected + rowWords;
  thresholds = reaches + rowWords;
  sizes = thresholds + rowWords;
  tileScores = sizes + rowWords;
  classEnds = tileScores + 128;
  blockBox = classEnds + (CLASSES + 4) * 4;
  distances = blockBox + BOX_BYTES;
  visits = distances + (<usize>leaves << 2);
  queries = visits + (<usize>leaves << 2);
  fours = queries + <usize>(blockRows + 1) * queryBytes;
  four = fours + <usize>(blockRows >> 2) * (<usize>dimensions * QUAD_BYTES);
  lists = four + 8 * queryBytes;
  return lists + <usize>blockRows * <usize>room * 8;
}

function searchBlock(job: usize, firstLeaf: i32, leaves: i32): void {
  const firstRow = firstLeaf * LEAF_ROWS;
  const leafBytes = <usize>(LEAF_ROWS * dimensions) * 4;
  const panels = load<usize>(job, PANELS);
  const blockPanels = panels + <usize>firstLeaf * leafBytes;
  const coordinates = load<usize>(job, COORDINATES) + <usize>(firstRow * AXES) * 4;
  const boxes = load<usize>(job, BOXES);

  startRows(firstRow);
  unpackQueries(blockPanels);
  uniteBoxes(boxes, firstLeaf, blockLeaves, blockBox);
  orderLeaves(boxes, blockBox, leaves, distances, classEnds, visits);

  let reach: f32 = Infinity;
  let visit = 0;
  for (let c = 0; c < CLASSES; c++) {
    // All leaves of this class and of those behind it are out of every row's reach.
    if (c > 0 && leastOfClass(c) > reach) break;
    const end = load<i32>(classEnds + (<usize>c << 2));
    while (visit < end) {
      const leaf = load<i32>(visits + (<usize>visit << 2));
      visit++;
      if (load<f32>(distances + (<usize>leaf << 2)) > reach) continue;
      const leafPanels = panels + <usize>leaf * leafBytes;
      const box = boxes + boxOffset(leaf);
      for (let r = 0; r < blockRows; r += LEAF_ROWS) {
        const count = selectRows(r, coordinates, box, reaches, selected, blockRows);
        if (count > 0) scoreLeaf(count, leafPanels, firstRow, leaf * LEAF_ROWS);
      }
      reach = longestReach();
    }
  }
  writeLists(job, firstRow);
}

function startRows(firstRow: i32): void {
  for (let r = 0; r <= blockRows; r++) {
    const real = r < blockRows && load<i32>(rowIds + (<usize>(firstRow + r) << 2)) >= 0;
    store<f32>(thresholds + (<usize>r << 2), real ? -Infinity : Infinity);
    store<f32>(reaches + (<usize>r << 2), real ? Infinity : -1);
    store<i32>(sizes + (<usize>r << 2), 0);
  }
}

/** Copies the rows of a block from its panels to row-major order and to fours; the padding row is zero. */
function unpackQueries(panel: usize): void {
  memory.fill(queries, 0, <usize>(blockRows + 1) * queryBytes);
  let row = queries;
  let quad = fours;
  for (let r = 0; r < blockRows; r++) {
    const at = panel + <usize>((r & ~(PANEL_ROWS - 1)) * dimensions + (r & (PANEL_ROWS - 1))) * 4;
    let from = at;
    for (let to = row; to < row + (<usize>dimensions << 2); to += 4) {
      store<f32>(to, load<f32>(from));
      from += PANEL_ROWS * 4;
    }
    row += queryBytes;
    if ((r & 3) != 0) continue;
    from = at;
    for (let d = 0; d < dimensions; d++) {
      storeQuad(quad, v128.load(from));
      quad += QUAD_BYTES;
      from += PANEL_ROWS * 4;
    }
  }
}

// @ts-ignore: decorator
@inline
function storeQuad(to: usize, rows: v128): void {
  v128.store(to, rows);
  v128.store(to, v128.shuffle<f32>(rows, rows, 2, 3, 0, 1), 16);
}

function longestReach(): f32 {
  let longest = v128.load(reaches);
  for (let r = 4; r < blockRows; r += 4) {
    longest = f32x4.pmax(longest, v128.load(reaches + (<usize>r << 2)));
  }
  longest = f32x4.pmax(longest, v128.shuffle<f32>(longest, longest, 2, 3, 0, 1));
  return max<f32>(f32x4.extract_lane(longest, 0), f32x4.extract_lane(longest, 1));
}

/** Scores the first `count` selected rows of a query leaf against all rows of a leaf. */
function scoreLeaf(count: i32, leaf: usize, firstRow: i32, firstCandidate: i32): void {
  const panelBytes = <usize>(PANEL_ROWS * dimensions) * 4;
  for (let i = 0; i < count; i += 4) {
    const rows = selected + (<usize>i << 2);
    let query = four;
    if (count == LEAF_ROWS) {
      // All rows in their order: they stand by fours already.
      query = fours + <usize>(load<i32>(rows) >> 2) * (<usize>dimensions * QUAD_BYTES);
    } else gatherRows(rows);
    // A list that is cut meanwhile takes what it could do without, and drops it when it is cut again.
    const least = thresholdsOf(rows);
    let panel = leaf;
    for (let c = 0; c < LEAF_ROWS; c += PANEL_ROWS) {
      scoreTile(query, panel, least, rows, firstRow, firstCandidate + c);
      panel += panelBytes;
    }
  }
}

/** Puts four query rows side by side: transposes four dimensions of the four at a time. */
function gatherRows(rows: usize): void {
  let q0 = queries + <usize>load<i32>(rows) * queryBytes;
  let q1 = queries + <usize>load<i32>(rows, 4) * queryBytes;
  let q2 = queries + <usize>load<i32>(rows, 8) * queryBytes;
  let q3 = queries + <usize>load<i32>(rows, 12) * queryBytes;
  for (let to = four; to < lists; to += 4 * QUAD_BYTES) {
    const a = v128.load(q0), b = v128.load(q1), c = v128.load(q2), d = v128.load(q3);
    const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    storeQuad(to, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
    storeQuad(to + QUAD_BYTES, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
    storeQuad(to + 2 * QUAD_BYTES, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
    storeQuad(to + 3 * QUAD_BYTES, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
    q0 += 16;
    q1 += 16;
    q2 += 16;
    q3 += 16;
  }
}

/** What a candidate needs at least to enter the list of each of four query rows. */
function thresholdsOf(rows: usize): v128 {
  let least = v128.load32_zero(thresholds + (<usize>load<i32>(rows) << 2));
  least = v128.load32_lane(thresholds + (<usize>load<i32>(rows, 4) << 2), least, 1);
  least = v128.load32_lane(thresholds + (<usize>load<i32>(rows, 8) << 2), least, 2);
  return v128.load32_lane(thresholds + (<usize>load<i32>(rows, 12) << 2), least, 3);
}

/**
 * Scores four query rows against the eight rows of a panel. `query` has the four side by side,
 * QUAD_BYTES a dimension; `rows` says which they are, `t0` what a score of each needs at least.
 */
function scoreTile(
  query: usize,
  panel: usize,
  t0: v128,
  rows: usize,
  firstRow: i32,
  firstCandidate: i32,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  const end = panel + <usize>dimensions * (PANEL_ROWS * 4);
  for (; panel < end; panel += PANEL_ROWS * 4) {
    const q0 = v128.load(query);
    const x = v128.load(panel);
    const y = v128.load(panel, 16);
    a0 = f32x4.add(a0, f32x4.mul(q0, x));
    b0 = f32x4.add(b0, f32x4.mul(q0, y));
    const q1 = v128.shuffle<f32>(q0, q0, 1, 2, 3, 0);
    a1 = f32x4.add(a1, f32x4.mul(q1, x));
    b1 = f32x4.add(b1, f32x4.mul(q1, y));
    const q2 = v128.load(query, 16);
    a2 = f32x4.add(a2, f32x4.mul(q2, x));
    b2 = f32x4.add(b2, f32x4.mul(q2, y));
    const q3 = v128.shuffle<f32>(q0, q0, 3, 0, 1, 2);
    a3 = f32x4.add(a3, f32x4.mul(q3, x));
    b3 = f32x4.add(b3, f32x4.mul(q3, y));
    query += QUAD_BYTES;
  }
  const t1 = v128.shuffle<f32>(t0, t0, 1, 2, 3, 0);
  const t2 = v128.shuffle<f32>(t0, t0, 2, 3, 0, 1);
  const t3 = v128.shuffle<f32>(t0, t0, 3, 0, 1, 2);
  // Most tiles have no score that enters a list: one branch for all 32.
  const reached01 = v128.or(f32x4.ge(f32x4.pmax(a0, b0), t0), f32x4.ge(f32x4.pmax(a1, b1), t1));
  const reached23 = v128.or(f32x4.ge(f32x4.pmax(a2, b2), t2), f32x4.ge(f32x4.pmax(a3, b3), t3));
  if (!v128.any_true(v128.or(reached01, reached23))) return;
  v128.store(tileScores, a0);
  v128.store(tileScores, b0, 16);
  v128.store(tileScores, a1, 32);
  v128.store(tileScores, b1, 48);
  v128.store(tileScores, a2, 64);
  v128.store(tileScores, b2, 80);
  v128.store(tileScores, a3, 96);
  v128.store(tileScores, b3, 112);
  offer(
    i32x4.bitmask(f32x4.ge(a0, t0)) | (i32x4.bitmask(f32x4.ge(b0, t0)) << 4) |
      (i32x4.bitmask(f32x4.ge(a1, t1)) << 8) | (i32x4.bitmask(f32x4.ge(b1, t1)) << 12) |
      (i32x4.bitmask(f32x4.ge(a2, t2)) << 16) | (i32x4.bitmask(f32x4.ge(b2, t2)) << 20) |
      (i32x4.bitmask(f32x4.ge(a3, t3)) << 24) | (i32x4.bitmask(f32x4.ge(b3, t3)) << 28),
    rows,
    firstRow,
    firstCandidate,
  );
}

/**
 * Appends candidates to the lists of the four query rows: bit 8·k + j of `reached` stands for row
 * (j + k) mod 4 of the four and row j of the panel, whose score is at that place of the tile.
 */
function offer(reached: i32, rows: usize, firstRow: i32, firstCandidate: i32): void {
  do {
    const place = ctz(reached);
    reached &= reached - 1;
    const candidate = load<i32>(rowIds + (<usize>(firstCandidate + (place & 7)) << 2));
    const r = load<i32>(rows + (<usize>((place + (place >> 3)) & 3) << 2));
    if (candidate < 0 || candidate == load<i32>(rowIds + (<usize>(firstRow + r) << 2))) continue;
    const list = lists + (<usize>(r * room) << 3);
    const sizeAt = sizes + (<usize>r << 2);
    const size = load<i32>(sizeAt);
    setKey(list, size, keyOf(load<f32>(tileScores + (<usize>place << 2)), candidate));
    store<i32>(sizeAt, size + 1);
    if (size + 1 == room) cutList(list, r);
  } while (reached != 0);
}

/** Keeps the best of a full list; its row needs more of a candidate then. */
function cutList(list: usize, r: i32): void {
  const lowest = scoreOf(selectGreatest(list, room, keep));
  store<i32>(sizes + (<usize>r << 2), keep);
  store<f32>(thresholds + (<usize>r << 2), lowest);
  // Unit vectors at distance d have the dot product 1 - d²/2.
  store<f32>(reaches + (<usize>r << 2), 2 * (1 - lowest + slack));
}

/** Cuts and sorts the lists, best first, and writes each to the place of its row. */
function writeLists(job: usize, firstRow: i32): void {
  const neighbors = load<usize>(job, NEIGHBORS);
  const scores = load<usize>(job, SCORES);
  for (let r = 0; r < blockRows; r++) {
    const row = load<i32>(rowIds + (<usize>(firstRow + r) << 2));
    if (row < 0) continue;
    const list = lists + (<usize>(r * room) << 3);
    selectGreatest(list, load<i32>(sizes + (<usize>r << 2)), keep);
    sortDescending(list, 0, keep - 1);
    const to = (<usize>row * <usize>keep) << 2;
    for (let i = 0; i < keep; i++) {
      const key = keyAt(list, i);
      store<i32>(neighbors + to + (<usize>i << 2), rowOf(key));
      store<f32>(scores + to + (<usize>i << 2), scoreOf(key));
    }
  }
}
