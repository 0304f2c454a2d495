/** How many of the true nearest neighbours a search finds, measured on a sample. */
import { randomNumbers } from "../src/recommender/random.ts";

/** Neighbours of each query that count: recall at 10. */
export const PLACE = 10;
/** Queries by which recall is measured, and the seed that draws them. */
const SAMPLE = 512, SEED = 1;
/** Queries that are compared with every row in one pass. */
const QUERIES_A_PASS = 8;

/**
 * Some of the numbers from 0 to count - 1, each once, in ascending order.
 *
 * @param size how many; all of them where there are no more
 */
export function sampleOf(count: number, size: number, seed: number): Int32Array {
  const random = randomNumbers(seed);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(size, count)) chosen.add(Math.floor(random() * count));
  return Int32Array.from(chosen).sort();
}

/** The rows whose true neighbours are looked up to measure recall. */
export function sampleRows(count: number): Int32Array {
  return sampleOf(count, SAMPLE, SEED);
}

/**
 * For each query the scores of its `place` nearest among the rows from `start` to `end`, without
 * itself, by comparing it with all of them: descending, -Infinity where there are fewer.
 *
 * @param unit rows of unit length, row-major
 * @param queries row numbers
 */
export function exactScores(
  unit: Float32Array,
  dimensions: number,
  [start, end]: readonly [number, number],
  queries: Int32Array,
  place: number,
): Float32Array {
  const scores = new Float32Array(queries.length * place).fill(-Infinity);
  const block = new Float32Array(QUERIES_A_PASS * dimensions);
  /** Puts a score into the descending list of a query. */
  const insert = (row: number, q: number, score: number) => {
    let at = (q + 1) * place - 1;
    if (score <= scores[at] || row === queries[q]) return;
    for (; at > q * place && scores[at - 1] < score; at--) scores[at] = scores[at - 1];
    scores[at] = Math.min(score, 1);
  };
  for (let first = 0; first < queries.length; first += QUERIES_A_PASS) {
    const some = queries.subarray(first, first + QUERIES_A_PASS);
    block.fill(0);
    some.forEach((query, q) => {
      for (let d = 0; d < dimensions; d++) {
        block[d * QUERIES_A_PASS + q] = unit[query * dimensions + d];
      }
    });
    const sums = new Float32Array(QUERIES_A_PASS);
    for (let row = start; row < end; row++) {
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
      for (let d = 0, q = 0, v = row * dimensions; d < dimensions; d++, q += QUERIES_A_PASS) {
        const value = unit[v + d];
        s0 = Math.fround(s0 + Math.fround(value * block[q]));
        s1 = Math.fround(s1 + Math.fround(value * block[q + 1]));
        s2 = Math.fround(s2 + Math.fround(value * block[q + 2]));
        s3 = Math.fround(s3 + Math.fround(value * block[q + 3]));
        s4 = Math.fround(s4 + Math.fround(value * block[q + 4]));
        s5 = Math.fround(s5 + Math.fround(value * block[q + 5]));
        s6 = Math.fround(s6 + Math.fround(value * block[q + 6]));
        s7 = Math.fround(s7 + Math.fround(value * block[q + 7]));
      }
      sums[0] = s0;
      sums[1] = s1;
      sums[2] = s2;
      sums[3] = s3;
      sums[4] = s4;
      sums[5] = s5;
      sums[6] = s6;
      sums[7] = s7;
      for (let q = 0; q < some.length; q++) insert(row, first + q, sums[q]);
    }
  }
  return scores;
}

/**
 * Recall: the mean share of each query's best found scores that are as good as the last of its true
 * ones. So among equally near rows any counts as found.
 *
 * @param found scores, `stride` for each query, descending
 * @param truth scores, `place` for each query, descending, -Infinity where there are fewer
 */
export function recallAt(
  place: number,
  found: Float32Array,
  stride: number,
  truth: Float32Array,
): number {
  let hits = 0, wanted = 0;
  for (let query = 0; query * place < truth.length; query++) {
    const list = truth.subarray(query * place, (query + 1) * place);
    const none = list.indexOf(-Infinity);
    const size = Math.min(none < 0 ? place : none, stride);
    for (let i = 0; i < size; i++) if (found[query * stride + i] >= list[size - 1]) hits++;
    wanted += size;
  }
  return wanted === 0 ? 1 : hits / wanted;
}
