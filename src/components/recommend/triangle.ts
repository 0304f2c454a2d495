/**
 * The blend as one point in a triangle of the three signals, over what was measured of each blend.
 * A pointer takes the point along, arrow keys move it; the page's own blend is marked by a ring, the
 * classic hybrid's weights by a diamond.
 */
import { type Signal, SIGNALS, type Weights } from "../../recommender/contract.ts";
import { svgElement } from "../dom.ts";
import { percent } from "../feature_format.ts";
import { heat, TRIANGLE_HEIGHT, trianglePlace, weightsAt } from "../weight_triangle.ts";
import { inHundredths, isSameBlend, stepAside } from "./blend_weights.ts";
import type { BlendSurface } from "./measured_blends.ts";

export interface Triangle {
  readonly node: SVGSVGElement;
  /**
   * @param weights where the point is, in hundredths
   * @param home the page's own blend
   */
  update(weights: Weights, home: Weights): void;
  /** Shades the triangle by what was measured; null for no shade. */
  shade(surface: BlendSurface | null): void;
}

/** Called with weights in hundredths; once more with `settled` true when the point is let go. */
export type WeightsChange = (weights: Weights, settled: boolean) => void;

/** The weights of the classic hybrid: its two signals count the same, there is no third. */
export const CLASSIC_WEIGHTS: Weights = { collaborative: 0.5, audio: 0.5, catalogue: 0 };

const SIDE = 214, MARGIN = 13;
const WIDTH = SIDE + 2 * MARGIN, HEIGHT = SIDE * TRIANGLE_HEIGHT + 2 * MARGIN;

/** Shaded triangles along a side. */
const CELLS = 24;
/** The shade stays behind: it is what lies under the point, not the point. */
const STRONGEST = 0.6;

/** So near to a marked point, as a share of a side, a pointer means it. */
const CATCH = 0.022;

/** What an arrow key moves, and with Shift, as a share of a side. */
const STEP = 0.02, LONG_STEP = 0.1;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function triangle(change: WeightsChange): Triangle {
  const cells = svgElement("g", { class: "cells", "aria-hidden": "true" });
  const outline = svgElement("path", { class: "outline", d: outlinePath() });
  const ring = svgElement("circle", { class: "home", r: 6.5 });
  const classic = svgElement("path", { class: "classic", d: "M0,-6L6,0L0,6L-6,0Z" });
  moveTo(classic, CLASSIC_WEIGHTS);
  const point = svgElement(
    "g",
    {
      class: "point",
      tabindex: 0,
      role: "slider",
      "aria-label": "Blend of the three signals",
      "aria-describedby": "blend-words",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    svgElement("circle", { class: "halo", r: 12 }),
    svgElement("circle", { class: "dot", r: 7 }),
  );
  const node = svgElement(
    "svg",
    { class: "surface", viewBox: `0 0 ${WIDTH} ${HEIGHT.toFixed(1)}`, role: "group" },
    cells,
    outline,
    ring,
    classic,
    point,
  );
  node.setAttribute("aria-label", "Triangle of the signals’ weights");
  let weights: Weights = CLASSIC_WEIGHTS, home: Weights = CLASSIC_WEIGHTS;
  followPointer(node, (place, settled) => {
    const near = [home, CLASSIC_WEIGHTS].find((marked) => {
      const { x, y } = trianglePlace(marked);
      return Math.hypot(place.x - x, place.y - y) < CATCH;
    });
    change(near ?? inHundredths(weightsAt(place)), settled);
  });
  point.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Home") change(home, true);
    else if (Object.hasOwn(ARROWS, event.key)) {
      const [dx, dy] = ARROWS[event.key], step = event.shiftKey ? LONG_STEP : STEP;
      change(stepAside(weights, dx * step, dy * step), true);
    } else return;
    event.preventDefault();
  });
  return {
    node,
    update(nextWeights, nextHome) {
      weights = nextWeights;
      home = nextHome;
      moveTo(point, weights);
      moveTo(ring, home);
      ring.classList.toggle("is-here", isSameBlend(weights, home));
      point.setAttribute("aria-valuenow", String(Math.round(100 * weights.collaborative)));
      point.setAttribute("aria-valuetext", blendInWords(weights));
    },
    shade(surface) {
      cells.replaceChildren(...(surface === null ? [] : shadedCells(surface)));
    },
  };
}

/** "40 % collaborative, 20 % audio, 40 % catalogue" */
export function blendInWords(weights: Weights): string {
  return SIGNALS.map((signal: Signal) => `${percent(weights[signal])} ${signal}`).join(", ");
}

/** From a pointer's press to its release; the place is in sides of the triangle. */
function followPointer(
  node: SVGSVGElement,
  moved: (place: { x: number; y: number }, settled: boolean) => void,
): void {
  let box: DOMRect | undefined, last: { x: number; y: number } | undefined;
  const place = ({ clientX, clientY }: PointerEvent) => {
    const { left, bottom, width } = box!;
    const unit = width / WIDTH;
    return {
      x: ((clientX - left) / unit - MARGIN) / SIDE,
      y: ((bottom - clientY) / unit - MARGIN) / SIDE,
    };
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    // Asked for once: a drag changes the page, and would have to lay it out to answer.
    box = node.getBoundingClientRect();
    node.setPointerCapture(event.pointerId);
    node.querySelector<SVGGElement>(".point")?.focus({ preventScroll: true });
    event.preventDefault();
    moved(last = place(event), false);
  });
  node.addEventListener("pointermove", (event) => {
    if (box !== undefined) moved(last = place(event), false);
  });
  node.addEventListener("pointerup", (event) => {
    if (box === undefined) return;
    moved(place(event), true);
    box = undefined;
  });
  // As when a touch turns out to scroll the page: the blend stays where it was taken to.
  node.addEventListener("pointercancel", () => {
    if (box === undefined || last === undefined) return;
    moved(last, true);
    box = undefined;
  });
}

function moveTo(node: SVGElement, weights: Weights): void {
  const { x, y } = inPixels(weights);
  node.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
}

function inPixels(weights: Weights): { x: number; y: number } {
  const { x, y } = trianglePlace(weights);
  return { x: MARGIN + SIDE * x, y: HEIGHT - MARGIN - SIDE * y };
}

function outlinePath(): string {
  const corners = SIGNALS.map((signal) => {
    const { x, y } = inPixels({ collaborative: 0, audio: 0, catalogue: 0, [signal]: 1 });
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return `M${corners.join("L")}Z`;
}

/** Small triangles, each in the shade of its middle; of those alike in shade one path. */
function shadedCells(surface: BlendSurface): SVGElement[] {
  if (!(surface.most > 0)) return [];
  const paths = new Map<string, string>();
  const corner = (c: number, k: number) => {
    const { x, y } = inPixels({ collaborative: c, catalogue: k, audio: 1 - c - k });
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  const add = (corners: readonly (readonly [number, number])[]) => {
    const middle = (i: 0 | 1) => corners.reduce((sum, at) => sum + at[i], 0) / 3 / CELLS;
    const c = middle(0), k = middle(1);
    const value = surface.at({ collaborative: c, catalogue: k, audio: 1 - c - k });
    if (value === null) return;
    const color = heat(STRONGEST * value / surface.most);
    const path = corners.map(([c, k]) => corner(c / CELLS, k / CELLS)).join("L");
    paths.set(color, `${paths.get(color) ?? ""}M${path}Z`);
  };
  for (let k = 0; k < CELLS; k++) {
    for (let c = 0; c + k < CELLS; c++) {
      add([[c, k], [c + 1, k], [c, k + 1]]);
      if (c + k + 1 < CELLS) add([[c + 1, k], [c + 1, k + 1], [c, k + 1]]);
    }
  }
  return Array.from(paths, ([color, d]) => {
    const node = svgElement("path", { d });
    node.style.fill = node.style.stroke = color;
    return node;
  });
}
