/** The line that is being drawn around songs, free or as a rectangle, and the area that was drawn. */
import { svgElement } from "../dom.ts";
import type { Affine } from "./raster.ts";

export type Tool = "move" | "lasso" | "rectangle";

/** Points nearer to the last one than this say nothing new, in CSS pixels. */
const NEAR = 2;

export class LineLayer {
  readonly node: SVGSVGElement;
  readonly #area = svgElement("path", { class: "area" });
  readonly #line = svgElement("path", { class: "line" });
  #points: number[] = [];

  constructor() {
    this.node = svgElement(
      "svg",
      { class: "map-line", "aria-hidden": "true" },
      this.#area,
      this.#line,
    );
  }

  /** Adds a point in CSS pixels of the plot area; a rectangle has the first and the last as corners. */
  add(px: number, py: number, isFirst: boolean, tool: Tool): void {
    const points = isFirst ? [] : this.#points;
    if (tool === "rectangle" && !isFirst) {
      const [left, top] = points;
      this.#points = [left, top, px, top, px, py, left, py];
    } else {
      const at = points.length - 2;
      if (at < 0 || Math.hypot(px - points[at], py - points[at + 1]) >= NEAR) points.push(px, py);
      this.#points = points;
    }
    this.#line.setAttribute("d", pathOf(this.#points));
  }

  /** The line as a polygon in CSS pixels; it is gone afterwards. */
  take(): readonly number[] {
    const points = this.#points;
    this.#points = [];
    this.#line.setAttribute("d", "");
    return points;
  }

  /** Draws an area in the unit of the axes; null for none. */
  showArea(corners: ArrayLike<number> | null, { ax, bx, ay, by }: Affine): void {
    this.#area.setAttribute(
      "d",
      corners === null ? "" : pathOf(
        Array.from(corners, (value, i) => i % 2 === 0 ? value * ax + bx : value * ay + by),
      ),
    );
  }
}

function pathOf(points: readonly number[]): string {
  let path = "";
  for (let i = 0; i < points.length; i += 2) {
    path += `${i === 0 ? "M" : "L"}${points[i].toFixed(1)},${points[i + 1].toFixed(1)}`;
  }
  return points.length >= 6 ? `${path}Z` : path;
}
