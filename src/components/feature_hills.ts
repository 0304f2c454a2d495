/**
 * Rows of audio features on one common scale, from each feature's lowest to its highest value, with
 * the distribution of songs as a hill behind: what the pictures of profiles are drawn upon.
 */
import * as Plot from "npm:@observablehq/plot";
import type { FeatureColumn } from "../recommender/contract.ts";
import { featureHistogram } from "../recommender/profile.ts";
import type { Scaler } from "../recommender/scaling.ts";
import { featureLabel } from "./feature_format.ts";

const BINS = 48;

/** One bin of one feature: its place on the common scale and its height, each from 0 to 1. */
export interface HillBin {
  /** The feature's label, by which rows are told. */
  readonly feature: string;
  readonly position: number;
  readonly height: number;
}

/** @param songs whose distribution it is @default all of the catalogue */
export function hillOf(
  feature: FeatureColumn,
  scaler: Scaler,
  songs?: ArrayLike<number>,
): HillBin[] {
  const { counts } = featureHistogram(feature, scaler, { bins: BINS, songs });
  // The square root keeps thin tails in sight beside a bin that holds most songs.
  const most = Math.sqrt(counts.reduce((a, b) => Math.max(a, b), 1));
  const label = featureLabel(feature.name);
  return Array.from(counts, (count, bin) => ({
    feature: label,
    position: (bin + 0.5) / BINS,
    height: Math.sqrt(count) / most,
  }));
}

/** The hills themselves, faint. */
export function hillArea(bins: readonly HillBin[]) {
  return Plot.areaY(bins, {
    fy: "feature",
    x: "position",
    y: "height",
    curve: "step",
    fill: "var(--theme-foreground-faintest)",
  });
}

/** The ground that the hills stand on. */
export function hillGround() {
  return Plot.ruleY([0], { stroke: "var(--theme-foreground-fainter)" });
}

/** Scales and margins of a profile: one row a feature, its axis named at both ends only. */
export function profileScales(features: readonly FeatureColumn[]) {
  return {
    marginTop: 4,
    marginBottom: 30,
    x: {
      domain: [0, 1],
      ticks: [0, 1],
      tickFormat: (x: number) => x === 0 ? "lowest" : "highest",
      label: null,
    },
    y: { domain: [0, 1.15], axis: null },
    fy: { domain: features.map(({ name }) => featureLabel(name)), label: null, padding: 0.1 },
  } satisfies Plot.PlotOptions;
}
