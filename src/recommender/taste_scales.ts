/**
 * The scales on which the taste's traits (`taste.ts`) are put into bins: what takes an ordering of
 * all songs to find. A few hundred numbers, which a build keeps so that no page has to find them.
 */
import type { Catalogue } from "./contract.ts";
import { binOf } from "./histogram.ts";
import { knownSorted, normalScores } from "./normal_scores.ts";

/** Half the width of a histogram on standard deviations. */
export const REACH = 3;
export const SCORE_BINS = 60;
/** Ages are taken to be no farther than this from the mean, in standard deviations. */
export const AGE_LIMIT = 4;
/** Share of songs beyond either end of the histogram of ages and popularities. */
const ERA_TAIL = 0.005;

/** The scales of a catalogue. */
export interface TasteScales {
  /** `ScoreBins.upper` of each audio feature; null for one that is the same for all songs. */
  readonly features: readonly (Float64Array | null)[];
  /** The same of the release dates. */
  readonly dates: Float64Array | null;
  /** The ends of the two axes of ages and popularities, in standard deviations. */
  readonly age: readonly [number, number] | null;
  readonly popularity: readonly [number, number] | null;
}

/** The scales of a catalogue, in O(songs · features · log songs). */
export function tasteScales(catalogue: Catalogue): TasteScales {
  const { releaseYears, popularities } = catalogue;
  const { logAges, scale } = logAgesOf(releaseYears);
  return {
    features: catalogue.features.map(({ values }) => upperEnds(values)),
    dates: upperEnds(releaseYears),
    age: eraEnds(standardized(logAges, scale, AGE_LIMIT)),
    popularity: eraEnds(standardized(popularities, scaleOf(popularities), Infinity)),
  };
}

/** The largest value of each bin of the normal scores; null where all values are the same. */
function upperEnds(values: Float64Array): Float64Array | null {
  const { sorted, scores } = normalScores(values);
  const last = sorted.length - 1;
  if (last < 0 || sorted[0] === sorted[last]) return null;
  // Scores ascend with values, so a bin is a range of values and one pass finds its upper end.
  const upper = new Float64Array(SCORE_BINS).fill(-Infinity);
  for (let i = 0; i <= last; i++) upper[scoreBin(scores[i])] = sorted[i];
  for (let bin = 1; bin < SCORE_BINS; bin++) {
    if (upper[bin] === -Infinity) upper[bin] = upper[bin - 1];
  }
  // Values above all songs fall into the bin of the last one.
  return upper.fill(Infinity, scoreBin(scores[last]));
}

function scoreBin(score: number): number {
  return binOf(score, -REACH, REACH, SCORE_BINS);
}

/** Ages on a logarithmic scale, the youngest song's being 0.2 years. */
export function logAgesOf(releaseYears: Float64Array) {
  let latest = -Infinity;
  for (let song = 0; song < releaseYears.length; song++) {
    if (releaseYears[song] > latest) latest = releaseYears[song];
  }
  // A tenth of a year is the youngest age: what came out last is not infinitely young.
  const logAge = (year: number) => Math.log(Math.max(latest + 0.2 - year, 0.1));
  const logAges = new Float64Array(releaseYears.length);
  for (let song = 0; song < logAges.length; song++) logAges[song] = logAge(releaseYears[song]);
  return { logAge, logAges, scale: scaleOf(logAges) };
}

/** The ends of an axis but for its outer half per cents; null where all values are the same. */
function eraEnds(values: Float64Array): [number, number] | null {
  const sorted = knownSorted(values);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const low = at(ERA_TAIL), high = at(1 - ERA_TAIL);
  return high > low ? [low, high] : null;
}

export interface StandardScale {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Mean and population standard deviation of the values that are not NaN.
 *
 * @param rows where given, the value of each row counts as often as the row is named; −1 names none
 */
export function scaleOf(values: Float64Array, rows: Int32Array | null = null): StandardScale {
  const n = rows ? rows.length : values.length;
  let known = 0, sum = 0, squares = 0;
  for (let i = 0; i < n; i++) {
    const row = rows ? rows[i] : i;
    if (row < 0 || values[row] !== values[row]) continue;
    known++;
    sum += values[row];
  }
  const mean = sum / known;
  for (let i = 0; i < n; i++) {
    const row = rows ? rows[i] : i;
    if (row < 0 || values[row] !== values[row]) continue;
    squares += (values[row] - mean) * (values[row] - mean);
  }
  return { mean, deviation: Math.sqrt(squares / known) + 1e-9 };
}

/** Values on a scale of mean 0 and deviation 1, within ±limit; NaN stays. */
export function standardized(
  values: Float64Array,
  scale: StandardScale,
  limit: number,
): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = standard(values[i], scale, limit);
  return out;
}

export function standard(value: number, { mean, deviation }: StandardScale, limit: number): number {
  return Math.max(-limit, Math.min(limit, (value - mean) / deviation));
}
