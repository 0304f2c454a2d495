/** What the map shows and how: layout, axes and colour as selects, zoom as buttons. */
import { element } from "../dom.ts";
import type { MapVariable } from "./variables.ts";

/** The choices in force, each by name. */
export interface MapChoices {
  /** "pca", or "features" for two variables. */
  readonly layout: string;
  readonly x: string;
  readonly y: string;
  /** "genre", "none" or a variable. */
  readonly color: string;
}

export interface MapControls {
  readonly node: HTMLElement;
  update(choices: MapChoices): void;
}

type Options = readonly (readonly [name: string, label: string])[];

/** @param hasGenres whether songs can be coloured by genre */
export function mapControls(
  variables: readonly MapVariable[],
  hasGenres: boolean,
  change: (choices: Partial<MapChoices>) => void,
): MapControls {
  const byName: Options = variables.map(({ name, label }) => [name, label]);
  const layout = select("Layout", [["pca", "map of all features"], ["features", "two features"]]);
  const x = select("Across", byName), y = select("Up", byName);
  const color = select("Colour", [
    ...(hasGenres ? [["genre", "genre"] as const] : []),
    ...byName,
    ["none", "none"],
  ]);
  layout.input.addEventListener("change", () => change({ layout: layout.input.value }));
  x.input.addEventListener("change", () => change({ x: x.input.value }));
  y.input.addEventListener("change", () => change({ y: y.input.value }));
  color.input.addEventListener("change", () => change({ color: color.input.value }));
  return {
    node: element("div", { class: "map-controls" }, layout.node, x.node, y.node, color.node),
    update(choices) {
      layout.input.value = choices.layout;
      x.input.value = choices.x;
      y.input.value = choices.y;
      color.input.value = choices.color;
      x.node.hidden = y.node.hidden = choices.layout !== "features";
    },
  };
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
    { class: "zoom-buttons", role: "group", "aria-label": "Zoom" },
    button("Zoom in", "+", () => zoomBy(2)),
    button("Zoom out", "−", () => zoomBy(1 / 2)),
    button("Show all songs", "⤢", showAll),
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
