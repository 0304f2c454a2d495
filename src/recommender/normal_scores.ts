/**
 * Normal scores: values replaced by the quantiles of the standard normal distribution at their
 * ranks (van der Waerden 1952), so that a feature's own scale and skewness do not matter.
 */

/**
 * The standard normal quantile function Φ⁻¹, to a relative error of 1.2e-9 (P. J. Acklam 2003,
 * "An algorithm for computing the inverse normal cumulative distribution function").
 *
 * @param p probability; 0 gives −∞, 1 gives ∞, outside of 0 … 1 NaN
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    if (q === Infinity) return -Infinity;
    return (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q -
              2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783) /
      ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q +
            3.754408661907416) * q + 1);
  }
  const q = p - 0.5, r = q * q;
  return (((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r +
            1.383577518672690e2) * r - 3.066479806614716e1) * r + 2.506628277459239) *
    q /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
              6.680131188771972e1) * r - 1.328068155288572e1) * r + 1);
}

/** Values in ascending order with the normal score of each, standardised; ties share a score. */
export interface NormalScores {
  /** The known values, ascending. */
  readonly sorted: Float64Array;
  /** One score a value of `sorted`: mean 0, variance 1; all 0 where all values are equal. */
  readonly scores: Float64Array;
}

/** The normal scores of a column; NaN is left out. O(n log n). */
export function normalScores(values: Float64Array): NormalScores {
  const sorted = knownSorted(values);
  const n = sorted.length;
  const scores = new Float64Array(n);
  const quantiles = quantilesOfRanks(n);
  let sum = 0, squares = 0;
  for (let start = 0, end = 0; start < n; start = end) {
    while (end < n && sorted[end] === sorted[start]) end++;
    // Tied values share the quantile of their mean rank, which is whole or half.
    const low = quantiles[(start + end - 1) >> 1], high = quantiles[(start + end) >> 1];
    const score = (low + high) / 2;
    scores.fill(score, start, end);
    sum += score * (end - start);
    squares += score * score * (end - start);
  }
  const mean = sum / n;
  const deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
  for (let i = 0; i < n; i++) scores[i] = deviation > 1e-9 ? (scores[i] - mean) / deviation : 0;
  return { sorted, scores };
}

/** The values that are not NaN, ascending; a new array. */
export function knownSorted(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) known[count++] = values[i];
  }
  return known.subarray(0, count).sort();
}

const knownQuantiles = new Map<number, Float64Array>();

/** Φ⁻¹((rank + ½) / n) for ranks 0 … n − 1: the features of a catalogue mostly share one n. */
function quantilesOfRanks(n: number): Float64Array {
  let quantiles = knownQuantiles.get(n);
  if (quantiles === undefined) {
    quantiles = new Float64Array(n);
    for (let rank = 0; rank <= (n - 1) >> 1; rank++) {
      quantiles[n - 1 - rank] = -(quantiles[rank] = normalQuantile((rank + 0.5) / n));
    }
    if (n % 2 === 1) quantiles[n >> 1] = 0;
    knownQuantiles.clear();
    knownQuantiles.set(n, quantiles);
  }
  return quantiles;
}
