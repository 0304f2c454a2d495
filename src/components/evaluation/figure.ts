/** The frame of a figure on the Evaluate page: what to see above it, how to read it below. */
import type * as Plot from "npm:@observablehq/plot";
import { element } from "../dom.ts";
import { unbroken } from "./words.ts";

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
    let drawn = 0;
    new ResizeObserver(([{ contentRect }]) => {
      const width = Math.floor(contentRect.width);
      if (width === 0 || width === drawn) return;
      drawn = width;
      frame.replaceChildren(draw(width));
    }).observe(frame);
    const heading = panels.length > 1 || name !== "" ? [element("h3", {}, name)] : [];
    return element("div", { class: "panel", "data-panel": name }, ...heading, frame);
  });
  return element(
    "figure",
    { id, class: isLarge ? "evaluation large" : "evaluation", "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, unbroken(title)),
    element("div", { class: panels.length > 1 ? "panels is-pair" : "panels" }, ...plots),
    element("figcaption", {}, ...caption.map(unbrokenText)),
  );
}

function unbrokenText(part: string | Node): string | Node {
  return typeof part === "string" ? unbroken(part) : part;
}

/**
 * Makes a plot one picture with one description. What each mark says moves from its title into
 * `data-words`: the tip shows it, and a browser's own would stand beside it. The horizontal and
 * vertical scales go to `data-x` and `data-y`: domain and range in pixels, and the exponent.
 */
export function finishPlot(
  plot: ReturnType<typeof Plot.plot>,
  description: string,
): SVGSVGElement {
  const svg = plot as SVGSVGElement;
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-description", description);
  // Labels on its groups are not allowed without a role.
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  for (const title of svg.querySelectorAll("title")) {
    title.parentElement?.setAttribute("data-words", title.textContent ?? "");
    title.remove();
  }
  for (const name of ["x", "y"] as const) {
    const scale = plot.scale(name);
    if (scale === undefined || !["linear", "pow", "sqrt"].includes(scale.type ?? "")) continue;
    const { domain, range, exponent = 1 } = scale;
    svg.setAttribute(`data-${name}`, JSON.stringify({ domain, range, exponent }));
  }
  return svg;
}
