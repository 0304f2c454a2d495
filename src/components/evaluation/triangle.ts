/** What each blend of the three signals reaches, as a triangle of cells with a signal a corner. */
import * as Plot from "npm:@observablehq/plot";
import type { Weights } from "../../recommender/contract.ts";
import { heat, TRIANGLE_HEIGHT, trianglePlace } from "../weight_triangle.ts";
import type { WeightedEstimate } from "./data.ts";
import { scaledPicture } from "./scaled_picture.ts";
import { estimateWords, weightsWords } from "./words.ts";
import { withData } from "../export/figure_data.ts";

/** The point that reaches most; the first of those that are equal. Null without points. */
export function bestPoint(points: readonly WeightedEstimate[]): WeightedEstimate | null {
  return points.reduce<WeightedEstimate | null>(
    (best, point) => best === null || point.value > best.value ? point : best,
    null,
  );
}

/** Cells that reach this share of the best are dotted. */
export const GOOD = 0.95;

export interface TriangleOptions {
  readonly label: string;
  /** Marked with a ring, and with a diamond: weights that are not on the grid too. */
  readonly marked: Weights | null;
  readonly classic: Weights | null;
}

const LARGEST = 420;
const MARGIN = { top: 44, side: 30, bottom: 40 };

export function trianglePlot(
  points: readonly WeightedEstimate[],
  width: number,
  { label, marked, classic }: TriangleOptions,
): SVGSVGElement {
  const size = Math.min(width, LARGEST) - 2 * MARGIN.side;
  const side = (width - size) / 2;
  const height = size * TRIANGLE_HEIGHT + MARGIN.top + MARGIN.bottom;
  const best = bestPoint(points);
  const most = best !== null && best.value > 0 ? best.value : 1;
  const data = points.map(({ weights, ...estimate }) => ({
    ...trianglePlace(weights),
    ...weights,
    ...estimate,
    words: `${weightsWords(weights)}: ${estimateWords(estimate)}`,
  }));
  // A hexagon of Plot reaches r to its flat sides: half of what lies between two cells.
  const step = smallestStep(points), radius = size * step / 2;
  const corner = (signal: keyof Weights, text: string, dy: number) =>
    Plot.text([{ collaborative: 0, audio: 0, catalogue: 0, [signal]: 1 }], {
      x: (weights: Weights) => trianglePlace(weights).x,
      y: (weights: Weights) => trianglePlace(weights).y,
      text: () => text,
      dy,
      fontWeight: 600,
      textAnchor: signal === "catalogue" ? "middle" : signal === "audio" ? "start" : "end",
      dx: signal === "catalogue" ? 0 : signal === "audio" ? -side + 2 : side - 2,
      fill: `var(--signal-${signal}-text)`,
    });
  const plot = Plot.plot({
    width,
    height,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: side,
    marginRight: side,
    ariaLabel: label,
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, TRIANGLE_HEIGHT], axis: null },
    marks: [
      Plot.dot(data, {
        x: "x",
        y: "y",
        symbol: "hexagon",
        r: radius - 0.5,
        fill: { value: ({ value }: { value: number }) => heat(value / most), scale: null },
        stroke: null,
        title: "words",
      }),
      Plot.dot(data.filter(({ value }) => value >= GOOD * most), {
        x: "x",
        y: "y",
        r: 1.5,
        fill: "var(--theme-background)",
      }),
      corner("catalogue", "catalogue", -radius * 1.2 - 9),
      corner("audio", "audio", radius + 12),
      corner("collaborative", "collaborative", radius + 12),
      ...markOf(best?.weights ?? null, "times", 4),
      ...markOf(classic, "diamond", 5),
      ...markOf(marked, "circle", 7),
      Plot.tip(
        data,
        Plot.pointer({ x: "x", y: "y", title: "words", maxRadius: size * step, lineHeight: 1.25 }),
      ),
    ],
  });
  const picture = scaledPicture(plot, data.map(({ words }) => words).join(". "));
  return withData(picture, data, {
    collaborative: "w_collaborative",
    audio: "w_audio",
    catalogue: "w_catalogue",
    value: "value",
    low: "low_95",
    high: "high_95",
  });
}

/** A symbol that is seen on light and dark cells alike: ink with paper around it. */
function markOf(weights: Weights | null, symbol: "circle" | "diamond" | "times", r: number) {
  if (weights === null) return [];
  const { x, y } = trianglePlace(weights);
  const strokes = [["var(--theme-background)", 5], ["var(--theme-foreground)", 2]] as const;
  return strokes.map(([stroke, strokeWidth]) =>
    Plot.dot([{ x, y }], { x: "x", y: "y", r, symbol, stroke, strokeWidth, fill: "none" })
  );
}

/** The step of the grid's weights: the least weight above 0. */
function smallestStep(points: readonly WeightedEstimate[]): number {
  let step = 1;
  for (const { weights: { collaborative, audio, catalogue } } of points) {
    for (const weight of [collaborative, audio, catalogue]) {
      if (weight > 1e-9) step = Math.min(step, weight);
    }
  }
  return step;
}
