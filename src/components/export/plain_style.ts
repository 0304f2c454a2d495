/**
 * The style of drawn elements as attributes that any program for SVG understands: custom
 * properties, `currentColor`, style sheets and colour mixing resolved as the page shows them.
 */

/** Presentation attributes, each with what holds where none is set. */
const INITIAL: Readonly<Record<string, string>> = {
  "fill": "rgb(0, 0, 0)",
  "fill-opacity": "1",
  "fill-rule": "nonzero",
  "stroke": "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-dasharray": "none",
  "stroke-dashoffset": "0px",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "stroke-miterlimit": "4",
  "paint-order": "normal",
  "opacity": "1",
  "mix-blend-mode": "normal",
  "vector-effect": "none",
  "shape-rendering": "auto",
  "clip-path": "none",
  "mask": "none",
  "visibility": "visible",
  "text-anchor": "start",
  "dominant-baseline": "auto",
  "font-family": "",
  "font-size": "",
  "font-style": "normal",
  "font-weight": "400",
  "font-variant": "normal",
  "letter-spacing": "normal",
  "stop-color": "rgb(0, 0, 0)",
  "stop-opacity": "1",
};

/** Those that an element takes over from the one around it. */
const INHERITED = new Set(
  ("fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray " +
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit paint-order " +
    "shape-rendering visibility text-anchor dominant-baseline font-family font-size font-style " +
    "font-weight font-variant letter-spacing").split(" "),
);
/** No presentation attributes in SVG 1.1: they stay in `style`. */
const IN_STYLE = new Set(["mix-blend-mode", "paint-order", "font-variant"]);
const OPACITY_OF: Readonly<Record<string, string>> = {
  "fill": "fill-opacity",
  "stroke": "stroke-opacity",
  "stop-color": "stop-opacity",
};

/** A colour: what programs understand, and its opacity from 0 to 1. */
export interface PlainColor {
  readonly color: string;
  readonly opacity: number;
}

/** Whether an attribute is one that `plainAttributes` gives. */
export function isPresentation(name: string): boolean {
  return Object.hasOwn(INITIAL, name);
}

/** The style of an element of SVG as attributes, but for what it takes over from `parent`. */
export function plainAttributes(
  element: Element,
  parent: CSSStyleDeclaration | null,
): Map<string, string> {
  const style = getComputedStyle(element);
  const out = new Map<string, string>(), inStyle: string[] = [];
  for (const [name, initial] of Object.entries(INITIAL)) {
    const value = style.getPropertyValue(name);
    const before = INHERITED.has(name) && parent ? parent.getPropertyValue(name) : initial;
    const isSame = value === before && !Object.hasOwn(OPACITY_OF, name);
    if (value === "" || isSame) continue;
    if (Object.hasOwn(OPACITY_OF, name)) {
      // An opacity of the paint's own and that of its colour multiply.
      if (value === before && !hasAlpha(value)) continue;
      const { color, opacity } = plainPaint(value);
      out.set(name, color);
      const own = Number(style.getPropertyValue(OPACITY_OF[name]) || 1);
      if (opacity < 1 || hasAlpha(before)) out.set(OPACITY_OF[name], String(round(opacity * own)));
    } else if (!out.has(name)) {
      if (IN_STYLE.has(name)) inStyle.push(`${name}: ${value}`);
      else out.set(name, value);
    }
  }
  if (inStyle.length > 0) out.set("style", inStyle.join("; "));
  return out;
}

/** A computed colour as `rgb(…)` and an opacity, whichever notation the browser gives it in. */
export function plainColor(value: string): PlainColor {
  const rgb = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(value);
  if (rgb) {
    const [, r, g, b, alpha = "1"] = rgb;
    return { color: `rgb(${r}, ${g}, ${b})`, opacity: Number(alpha) };
  }
  const srgb = /^color\(srgb (\S+) (\S+) (\S+?)(?: \/ (\S+))?\)$/.exec(value);
  if (srgb) {
    const [r, g, b] = srgb.slice(1, 4).map((part) =>
      Math.round(255 * Math.min(1, Math.max(0, Number(part))))
    );
    return { color: `rgb(${r}, ${g}, ${b})`, opacity: Number(srgb[4] ?? 1) };
  }
  return paintedColor(value);
}

/** `none`, a gradient, or a colour. */
function plainPaint(value: string): PlainColor {
  if (value === "none" || value.startsWith("url(") || value.startsWith("context-")) {
    return { color: value.replaceAll('"', ""), opacity: 1 };
  }
  return plainColor(value);
}

/** Whether a colour may have an opacity of its own, which then is an attribute beside it. */
function hasAlpha(value: string): boolean {
  return value.startsWith("rgba(") || value.includes(" / ");
}

/** Any other notation, such as `oklab(…)`: the colour that the browser paints. */
function paintedColor(value: string): PlainColor {
  const context = document.createElement("canvas").getContext("2d")!;
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b, alpha] = context.getImageData(0, 0, 1, 1).data;
  return { color: `rgb(${r}, ${g}, ${b})`, opacity: round(alpha / 255) };
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
