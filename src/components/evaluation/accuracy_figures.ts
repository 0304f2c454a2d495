/** Figures that set accuracy against something else: the other kind of songs, coverage, novelty. */
import { DEFAULT, type Evaluation, type Measure, NDCG, type Subset } from "./data.ts";
import type { FigureOptions } from "../plot_figure.ts";
import { estimatesOf, stylesOf } from "./methods.ts";
import { type Figure, PANEL_NAMES, RANKING } from "./panels.ts";
import { scatterPlot } from "./scatter.ts";
import * as words from "./words.ts";
import { fixed, percent, percentTick } from "../feature_format.ts";
import { worded } from "../nouns.ts";

const { KINDS, three } = words;

export const warmAgainstCold: Figure = (evaluation) => {
  const points = pointsOf(
    evaluation,
    { subset: "warm", ...NDCG },
    { subset: "cold", ...NDCG },
  );
  if (points.length < 2) return null;
  const title = words.bothKindsTitle(points);
  return {
    id: "warm-and-cold",
    title,
    caption: [
      worded(
        "To the right is better for warm songs, up is better for cold ones; the top right corner is ",
      ),
      "good at both. Bars are 95 % intervals. Both axes are spread by a square root, so that ",
      "small values can be told apart.",
    ],
    panels: [{
      name: "",
      draw: (width) =>
        scatterPlot(points, width, {
          label: title,
          xAxis: `warm ${RANKING}`,
          yAxis: `cold ${RANKING}`,
          xType: "sqrt",
          yType: "sqrt",
          xFormat: three,
          yFormat: three,
        }),
    }],
  };
};

const COVERAGE: Measure = { metric: "coverage", k: 10 };
const NOVELTY: Measure = { metric: "novelty", k: 10 };

export const coverage: Figure = (evaluation) =>
  accuracyAgainst(evaluation, COVERAGE, percentOfTen, percentTick, {
    id: "coverage",
    axis: worded("share of all songs in a list of ten"),
    caption: [
      worded(
        "Up is more accurate, to the right is more of the catalogue: how many songs of all are in at ",
      ),
      worded(
        "least one playlist's first ten. A method that lists the same songs for everyone is at the ",
      ),
      "left. Coverage is of all lists together and has no interval.",
    ],
  });

export const novelty: Figure = (evaluation) =>
  accuracyAgainst(evaluation, NOVELTY, bits, undefined, {
    id: "novelty",
    axis: "novelty of the first ten (bits)",
    caption: [
      worded(
        "Up is more accurate, to the right are songs that fewer playlists hold: one bit more is half ",
      ),
      worded(
        "as many playlists. Cold songs are in none, so this is told apart for warm ones only.",
      ),
    ],
  });

function percentOfTen(share: number): string {
  return percent(share, 1);
}

function bits(value: number): string {
  return `${fixed(value, 2)} bits`;
}

function accuracyAgainst(
  evaluation: Evaluation,
  measure: Measure,
  format: (value: number) => string,
  ticks: ((value: number) => string) | undefined,
  { id, axis, caption }: { id: string; axis: string; caption: string[] },
): FigureOptions | null {
  const kinds = KINDS.filter((kind) => {
    const values = estimatesOf(evaluation, kind, measure).map(({ estimate }) => estimate.value);
    return values.length > 1 && Math.max(...values) - Math.min(...values) > 1e-9 &&
      evaluation.find({ method: DEFAULT, subset: kind, ...NDCG }) !== null;
  });
  if (kinds.length === 0) return null;
  const title = words.besideClassicTitle(evaluation, measure, kinds, format);
  return {
    id,
    title,
    caption,
    panels: kinds.map((kind) => ({
      name: PANEL_NAMES[kind],
      draw: (width) =>
        scatterPlot(
          pointsOf(evaluation, { subset: kind, ...measure }, { subset: kind, ...NDCG }),
          width,
          {
            label: worded`${title}: ${kind} songs`,
            xAxis: axis,
            yAxis: RANKING,
            xType: "linear",
            yType: "sqrt",
            xFormat: format,
            yFormat: three,
            xTicks: ticks,
          },
        ),
    })),
  };
}

/** Methods that have both measurements. */
function pointsOf(
  evaluation: Evaluation,
  x: Measure & { subset: Subset },
  y: Measure & { subset: Subset },
) {
  return stylesOf(evaluation.methods).flatMap((style) => {
    const across = evaluation.find({ method: style.name, ...x });
    const up = evaluation.find({ method: style.name, ...y });
    return across && up ? [{ style, x: across, y: up }] : [];
  });
}
