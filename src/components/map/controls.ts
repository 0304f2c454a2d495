/** What the map shows and how: layout, axes and colour as selects, zoom as buttons. */
import { element } from "../dom.ts";
import { worded } from "../nouns.ts";
import { layoutsOffered } from "./choices.ts";
import { LAYOUT_LABELS } from "./layouts.ts";
import type { Tool } from "./line_layer.ts";
import type { MapVariable } from "./variables.ts";

/** The choices in force, each by name. */
export interface MapChoices {
  /** Name of a layout of map.arrow, or "features" for two variables. */
  readonly layout: string;
  readonly x: string;
  readonly y: string;
  /** "genre", "none" or a variable. */
  readonly color: string;
  /** "none" or a variable. */
  readonly size: string;
}

export interface MapControls {
  readonly node: HTMLElement;
  update(choices: MapChoices): void;
}

type Options = readonly (readonly [name: string, label: string])[];

/**
 * @param layouts names of those that the map holds
 * @param hasGenres whether songs can be coloured by genre
 */
export function mapControls(
  layouts: readonly string[],
  variables: readonly MapVariable[],
  hasGenres: boolean,
  change: (choices: Partial<MapChoices>) => void,
): MapControls {
  const byName: Options = variables.map(({ name, label }) => [name, label]);
  const layout = select(
    "Layout",
    layoutsOffered(layouts, variables).map((name) => [name, LAYOUT_LABELS[name] ?? name]),
  );
  const x = select("Across", byName), y = select("Up", byName);
  const color = select("Colour", [
    ...(hasGenres ? [["genre", worded("genre")] as const] : []),
    ...byName,
    ["none", "none"],
  ]);
  const size = select("Size", [["none", "all the same"], ...byName]);
  color.node.hidden = !hasGenres && variables.length === 0;
  size.node.hidden = variables.length === 0;
  layout.input.addEventListener("change", () => change({ layout: layout.input.value }));
  x.input.addEventListener("change", () => change({ x: x.input.value }));
  y.input.addEventListener("change", () => change({ y: y.input.value }));
  color.input.addEventListener("change", () => change({ color: color.input.value }));
  size.input.addEventListener("change", () => change({ size: size.input.value }));
  return {
    node: element(
      "div",
      { class: "map-controls" },
      ...[layout, x, y, color, size].map(({ node }) => node),
    ),
    update(choices) {
      layout.input.value = choices.layout;
      x.input.value = choices.x;
      y.input.value = choices.y;
      color.input.value = choices.color;
      size.input.value = choices.size;
      x.node.hidden = y.node.hidden = choices.layout !== "features";
    },
  };
}

const TOOLS: readonly (readonly [Tool, string, string])[] = [
  ["move", "✥", "Move the map"],
  ["lasso", "◌", worded("Draw around songs to select them (or hold Shift and drag)")],
  ["rectangle", "⬚", worded("Select songs in a rectangle")],
];

/** Buttons for what a drag on the map does. */
export function toolButtons(choose: (tool: Tool) => void): HTMLElement {
  const buttons = TOOLS.map(([tool, text, label]) => {
    const node = element(
      "button",
      { type: "button", "data-tool": tool, "aria-label": label, title: label },
      text,
    );
    node.addEventListener("click", () => press(tool));
    return node;
  });
  const press = (tool: Tool) => {
    choose(tool);
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
    }
  };
  press("move");
  return element(
    "div",
    { class: "map-buttons tool-buttons", role: "group", "aria-label": "A drag on the map" },
    ...buttons,
  );
}

/** Buttons for what wheel and keys do. */
export function zoomButtons(zoomBy: (factor: number) => void, showAll: () => void): HTMLElement {
  const button = (label: string, text: string, press: () => void) => {
    const node = element("button", { type: "button", "aria-label": label, title: label }, text);
    node.addEventListener("click", press);
    return node;
  };
  return element(
    "div",
    { class: "map-buttons zoom-buttons", role: "group", "aria-label": "Zoom" },
    button("Zoom in", "+", () => zoomBy(2)),
    button("Zoom out", "−", () => zoomBy(1 / 2)),
    button(worded("Show all songs"), "⤢", showAll),
  );
}

function select(label: string, options: Options) {
  const input = element(
    "select",
    { name: label.toLowerCase() },
    ...options.map(([value, text]) => element("option", { value }, text)),
  );
  return { input, node: element("label", {}, element("span", {}, label), input) };
}
