/**
 * The typed face of the WebAssembly kernel (`assembly/top_n.ts`): for each of some unit vectors, the
 * others of largest dot product. It runs on several threads over one shared memory, and its result
 * has the same bits for any number of them.
 */
import { setImmediate } from "node:timers";
import { LEAF_ROWS, leafOrder } from "./leaves.ts";
import type { ThreadTask } from "./worker.ts";

/** Rows of the kernel's panels; a leaf is a whole number of panels. */
const PANEL_ROWS = 8;

/** Word of each field of a job, as `assembly/top_n.ts` reads it. */
const JobField = {
  nextLeaf: 0,
  doneLeaves: 1,
  vectors: 2,
  rowIds: 3,
  centers: 4,
  radii: 5,
  dimensions: 6,
  leaves: 7,
  leafRows: 8,
  keep: 9,
  neighbors: 10,
  scores: 11,
  slack: 12,
} as const;
const JOB_BYTES = 64;

interface KernelExports {
  topN(job: number, scratch: number, limit: number): number;
  scratchBytes(leaves: number, leafRows: number, keep: number): number;
}

/** Milliseconds of work on the calling thread between two turns of its event loop. */
const SLICE_MS = 10;

export interface TopNOptions {
  /** Floats of a row: 1 or more. */
  dimensions: number;
  /** Neighbours kept a row: from 1 to rows.length - 1. */
  keep: number;
  /** Threads, the calling one included: 1 or more. */
  threads: number;
  /** Called now and then with the number of rows done and of all rows. */
  onProgress?: (done: number, total: number) => void;
}

export interface TopN {
  /** Positions in `rows`, `keep` for each of the rows, best first. */
  neighbors: Int32Array;
  /** Their dot products, none above 1. */
  scores: Float32Array;
  /** Size of the shared memory. */
  bytes: number;
}

/**
 * For each of the `rows` of `vectors` (row-major, unit length, finite) the `keep` other ones of
 * largest dot product, ties by lower position in `rows`. A dot product is the float32 sum over the
 * dimensions in their order, each product and each sum rounded; those above 1 count as 1.
 *
 * Throws a RangeError when the shared memory would need more than 4 GB.
 */
export async function topNByDot(
  vectors: Float32Array,
  rows: Int32Array,
  { dimensions, keep, threads, onProgress }: TopNOptions,
): Promise<TopN> {
  const module = await kernelModule();
  const leaves = Math.ceil(rows.length / LEAF_ROWS);
  const scratchSize = LEAF_ROWS * 8 + LEAF_ROWS * keep * 8 + leaves * 8 + 128;
  const layout = new Layout();
  const job = layout.add(JOB_BYTES);
  const panels = layout.add(leaves * LEAF_ROWS * dimensions * 4);
  const rowIds = layout.add(leaves * LEAF_ROWS * 4);
  const centers = layout.add(leaves * dimensions * 4);
  const radii = layout.add(leaves * 4);
  const neighbors = layout.add(rows.length * keep * 4);
  const scores = layout.add(rows.length * keep * 4);
  const scratch = Array.from({ length: Math.min(threads, leaves) }, () => layout.add(scratchSize));
  const memory = layout.memory();

  const ids = new Int32Array(memory.buffer, rowIds, leaves * LEAF_ROWS).fill(-1);
  ids.set(leafPositions(vectors, dimensions, rows));
  packLeaves(vectors, rows, ids, {
    dimensions,
    panels: new Float32Array(memory.buffer, panels, leaves * LEAF_ROWS * dimensions),
    centers: new Float32Array(memory.buffer, centers, leaves * dimensions),
    radii: new Float32Array(memory.buffer, radii, leaves),
  });
  const fields = new Int32Array(memory.buffer, job, JOB_BYTES / 4);
  fields[JobField.vectors] = panels;
  fields[JobField.rowIds] = rowIds;
  fields[JobField.centers] = centers;
  fields[JobField.radii] = radii;
  fields[JobField.dimensions] = dimensions;
  fields[JobField.leaves] = leaves;
  fields[JobField.leafRows] = LEAF_ROWS;
  fields[JobField.keep] = keep;
  fields[JobField.neighbors] = neighbors;
  fields[JobField.scores] = scores;
  new Float32Array(memory.buffer, job, JOB_BYTES / 4)[JobField.slack] = roundingSlack(dimensions);

  const others = scratch.slice(1).map((own) => runThread({ module, memory, job, scratch: own }));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernel = exports as unknown as KernelExports;
  const report = () =>
    onProgress?.(
      Math.min(Atomics.load(fields, JobField.doneLeaves) * LEAF_ROWS, rows.length),
      rows.length,
    );
  try {
    let last = performance.now();
    while (kernel.topN(job, scratch[0], 1) > 0) {
      if (performance.now() - last < SLICE_MS) continue;
      report();
      await new Promise<void>((resolve) => setImmediate(resolve));
      last = performance.now();
    }
    await Promise.all(others.map(({ finished }) => finished));
  } finally {
    for (const { worker } of others) worker.terminate();
  }
  report();
  return {
    neighbors: new Int32Array(memory.buffer, neighbors, rows.length * keep),
    scores: new Float32Array(memory.buffer, scores, rows.length * keep),
    bytes: memory.buffer.byteLength,
  };
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The compiled kernel, read once; its code is shared by all threads. */
function kernelModule(): Promise<WebAssembly.Module> {
  return compiled ??= Deno.readFile(new URL("top_n.wasm", import.meta.url))
    .then((bytes) => WebAssembly.compile(bytes));
}

function runThread(task: ThreadTask): { worker: Worker; finished: Promise<void> } {
  const worker = new Worker(new URL("worker.ts", import.meta.url).href, { type: "module" });
  const finished = new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`Cannot run a thread of the kernel: ${event.message}`));
    };
  });
  // Awaited only when the calling thread has done its share.
  finished.catch(() => {});
  worker.postMessage(task);
  return { worker, finished };
}

/** Places arrays in a memory one after another, each at a multiple of 64 bytes. */
class Layout {
  // Address 0 stays unused.
  #end = 64;

  add(bytes: number): number {
    const start = this.#end;
    this.#end += Math.ceil(bytes / 64) * 64;
    return start;
  }

  memory(): WebAssembly.Memory {
    const pages = Math.ceil(this.#end / 65536);
    if (pages > 65536) {
      throw new RangeError(
        `Cannot hold the vectors and their neighbours in 4 GB: ${this.#end} bytes are needed`,
      );
    }
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  }
}

/** Positions in `rows`, in leaf order. */
function leafPositions(vectors: Float32Array, dimensions: number, rows: Int32Array): Int32Array {
  const positionOf = new Int32Array(vectors.length / dimensions);
  for (let position = 0; position < rows.length; position++) positionOf[rows[position]] = position;
  return leafOrder(vectors, dimensions, rows).map((row) => positionOf[row]);
}

/** Copies rows into panels (see `assembly/top_n.ts`) and gives each leaf its centre and radius. */
function packLeaves(
  vectors: Float32Array,
  rows: Int32Array,
  ids: Int32Array,
  out: { dimensions: number; panels: Float32Array; centers: Float32Array; radii: Float32Array },
): void {
  const { dimensions, panels, centers, radii } = out;
  const sums = new Float64Array(dimensions);
  for (let leaf = 0; leaf < radii.length; leaf++) {
    sums.fill(0);
    let size = 0;
    for (let r = leaf * LEAF_ROWS; r < (leaf + 1) * LEAF_ROWS; r++) {
      if (ids[r] < 0) break;
      size++;
      const from = rows[ids[r]] * dimensions;
      const to = Math.floor(r / PANEL_ROWS) * PANEL_ROWS * dimensions + r % PANEL_ROWS;
      for (let d = 0; d < dimensions; d++) {
        const value = vectors[from + d];
        panels[to + d * PANEL_ROWS] = value;
        sums[d] += value;
      }
    }
    const center = centers.subarray(leaf * dimensions, (leaf + 1) * dimensions);
    for (let d = 0; d < dimensions; d++) center[d] = sums[d] / size;
    let radius = 0;
    for (let r = leaf * LEAF_ROWS; r < leaf * LEAF_ROWS + size; r++) {
      const from = rows[ids[r]] * dimensions;
      let square = 0;
      for (let d = 0; d < dimensions; d++) square += (vectors[from + d] - center[d]) ** 2;
      radius = Math.max(radius, square);
    }
    // Rounded up, so that the float32 is no smaller than the float64.
    radii[leaf] = Math.sqrt(radius) * (1 + 2 ** -22);
  }
}

/**
 * By how much rounding can lift a float32 score above the bound that the kernel computes for it.
 * With u = 2⁻²⁴: the score's own sum errs by up to dimensions · u; the distance of two centres, up to
 * 2, by (dimensions / 2 + 2) · u of itself, and its square by twice that.
 */
function roundingSlack(dimensions: number): number {
  return (4 * dimensions + 32) * 2 ** -24;
}
