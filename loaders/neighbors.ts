import { collapseRows, separateRows } from "./collapse.ts";
import { expandGroups } from "./expand.ts";
import { startTopNByDot } from "./kernel/kernel.ts";
import type { KernelThreads } from "./kernel/threads.ts";

/** Nearest neighbours of each row, as compressed sparse rows. */
export interface Neighbors {
  /** Number of rows. */
  count: number;
  /** Where each row's neighbours begin; count + 1 entries. */
  offsets: Int32Array;
  /** Row numbers; of one row by score descending, ties by lower row number. */
  neighbors: Int32Array;
  /** Cosine of each, float32, from -1 to 1. */
  scores: Float32Array;
}

export interface CosineTopNOptions {
  /** Number of rows: 0 or more. */
  count: number;
  /** Floats of a row; with 0 every row is zero. */
  dimensions: number;
  /** Neighbours of a row: 1 or more. */
  topN: number;
  /** Threads. @default one a core, and only the calling one where there is little to do */
  workers?: number;
  /** Threads beside the calling one, to be used again. @default new ones for each search */
  pool?: KernelThreads;
  /** Whether equal vectors are searched for once only; the result is the same. @default true */
  collapse?: boolean;
  /** Called now and then with the number of vectors done and of all vectors. */
  onProgress?: (done: number, total: number) => void;
}

/** Multiplications, if all pairs were scored, below which a second thread saves less than it costs. */
const ONE_THREAD = 1e9;

/**
 * The exact topN nearest neighbours of each row by cosine similarity.
 *
 * `vectors` is row-major, count × dimensions, of any lengths, and is left as it is. A row is never
 * its own neighbour; a row of zeros has no neighbours and is nobody's. All other rows have topN
 * neighbours, or as many as there are other rows that are not zero. Of equal scores the lower row
 * number comes first, at the cut as well.
 *
 * A row is scaled to unit length in float64 and rounded to float32; a score is the float32 dot
 * product of two such rows, summed in the order of the dimensions. It depends on nothing else: the
 * result has the same bits for any number of workers.
 *
 * Throws a RangeError for arguments out of range, for a vector that is not finite (named by its
 * row), and where the search would need more than 4 GB of shared memory: for each row 4 bytes a
 * dimension and 38 + 8 · topN more.
 */
export async function cosineTopN(
  vectors: Float32Array,
  options: CosineTopNOptions,
): Promise<Neighbors> {
  const finish = await startCosineTopN(vectors, options);
  return finish();
}

/**
 * Like cosineTopN, but returns as soon as the other threads are at work. The function it returns
 * takes the calling thread's share and gives the result; it must be called once. In between the
 * calling thread may do something else.
 */
export async function startCosineTopN(
  vectors: Float32Array,
  { count, dimensions, topN, workers, pool, collapse = true, onProgress }: CosineTopNOptions,
): Promise<() => Promise<Neighbors>> {
  checkWhole("count", count, 0);
  checkWhole("dimensions", dimensions, 0);
  checkWhole("topN", topN, 1);
  if (workers !== undefined) checkWhole("workers", workers, 1);
  if (vectors.length !== count * dimensions) {
    throw new RangeError(
      `Cannot read ${count} rows of ${dimensions} from vectors: its length is ${vectors.length}`,
    );
  }
  const unit = normalizeRows(vectors, count, dimensions);
  const groups = (collapse ? collapseRows : separateRows)(unit, { count, dimensions });
  const keep = Math.max(0, Math.min(topN, groups.count - 1));
  const ownScore = (row: number) => scoreOf(unit, row, row, dimensions);
  const expand = (neighbors: Int32Array, scores: Float32Array) => ({
    count,
    ...expandGroups(groups, { keep, topN, neighbors, scores, ownScore }),
  });
  if (keep === 0) return () => Promise.resolve(expand(new Int32Array(0), new Float32Array(0)));

  const first = groups.offsets.subarray(0, groups.count).map((offset) => groups.members[offset]);
  const threads = workers ??
    (groups.count ** 2 * dimensions < ONE_THREAD ? 1 : navigator.hardwareConcurrency);
  const finish = await startTopNByDot(unit, first, {
    dimensions,
    keep,
    threads,
    pool,
    onProgress,
  });
  return async () => {
    const { neighbors, scores } = await finish();
    return expand(neighbors, scores);
  };
}

function checkWhole(name: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least)) {
    throw new RangeError(
      `Cannot search neighbours as ${name} must be a whole number >= ${least}: it is ${value}`,
    );
  }
}

/** Each row divided by its length, in float64; a row of zeros stays zero. No -0 is left. */
export function normalizeRows(
  vectors: Float32Array,
  count: number,
  dimensions: number,
): Float32Array {
  const unit = new Float32Array(vectors.length);
  for (let row = 0; row < count; row++) {
    const start = row * dimensions;
    let square = 0;
    for (let i = start; i < start + dimensions; i++) square += vectors[i] * vectors[i];
    if (!(square < Infinity)) {
      throw new RangeError(
        `Cannot compare row ${row} as its vector has a value that is not finite`,
      );
    }
    if (square === 0) continue;
    const length = Math.sqrt(square);
    for (let i = start; i < start + dimensions; i++) unit[i] = vectors[i] / length + 0;
  }
  return unit;
}

/** The score of two rows of unit length, summed as the kernel sums it. */
export function scoreOf(unit: Float32Array, a: number, b: number, dimensions: number): number {
  let sum = 0;
  for (let i = a * dimensions, j = b * dimensions, d = 0; d < dimensions; d++) {
    sum = Math.fround(sum + Math.fround(unit[i + d] * unit[j + d]));
  }
  return Math.min(sum, 1);
}
