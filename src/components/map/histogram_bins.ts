/** How the values of a variable spread over the bars of a small histogram. */
import type { MapVariable } from "./variables.ts";
import type { Extent } from "./view.ts";

export interface HistogramBins {
  /** What the histogram spans. */
  readonly extent: Extent;
  /** Number of bars. */
  readonly bars: number;
  /** Bar of each song; `NONE` where it has no value. */
  readonly barOf: Uint8Array;
}

export const NONE = 255;

/**
 * Bars of equal width over all values; whole numbers that are few have one bar each.
 *
 * @param most bars, at most 254
 */
export function histogramBins(
  { values, extent: [low, high], jitter }: MapVariable,
  most = 48,
): HistogramBins {
  const isLevels = jitter > 0 && high - low + 1 <= most;
  const extent: Extent = isLevels
    ? [low - 0.5, high + 0.5]
    : high > low
    ? [low, high]
    : [low - 0.5, low + 0.5];
  const bars = isLevels ? high - low + 1 : most;
  const perBar = bars / (extent[1] - extent[0]);
  const barOf = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const bar = Math.floor((values[i] - extent[0]) * perBar);
    barOf[i] = Number.isNaN(bar) ? NONE : Math.min(bars - 1, Math.max(0, bar));
  }
  return { extent, bars, barOf };
}

/** Songs in each bar. @param focus 1 for those that count; null for all */
export function barCounts({ bars, barOf }: HistogramBins, focus: Uint8Array | null): Int32Array {
  const counts = new Int32Array(256);
  if (focus === null) { for (let i = 0; i < barOf.length; i++) counts[barOf[i]]++; }
  else for (let i = 0; i < barOf.length; i++) counts[barOf[i]] += focus[i];
  return counts.slice(0, bars);
}
