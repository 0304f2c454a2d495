/**
 * Robust standard scores: how far a value lies from the median, in a unit that outliers do not move.
 *
 *     z = 0.6745 (x − median) / MAD,  MAD = median |x − median|
 *
 * 0.6745 makes z a standard score where values are normal (Iglewicz & Hoaglin 1993, "How to Detect
 * and Handle Outliers", who take |z| > 3.5 for an outlier).
 */
import { quantileOfSorted } from "../recommender/scaling.ts";

/** |z| from which a value counts as an outlier. */
export const OUTLYING = 3.5;

/** Quantiles of one column's present values; NaN where there is none. */
export interface Spread {
  /** Songs that have a value. */
  readonly count: number;
  readonly low: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly high: number;
  /** Median absolute deviation from the median. */
  readonly deviation: number;
}

/** Summarises a column; NaN and infinite values are missing. O(n log n). */
export function spreadOf(values: Float64Array): Spread {
  const sorted = values.filter(Number.isFinite).sort();
  const median = quantileOfSorted(sorted, 0.5);
  const away = sorted.map((value) => Math.abs(value - median)).sort();
  return {
    count: sorted.length,
    low: quantileOfSorted(sorted, 0),
    lowerQuartile: quantileOfSorted(sorted, 0.25),
    median,
    upperQuartile: quantileOfSorted(sorted, 0.75),
    high: quantileOfSorted(sorted, 1),
    deviation: quantileOfSorted(away, 0.5),
  };
}

/**
 * The robust score of a value; NaN where it is missing, and where half of all values are equal, so
 * that there is no unit.
 */
export function robustScore({ median, deviation }: Spread, value: number): number {
  return deviation > 0 && Number.isFinite(value) ? 0.6745 * (value - median) / deviation : NaN;
}

/** One song that stands out by one value. */
export interface Outlier {
  readonly song: number;
  readonly score: number;
}

/** The songs whose value lies beyond `OUTLYING`, the furthest first, of equals the lower number. */
export function outliersOf(values: Float64Array, spread: Spread = spreadOf(values)): Outlier[] {
  const out: Outlier[] = [];
  for (let song = 0; song < values.length; song++) {
    const score = robustScore(spread, values[song]);
    if (Math.abs(score) > OUTLYING) out.push({ song, score });
  }
  return out.sort((a, b) => Math.abs(b.score) - Math.abs(a.score) || a.song - b.song);
}
