/** The frame of a figure on the Evaluate page: what to see above it, how to read it below. */
import type * as Plot from "npm:@observablehq/plot";
import { element } from "../dom.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import { drawnAtWidth, pictureOf } from "../plot_figure.ts";
import { unbroken } from "../words.ts";

/** One or two plots side by side, each with a name. */
export interface Panel {
  readonly name: string;
  /** @param width in CSS pixels */
  draw(width: number): SVGSVGElement;
}

export interface FigureOptions {
  /** Also the figure's `id`, for links. */
  readonly id: string;
  /** What to see. */
  readonly title: string;
  /** How to read it: sentences, and what else belongs there. */
  readonly caption: readonly (string | Node)[];
  readonly panels: readonly Panel[];
  /** Takes the whole width of the page. */
  readonly isLarge?: boolean;
}

/** A figure that draws itself anew when its width changes. */
export function evaluationFigure(
  { id, title, caption, panels, isLarge = false }: FigureOptions,
): HTMLElement {
  const plots = panels.map(({ name, draw }) => {
    const frame = element("div", { class: "plot-frame" });
    drawnAtWidth(frame, draw);
    const heading = panels.length > 1 || name !== "" ? [element("h3", {}, name)] : [];
    return element("div", { class: "panel", "data-panel": name }, ...heading, frame);
  });
  const figure = element(
    "figure",
    { id, class: isLarge ? "evaluation large" : "evaluation", "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, unbroken(title)),
    element("div", { class: panels.length > 1 ? "panels is-pair" : "panels" }, ...plots),
    element("figcaption", {}, ...caption.map(unbrokenText)),
  );
  return withFigureMenu(figure, title);
}

function unbrokenText(part: string | Node): string | Node {
  return typeof part === "string" ? unbroken(part) : part;
}

/**
 * `pictureOf` a plot, with its horizontal and vertical scales in `data-x` and `data-y`: domain and
 * range in pixels, and the exponent.
 */
export function finishPlot(
  plot: ReturnType<typeof Plot.plot>,
  description: string,
): SVGSVGElement {
  const svg = pictureOf(plot, description) as SVGSVGElement;
  for (const name of ["x", "y"] as const) {
    const scale = plot.scale(name);
    if (scale === undefined || !["linear", "pow", "sqrt"].includes(scale.type ?? "")) continue;
    const { domain, range, exponent = 1 } = scale;
    svg.setAttribute(`data-${name}`, JSON.stringify({ domain, range, exponent }));
  }
  return svg;
}
