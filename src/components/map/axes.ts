/** The axes of the map, by Plot: a thin SVG that is drawn anew for each view. */
import * as Plot from "npm:@observablehq/plot";
import type { MapVariable } from "./variables.ts";
import type { Extent, Size } from "./view.ts";

/** Room for the axes around the plot area, in CSS pixels. */
export const MARGINS = { top: 28, right: 12, bottom: 40, left: 52 } as const;

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

  draw({ frame, x, y, extents }: AxesOptions): void {
    const figure = Plot.plot({
      width: frame.width + MARGINS.left + MARGINS.right,
      height: frame.height + MARGINS.top + MARGINS.bottom,
      marginTop: MARGINS.top,
      marginRight: MARGINS.right,
      marginBottom: MARGINS.bottom,
      marginLeft: MARGINS.left,
      x: { domain: extents.x },
      y: { domain: extents.y },
      marks: [
        Plot.gridX({ ticks: tickCount(frame.width, 90) }),
        Plot.gridY({ ticks: tickCount(frame.height, 60) }),
        Plot.axisX({
          ticks: tickCount(frame.width, 90),
          label: `${axisLabel(x)} →`,
          labelAnchor: "right",
          tickFormat: tickFormat(x),
        }),
        Plot.axisY({
          ticks: tickCount(frame.height, 60),
          label: `↑ ${axisLabel(y)}`,
          labelAnchor: "top",
          tickFormat: tickFormat(y),
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
function tickFormat({ jitter, format }: MapVariable): ((value: number) => string) | undefined {
  return jitter > 0 ? (value) => Number.isInteger(value) ? format(value) : "" : undefined;
}
