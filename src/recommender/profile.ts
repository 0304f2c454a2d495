/**
 * Feature profiles for charts: where a set of songs lies in the catalogue's range of each audio
 * feature, and how the catalogue is spread over it.
 *
 * Positions run from 0, the catalogue's smallest value, to 1, its largest, on the scale of the
 * scaler; `fromPosition` leads back to the unit of the data set. Missing values are left out.
 */
import type { FeatureColumn } from "./contract.ts";
import { fromPosition, quantileOfSorted, type Scaler, toPosition } from "./scaling.ts";

/** One audio feature over a set of songs, as positions from 0 to 1; NaN where no song has it. */
export interface FeatureSummary {
  readonly name: string;
  /** Songs of the set that have the feature. */
  readonly count: number;
  readonly mean: number;
  /** First, second and third quartile, interpolated linearly. */
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

/** Mean and quartiles of each feature over a set of songs. */
export function summarizeFeatures(
  features: readonly FeatureColumn[],
  scalers: readonly Scaler[],
  songs: ArrayLike<number>,
): FeatureSummary[] {
  return features.map(({ name, values }, k) => {
    const positions = new Float64Array(songs.length);
    let count = 0, sum = 0;
    for (let i = 0; i < songs.length; i++) {
      const value = values[songs[i]];
      if (!Number.isFinite(value)) continue;
      sum += positions[count++] = toPosition(scalers[k], value);
    }
    const sorted = positions.subarray(0, count).sort();
    return {
      name,
      count,
      mean: count > 0 ? sum / count : NaN,
      lowerQuartile: quantileOfSorted(sorted, 0.25),
      median: quantileOfSorted(sorted, 0.5),
      upperQuartile: quantileOfSorted(sorted, 0.75),
    };
  });
}

export interface FeatureHistogram {
  readonly name: string;
  /** bins + 1 ascending edges in the unit of the data set. */
  readonly edges: Float64Array;
  /** Songs in each bin, its lower edge included; the last bin includes its upper edge too. */
  readonly counts: Int32Array;
}

/**
 * Counts the values of one feature in bins that are equally wide in position.
 *
 * @param songs the songs to count; all of the catalogue's unless told
 * @throws RangeError when `bins` is not an integer ≥ 1
 */
export function featureHistogram(
  { name, values }: FeatureColumn,
  scaler: Scaler,
  { bins = 40, songs }: { bins?: number; songs?: ArrayLike<number> } = {},
): FeatureHistogram {
  if (!(Number.isInteger(bins) && bins >= 1)) {
    throw new RangeError(`Cannot count ${name}: bins must be an integer >= 1, it is ${bins}`);
  }
  const counts = new Int32Array(bins);
  const size = songs ? songs.length : values.length;
  for (let i = 0; i < size; i++) {
    const value = values[songs ? songs[i] : i];
    if (!Number.isFinite(value)) continue;
    counts[Math.min(bins - 1, Math.floor(toPosition(scaler, value) * bins))]++;
  }
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => fromPosition(scaler, i / bins));
  return { name, edges, counts };
}
