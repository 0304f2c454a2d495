/**
 * Feature scalers: they bring audio features of different units (decibels, beats a minute,
 * milliseconds) onto scales that can be compared and added.
 *
 * - **minmax** (the default): smallest value to 0, largest to 1, as scikit-learn's MinMaxScaler.
 * - **zscore**: mean to 0, population standard deviation to 1, as scikit-learn's StandardScaler.
 * - **quantile**: mid-rank over (count − 1), so that values spread evenly over 0 to 1 and outliers
 *   lose their pull; values between two fitted ones are interpolated linearly, values outside the
 *   fitted range take its ends.
 *
 * A missing value (NaN, or not finite) takes the median of the feature's present values, both when
 * a scaler is fitted and when a value is scaled. A constant or wholly missing feature scales to 0.
 */

export const SCALERS = ["minmax", "zscore", "quantile"] as const;
export type ScalerKind = (typeof SCALERS)[number];

/** A scaler fitted to one feature; all its functions are monotone. */
export interface Scaler {
  readonly kind: ScalerKind;
  /** Scaled values of the smallest and the largest fitted value. */
  readonly low: number;
  readonly high: number;
  /** A value in the unit of the data set on this scale; a missing one as the median would be. */
  toScaled(value: number): number;
  /** The value in the unit of the data set; a constant feature's only value. */
  toRaw(scaled: number): number;
}

/**
 * Fits a scaler to one feature of all songs, in float64.
 *
 * O(count); O(count log count) for "quantile" and for a feature with missing values.
 *
 * @throws RangeError when `kind` is none of `SCALERS`
 */
export function fitScaler(kind: ScalerKind, values: Float64Array): Scaler {
  switch (kind) {
    case "minmax":
      return fitMinMax(values);
    case "zscore":
      return fitZScore(values);
    case "quantile":
      return fitQuantile(values);
    default:
      throw new RangeError(
        `Cannot scale features: there is no scaler "${kind}", only ${SCALERS.join(", ")}`,
      );
  }
}

/** Fits one scaler of the same kind a column; see `fitScaler`. */
export function fitScalers(kind: ScalerKind, columns: readonly Float64Array[]): Scaler[] {
  return columns.map((values) => fitScaler(kind, values));
}

/**
 * Scales features to vectors: count × d, row-major, computed in float64 and rounded to float32.
 *
 * @param columns d features of the same count of songs, in the unit of the data set
 * @param scalers the scalers of these columns, when they are fitted already
 * @throws RangeError when the columns differ in length
 */
export function scaleFeatures(
  kind: ScalerKind,
  columns: readonly Float64Array[],
  scalers: readonly Scaler[] = fitScalers(kind, columns),
): Float32Array {
  const d = columns.length;
  const count = d > 0 ? columns[0].length : 0;
  const vectors = new Float32Array(count * d);
  for (let k = 0; k < d; k++) {
    const values = columns[k], scaler = scalers[k];
    if (values.length !== count) {
      throw new RangeError(
        `Cannot scale features: feature ${k} has ${values.length} values, feature 0 has ${count}`,
      );
    }
    for (let i = 0, at = k; i < count; i++, at += d) vectors[at] = scaler.toScaled(values[i]);
  }
  return vectors;
}

/** Where a value lies in the catalogue's range: 0 smallest, 1 largest, clamped; 0 if constant. */
export function toPosition(scaler: Scaler, value: number): number {
  const { low, high } = scaler;
  if (!(high > low)) return 0;
  return Math.min(1, Math.max(0, (scaler.toScaled(value) - low) / (high - low)));
}

/** The value, in the unit of the data set, at a position from 0 to 1 of the catalogue's range. */
export function fromPosition(scaler: Scaler, position: number): number {
  return scaler.toRaw(scaler.low + position * (scaler.high - scaler.low));
}

function fitMinMax(values: Float64Array): Scaler {
  let low = Infinity, high = -Infinity, missing = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) missing++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) low = high = 0;
  // Filling in the median moves neither end.
  return affine("minmax", low, high - low, low, high, missing > 0 ? medianOf(values) : low);
}

function fitZScore(values: Float64Array): Scaler {
  const count = values.length;
  let low = Infinity, high = -Infinity, sum = 0, present = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
    present++;
  }
  if (present === 0) return affine("zscore", 0, 0, 0, 0, 0);
  const median = present < count ? medianOf(values) : low;
  const mean = (sum + (count - present) * median) / count;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const value = Number.isFinite(values[i]) ? values[i] : median;
    squares += (value - mean) * (value - mean);
  }
  // A constant feature's mean is off by rounding, so its deviation is not quite 0.
  const deviation = high > low ? Math.sqrt(squares / count) : 0;
  return affine("zscore", high > low ? mean : low, deviation, low, high, median);
}

/** value → (value − origin) / unit; a unit of 0 marks a constant feature. */
function affine(
  kind: ScalerKind,
  origin: number,
  unit: number,
  smallest: number,
  largest: number,
  median: number,
): Scaler {
  const divisor = unit > 0 ? unit : Infinity;
  const toScaled = (value: number) =>
    ((Number.isFinite(value) ? value : median) - origin) / divisor;
  return {
    kind,
    low: toScaled(smallest),
    high: toScaled(largest),
    toScaled,
    toRaw: (scaled) => origin + scaled * unit,
  };
}

function fitQuantile(values: Float64Array): Scaler {
  const count = values.length;
  const sorted = values.filter(Number.isFinite).sort();
  const present = sorted.length;
  const median = present > 0 ? quantileOfSorted(sorted, 0.5) : 0;
  const missing = count - present;
  // Knots: distinct values, ascending, and the mid-rank of each over count − 1. The songs without
  // a value all stand at the median, which may be a knot of its own between two values.
  const knots = new Float64Array(present + 1), ranks = new Float64Array(present + 1);
  let size = 0, below = 0;
  const put = (value: number, equal: number) => {
    knots[size] = value;
    ranks[size++] = count > 1 ? (below + (equal - 1) / 2) / (count - 1) : 0;
    below += equal;
  };
  let filled = missing === 0;
  for (let i = 0, j = 0; i < present; i = j) {
    while (j < present && sorted[j] === sorted[i]) j++;
    if (!filled && median < sorted[i]) {
      put(median, missing);
      filled = true;
    }
    if (!filled && median === sorted[i]) {
      put(median, j - i + missing);
      filled = true;
    } else put(sorted[i], j - i);
  }
  if (size <= 1) return affine("quantile", median, 0, median, median, median);
  const last = size - 1;
  const toScaled = (value: number) =>
    interpolate(knots, ranks, last, Number.isFinite(value) ? value : median);
  return {
    kind: "quantile",
    low: ranks[0],
    high: ranks[last],
    toScaled,
    toRaw: (scaled) => interpolate(ranks, knots, last, scaled),
  };
}

/** Piecewise linear through (x[i], y[i]), i = 0 … last, x ascending; constant beyond the ends. */
function interpolate(x: Float64Array, y: Float64Array, last: number, at: number): number {
  if (!(at > x[0])) return y[0];
  if (at >= x[last]) return y[last];
  let low = 0, high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return x[low] === at
    ? y[low]
    : y[low] + (y[high] - y[low]) * ((at - x[low]) / (x[high] - x[low]));
}

/** Median of the finite values; 0 where there is none. */
function medianOf(values: Float64Array): number {
  const sorted = values.filter(Number.isFinite).sort();
  return sorted.length > 0 ? quantileOfSorted(sorted, 0.5) : 0;
}

/**
 * The p-quantile of ascending values, interpolated linearly between the two nearest order
 * statistics (type 7 of Hyndman and Fan, the default of NumPy and d3); NaN where there is none.
 */
export function quantileOfSorted(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at), above = Math.ceil(at);
  if (!(sorted.length > 0)) return NaN;
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
}
