/**
 * A figure of the page as one SVG that stands alone: its plots with their styles resolved, its
 * canvases as images below them, its words (titles, legends, captions) as text where they stand.
 */
import { svgElement } from "../dom.ts";
import { isPresentation, plainAttributes, plainColor } from "./plain_style.ts";

/** What belongs to the page and not to the figure. */
const LEFT_OUT =
  "button, .menu-button, .visually-hidden, [hidden], script, style, input, select, details, summary";
const MARGIN = 12;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * @param figure an element of the page, as it is seen; or an SVG of it
 * @returns an SVG element that needs no style sheet, in the CSS pixels of the page
 */
export function figureSvg(figure: Element): SVGSVGElement {
  const frame = figure.getBoundingClientRect();
  const boxes: Box[] = [];
  const parts: Node[] = [];
  const put = (node: SVGElement, box: Box) => {
    parts.push(node);
    boxes.push(box);
  };
  draw(figure, put);
  const left = Math.min(frame.left, ...boxes.map((box) => box.left)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.top), frame.bottom) - MARGIN;
  const right = Math.max(...boxes.map((box) => box.right), frame.left) + MARGIN;
  const bottom = Math.max(...boxes.map((box) => box.bottom), frame.top) + MARGIN;
  const width = Math.ceil(right - left), height = Math.ceil(bottom - top);
  const { color } = plainColor(backgroundOf(figure));
  return svgElement(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
    },
    svgElement("rect", { width, height, fill: color }),
    svgElement("g", { transform: `translate(${-left} ${-top})` }, ...parts),
  );
}

/** The text of a file that holds the figure. */
export function svgText(svg: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
}

type Put = (node: SVGElement, box: Box) => void;

/** Draws an element and what is in it, in the coordinates of the window. */
function draw(element: Element, put: Put): void {
  if (element.matches(LEFT_OUT)) return;
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden") return;
  if (element instanceof SVGSVGElement) return drawSvg(element, put);
  if (element instanceof HTMLCanvasElement) return drawCanvas(element, put);
  drawBox(element, style, put);
  for (const child of element.childNodes) {
    if (child instanceof Element) draw(child, put);
    else if (child instanceof Text) drawText(child, style, put);
  }
}

function drawSvg(svg: SVGSVGElement, put: Put): void {
  const box = svg.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return;
  const copy = plainCopy(svg, null) as SVGSVGElement;
  const { x, y } = { x: box.left, y: box.top };
  for (const [name, value] of Object.entries({ x, y, width: box.width, height: box.height })) {
    copy.setAttribute(name, String(value));
  }
  if (!copy.hasAttribute("viewBox")) {
    copy.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  }
  if (getComputedStyle(svg).overflow === "visible") copy.setAttribute("overflow", "visible");
  put(copy, box);
}

/** A copy of SVG with its style as attributes; what is not shown is left out. */
function plainCopy(element: Element, parent: CSSStyleDeclaration | null): Element {
  const copy = element.cloneNode(false) as Element;
  for (const name of ["class", "style", "tabindex"]) copy.removeAttribute(name);
  for (const { name } of Array.from(copy.attributes)) {
    if (/^(data-|on)/.test(name) || isPresentation(name)) copy.removeAttribute(name);
  }
  for (const [name, value] of plainAttributes(element, parent)) copy.setAttribute(name, value);
  const style = getComputedStyle(element);
  for (const child of element.childNodes) {
    if (!(child instanceof Element)) copy.append(child.cloneNode());
    else if (!child.matches("style, script, foreignObject") && isShown(child)) {
      copy.append(plainCopy(child, style));
    }
  }
  return copy;
}

/** Definitions are not displayed and still belong to the picture. */
function isShown(element: Element): boolean {
  return element.closest("defs, title, desc, clipPath, mask, linearGradient") !== null ||
    getComputedStyle(element).display !== "none";
}

function drawCanvas(canvas: HTMLCanvasElement, put: Put): void {
  const box = canvas.getBoundingClientRect();
  if (canvas.width === 0 || canvas.height === 0 || box.width === 0) return;
  put(
    svgElement("image", {
      x: box.left,
      y: box.top,
      width: box.width,
      height: box.height,
      preserveAspectRatio: "none",
      href: canvas.toDataURL("image/png"),
    }),
    box,
  );
}

/** A background of an element's own, such as the swatch of a legend. */
function drawBox(element: Element, style: CSSStyleDeclaration, put: Put): void {
  const { color, opacity } = plainColor(style.backgroundColor);
  const box = element.getBoundingClientRect();
  if (opacity === 0 || box.width === 0 || box.height === 0) return;
  const radius = Math.min(parseFloat(style.borderRadius) || 0, box.width / 2, box.height / 2);
  const isRound = style.borderRadius.endsWith("%");
  put(
    svgElement("rect", {
      x: box.left,
      y: box.top,
      width: box.width,
      height: box.height,
      rx: isRound ? box.width / 2 : radius,
      fill: color,
      "fill-opacity": opacity * Number(style.opacity),
    }),
    box,
  );
}

/** Words of HTML, one text element a line. */
function drawText(text: Text, style: CSSStyleDeclaration, put: Put): void {
  const { color, opacity } = plainColor(style.color);
  for (const { words, box } of linesOf(text)) {
    // The baseline of a line lies about where letters of the middle height leave it.
    const size = parseFloat(style.fontSize);
    const node = svgElement("text", {
      x: box.left,
      y: (box.top + box.bottom) / 2 + 0.35 * size,
      fill: color,
      "fill-opacity": opacity,
      "font-family": style.fontFamily,
      "font-size": style.fontSize,
      "font-weight": style.fontWeight,
      "font-style": style.fontStyle,
    });
    node.textContent = words;
    put(node, box);
  }
}

/** The lines in which a text stands on the page. */
function linesOf(text: Text): { words: string; box: Box }[] {
  const lines: { words: string; box: DOMRect }[] = [];
  const range = document.createRange();
  for (const { index, 0: word } of text.data.matchAll(/\S+\s*/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < box.height / 2) {
      last.words += word.replace(/\s+/g, " ");
      last.box = new DOMRect(
        last.box.left,
        last.box.top,
        box.right - last.box.left,
        last.box.height,
      );
    } else lines.push({ words: word.replace(/\s+/g, " "), box });
  }
  return lines.map(({ words, box }) => ({ words: words.trimEnd(), box }));
}

/** The background that is seen behind an element. */
function backgroundOf(element: Element): string {
  for (let node: Element | null = element; node !== null; node = node.parentElement) {
    const color = getComputedStyle(node).backgroundColor;
    if (plainColor(color).opacity > 0) return color;
  }
  return "rgb(255, 255, 255)";
}
