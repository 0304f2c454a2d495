/**
 * The frame of a figure: what to see above it, how to read it below, one plot or several in
 * between, and the button that saves it. Plots draw themselves anew when their width changes.
 */
import type * as Plot from "npm:@observablehq/plot";
import { element } from "./dom.ts";
import { withFigureMenu } from "./export/figure_menu.ts";
import { onePicture } from "./one_picture.ts";
import { unbroken } from "./words.ts";

/** One plot of a figure, with a name where there are several. */
export interface Panel {
  readonly name: string;
  /** @param width in CSS pixels */
  draw(width: number): Element;
}

export interface FigureOptions {
  /** Also the figure's `id`, for links. */
  readonly id: string;
  /** What to see. */
  readonly title: string;
  /** How to read it. */
  readonly caption: readonly (string | Node)[];
  readonly panels: readonly Panel[];
  /** Least width of a panel, in pixels; as many stand side by side as fit. */
  readonly panelWidth?: number;
  /** Takes the whole width of the page. */
  readonly isLarge?: boolean;
  /** What stands between title and plots, such as a choice. */
  readonly controls?: readonly Node[];
}

/** A figure that can be drawn anew with other panels. */
export interface PlotFigure {
  readonly node: HTMLElement;
  /** Changes what is given; the rest stays. */
  update(change: Partial<Pick<FigureOptions, "title" | "caption" | "panels">>): void;
}

/** A figure whose panels may change. */
export function plotFigure(options: FigureOptions): PlotFigure {
  const { id, isLarge = false, panelWidth, controls = [] } = options;
  const heading = element("h2", { id: `${id}-title` });
  const panels = element("div", { class: "panels" });
  if (panelWidth !== undefined) panels.style.setProperty("--panel-width", `${panelWidth}px`);
  const caption = element("figcaption", {});
  const node = element(
    "figure",
    { id, class: isLarge ? "insight large" : "insight", "aria-labelledby": `${id}-title` },
    heading,
    ...controls,
    panels,
    caption,
  );
  let watched: ResizeObserver[] = [];
  let undrawn = 0;
  let title = options.title;
  const update: PlotFigure["update"] = (change) => {
    if (change.title !== undefined) {
      title = change.title;
      heading.textContent = unbroken(title);
    }
    if (change.caption !== undefined) {
      caption.replaceChildren(
        ...change.caption.map((part) => typeof part === "string" ? unbroken(part) : part),
      );
    }
    if (change.panels === undefined) return;
    for (const observer of watched) observer.disconnect();
    watched = [];
    // Plots that follow others keep their height, the first ones nobody sees before they are drawn:
    // so nothing moves.
    const heights = Array.from(
      panels.querySelectorAll<HTMLElement>(".plot-frame"),
      (frame) => frame.childElementCount > 0 ? frame.offsetHeight : 0,
    );
    if (panels.childElementCount === 0) undrawn = change.panels.length;
    node.classList.toggle("is-undrawn", undrawn > 0);
    panels.classList.toggle("are-several", change.panels.length > 1);
    panels.replaceChildren(...change.panels.map(({ name, draw }, i) => {
      const frame = element("div", { class: "plot-frame" });
      if (heights[i] > 0) frame.style.minHeight = `${heights[i]}px`;
      watched.push(drawnAtWidth(frame, draw, () => {
        frame.style.minHeight = "";
        if (undrawn > 0 && --undrawn === 0) node.classList.remove("is-undrawn");
      }));
      return element(
        "div",
        { class: "panel", "data-panel": name },
        ...(name === "" ? [] : [element("h3", {}, name)]),
        frame,
      );
    }));
  };
  update(options);
  return { node: withFigureMenu(node, () => title), update };
}

/** The figure's element, for one that stays as it is. */
export function staticFigure(options: FigureOptions): HTMLElement {
  return plotFigure(options).node;
}

/**
 * Draws into a frame whenever its width changes; returns what watches it.
 * @param begun called when the frame first has its place, drawn if it has a width
 */
export function drawnAtWidth(
  frame: HTMLElement,
  draw: Panel["draw"],
  begun?: () => void,
): ResizeObserver {
  let drawn = 0, isBegun = false;
  const observer = new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width > 0 && width !== drawn) {
      drawn = width;
      frame.replaceChildren(draw(width));
    }
    if (!isBegun) begun?.();
    isBegun = true;
  });
  observer.observe(frame);
  return observer;
}

/**
 * Makes a plot one picture with one description. What its marks say moves from their titles into
 * `data-words`: the tip shows it, and a browser's own would stand beside it.
 */
export function pictureOf(
  plot: ReturnType<typeof Plot.plot>,
  description: string,
): Element {
  const picture = plot as unknown as Element;
  const svg = picture instanceof SVGSVGElement ? picture : picture.querySelector("svg")!;
  onePicture(svg);
  svg.setAttribute("aria-description", description);
  for (const title of svg.querySelectorAll("title")) {
    title.parentElement?.setAttribute("data-words", title.textContent ?? "");
    title.remove();
  }
  return picture;
}

export const PAPER = "var(--theme-background)";
export const INK = "var(--theme-foreground)";
export const MUTED = "var(--theme-foreground-muted)";
