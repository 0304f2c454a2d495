/**
 * Density curves: a Gaussian kernel estimate (Silverman 1986) on a grid, from binned values, so
 * that a curve costs one pass over the values and a few thousand steps more.
 */
import { spreadOf } from "./robust_scores.ts";

/** A density on an even grid; values sum to about 1 / step. */
export interface Density {
  readonly at: Float64Array;
  readonly density: Float64Array;
}

/** Bins of a kernel's reach beyond which its weight is nothing. */
const REACH = 4;

/**
 * Silverman's rule of thumb: 0.9 · min(σ, IQR / 1.34) · n^(−1/5); σ alone where the IQR is 0, and
 * 0 where all values are equal.
 */
export function silvermanBandwidth(values: Float64Array): number {
  const { count, lowerQuartile, upperQuartile } = spreadOf(values);
  if (count < 2) return 0;
  let sum = 0, squares = 0;
  for (const value of values) {
    if (Number.isFinite(value)) sum += value;
  }
  const mean = sum / count;
  for (const value of values) {
    if (Number.isFinite(value)) squares += (value - mean) ** 2;
  }
  const deviation = Math.sqrt(squares / (count - 1));
  const range = (upperQuartile - lowerQuartile) / 1.34;
  return 0.9 * (range > 0 ? Math.min(deviation, range) : deviation) * count ** -0.2;
}

/**
 * The density of the present values on a grid from `low` to `high`. Values outside are left out,
 * and what the kernel would put beyond the ends is reflected back, so that a share of songs at 0
 * stays there.
 *
 * @param bandwidth standard deviation of the kernel; at least one step is taken
 */
export function densityOf(
  values: Float64Array,
  low: number,
  high: number,
  bandwidth: number,
  steps = 128,
): Density {
  const step = high > low ? (high - low) / (steps - 1) : 1;
  const counts = new Float64Array(steps);
  let known = 0;
  for (const value of values) {
    if (!(value >= low && value <= high)) continue;
    // Shared by the two nearest grid points (linear binning).
    const place = Math.min(steps - 1, (value - low) / step), bin = Math.floor(place);
    counts[bin] += 1 - (place - bin);
    if (bin + 1 < steps) counts[bin + 1] += place - bin;
    known++;
  }
  const width = Math.max(bandwidth, step), reach = Math.ceil(REACH * width / step);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const z = (i - reach) * step / width;
    return Math.exp(-z * z / 2) / (width * Math.sqrt(2 * Math.PI));
  });
  const density = new Float64Array(steps);
  for (let from = 0; from < steps; from++) {
    if (counts[from] === 0) continue;
    for (let shift = -reach; shift <= reach; shift++) {
      const to = reflected(from + shift, steps);
      density[to] += counts[from] * kernel[shift + reach] / Math.max(1, known);
    }
  }
  return { at: Float64Array.from({ length: steps }, (_, i) => low + i * step), density };
}

/** A grid point, mirrored at the ends of the grid, which lie half a step outside it. */
function reflected(at: number, steps: number): number {
  const period = 2 * steps;
  const inside = ((at % period) + period) % period;
  return inside < steps ? inside : period - 1 - inside;
}
