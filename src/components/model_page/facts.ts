/** What the Model page reads besides the model: the manifest in full, and what was measured. */
import type { Table } from "npm:apache-arrow";
import { codedTexts, integers, numbers } from "../arrow_columns.ts";
import type { ModelManifest } from "../model.ts";

/** The manifest as the Model page shows it. */
export interface ModelFacts extends ModelManifest {
  readonly settings: ModelManifest["settings"] & Readonly<Record<string, unknown>>;
  /** Settings that were not taken from settings.ts, with the flag or variable that set them. */
  readonly overridden: Readonly<Record<string, string>>;
  readonly svd: {
    readonly method: string;
    readonly rank: number;
    readonly converged: boolean;
    readonly largest_relative_residual: number;
  };
  readonly neighbors: Readonly<Record<"content" | "collaborative", NeighborSearch>>;
  readonly libraries: Readonly<Record<string, string>>;
  readonly seconds: Readonly<Record<string, number>>;
  readonly costs: Readonly<Record<string, { cpu_seconds: number; peak_bytes: number }>>;
}

interface NeighborSearch {
  readonly method: string;
  readonly recall_at_10: number;
}

/** Of `anatomy/manifest.json`. */
export interface AnatomyFacts {
  /** Neighbours of a list that count for hubness. */
  readonly k: number;
  /** Songs put to the tuned model. */
  readonly sample: number;
  readonly chance_runs: number;
}

/** The singular values; those beyond the model's rank where they are known. */
export interface Spectrum {
  readonly values: Float64Array;
  /** Values of data by chance; empty where they are not known. */
  readonly chanceLow: Float64Array;
  readonly chanceHigh: Float64Array;
  /** Σσ² over all singular values. */
  readonly total: number;
  /** Factors of the model. */
  readonly rank: number;
  /** Leading values above those by chance; NaN where that is not known. */
  readonly aboveChance: number;
}

/**
 * @param kept the model's own spectrum.arrow, of its factors alone
 * @param whole the anatomy's, all values; without rows where there are too many
 */
export function readSpectrum(kept: Table, whole: Table): Spectrum {
  const own = numbers(kept, "singular_value");
  const ratios = numbers(kept, "explained_variance_ratio");
  const all = numbers(whole, "singular_value");
  const chanceLow = numbers(whole, "chance_low"), chanceHigh = numbers(whole, "chance_high");
  const values = all.length > 0 ? all : own;
  let above = 0;
  while (above < values.length && values[above] > chanceHigh[above]) above++;
  return {
    values,
    chanceLow,
    chanceHigh,
    total: own.length > 0 ? own[0] ** 2 / ratios[0] : 0,
    rank: own.length,
    aboveChance: chanceHigh.length > 0 ? above : NaN,
  };
}

/** Share of the total variance in the first 1, 2, … components. */
export function cumulativeShares({ values, total }: Spectrum): Float64Array {
  let sum = 0;
  return values.map((value) => (sum += value * value) / total);
}

/** In how many lists each song stands. */
export interface HubCounts {
  readonly content: Int32Array;
  readonly collaborative: Int32Array;
  readonly contentSample: Int32Array;
  readonly collaborativeSample: Int32Array;
  readonly tunedSample: Int32Array;
}

export function readHubs(table: Table): HubCounts {
  return {
    content: integers(table, "content"),
    collaborative: integers(table, "collaborative"),
    contentSample: integers(table, "content_sample"),
    collaborativeSample: integers(table, "collaborative_sample"),
    tunedSample: integers(table, "tuned_sample"),
  };
}

/** Quantiles of the cosines of one rank. */
export interface ScoreRow {
  readonly signal: string;
  readonly rank: number;
  readonly songs: number;
  readonly p05: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

export function readScores(table: Table): ScoreRow[] {
  const { codes, names } = codedTexts(table, "signal");
  const rank = integers(table, "rank"), songs = integers(table, "songs");
  const [p05, p25, p50, p75, p95] = ["p05", "p25", "p50", "p75", "p95"].map((name) =>
    numbers(table, name)
  );
  return Array.from(codes, (code, i) => ({
    signal: names[code],
    rank: rank[i],
    songs: songs[i],
    p05: p05[i],
    p25: p25[i],
    p50: p50[i],
    p75: p75[i],
    p95: p95[i],
  }));
}
