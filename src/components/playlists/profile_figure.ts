/** A playlist beside its genre: each feature on a common scale, the genre's distribution behind. */
import * as Plot from "npm:@observablehq/plot";
import type { FeatureColumn } from "../../recommender/contract.ts";
import { type FeatureSummary, summarizeFeatures } from "../../recommender/profile.ts";
import { fromPosition, type Scaler } from "../../recommender/scaling.ts";
import { element } from "../dom.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import { featureLabel, formatFeature } from "../feature_format.ts";
import { hillArea, hillGround, hillOf, profileScales } from "../feature_hills.ts";
import { worded } from "../nouns.ts";
import { onePicture } from "../one_picture.ts";
import { upperFirst } from "../words.ts";
import { withData } from "../export/figure_data.ts";

const ROW_HEIGHT = 34;

export interface ProfileFigure {
  readonly node: HTMLElement;
  /** @param others the songs it is compared with, called `ofWhat` */
  update(songs: ArrayLike<number>, others: ArrayLike<number>, ofWhat: string): void;
}

export function profileFigure(
  features: readonly FeatureColumn[],
  scalers: readonly Scaler[],
): ProfileFigure {
  const title = element("h2", {});
  const room = element("div", { class: "plot" });
  room.style.minHeight = `${ROW_HEIGHT * features.length + 34}px`;
  const caption = element("figcaption", {});
  const node = withFigureMenu(
    element("figure", { class: "playlist-profile" }, title, room, caption),
    () => title.textContent ?? "Profile",
  );
  let shown: [ArrayLike<number>, ArrayLike<number>, string] | undefined;

  function draw(): void {
    if (shown === undefined || !room.isConnected || room.clientWidth === 0) return;
    const [songs, others, ofWhat] = shown;
    room.replaceChildren(
      profilePlot(features, scalers, songs, others, ofWhat, Math.min(760, room.clientWidth)),
    );
  }
  new ResizeObserver(draw).observe(room);
  return {
    node,
    update(songs, others, ofWhat) {
      shown = [songs, others, ofWhat];
      title.textContent = `How it sounds, beside ${ofWhat}`;
      caption.textContent =
        worded(`The dot is the playlist’s median, the line its middle half; the tick is `) +
        worded`the median of ${ofWhat}, the hill its songs (square root of their number).`;
      draw();
    },
  };
}

function profilePlot(
  features: readonly FeatureColumn[],
  scalers: readonly Scaler[],
  songs: ArrayLike<number>,
  others: ArrayLike<number>,
  ofWhat: string,
  width: number,
): Element {
  const bins = features.flatMap((feature, k) => hillOf(feature, scalers[k], others));
  const value = (k: number, position: number) =>
    formatFeature(features[k].name, fromPosition(scalers[k], position));
  const rows = (of: ArrayLike<number>, who: string) =>
    summarizeFeatures(features, scalers, of).map((summary: FeatureSummary, k) => ({
      ...summary,
      feature: featureLabel(summary.name),
      words: `${who}: median ${value(k, summary.median)}, middle half ` +
        `${value(k, summary.lowerQuartile)} to ${value(k, summary.upperQuartile)}`,
    })).filter(({ count }) => count > 0);
  const own = rows(songs, worded("This playlist")), theirs = rows(others, upperFirst(ofWhat));
  const plot = Plot.plot({
    width,
    height: ROW_HEIGHT * features.length + 34,
    marginLeft: 118,
    marginRight: 24,
    ...profileScales(features),
    ariaLabel: worded`Profile of the playlist beside ${ofWhat}`,
    ariaDescription: [...own, ...theirs].map(({ feature, words }) => `${feature}. ${words}`)
      .join(". "),
    marks: [
      hillArea(bins),
      hillGround(),
      Plot.ruleX(theirs, {
        fy: "feature",
        x: "median",
        y1: 0,
        y2: 0.9,
        stroke: "var(--theme-foreground-muted)",
        strokeWidth: 1.5,
        title: "words",
      }),
      Plot.ruleY(own, {
        fy: "feature",
        y: 0.4,
        x1: "lowerQuartile",
        x2: "upperQuartile",
        stroke: "var(--theme-foreground-focus)",
        strokeWidth: 3,
        strokeOpacity: 0.5,
        strokeLinecap: "round",
      }),
      Plot.dot(own, {
        fy: "feature",
        x: "median",
        y: 0.4,
        r: 5,
        fill: "var(--theme-foreground-focus)",
        title: "words",
      }),
    ],
  });
  onePicture(plot);
  const inUnit = (k: number, position: number) => fromPosition(scalers[k], position);
  const summaries = [{ songs, who: "playlist" }, { songs: others, who: ofWhat }]
    .flatMap(({ songs, who }) =>
      summarizeFeatures(features, scalers, songs).map((of, k) => ({
        feature: of.name,
        of: who,
        songs: of.count,
        median: inUnit(k, of.median),
        lower_quartile: inUnit(k, of.lowerQuartile),
        upper_quartile: inUnit(k, of.upperQuartile),
      }))
    );
  return withData(
    plot,
    summaries,
    ["feature", "of", "songs", "median", "lower_quartile", "upper_quartile"],
  );
}
