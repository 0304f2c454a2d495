/** Distances by sound with their intervals, and what features make the distance of one pair. */
import * as Plot from "npm:@observablehq/plot";
import type { IntervalDistance } from "../../statistics/energy_distance.ts";
import { featureLabel, fixed } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import { INK, MUTED, PAPER, pictureOf } from "../plot_figure.ts";
import type { Group } from "./groups.ts";
import type { FeatureContrast } from "./sound.ts";
import { withData } from "../export/figure_data.ts";

/** Pairs shown in full; beyond, the nearest and the farthest of them. */
const MOST_PAIRS = 30;

/** A pair of groups with the distance of its songs. */
export interface PairDistance extends IntervalDistance {
  readonly a: number;
  readonly b: number;
  readonly label: string;
}

/** The pairs to show, the nearest first. */
export function shownPairs(pairs: readonly PairDistance[]): PairDistance[] {
  const sorted = pairs.filter(({ value }) => Number.isFinite(value))
    .sort((x, y) => x.value - y.value);
  return sorted.length <= MOST_PAIRS
    ? sorted
    : [...sorted.slice(0, MOST_PAIRS / 2), ...sorted.slice(-MOST_PAIRS / 2)];
}

/** Rows of dots with intervals, and the distance of halves of one group as a dashed line. */
export function distancePlot(
  pairs: readonly PairDistance[],
  within: number,
  width: number,
): Element {
  const rows = pairs.map((pair) => ({
    ...pair,
    end: Number.isFinite(pair.high) ? pair.high : pair.value,
    words: `${pair.label}: ${fixed(pair.value, 3)}` +
      (Number.isFinite(pair.low) ? `\n95 %: ${fixed(pair.low, 3)} to ${fixed(pair.high, 3)}` : ""),
  }));
  const longest = Math.max(...rows.map(({ label }) => label.length));
  const marginLeft = Math.min(width * 0.48, 16 + 6.2 * longest);
  const most = Math.max(...rows.map(({ end }) => end), within || 0, 1e-9);
  const plot = Plot.plot({
    width,
    height: rows.length * 21 + 50,
    marginLeft,
    marginRight: 44,
    marginTop: 8,
    marginBottom: 42,
    ariaLabel: "Distances by sound of pairs",
    x: {
      label: "energy distance, standard deviations →",
      labelAnchor: "right",
      domain: [0, most],
      grid: true,
      ticks: Math.max(2, Math.floor((width - marginLeft) / 80)),
    },
    y: { domain: rows.map(({ label }) => label), label: null, tickSize: 0 },
    marks: [
      Number.isFinite(within)
        ? Plot.ruleX([within], { stroke: MUTED, strokeDasharray: "3,3" })
        : null,
      Plot.ruleY(rows.filter(({ low }) => Number.isFinite(low)), {
        y: "label",
        x1: "low",
        x2: "high",
        stroke: "var(--signal-audio)",
        strokeWidth: 3,
        strokeOpacity: 0.45,
        strokeLinecap: "round",
      }),
      Plot.dot(rows, { x: "value", y: "label", r: 4, fill: "var(--signal-audio)" }),
      Plot.text(rows, {
        x: "end",
        y: "label",
        text: (d: { value: number }) => fixed(d.value, 2),
        textAnchor: "start",
        dx: 8,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 3,
      }),
      Plot.tip(rows, Plot.pointerY({ x: "value", y: "label", title: "words" })),
    ],
  });
  const picture = pictureOf(plot, rows.map(({ words }) => words.replace("\n", ", ")).join(". "));
  return withData(picture, rows, {
    label: "pair",
    value: "energy_distance",
    low: "low_95",
    high: "high_95",
  });
}

/** One row a feature: medians and quartiles of both groups, the most telling feature first. */
export function contrastPlot(
  contrasts: readonly FeatureContrast[],
  first: Group,
  second: Group,
  width: number,
): Element {
  // Two subgenres of one genre share its colour: the second is drawn hollow.
  const marks = [
    { group: first, of: "first" as const, shift: -0.14, isFilled: true },
    { group: second, of: "second" as const, shift: 0.14, isFilled: false },
  ];
  const rows = contrasts.flatMap((contrast, row) =>
    marks.map(({ group, of, shift, isFilled }) => ({
      y: row + shift,
      row,
      ...contrast[of],
      feature: contrast.name,
      name: group.name,
      distance: contrast.distance,
      color: group.color,
      fill: isFilled ? group.color : PAPER,
      words: `${group.name}, ${featureLabel(contrast.name)}: median ${
        fixed(contrast[of].median, 2)
      }\nhalf from ${fixed(contrast[of].low, 2)} to ${
        fixed(contrast[of].high, 2)
      }\nenergy distance ${fixed(contrast.distance, 3)}`,
    }))
  );
  const plot = Plot.plot({
    width,
    height: contrasts.length * 30 + 54,
    marginLeft: 116,
    marginRight: 52,
    marginTop: 22,
    marginBottom: 42,
    ariaLabel: `Features of ${first.name} and ${second.name}`,
    x: {
      label: worded("standard deviations from the mean of all songs →"),
      labelAnchor: "right",
      grid: true,
      ticks: 5,
    },
    y: {
      domain: [contrasts.length - 0.5, -0.5],
      ticks: contrasts.map((_, row) => row),
      tickFormat: (row: number) => featureLabel(contrasts[row]?.name ?? ""),
      tickSize: 0,
      label: null,
    },
    color: { type: "identity" },
    marks: [
      Plot.ruleX([0], { stroke: MUTED, strokeOpacity: 0.6 }),
      Plot.link(rows, {
        x1: "low",
        x2: "high",
        y1: "y",
        y2: "y",
        stroke: "color",
        strokeWidth: 3,
        strokeOpacity: 0.45,
      }),
      Plot.dot(rows, {
        x: "median",
        y: "y",
        r: 4.5,
        stroke: "color",
        strokeWidth: 2,
        fill: "fill",
      }),
      Plot.text(contrasts.map(({ distance }, row) => ({ distance, row })), {
        y: "row",
        text: (d: { distance: number }) => fixed(d.distance, 2),
        frameAnchor: "right",
        textAnchor: "end",
        dx: 44,
        fill: INK,
      }),
      Plot.text(["distance"], {
        frameAnchor: "top-right",
        textAnchor: "end",
        text: (d: string) => d,
        dx: 50,
        dy: -16,
        fill: MUTED,
      }),
      Plot.tip(rows, Plot.pointer({ x: "median", y: "y", title: "words" })),
    ],
  });
  const picture = pictureOf(
    plot,
    rows.map(({ words }) => words.replaceAll("\n", ", ")).join(". "),
  );
  return withData(picture, rows, {
    feature: "feature",
    name: "group",
    low: "lower_quartile",
    median: "median",
    high: "upper_quartile",
    distance: "energy_distance",
  });
}
