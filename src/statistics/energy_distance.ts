/**
 * How differently two groups of songs are distributed, by the energy distance (Székely & Rizzo 2013,
 * "Energy statistics: A class of statistics based on distances"):
 *
 *     D²(X, Y) = 2 E|X − Y| − E|X − X′| − E|Y − Y′| = 2 ∫ (F − G)² dx
 *
 * 0 where the distributions are the same and only there: unlike a difference of means it also sees
 * spread and shape. Over several features, each in standard deviations, D² is the mean of theirs,
 * which is the energy distance under the city-block metric. √D² is what
 * scipy.stats.energy_distance gives for one feature.
 */
import { firstAbove } from "./ranks.ts";

/** D² of two ascending samples by one walk along both; NaN where one is empty. */
export function squaredEnergyDistance(a: Float64Array, b: Float64Array): number {
  if (a.length === 0 || b.length === 0) return NaN;
  let i = 0, j = 0, sum = 0;
  let before = Math.min(a[0], b[0]);
  while (i < a.length || j < b.length) {
    const next = Math.min(i < a.length ? a[i] : Infinity, j < b.length ? b[j] : Infinity);
    const apart = i / a.length - j / b.length;
    sum += apart * apart * (next - before);
    while (i < a.length && a[i] === next) i++;
    while (j < b.length && b[j] === next) j++;
    before = next;
  }
  return 2 * sum;
}

/** A square root of the mean of D² over the features that both have; NaN without any. */
export function combinedDistance(squares: readonly number[]): number {
  let sum = 0, known = 0;
  for (const square of squares) {
    if (Number.isNaN(square)) continue;
    sum += square;
    known++;
  }
  return Math.sqrt(sum / known);
}

/**
 * Values in standard deviations (of the population, over the present ones) from their mean; missing
 * ones stay NaN, a constant column becomes 0.
 */
export function standardized(values: Float64Array): Float64Array {
  let sum = 0, known = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    known++;
  }
  const mean = sum / known;
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / known);
  return values.map((value) =>
    !Number.isFinite(value)
      ? NaN
      : deviation > 1e-12 * Math.abs(mean)
      ? (value - mean) / deviation
      : 0
  );
}

/** Groups of clusters of values: which values each cluster (playlist) has, and its group (genre). */
export interface Clusters {
  /** Ascending standardised values of each cluster, per feature: `values[feature][cluster]`. */
  readonly values: readonly (readonly Float64Array[])[];
  /** Group of each cluster; −1 for none. */
  readonly groupOf: Int32Array;
  readonly groupCount: number;
}

/** Grid points on which the distribution functions of resamples are compared. */
const GRID = 96;

/**
 * Resampled distances of all pairs of groups, by the bootstrap over clusters: the playlists of each
 * group are drawn anew with replacement, since the songs of one playlist are alike and songs drawn
 * one by one would promise more than is known (Field & Welsh 2007, "Bootstrapping clustered data").
 *
 * Distribution functions are compared at `GRID` quantiles of each feature, which costs
 * resamples × features × GRID × (clusters + pairs) additions.
 */
export class ClusterBootstrap {
  readonly #clusters: Clusters;
  /** Widths between grid points, a feature. */
  readonly #widths: Float64Array[];
  /** Values of each cluster up to each grid point: feature × cluster × GRID. */
  readonly #below: Float32Array;
  /** Values of each cluster: feature × cluster. */
  readonly #sizes: Float32Array;
  readonly #members: number[][];

  constructor(clusters: Clusters) {
    const { values, groupOf, groupCount } = clusters;
    const count = groupOf.length, features = values.length;
    this.#clusters = clusters;
    this.#widths = [];
    this.#below = new Float32Array(features * count * GRID);
    this.#sizes = new Float32Array(features * count);
    this.#members = Array.from({ length: groupCount }, () => []);
    groupOf.forEach((group, cluster) => {
      if (group >= 0) this.#members[group].push(cluster);
    });
    values.forEach((ofCluster, feature) => {
      const { points, widths } = gridOf(ofCluster);
      this.#widths.push(widths);
      ofCluster.forEach((sorted, cluster) => {
        this.#sizes[feature * count + cluster] = sorted.length;
        const start = (feature * count + cluster) * GRID;
        for (let g = 0; g < points.length; g++) {
          this.#below[start + g] = firstAbove(sorted, points[g]);
        }
      });
    });
  }

  /**
   * Distances of all pairs of groups in one resample: `pairs` numbers, pair (a, b), a < b, in the
   * order (0,1), (0,2), …, (1,2), … NaN where a group is empty.
   *
   * @param random numbers from 0 to 1; null takes every playlist once, the data as they are
   */
  resample(random: (() => number) | null): Float64Array {
    const { groupOf, groupCount, values } = this.#clusters;
    const count = groupOf.length, features = values.length;
    const drawn = this.#members.map((members) =>
      random === null ? members : members.map(() => members[Math.floor(random() * members.length)])
    );
    const squares = new Float64Array(groupCount * (groupCount - 1) / 2);
    const known = new Float64Array(squares.length);
    const share = new Float32Array(groupCount * GRID);
    for (let feature = 0; feature < features; feature++) {
      const sizes = new Float64Array(groupCount);
      share.fill(0);
      drawn.forEach((members, group) => {
        const at = group * GRID;
        for (const cluster of members) {
          const start = (feature * count + cluster) * GRID;
          sizes[group] += this.#sizes[feature * count + cluster];
          for (let g = 0; g < GRID; g++) share[at + g] += this.#below[start + g];
        }
        for (let g = 0; g < GRID; g++) share[at + g] /= sizes[group];
      });
      const widths = this.#widths[feature];
      for (let a = 0, pair = 0; a < groupCount; a++) {
        for (let b = a + 1; b < groupCount; b++, pair++) {
          if (!(sizes[a] > 0 && sizes[b] > 0)) continue;
          let sum = 0;
          for (let g = 0, x = a * GRID, y = b * GRID; g < widths.length; g++, x++, y++) {
            const apart = share[x] - share[y];
            sum += apart * apart * widths[g];
          }
          squares[pair] += 2 * sum;
          known[pair]++;
        }
      }
    }
    return squares.map((square, pair) => Math.sqrt(square / known[pair]));
  }
}

/** A distance with its interval. */
export interface IntervalDistance {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile intervals (95 %) of the resampled distances around the exact ones. Resampling adds
 * noise, which makes distances larger, never smaller: the resamples are brought back by what their
 * mean square exceeds the square of the distance as it is (both on the grid).
 *
 * @param exact distances of all pairs
 * @param resamples rows of `ClusterBootstrap.resample`
 */
export function bootstrapIntervals(
  exact: Float64Array,
  onGrid: Float64Array,
  resamples: readonly Float64Array[],
): IntervalDistance[] {
  return Array.from(exact, (value, pair) => {
    const squares = Float64Array.from(resamples, (row) => row[pair] ** 2);
    let sum = 0;
    for (const square of squares) sum += square;
    const excess = sum / squares.length - onGrid[pair] ** 2;
    const sorted = squares.map((square) => Math.sqrt(Math.max(0, square - excess))).sort();
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
    return sorted.length === 0 || Number.isNaN(value)
      ? { value, low: NaN, high: NaN }
      : { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
  });
}

/** The row of pair (a, b) in a list of all pairs of `groups`. */
export function pairRow(a: number, b: number, groups: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return low * groups - low * (low + 1) / 2 + high - low - 1;
}

/** Quantiles of all clusters' values, distinct and ascending, and the width up to the next one. */
function gridOf(ofCluster: readonly Float64Array[]): {
  points: Float64Array;
  widths: Float64Array;
} {
  const total = ofCluster.reduce((sum, { length }) => sum + length, 0);
  const all = new Float64Array(total);
  let at = 0;
  for (const values of ofCluster) {
    all.set(values, at);
    at += values.length;
  }
  all.sort();
  const distinct = new Set<number>();
  for (let g = 0; g < GRID && total > 0; g++) {
    distinct.add(all[Math.round(g / (GRID - 1) * (total - 1))]);
  }
  const points = Float64Array.from(distinct);
  return { points, widths: Float64Array.from(points.slice(1), (next, g) => next - points[g]) };
}
