/**
 * Smoothed histograms and their log ratios: how much more often songs of a query have a value than
 * songs of the catalogue, a naive Bayes term for each feature.
 *
 *     L(x) = log((h(x) + α g(x)) / (N + α) / g(x))
 *
 * h: the histogram of the query's N songs, g: the catalogue's relative frequencies, both smoothed by
 * the same Gaussian kernel (kernel density estimation on bins: Silverman 1986; α shrinks to the
 * catalogue as a Dirichlet prior does). L is 0 everywhere for an empty query, and negative where a
 * query has fewer songs than chance.
 */

/** Where no value is known: no bin, log ratio 0. */
export const MISSING = 0xffff;

/** A feature of all songs in bins, and what the log ratios need of the catalogue. */
export interface Binned {
  /** Bins along each axis: [B] or [B1, B2]; a bin's number is b1 · B2 + b2. */
  readonly shape: readonly number[];
  /** The bin of each song, or of each artist, or `MISSING`. */
  readonly bins: Uint16Array;
  /** One kernel an axis: B × B, row-major, 1 on the diagonal. */
  readonly kernels: readonly Float64Array[];
  /** g, one a bin. */
  readonly base: Float64Array;
}

/** Puts values of [low, high] into `bins` bins centred from low to high; outside clamps. */
export function binOf(value: number, low: number, high: number, bins: number): number {
  if (value !== value) return MISSING;
  if (!(high > low)) return 0;
  const bin = Math.round((value - low) / (high - low) * (bins - 1));
  return Math.max(0, Math.min(bins - 1, bin));
}

/** The Gaussian kernel between bins `step` apart, 1 at distance 0. */
export function gaussianKernel(bins: number, step: number, bandwidth: number): Float64Array {
  const kernel = new Float64Array(bins * bins);
  for (let i = 0; i < bins; i++) {
    for (let j = 0; j < bins; j++) {
      const distance = (i - j) * step / bandwidth;
      kernel[i * bins + j] = Math.exp(-0.5 * distance * distance);
    }
  }
  return kernel;
}

/**
 * Binned values with the catalogue's smoothed frequencies.
 *
 * @param times how often each value counts. @default once
 */
export function binned(
  bins: Uint16Array,
  shape: readonly number[],
  kernels: readonly Float64Array[],
  times: Float64Array | null = null,
): Binned {
  const counts = new Float64Array(shape.reduce((product, size) => product * size, 1));
  let known = 0;
  for (let i = 0; i < bins.length; i++) {
    const bin = bins[i];
    if (bin === MISSING) continue;
    const count = times ? times[i] : 1;
    counts[bin] += count;
    known += count;
  }
  for (let bin = 0; bin < counts.length; bin++) counts[bin] /= Math.max(known, 1);
  return { shape, bins, kernels, base: smooth(counts, shape, kernels) };
}

/**
 * Counts of a query in the bins of a feature, as weights of its songs.
 *
 * @param rowOf the row of `bins` that each song has, −1 for none; its own where null
 */
export function countBins(
  { bins, base }: Binned,
  songs: Int32Array,
  weights: Float32Array,
  rowOf: Int32Array | null = null,
): { counts: Float64Array; total: number } {
  const counts = new Float64Array(base.length);
  let total = 0;
  for (let i = 0; i < songs.length; i++) {
    const song = songs[i], row = rowOf ? rowOf[song] : song;
    const bin = row < 0 ? MISSING : bins[row];
    if (bin === MISSING) continue;
    counts[bin] += weights[song];
    total += weights[song];
  }
  return { counts, total };
}

/**
 * L of each bin for a query's counts; `counts` is overwritten.
 *
 * @param total N, the sum of the counts
 * @param prior α > 0
 */
export function logRatios(
  { shape, kernels, base }: Binned,
  counts: Float64Array,
  total: number,
  prior: number,
): Float32Array {
  const smoothed = smooth(counts, shape, kernels);
  const out = new Float32Array(base.length);
  for (let bin = 0; bin < out.length; bin++) {
    // A bin so far from every song that its smoothed frequency is 0 says nothing.
    if (base[bin] < 1e-12) continue;
    out[bin] = Math.log((smoothed[bin] / base[bin] + prior) / (total + prior));
  }
  return out;
}

/** Bins of songs, or of whatever else, and what each bin adds. */
export interface BinTable {
  readonly bins: Uint16Array;
  readonly table: Float32Array;
}

/**
 * out[song] += Σ over tables of table[bin of the song]; where there is no bin nothing is added.
 * Four tables at a time, so that `out` is read and written once for them.
 */
export function addTables(tables: readonly BinTable[], out: Float32Array): void {
  let at = 0;
  for (; at + 4 <= tables.length; at += 4) {
    const [{ bins: p, table: a }, { bins: q, table: b }, { bins: r, table: c }, last] = tables
      .slice(at, at + 4);
    const { bins: s, table: d } = last;
    for (let song = 0; song < out.length; song++) {
      let sum = out[song];
      const i = p[song], j = q[song], k = r[song], l = s[song];
      if (i !== MISSING) sum += a[i];
      if (j !== MISSING) sum += b[j];
      if (k !== MISSING) sum += c[k];
      if (l !== MISSING) sum += d[l];
      out[song] = sum;
    }
  }
  for (; at < tables.length; at++) {
    const { bins, table } = tables[at];
    for (let song = 0; song < out.length; song++) {
      const bin = bins[song];
      if (bin !== MISSING) out[song] += table[bin];
    }
  }
}

/** Multiplies counts by the kernel along every axis. */
function smooth(
  counts: Float64Array,
  shape: readonly number[],
  kernels: readonly Float64Array[],
): Float64Array {
  if (shape.length === 1) return smoothAxis(counts, 1, shape[0], 1, kernels[0]);
  const [rows, columns] = shape;
  const alongRows = smoothAxis(counts, rows, columns, 1, kernels[1]);
  return smoothAxis(alongRows, 1, rows, columns, kernels[0]);
}

/** Smooths along an axis of `size` bins, `stride` apart, in each of `blocks` · `stride` lines. */
function smoothAxis(
  counts: Float64Array,
  blocks: number,
  size: number,
  stride: number,
  kernel: Float64Array,
): Float64Array {
  const out = new Float64Array(counts.length);
  for (let block = 0; block < blocks; block++) {
    for (let line = 0; line < stride; line++) {
      const start = block * size * stride + line;
      for (let from = 0; from < size; from++) {
        const count = counts[start + from * stride];
        if (count === 0) continue;
        for (let to = 0, at = from * size; to < size; to++, at++) {
          out[start + to * stride] += count * kernel[at];
        }
      }
    }
  }
  return out;
}
