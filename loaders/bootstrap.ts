/**
 * Intervals by the bootstrap: how much a mean over playlists owes to which playlists there are
 * (Efron & Tibshirani 1993, "An Introduction to the Bootstrap", percentile intervals).
 */
import { randomNumbers } from "../src/recommender/random.ts";

/** A mean with its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Which items each resample draws: resamples × items, row-major. */
export interface Resamples {
  readonly items: number;
  readonly resamples: number;
  readonly drawn: Uint32Array;
}

/** Draws resamples once, for all means over the same items. */
export function drawResamples(items: number, resamples: number, seed: number): Resamples {
  const next = randomNumbers(seed);
  const drawn = Uint32Array.from({ length: items * resamples }, () => Math.floor(next() * items));
  return { items, resamples, drawn };
}

/**
 * The mean of the values and its percentile interval: the means of the resamples at (1 − level) / 2
 * and (1 + level) / 2. NaN is left out of every mean; without any value all three are NaN.
 *
 * @param values one an item, in the order of the resamples
 * @throws RangeError when there is not one value an item
 */
export function bootstrapMean(
  values: Float64Array,
  { items, resamples, drawn }: Resamples,
  level = 0.95,
): Estimate {
  if (values.length !== items) {
    throw new RangeError(`Cannot resample: ${values.length} values for ${items} items`);
  }
  const means = new Float64Array(resamples);
  for (let r = 0, at = 0; r < resamples; r++) {
    let sum = 0, known = 0;
    for (let i = 0; i < items; i++, at++) {
      const value = values[drawn[at]];
      if (value === value) {
        sum += value;
        known++;
      }
    }
    means[r] = sum / known;
  }
  const sorted = means.filter((mean) => mean === mean).sort();
  const quantile = (share: number) =>
    sorted.length === 0 ? NaN : sorted[Math.round(share * (sorted.length - 1))];
  return { value: mean(values), low: quantile((1 - level) / 2), high: quantile((1 + level) / 2) };
}

/**
 * The mean difference a − b, item by item, with its interval: the paired bootstrap, for which what
 * makes an item hard for both methods cancels out. Items for which either is NaN are left out.
 */
export function pairedBootstrap(
  a: Float64Array,
  b: Float64Array,
  resamples: Resamples,
  level = 0.95,
): Estimate {
  return bootstrapMean(a.map((value, i) => value - b[i]), resamples, level);
}

/** The mean of the values that are not NaN; NaN without any. */
export function mean(values: Float64Array): number {
  let sum = 0, known = 0;
  for (const value of values) {
    if (value === value) {
      sum += value;
      known++;
    }
  }
  return sum / known;
}

/** The standard error of the mean of some values; 0 for a single one. */
export function standardError(values: Float64Array): number {
  const middle = mean(values);
  const variance = mean(values.map((value) => (value - middle) ** 2));
  return Math.sqrt(variance / Math.max(1, values.length - 1));
}
