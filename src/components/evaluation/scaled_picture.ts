/** A plot of the Evaluate page that says where its values lie. */
import type * as Plot from "npm:@observablehq/plot";
import { pictureOf } from "../plot_figure.ts";

/**
 * `pictureOf` a plot, with its horizontal and vertical scales in `data-x` and `data-y`: domain and
 * range in pixels, and the exponent.
 */
export function scaledPicture(
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
