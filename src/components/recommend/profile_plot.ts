/**
 * How the picks and the list sound: for each audio feature the catalogue's distribution, and on it
 * the picks' mean and the list's median with its middle half.
 */
import * as Plot from "npm:@observablehq/plot";
import type { FeatureColumn } from "../../recommender/contract.ts";
import { summarizeFeatures } from "../../recommender/profile.ts";
import { fromPosition, type Scaler } from "../../recommender/scaling.ts";
import { featureLabel, formatFeature } from "../feature_format.ts";
import { hillArea, type HillBin, hillGround, hillOf, profileScales } from "../feature_hills.ts";
import { onePicture } from "../one_picture.ts";
import { withData } from "../export/figure_data.ts";

const ROW_HEIGHT = 30;

/** Height of a plot of so many features in pixels, so that room can be kept for it. */
export function profileHeight(features: number): number {
  return features * ROW_HEIGHT + 34;
}

/** Draws profiles of one catalogue; the catalogue's own shape is counted once. */
export class ProfilePlot {
  readonly #features: readonly FeatureColumn[];
  readonly #scalers: readonly Scaler[];
  #bins: HillBin[] | undefined;

  /** @param scalers one a feature: the common scale runs from its lowest to its highest value */
  constructor(features: readonly FeatureColumn[], scalers: readonly Scaler[]) {
    this.#features = features;
    this.#scalers = scalers;
  }

  /**
   * @param picks where the picks lie on average, one position from 0 to 1 a feature, NaN for none
   * @param songs the songs of the list
   */
  draw(
    picks: ArrayLike<number>,
    songs: ArrayLike<number>,
    { width = 300 }: { width?: number } = {},
  ): SVGSVGElement | HTMLElement {
    this.#bins ??= this.#features.flatMap((feature, k) => hillOf(feature, this.#scalers[k]));
    const value = (k: number, position: number) =>
      formatFeature(this.#features[k].name, fromPosition(this.#scalers[k], position));
    const list = summarizeFeatures(this.#features, this.#scalers, songs)
      .map((summary, k) => ({
        ...summary,
        feature: featureLabel(summary.name),
        words: `List: median ${value(k, summary.median)}, middle half ` +
          `${value(k, summary.lowerQuartile)} to ${value(k, summary.upperQuartile)}`,
      })).filter(({ count }) => count > 0);
    const query = this.#features.map(({ name }, k) => ({
      feature: featureLabel(name),
      position: picks[k],
      words: `Picks: ${value(k, picks[k])}`,
    })).filter(({ position }) => Number.isFinite(position));
    const plot = Plot.plot({
      width,
      height: profileHeight(this.#features.length),
      marginLeft: 106,
      marginRight: 22,
      ...profileScales(this.#features),
      ariaLabel: "Feature profile of picks and list",
      ariaDescription: [...query, ...list].map(({ feature, words }) => `${feature}. ${words}`)
        .join(". "),
      marks: [
        hillArea(this.#bins),
        hillGround(),
        Plot.ruleY(list, {
          fy: "feature",
          y: 0.36,
          x1: "lowerQuartile",
          x2: "upperQuartile",
          stroke: "var(--theme-foreground)",
          strokeWidth: 3,
          strokeOpacity: 0.35,
          strokeLinecap: "round",
        }),
        Plot.dot(list, {
          fy: "feature",
          x: "median",
          y: 0.36,
          r: 4,
          fill: "var(--theme-foreground)",
          title: "words",
        }),
        Plot.dot(query, {
          fy: "feature",
          x: "position",
          y: 0.36,
          r: 5,
          strokeWidth: 2,
          stroke: "var(--theme-foreground-focus)",
          fill: "var(--theme-background)",
          fillOpacity: 0.4,
          title: "words",
        }),
      ],
    });
    onePicture(plot);
    const inUnit = (k: number, position: number) => fromPosition(this.#scalers[k], position);
    const rows = summarizeFeatures(this.#features, this.#scalers, songs).map((of, k) => ({
      feature: of.name,
      picks: inUnit(k, picks[k]),
      median: inUnit(k, of.median),
      lower: inUnit(k, of.lowerQuartile),
      upper: inUnit(k, of.upperQuartile),
    }));
    return withData(plot, rows, {
      feature: "feature",
      picks: "picks_mean",
      median: "list_median",
      lower: "list_lower_quartile",
      upper: "list_upper_quartile",
    });
  }
}
