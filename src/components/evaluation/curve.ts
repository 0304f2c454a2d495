/** The classic hybrid at each blend of its halves: a line, its interval, the classic blend marked. */
import * as Plot from "npm:@observablehq/plot";
import { hasInterval, type WeightedEstimate } from "./data.ts";
import { scaledPicture } from "./scaled_picture.ts";
import { estimateWords } from "./words.ts";
import { percent, percentTick } from "../feature_format.ts";
import { withData } from "../export/figure_data.ts";

export interface CurveOptions {
  readonly label: string;
  readonly yAxis: string;
  /** Share of the collaborative half that is marked. */
  readonly marked: number;
}

/** @param points by rising share of the collaborative half */
export function curvePlot(
  points: readonly WeightedEstimate[],
  width: number,
  { label, yAxis, marked }: CurveOptions,
): SVGSVGElement {
  const data = points.map(({ weights, ...estimate }) => ({
    share: weights.collaborative,
    ...estimate,
    words: `${percent(weights.collaborative)} collaborative: ${estimateWords(estimate)}`,
  }));
  const most = Math.max(...data.map(({ high }) => high).filter(Number.isFinite), 0);
  const place = { x: "share", y: "value" };
  const ink = "var(--theme-foreground)";
  const atMark = data.filter(({ share }) => Math.abs(share - marked) < 1e-9);
  const plot = Plot.plot({
    width,
    height: 250,
    marginLeft: 46,
    marginRight: 18,
    marginTop: 26,
    marginBottom: 40,
    ariaLabel: label,
    x: {
      domain: [0, 1],
      label: "share of the collaborative half, the rest audio →",
      labelAnchor: "right",
      ticks: width < 300 ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1],
      tickFormat: percentTick,
    },
    y: {
      domain: [0, most > 0 ? most : 1],
      label: `↑ ${yAxis}`,
      labelAnchor: "top",
      grid: true,
      ticks: 5,
    },
    marks: [
      Plot.areaY(data.filter(hasInterval), {
        x: "share",
        y1: "low",
        y2: "high",
        fill: ink,
        fillOpacity: 0.1,
      }),
      Plot.ruleX([marked], {
        stroke: "var(--theme-foreground-muted)",
        strokeDasharray: "3,3",
      }),
      Plot.line(data, { ...place, stroke: ink, strokeWidth: 2 }),
      Plot.dot(data, { ...place, r: 3, fill: ink, title: "words" }),
      Plot.dot(atMark, {
        ...place,
        r: 6,
        fill: "var(--theme-background)",
        stroke: ink,
        strokeWidth: 2,
      }),
      Plot.text([marked], {
        x: (share: number) => share,
        frameAnchor: "top",
        text: () => "classic hybrid",
        textAnchor: "start",
        dx: 6,
        fill: "var(--theme-foreground-muted)",
        stroke: "var(--theme-background)",
        strokeWidth: 4,
      }),
      Plot.tip(data, Plot.pointerX({ ...place, title: "words" })),
    ],
  });
  const picture = scaledPicture(plot, data.map(({ words }) => words).join(". "));
  return withData(picture, data, {
    share: "w_collaborative",
    value: "value",
    low: "low_95",
    high: "high_95",
  });
}
