import { collapseRows, type RowGroups, separateRows } from "./collapse.ts";
import { topNByDot } from "./kernel/kernel.ts";

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
  /** Floats of a row: 1 or more. */
  dimensions: number;
  /** Neighbours of a row: 1 or more. */
  topN: number;
  /** Threads. @default one a core, and only the calling one where there is little to do */
  workers?: number;
  /** Whether equal vectors are searched for once only; the result is the same. @default true */
  collapse?: boolean;
  /** Called now and then with the number of vectors done and of all vectors. */
  onProgress?: (done: number, total: number) => void;
}

/** Below this many multiplications without pruning a second thread takes longer to start than it saves. */
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
 * row), and where the search would need more than 4 GB of shared memory.
 */
export async function cosineTopN(
  vectors: Float32Array,
  { count, dimensions, topN, workers, collapse = true, onProgress }: CosineTopNOptions,
): Promise<Neighbors> {
  checkWhole("count", count, 0);
  checkWhole("dimensions", dimensions, 1);
  checkWhole("topN", topN, 1);
  if (workers !== undefined) checkWhole("workers", workers, 1);
  if (vectors.length !== count * dimensions) {
    throw new RangeError(
      `Cannot read ${count} rows of ${dimensions} from vectors: its length is ${vectors.length}`,
    );
  }
  const unit = normalizeRows(vectors, count, dimensions);
  const groups = (collapse ? collapseRows : separateRows)(unit, { count, dimensions });
  const keep = Math.min(topN, groups.count - 1);
  let found: { neighbors: Int32Array; scores: Float32Array } = {
    neighbors: new Int32Array(0),
    scores: new Float32Array(0),
  };
  if (keep > 0) {
    const first = groups.offsets.subarray(0, groups.count).map((offset) => groups.members[offset]);
    const threads = workers ??
      (groups.count ** 2 * dimensions < ONE_THREAD ? 1 : navigator.hardwareConcurrency);
    found = await topNByDot(unit, first, { dimensions, keep, threads, onProgress });
  }
  return expand(unit, dimensions, groups, { keep, topN, ...found });
}

function checkWhole(name: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least)) {
    throw new RangeError(
      `Cannot search neighbours as ${name} must be a whole number >= ${least}: it is ${value}`,
    );
  }
}

/** Each row divided by its length, in float64; a row of zeros stays zero. No -0 is left. */
function normalizeRows(vectors: Float32Array, count: number, dimensions: number): Float32Array {
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

/**
 * From the nearest groups of each group to the nearest rows of each row. A group's rows are each
 * other's neighbours too, at the score of their vector with itself.
 *
 * The `keep` nearest groups are enough: of each group that precedes another one, by score and then
 * by first row, at least one row precedes all rows of the other.
 */
function expand(
  unit: Float32Array,
  dimensions: number,
  groups: RowGroups,
  found: { keep: number; topN: number; neighbors: Int32Array; scores: Float32Array },
): Neighbors {
  const { groupOf, offsets: starts, members } = groups;
  const count = groupOf.length;
  const each = Math.min(found.topN, Math.max(members.length - 1, 0));
  const offsets = new Int32Array(count + 1);
  for (let row = 0; row < count; row++) {
    offsets[row + 1] = offsets[row] + (groupOf[row] < 0 ? 0 : each);
  }
  const neighbors = new Int32Array(offsets[count]);
  const scores = new Float32Array(offsets[count]);

  // The best each + 1 rows for a group, its own among them: without any one row, at least `each`.
  const listRows = new Int32Array(each + 1);
  const listScores = new Float32Array(each + 1);
  for (let group = 0; group < groups.count; group++) {
    const size = starts[group + 1] - starts[group];
    const length = listGroup(group, size > 1);
    for (let m = starts[group]; m < starts[group + 1]; m++) {
      const row = members[m];
      let to = offsets[row];
      const end = offsets[row + 1];
      for (let i = 0; i < length && to < end; i++) {
        if (listRows[i] === row) continue;
        neighbors[to] = listRows[i];
        scores[to++] = listScores[i];
      }
    }
  }
  return { count, offsets, neighbors, scores };

  /** Fills the list of a group, with its own rows or without; returns its length. */
  function listGroup(group: number, withOwn: boolean): number {
    const base = group * found.keep;
    const ownScore = withOwn
      ? dotWithItself(unit, members[starts[group]] * dimensions, dimensions)
      : 0;
    let ownLeft = withOwn;
    let length = 0;
    let k = 0;
    while (length <= each && (k < found.keep || ownLeft)) {
      const score = k < found.keep && !(ownLeft && ownScore >= found.scores[base + k])
        ? found.scores[base + k]
        : ownScore;
      // All groups at this score, whose rows go together in ascending order.
      const runStart = length;
      let run = 0;
      if (ownLeft && ownScore === score) {
        length = append(group, length);
        ownLeft = false;
        run++;
      }
      // A group further on in the run cannot be left out before the rows are sorted.
      const pending: number[] = [];
      while (k < found.keep && found.scores[base + k] === score) {
        pending.push(found.neighbors[base + k++]);
        run++;
      }
      if (run === 1) {
        for (const other of pending) length = append(other, length);
      } else {
        const rows = run > pending.length ? [group, ...pending] : pending;
        const tied: number[] = [];
        for (const other of rows) {
          const end = Math.min(starts[other + 1], starts[other] + each + 1);
          for (let m = starts[other]; m < end; m++) tied.push(members[m]);
        }
        tied.sort((a, b) => a - b);
        length = runStart;
        for (let i = 0; i < tied.length && length <= each; i++) listRows[length++] = tied[i];
      }
      listScores.fill(score, runStart, length);
    }
    return length;
  }

  /** Appends a group's rows to the list, as many as fit; returns its length. */
  function append(group: number, length: number): number {
    for (let m = starts[group]; m < starts[group + 1] && length <= each; m++) {
      listRows[length++] = members[m];
    }
    return length;
  }
}

/** The score of a vector with itself, summed as the kernel sums it. */
function dotWithItself(unit: Float32Array, start: number, dimensions: number): number {
  let sum = 0;
  for (let i = start; i < start + dimensions; i++) {
    sum = Math.fround(sum + Math.fround(unit[i] * unit[i]));
  }
  return Math.min(sum, 1);
}
