/** Methods by two measurements: a dot with both intervals, its name beside it. */
import * as Plot from "npm:@observablehq/plot";
import { type Estimate, hasInterval } from "./data.ts";
import { scaledPicture } from "./scaled_picture.ts";
import type { MethodStyle } from "./methods.ts";
import { estimateWords } from "./words.ts";
import { placeLabels } from "../map/label_places.ts";
import { withData } from "../export/figure_data.ts";

export interface ScatterPoint {
  readonly style: MethodStyle;
  readonly x: Estimate;
  readonly y: Estimate;
}

export interface ScatterOptions {
  readonly label: string;
  /** The axes, with their units. */
  readonly xAxis: string;
  readonly yAxis: string;
  /** "sqrt" begins at 0 and spreads small values. */
  readonly xType: "linear" | "sqrt";
  readonly yType: "linear" | "sqrt";
  readonly xFormat: (value: number) => string;
  readonly yFormat: (value: number) => string;
  readonly xTicks?: (value: number) => string;
}

const MARGIN = { top: 24, right: 14, bottom: 40, left: 44 };
/** Pixels of a letter, on average, at the size of the labels. */
const LETTER = 6.3;
/** A label this far above or below its point, in pixels, gets a line to it. */
const AWAY = 14;
const PAPER = "var(--theme-background)";

export function scatterPlot(
  points: readonly ScatterPoint[],
  width: number,
  { label, xAxis, yAxis, xType, yType, xFormat, yFormat, xTicks }: ScatterOptions,
): SVGSVGElement {
  const height = Math.round(Math.max(280, Math.min(420, width * 0.72)));
  const x = scaleOf(points.map(({ x }) => x), xType);
  const y = scaleOf(points.map(({ y }) => y), yType);
  const scales = {
    x: Plot.scale({ x: { ...x, range: [MARGIN.left, width - MARGIN.right] } }),
    y: Plot.scale({ y: { ...y, range: [height - MARGIN.bottom, MARGIN.top] } }),
  };
  const places = placeLabels(
    points.map((point) => ({
      x: scales.x.apply(point.x.value),
      y: scales.y.apply(point.y.value),
      width: point.style.label.length * LETTER,
    })),
    {
      left: MARGIN.left,
      right: width,
      top: MARGIN.top - 8,
      bottom: height - MARGIN.bottom,
    },
  );
  const data = points.map(({ style, x, y }, i) => ({
    ...style,
    x: x.value,
    y: y.value,
    labelX: scales.x.invert!(places[i].x),
    labelY: scales.y.invert!(places[i].y),
    anchor: places[i].anchor,
    isAway: Math.abs(places[i].y - scales.y.apply(y.value)) > AWAY,
    xEstimate: x,
    yEstimate: y,
    words: `${style.label}: ${xAxis} ${estimateWords(x, xFormat)}; ${yAxis} ${
      estimateWords(y, yFormat)
    }`,
  }));
  const interval = { stroke: "color", strokeWidth: 2, strokeOpacity: 0.35 };
  const plot = Plot.plot({
    width,
    height,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    ariaLabel: label,
    x: {
      ...x,
      label: `${xAxis} →`,
      labelAnchor: "right",
      grid: true,
      ticks: ticksOf(x, width / 90),
      tickFormat: xTicks,
    },
    y: {
      ...y,
      label: `↑ ${yAxis}`,
      labelAnchor: "top",
      grid: true,
      ticks: ticksOf(y, height / 60),
    },
    color: { type: "identity" },
    marks: [
      Plot.ruleY(data.filter(({ xEstimate }) => hasInterval(xEstimate)), {
        y: "y",
        x1: ({ xEstimate }) => xEstimate.low,
        x2: ({ xEstimate }) => xEstimate.high,
        ...interval,
      }),
      Plot.ruleX(data.filter(({ yEstimate }) => hasInterval(yEstimate)), {
        x: "x",
        y1: ({ yEstimate }) => yEstimate.low,
        y2: ({ yEstimate }) => yEstimate.high,
        ...interval,
      }),
      Plot.dot(data, {
        x: "x",
        y: "y",
        r: 4.5,
        stroke: "color",
        strokeWidth: 2,
        fill: { value: ({ color, isFilled }) => isFilled ? color : PAPER, scale: null },
        title: "words",
      }),
      Plot.link(data.filter(({ isAway }) => isAway), {
        x1: "x",
        y1: "y",
        x2: "labelX",
        y2: "labelY",
        stroke: "var(--theme-foreground-faint)",
      }),
      ...(["start", "end"] as const).map((anchor) =>
        Plot.text(data.filter((point) => point.anchor === anchor), {
          x: "labelX",
          y: "labelY",
          text: "label",
          textAnchor: anchor,
          fill: "var(--theme-foreground)",
          stroke: PAPER,
          strokeWidth: 4,
        })
      ),
      Plot.tip(data, Plot.pointer({ x: "x", y: "y", title: "words", lineHeight: 1.25 })),
    ],
  });
  const picture = scaledPicture(plot, data.map(({ words }) => words).join(". "));
  return withData(
    picture,
    points.map(({ style, x, y }) => ({
      name: style.label,
      [xAxis]: x.value,
      [`${xAxis}, low`]: x.low,
      [`${xAxis}, high`]: x.high,
      [yAxis]: y.value,
      [`${yAxis}, low`]: y.low,
      [`${yAxis}, high`]: y.high,
    })),
    [
      "name",
      ...[xAxis, yAxis].flatMap((axis) => [axis, `${axis}, low`, `${axis}, high`]),
    ],
  );
}

/** A scale from 0, or for a linear one from below all values, to above all that is drawn. */
function scaleOf(estimates: readonly Estimate[], type: "linear" | "sqrt") {
  const drawn = estimates.flatMap((estimate) =>
    hasInterval(estimate) ? [estimate.value, estimate.low, estimate.high] : [estimate.value]
  );
  const high = Math.max(...drawn);
  if (type === "sqrt") {
    return { type, domain: [0, high > 0 ? high : 1], clamp: true } as const;
  }
  const low = Math.min(...drawn), margin = (high - low || 1) * 0.05;
  return { type, domain: [low - margin, high + margin] } as const;
}

/** Ticks at 1, 2 and 5 times powers of ten where a square root spreads them; else how many. */
function ticksOf({ type, domain }: ReturnType<typeof scaleOf>, room: number): number | number[] {
  if (type === "linear") return Math.max(2, Math.floor(room));
  const most = domain[1];
  const all = [0];
  for (let power = -3; power <= 1; power++) {
    for (const digit of [1, 2, 5]) all.push(Number(`${digit}e${power}`));
  }
  const kept: number[] = [];
  const position = (value: number) => Math.sqrt(value / most) * room;
  for (const value of all) {
    const previous = kept[kept.length - 1];
    if (value > most) break;
    if (previous === undefined || position(value) - position(previous) >= 0.6) kept.push(value);
  }
  return kept;
}
