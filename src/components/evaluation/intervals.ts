/** Estimates below each other: a dot with its interval a row, its value beside it. */
import * as Plot from "npm:@observablehq/plot";
import { type Estimate, hasInterval } from "./data.ts";
import { scaledPicture } from "./scaled_picture.ts";
import { estimateWords } from "./words.ts";
import { withData } from "../export/figure_data.ts";

export interface IntervalRow {
  readonly label: string;
  readonly color?: string;
  readonly isFilled?: boolean;
  readonly estimate: Estimate;
}

export interface IntervalOptions {
  /** What is shown, for those who do not see it. */
  readonly label: string;
  /** The axis, with its unit. */
  readonly axis: string;
  /** Values as they are written beside the dots. */
  readonly format: (value: number) => string;
  /** A value to compare with, drawn as a line. */
  readonly reference?: number;
  /** Room for the labels of the rows, in pixels. */
  readonly labelWidth?: number;
  readonly rowHeight?: number;
  /** Ends of the axis; from 0 or the lowest to the highest where there are none. */
  readonly domain?: readonly [number, number];
  readonly tickFormat?: (value: number) => string;
}

/** Draws rows from top to bottom. */
export function intervalPlot(
  rows: readonly IntervalRow[],
  width: number,
  { label, axis, format, reference, labelWidth = 132, rowHeight = 26, ...rest }: IntervalOptions,
): SVGSVGElement {
  const data = rows.map(({ estimate, color, isFilled = true, label }) => ({
    label,
    ...estimate,
    color: color ?? "var(--theme-foreground)",
    isFilled,
    // The value stands beyond whatever is drawn.
    end: hasInterval(estimate) ? Math.max(estimate.high, estimate.value) : estimate.value,
    words: `${label}: ${estimateWords(estimate, format)}`,
  }));
  const place = { x: "value", y: "label" };
  const plot = Plot.plot({
    width,
    height: rows.length * rowHeight + 48,
    marginLeft: labelWidth,
    marginRight: 52,
    marginTop: 6,
    marginBottom: 42,
    ariaLabel: label,
    x: {
      label: `${axis} →`,
      labelAnchor: "right",
      grid: true,
      ticks: Math.max(2, Math.floor((width - labelWidth) / 80)),
      domain: rest.domain ?? extentOf(data, reference),
      tickFormat: rest.tickFormat,
    },
    y: { domain: rows.map(({ label }) => label), label: null, tickSize: 0 },
    marks: [
      reference === undefined ? null : Plot.ruleX([reference], {
        stroke: "var(--theme-foreground-muted)",
        strokeDasharray: reference === 0 ? undefined : "3,3",
      }),
      Plot.ruleY(data.filter(hasInterval), {
        y: "label",
        x1: "low",
        x2: "high",
        stroke: "color",
        strokeWidth: 2.5,
        strokeOpacity: 0.45,
        strokeLinecap: "round",
      }),
      Plot.dot(data, {
        ...place,
        r: 4.5,
        stroke: "color",
        strokeWidth: 2,
        fill: { value: ({ color, isFilled }) => isFilled ? color : PAPER, scale: null },
        title: "words",
      }),
      Plot.text(data, {
        x: "end",
        y: "label",
        text: ({ value }: Estimate) => format(value),
        textAnchor: "start",
        dx: 9,
        fill: "var(--theme-foreground)",
        stroke: PAPER,
        strokeWidth: 3,
      }),
      Plot.tip(
        data,
        Plot.pointerY({ ...place, title: "words", lineHeight: 1.25 }),
      ),
    ],
    color: { type: "identity" },
  });
  const picture = scaledPicture(plot, data.map(({ words }) => words).join(". "));
  return withData(picture, data, {
    label: "name",
    value: "value",
    low: "low_95",
    high: "high_95",
  });
}

const PAPER = "var(--theme-background)";

/** From 0 or what lies below it to what lies above it, with everything that is drawn inside. */
function extentOf(data: readonly Estimate[], reference = 0): [number, number] {
  const drawn = [0, reference];
  for (const estimate of data) {
    drawn.push(estimate.value);
    if (hasInterval(estimate)) drawn.push(estimate.low, estimate.high);
  }
  const low = Math.min(...drawn), high = Math.max(...drawn);
  return high > low ? [low, high] : [0, 1];
}
