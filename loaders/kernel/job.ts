/**
 * A job of the kernel: the memory that `assembly/top_n.ts` reads and all threads share. Addresses
 * are bytes in that memory.
 */
import { AXES, principalCoordinates } from "./axes.ts";
import { LEAF_ROWS, leafOrder } from "./leaves.ts";

const PANEL_ROWS = 8;
/** Leaves and rows whose boxes and coordinates lie side by side: the lanes of a SIMD vector. */
const LANES = 4;

/** The word of each field of a job. */
const Field = {
  nextBlock: 0,
  doneBlocks: 1,
  leaves: 2,
  dimensions: 3,
  keep: 4,
  slack: 5,
  panels: 6,
  rowIds: 7,
  coordinates: 8,
  boxes: 9,
  neighbors: 10,
  scores: 11,
  blockLeaves: 12,
} as const;
const FIELDS = 13;

export interface Job {
  memory: WebAssembly.Memory;
  /** Where its fields stand. */
  address: number;
  /** Number of rows. */
  rows: number;
  /** The result: `keep` a row, best first, rows named by their position. */
  neighbors: Int32Array;
  scores: Float32Array;
  /** Rows whose search is complete. */
  done(): number;
}

/**
 * Writes the job of finding the `keep` nearest of the given rows of `vectors` (row-major, unit
 * length) for each of them. Throws a RangeError if it does not fit into 4 GB.
 *
 * `slack` is by how much a score may be above its bound: with Infinity all pairs are scored.
 */
export function createJob(
  vectors: Float32Array,
  dimensions: number,
  rows: Int32Array,
  keep: number,
  slack = roundingSlack(dimensions),
): Job {
  const blockLeaves = blockSize(rows.length, dimensions);
  const multiple = Math.max(LANES, blockLeaves);
  const leaves = Math.ceil(rows.length / LEAF_ROWS / multiple) * multiple;
  const padded = leaves * LEAF_ROWS;

  let end = 64;
  const place = (words: number) => {
    const address = end;
    end += Math.ceil(words / 16) * 64;
    return address;
  };
  const address = place(FIELDS);
  const at = {
    panels: place(padded * dimensions),
    rowIds: place(padded),
    coordinates: place(padded * AXES),
    boxes: place(leaves * AXES * 2),
    neighbors: place(rows.length * keep),
    scores: place(rows.length * keep),
  };
  const memory = new WebAssembly.Memory({ initial: pages(end), maximum: 65536, shared: true });
  const { buffer } = memory;
  const floats = (start: number, length: number) => new Float32Array(buffer, start, length);
  const integers = (start: number, length: number) => new Int32Array(buffer, start, length);

  const fields = integers(address, FIELDS);
  fields[Field.leaves] = leaves;
  fields[Field.dimensions] = dimensions;
  fields[Field.keep] = keep;
  fields[Field.blockLeaves] = blockLeaves;
  floats(address, FIELDS)[Field.slack] = slack;
  for (const [name, start] of Object.entries(at)) fields[Field[name as keyof typeof at]] = start;

  const coordinates = principalCoordinates(vectors, dimensions, rows);
  const order = leafOrder(coordinates);
  integers(at.rowIds, padded).fill(-1).set(order);
  writePanels(floats(at.panels, padded * dimensions), vectors, dimensions, rows, order);
  writeCoordinates(floats(at.coordinates, padded * AXES), coordinates, order);
  writeBoxes(floats(at.boxes, leaves * AXES * 2), coordinates, order);
  return {
    memory,
    address,
    rows: rows.length,
    neighbors: integers(at.neighbors, rows.length * keep),
    scores: floats(at.scores, rows.length * keep),
    done: () =>
      Math.min(Atomics.load(fields, Field.doneBlocks) * blockLeaves * LEAF_ROWS, rows.length),
  };
}

/**
 * Leaves whose rows are searched for together. One is best where bounds leave out most leaves (28,356
 * real songs, 12 features: 0.17 s with one, 0.20 s with four; as many clustered rows of 50: 0.64 s of
 * processor time with one, 0.75 with four, 0.76 with eight). Where every leaf has to be scored and the
 * cache does not hold them, more of them share its way from memory (50 dimensions, no structure: 0.67
 * of the rate of a loop on registers with two, 0.71 with four, 0.73 with eight, 0.75 with sixteen).
 */
function blockSize(rows: number, dimensions: number): number {
  return dimensions > 16 && rows >= 16384 ? 8 : 1;
}

/** Makes room for as many bytes in the memory of a job; returns their address. */
export function extendJob({ memory }: Job, bytes: number): number {
  const end = memory.buffer.byteLength;
  pages(end + bytes);
  memory.grow(pages(bytes));
  return end;
}

/** Bytes in pages of 64 KB. */
function pages(bytes: number): number {
  const count = Math.ceil(bytes / 65536);
  if (count > 65536) {
    throw new RangeError(
      `Cannot search neighbours within 4 GB of memory: ${bytes} bytes are needed`,
    );
  }
  return count;
}

/** Rows in panels: dimension d of row r of a panel at 8·d + r. */
function writePanels(
  panels: Float32Array,
  vectors: Float32Array,
  dimensions: number,
  rows: Int32Array,
  order: Int32Array,
): void {
  for (let i = 0; i < order.length; i++) {
    const from = rows[order[i]] * dimensions;
    const lane = i % PANEL_ROWS;
    const to = (i - lane) * dimensions + lane;
    for (let d = 0; d < dimensions; d++) panels[to + d * PANEL_ROWS] = vectors[from + d];
  }
}

/** Coordinates of four rows axis by axis. */
function writeCoordinates(out: Float32Array, coordinates: Float32Array, order: Int32Array): void {
  for (let i = 0; i < order.length; i++) {
    const lane = i % LANES;
    const to = (i - lane) * AXES + lane;
    const from = order[i] * AXES;
    for (let axis = 0; axis < AXES; axis++) out[to + axis * LANES] = coordinates[from + axis];
  }
}

/** The least coordinates in each of four leaves axis by axis, then the greatest. */
function writeBoxes(boxes: Float32Array, coordinates: Float32Array, order: Int32Array): void {
  const upper = LANES * AXES;
  for (let four = 0; four < boxes.length; four += 2 * upper) {
    // An empty box is infinitely far from all others.
    boxes.fill(Infinity, four, four + upper);
    boxes.fill(-Infinity, four + upper, four + 2 * upper);
  }
  for (let i = 0; i < order.length; i++) {
    const leaf = Math.floor(i / LEAF_ROWS);
    const lane = leaf % LANES;
    const from = order[i] * AXES;
    let at = (leaf - lane) * 2 * AXES + lane;
    for (let axis = 0; axis < AXES; axis++) {
      const value = coordinates[from + axis];
      if (value < boxes[at]) boxes[at] = value;
      if (value > boxes[at + upper]) boxes[at + upper] = value;
      at += LANES;
    }
  }
}

/**
 * By how much rounding can lift a float32 score above the bound that the kernel takes for it. With
 * u = 2⁻²⁴, a score is at most dimensions · u above the dot product of its two float32 vectors, whose
 * squared lengths are within 2 u of 1. A squared distance to a box is at most 67 u too large: 22 u
 * for the coordinates (each within u), 44 u for the eight squares and their sum. The square of a
 * reach is at most 12 u too small. The bound is half of a squared distance.
 */
function roundingSlack(dimensions: number): number {
  return (dimensions + 64) * 2 ** -24;
}
