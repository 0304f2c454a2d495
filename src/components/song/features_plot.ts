/**
 * How a song sounds: for each audio feature its value on the distribution of its genre, over the
 * catalogue's.
 */
import * as Plot from "npm:@observablehq/plot";
import type { FeatureColumn } from "../../recommender/contract.ts";
import { fromPosition, type Scaler, toPosition } from "../../recommender/scaling.ts";
import { featureLabel, formatFeature, percent } from "../feature_format.ts";
import { hillArea, hillGround, hillOf } from "../feature_hills.ts";
import { worded } from "../nouns.ts";
import { onePicture } from "../one_picture.ts";
import type { Standing } from "./facts.ts";
import { withData } from "../export/figure_data.ts";

/** Beside the hills there is room for words; where there is not, they stand above. */
const WIDE = 520, ROW_HEIGHT = 46, NARROW_ROW_HEIGHT = 74;
/** Features in which above and below mean nothing. */
const UNORDERED = new Set(["key", "mode", "time_signature"]);

export interface FeaturesPlotOptions {
  readonly features: readonly FeatureColumn[];
  /** One a feature: an axis runs from its lowest to its highest value. */
  readonly scalers: readonly Scaler[];
  readonly standings: readonly Standing[];
  /** Songs of the genre that the song is compared with; none where it has no genre. */
  readonly genreSongs: ArrayLike<number>;
  readonly genre: string;
  /** In CSS pixels. */
  readonly width: number;
}

/** Height of the plot in CSS pixels at a width, so that room can be kept for it. */
export function featuresHeight(features: number, width: number): number {
  return features * (width > WIDE ? ROW_HEIGHT : NARROW_ROW_HEIGHT) + 6;
}

export function featuresPlot(
  { features, scalers, standings, genreSongs, genre, width }: FeaturesPlotOptions,
): SVGSVGElement {
  const isWide = width > WIDE;
  const shown = standings.map((standing) => ({
    ...standing,
    name: features[standing.feature].name,
    label: featureLabel(features[standing.feature].name),
    position: toPosition(scalers[standing.feature], standing.value),
  }));
  const catalogueBins = shown.flatMap(({ feature }) => hillOf(features[feature], scalers[feature]));
  const genreBins = genreSongs.length === 0
    ? []
    : shown.flatMap(({ feature }) => hillOf(features[feature], scalers[feature], genreSongs));
  const words = (item: typeof shown[number]) =>
    `${item.label} ${formatFeature(item.name, item.value)}` +
    (Number.isNaN(item.inGenre) ? "" : `, above ${percent(item.inGenre)} of ${genre}`) +
    worded`, above ${percent(item.inCatalogue)} of all songs`;
  const valueText = (item: typeof shown[number]) => {
    const share = Number.isNaN(item.inGenre) ? item.inCatalogue : item.inGenre;
    const value = formatFeature(item.name, item.value);
    return UNORDERED.has(item.name) ? value : `${value} · above ${percent(share)}`;
  };
  const plot = Plot.plot({
    width,
    height: featuresHeight(shown.length, width),
    marginLeft: isWide ? 130 : 8,
    marginRight: isWide ? 172 : 8,
    marginTop: 2,
    marginBottom: 4,
    style: "font-size: 13px",
    x: { domain: [0, 1], axis: null },
    y: { domain: [-0.45, isWide ? 1.05 : 1.75], axis: null },
    fy: {
      domain: shown.map(({ label }) => label),
      label: null,
      padding: isWide ? 0.12 : 0.22,
      tickSize: 0,
      ...(isWide ? {} : { axis: null }),
    },
    marks: [
      hillArea(catalogueBins),
      Plot.lineY(genreBins, {
        fy: "feature",
        z: "feature",
        x: "position",
        y: "height",
        curve: "step",
        stroke: "var(--theme-foreground-faint)",
        strokeWidth: 1.5,
      }),
      hillGround(),
      Plot.ruleX(shown, {
        fy: "label",
        x: "position",
        y1: 0,
        y2: 0.9,
        stroke: "var(--theme-foreground-focus)",
        strokeWidth: 2,
      }),
      Plot.dot(shown, {
        fy: "label",
        x: "position",
        y: 0,
        r: 5,
        fill: "var(--theme-foreground-focus)",
        stroke: "var(--theme-background)",
        title: words,
      }),
      ...(isWide ? [] : [
        Plot.text(shown, { fy: "label", text: "label", frameAnchor: "top-left", dx: -8 }),
      ]),
      Plot.text(shown, {
        fy: "label",
        text: valueText,
        ...(isWide
          ? { frameAnchor: "right", textAnchor: "start", dx: 12 }
          : { frameAnchor: "top-right", dx: 8 }),
        fill: "currentColor",
        fontVariant: "tabular-nums",
      }),
      ...([["start", 0], ["end", 1]] as const).map(([textAnchor, x]) =>
        Plot.text(shown, {
          fy: "label",
          x,
          y: 0,
          dy: 11,
          textAnchor,
          text: ({ name, feature }) => formatFeature(name, fromPosition(scalers[feature], x)),
          fontSize: 11,
          fill: "var(--theme-foreground-muted)",
        })
      ),
    ],
  }) as unknown as SVGSVGElement;
  onePicture(plot);
  withData(plot, shown, {
    name: "feature",
    value: "value",
    inGenre: "share_below_in_genre",
    inCatalogue: "share_below_in_catalogue",
  });
  plot.setAttribute("aria-label", `How it sounds. ${shown.map(words).join(". ")}`);
  return plot;
}
