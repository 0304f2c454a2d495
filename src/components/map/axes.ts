/** The axes of the map, by Plot: a thin SVG that is drawn anew for each view. */
import * as Plot from "npm:@observablehq/plot";
import type { MapVariable } from "./variables.ts";
import type { Extent, Size } from "./view.ts";

export interface AxesOptions {
  /** Size of the plot area. */
  readonly frame: Size;
  readonly x: MapVariable;
  readonly y: MapVariable;
  /** What of the axes the frame shows. */
  readonly extents: { readonly x: Extent; readonly y: Extent };
}

/** The axes of the map in one element that stays. */
export class MapAxes {
  readonly node: HTMLElement;

  constructor() {
    this.node = document.createElement("div");
    this.node.className = "map-axes";
    // What the axes say stands in the controls and the caption.
    this.node.setAttribute("aria-hidden", "true");
  }

  /** @param options null for a map whose axes mean nothing */
  draw(options: AxesOptions | null): void {
    this.node.hidden = options === null;
    if (options === null) return;
    const { frame, x, y, extents } = options;
    const figure = Plot.plot({
      width: frame.width,
      height: frame.height,
      margin: 0,
      x: { domain: extents.x },
      y: { domain: extents.y },
      marks: [
        Plot.gridX({ ticks: tickCount(frame.width, 90) }),
        Plot.gridY({ ticks: tickCount(frame.height, 60) }),
        // Within the frame, along its edges: the songs have all of it.
        Plot.axisX({
          ticks: tickCount(frame.width, 90),
          tickSize: 0,
          dy: -22,
          label: null,
          tickFormat: inside(tickFormat(x), extents.x, 28 / frame.width, 200 / frame.width),
        }),
        Plot.axisY({
          ticks: tickCount(frame.height, 60),
          tickSize: 0,
          dx: 10,
          textAnchor: "start",
          label: null,
          tickFormat: inside(tickFormat(y), extents.y, 34 / frame.height, 30 / frame.height),
        }),
        Plot.text([`${axisLabel(x)} →`], {
          frameAnchor: "bottom-right",
          dx: -12,
          dy: -10,
          fontWeight: 600,
        }),
        Plot.text([`↑ ${axisLabel(y)}`], {
          frameAnchor: "top-left",
          dx: 10,
          dy: 12,
          fontWeight: 600,
        }),
      ],
    });
    const before = this.node.firstElementChild;
    // Plot gives each figure the same style sheet; one that stays spares the page a restyling.
    if (before === null || figure.tagName !== before.tagName) this.node.replaceChildren(figure);
    else {
      for (const name of ["width", "height", "viewBox"]) {
        before.setAttribute(name, figure.getAttribute(name)!);
      }
      const style = before.querySelector("style");
      const groups = Array.from(figure.children).filter(({ tagName }) => tagName !== "style");
      before.replaceChildren(...(style ? [style] : []), ...groups);
    }
  }
}

/** "loudness (dB)". */
export function axisLabel({ label, unit }: MapVariable): string {
  return unit === "" ? label : `${label} (${unit})`;
}

/** As many ticks as labels have room. */
function tickCount(length: number, room: number): number {
  return Math.max(2, Math.floor(length / room));
}

/** Whole numbers in the variable's own words and nothing between them; else Plot's numbers. */
function tickFormat({ jitter, format }: MapVariable): (value: number) => string {
  return jitter > 0
    ? (value) => Number.isInteger(value) ? format(value) : ""
    : (value) => value.toLocaleString("en", { maximumSignificantDigits: 4 });
}

/** Leaves out labels that the frame would cut or the axis's name would cover, in shares of it. */
function inside(
  format: (value: number) => string,
  [low, high]: Extent,
  before: number,
  after: number,
): (value: number) => string {
  return (value) => {
    const at = (value - low) / (high - low);
    return at < before || at > 1 - after ? "" : format(value);
  };
}
