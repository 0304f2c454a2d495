/**
 * How far a flat picture can be trusted: whether the songs that lie nearest to a song in it are
 * among those that are nearest in truth.
 */
import { mean, standardError } from "./bootstrap.ts";
import { normalizeRows } from "./neighbors.ts";
import { drawFirst, randomNumbers } from "../src/recommender/random.ts";
import type { LayoutQuality } from "../src/statistics/layout_quality.ts";
import type { Places } from "./umap.ts";

export interface TrustworthinessOptions {
  readonly count: number;
  readonly dimensions: number;
  /** "cosine" compares directions, "euclidean" the vectors as they are. */
  readonly metric: "cosine" | "euclidean";
  /** @default 15 */
  readonly k?: number;
  /** Songs that are asked; all where there are no more. @default 1000 */
  readonly sample?: number;
}

const SEED = 20_011;

/**
 * Trustworthiness and neighbourhood hit rate of layouts of the same vectors.
 *
 * For each song i of the sample, its k nearest in the picture and their ranks r(i, j) by distance in
 * truth among all songs, from 1: the trustworthiness is
 * 1 − 2 / (m k (2n − 3k − 1)) · Σ max(0, r(i, j) − k) over the m songs asked, as in
 * `sklearn.manifold.trustworthiness`, which asks all n. The rank of songs equally far is that of the
 * first of them; equally near songs of the picture are taken by row. Songs that a layout does not
 * place or that have no direction are left out of n.
 *
 * O(sample × count × dimensions).
 *
 * @param vectors count × dimensions, row-major, finite
 * @returns null for a layout with too few songs to tell: 2n must exceed 3k + 1
 */
export function trustworthiness(
  vectors: Float32Array,
  layouts: readonly Places[],
  { count, dimensions, metric, k = 15, sample = 1000 }: TrustworthinessOptions,
): (LayoutQuality | null)[] {
  const space = metric === "cosine" ? normalizeRows(vectors, count, dimensions) : vectors;
  const hasDirection = (row: number) =>
    metric === "euclidean" ||
    space.subarray(row * dimensions, (row + 1) * dimensions).some((value) => value !== 0);
  return layouts.map(({ x, y }) => {
    const rows = Int32Array.from(x.keys())
      .filter((row) => Number.isFinite(x[row] + y[row]) && hasDirection(row));
    const n = rows.length;
    if (!(2 * n > 3 * k + 1 && n > k)) return null;
    const asked = sampleOf(n, sample);
    const trust = new Float64Array(asked.length), hits = new Float64Array(asked.length);
    const near = new Int32Array(k), far = new Float64Array(n);
    asked.forEach((at, i) => {
      nearestInPlane(x, y, rows, at, near);
      distancesFrom(space, dimensions, rows, at, far);
      const { penalty, kept } = ranks(far, near, at, k);
      trust[i] = 1 - 2 * penalty / (k * (2 * n - 3 * k - 1));
      hits[i] = kept / k;
    });
    const error = (values: Float64Array) => asked.length === n ? 0 : standardError(values);
    return {
      k,
      sample: asked.length,
      trustworthiness: mean(trust),
      trustworthiness_error: error(trust),
      hit_rate: mean(hits),
      hit_rate_error: error(hits),
    };
  });
}

/** `size` of 0 … n − 1 without repetition, always the same; all where there are no more. */
function sampleOf(n: number, size: number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  if (n <= size) return order;
  return drawFirst(order, size, randomNumbers(SEED)).sort();
}

/** The places in `rows` of the songs nearest to the one at `at`, nearest first, ties by place. */
function nearestInPlane(
  x: Float32Array,
  y: Float32Array,
  rows: Int32Array,
  at: number,
  near: Int32Array,
): void {
  const k = near.length, px = x[rows[at]], py = y[rows[at]];
  const distances = new Float64Array(k).fill(Infinity);
  for (let i = 0; i < rows.length; i++) {
    const dx = x[rows[i]] - px, dy = y[rows[i]] - py, distance = dx * dx + dy * dy;
    if (!(distance < distances[k - 1]) || i === at) continue;
    let place = k - 1;
    for (; place > 0 && distances[place - 1] > distance; place--) {
      distances[place] = distances[place - 1];
      near[place] = near[place - 1];
    }
    distances[place] = distance;
    near[place] = i;
  }
}

/** Squared distances in the full space from one song to each. */
function distancesFrom(
  space: Float32Array,
  d: number,
  rows: Int32Array,
  at: number,
  out: Float64Array,
): void {
  const from = space.subarray(rows[at] * d, (rows[at] + 1) * d);
  for (let i = 0; i < rows.length; i++) {
    let sum = 0;
    for (let c = 0, j = rows[i] * d; c < d; c++, j++) {
      const difference = space[j] - from[c];
      sum += difference * difference;
    }
    out[i] = sum;
  }
}

/** The ranks of the drawn neighbours in truth: what exceeds k in sum, and how many do not. */
function ranks(
  distances: Float64Array,
  near: Int32Array,
  at: number,
  k: number,
): { penalty: number; kept: number } {
  const limits = Float64Array.from(near, (i) => distances[i]).sort();
  // nearer[l]: songs whose first limit above their distance is the l-th.
  const nearer = new Int32Array(k + 1);
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i];
    if (!(distance < limits[k - 1]) || i === at) continue;
    let low = 0, high = k - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distance < limits[middle]) high = middle;
      else low = middle + 1;
    }
    nearer[low]++;
  }
  let penalty = 0, kept = 0, before = 0;
  for (let l = 0; l < k; l++) {
    before += nearer[l];
    const rank = before + 1;
    if (rank <= k) kept++;
    else penalty += rank - k;
  }
  return { penalty, kept };
}
