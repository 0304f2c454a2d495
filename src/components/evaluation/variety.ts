/** What variety costs: accuracy against how unlike the songs of a list are, by the control's λ. */
import * as Plot from "npm:@observablehq/plot";
import { fixed, percent } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import { type Estimate, type Evaluation, hasInterval, NDCG } from "./data.ts";
import { scaledPicture } from "./scaled_picture.ts";
import { INK, PAPER } from "../plot_figure.ts";
import { byKind, type Figure, PANEL_NAMES, RANKING } from "./panels.ts";
import { estimateWords, type Kind, KINDS } from "./words.ts";
import { withData } from "../export/figure_data.ts";

/** A list at one λ: how unlike its songs are, and what it reaches. */
export interface VarietyPoint {
  readonly variety: number;
  readonly diversity: Estimate;
  readonly accuracy: Estimate;
}

/** The λ that the title speaks of: the middle of the control. */
const HALF = 0.5;
const DIVERSITY = { metric: "diversity", k: 10 };

export const variety: Figure = (evaluation) => {
  const points = byKind((kind) => pointsOf(evaluation, kind));
  const kinds = KINDS.filter((kind) => points[kind].length > 1);
  if (kinds.length === 0) return null;
  const title = varietyTitle(points);
  return {
    id: "variety",
    title,
    caption: [
      "Each dot is a place of the control “Variety” on the Recommend page, from 0, which leaves the ",
      worded(
        "ranking as it is. To the right the songs of a list differ more: one minus the mean cosine of ",
      ),
      "their audio features, over all pairs of the first ten. Up is more accurate; the bars are 95 % ",
      worded(
        "intervals. Lists are as they are shown: one entry a recording, three songs an artist at most.",
      ),
    ],
    panels: kinds.map((kind) => ({
      name: PANEL_NAMES[kind],
      draw: (width) => varietyPlot(points[kind], width, worded`${title}: ${kind} songs`),
    })),
  };
};

/** What variety at the middle of its control costs. */
export function varietyTitle(points: Readonly<Record<Kind, readonly VarietyPoint[]>>): string {
  const phrases = KINDS.flatMap((kind) => {
    const none = points[kind].find(({ variety }) => variety === 0);
    const half = points[kind].find(({ variety }) => variety === HALF);
    if (!none || !half || !(none.accuracy.value > 0)) return [];
    const change = half.accuracy.value / none.accuracy.value - 1;
    const cost = change < 0 ? `${percent(-change)} of the accuracy` : "nothing";
    return [worded`${cost} for ${kind} songs`];
  });
  return phrases.length === 0
    ? "What variety costs"
    : `Variety at half of its control costs ${phrases.join(", ")}`;
}

function pointsOf(evaluation: Evaluation, kind: Kind): VarietyPoint[] {
  const diversities = new Map(
    evaluation.varieties(kind, DIVERSITY).map((one) => [one.variety, one] as const),
  );
  return evaluation.varieties(kind, NDCG).flatMap(({ variety, ...accuracy }) => {
    const diversity = diversities.get(variety);
    return diversity === undefined ? [] : [{ variety, diversity, accuracy }];
  });
}

function varietyPlot(
  points: readonly VarietyPoint[],
  width: number,
  label: string,
): SVGSVGElement {
  const data = points.map(({ variety, diversity, accuracy }) => ({
    variety,
    name: variety === 0 ? "0" : fixed(variety, 1),
    x: diversity.value,
    y: accuracy.value,
    accuracy,
    low: accuracy.low,
    high: accuracy.high,
    words: `Variety ${fixed(variety, 1)}: ${RANKING} ${estimateWords(accuracy)}; ` +
      worded`songs differ by ${fixed(diversity.value, 3)}`,
  }));
  const most = Math.max(
    ...data.flatMap(({ y, accuracy }) => hasInterval(accuracy) ? [accuracy.high] : [y]),
  );
  const place = { x: "x", y: "y" };
  const plot = Plot.plot({
    width,
    height: 260,
    marginLeft: 46,
    marginRight: 24,
    marginTop: 26,
    marginBottom: 40,
    ariaLabel: label,
    x: {
      label: worded("difference of the first ten songs →"),
      labelAnchor: "right",
      inset: 14,
      ticks: Math.max(2, Math.floor(width / 80)),
      tickFormat: (value: number) => fixed(value, 2),
    },
    y: {
      domain: [0, most > 0 ? most : 1],
      label: `↑ ${RANKING}`,
      labelAnchor: "top",
      grid: true,
      ticks: 5,
    },
    marks: [
      Plot.ruleX(data.filter(({ accuracy }) => hasInterval(accuracy)), {
        x: "x",
        y1: ({ accuracy }) => accuracy.low,
        y2: ({ accuracy }) => accuracy.high,
        stroke: INK,
        strokeWidth: 2,
        strokeOpacity: 0.2,
      }),
      Plot.line(data, { ...place, stroke: INK, strokeWidth: 1.5 }),
      Plot.dot(data, {
        ...place,
        r: 4,
        fill: ({ variety }) => variety === 0 ? PAPER : INK,
        stroke: INK,
        strokeWidth: 2,
        title: "words",
      }),
      Plot.text(data.filter((_, i) => i % 2 === 0), {
        ...place,
        text: "name",
        dy: -14,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
      }),
      Plot.tip(data, Plot.pointerX({ ...place, title: "words" })),
    ],
  });
  const picture = scaledPicture(plot, data.map(({ words }) => words).join(". "));
  return withData(picture, data, {
    variety: "variety",
    x: "difference",
    y: "accuracy",
    low: "accuracy_low_95",
    high: "accuracy_high_95",
  });
}
