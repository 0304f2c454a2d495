/** The legend of the map: genres as buttons that filter, the scale of a feature, the marks. */
import * as Plot from "npm:@observablehq/plot";
import { element, setText } from "../dom.ts";
import { worded } from "../nouns.ts";
import { axisLabel } from "./axes.ts";
import { colorScale, genreVariable } from "./theme.ts";
import type { MapVariable } from "./variables.ts";
import type { Extent } from "./view.ts";

/** A genre in the legend. */
export interface LegendGenre {
  /** Row of the catalogue's genre names. */
  readonly genre: number;
  readonly name: string;
  readonly count: number;
  /** As `genreColors` numbers them. */
  readonly color: number;
}

/** Buttons of the genres. A click filters, see `toggleGenre`. */
export class GenreLegend {
  readonly node: HTMLElement;
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #all = element("button", { type: "button", class: "all" }, worded("All genres"));
  readonly #genres: readonly LegendGenre[];

  /** @param choose called with a genre, or with null when all are to be shown */
  constructor(genres: readonly LegendGenre[], choose: (genre: number | null) => void) {
    this.#genres = genres;
    this.#buttons = genres.map(({ genre, name, count, color }) => {
      const swatch = element("span", { class: "swatch" });
      swatch.style.background = `var(${genreVariable(color)})`;
      const button = element(
        "button",
        { type: "button", "data-genre": name },
        swatch,
        element("span", { class: "name" }, name),
        element("span", { class: "count" }, count.toLocaleString("en")),
      );
      button.addEventListener("click", () => choose(genre));
      return button;
    });
    this.#all.addEventListener("click", () => choose(null));
    this.node = element(
      "div",
      { class: "genre-legend", role: "group", "aria-label": worded("Show genres") },
      ...this.#buttons,
      this.#all,
    );
    this.node.hidden = genres.length === 0;
  }

  /** @param shown the filter, null for none @param isColored whether colours stand for genres */
  update(shown: ReadonlySet<number> | null, isColored: boolean): void {
    this.node.classList.toggle("is-plain", !isColored);
    this.node.classList.toggle("is-filtered", shown !== null);
    this.#all.disabled = shown === null;
    this.#buttons.forEach((button, i) => {
      const isShown = shown?.has(this.#genres[i].genre) ?? false;
      button.setAttribute("aria-pressed", String(isShown));
    });
  }
}

/** The sequential scale of a variable, by Plot. @param extent what the colours spread over */
export function scaleLegend(variable: MapVariable, extent: Extent, isDark: boolean): HTMLElement {
  const { jitter, format } = variable;
  const ramp = Plot.legend({
    color: { ...colorScale(isDark), domain: extent, label: axisLabel(variable) },
    width: 240,
    height: 48,
    marginTop: 18,
    marginBottom: 18,
    tickSize: 4,
    marginLeft: 12,
    marginRight: 12,
    ticks: 4,
    tickFormat: jitter > 0
      ? (value: number) => Number.isInteger(value) ? format(value) : ""
      : undefined,
  });
  ramp.setAttribute("role", "img");
  ramp.setAttribute(
    "aria-label",
    `Colours from ${format(extent[0])} to ${format(extent[1])} of ${variable.label}`,
  );
  return element("div", { class: "scale-legend" }, ramp);
}

/** What marks stand for; hidden while nothing is marked. */
export class MarksLegend {
  readonly node: HTMLElement;
  readonly #picks = element("span", {});
  readonly #list = element("span", {});
  readonly #picksItem = element(
    "span",
    { class: "item" },
    element("i", { class: "key-pick" }),
    this.#picks,
  );
  readonly #listItem = element(
    "span",
    { class: "item" },
    element("i", { class: "key-list" }),
    this.#list,
  );

  constructor() {
    this.node = element("p", { class: "marks-legend" }, this.#picksItem, this.#listItem);
  }

  /** @param picks songs picked, those of picked playlists included */
  update(picks: number, recommendations: number): void {
    setText(this.#picks, picks === 1 ? "your pick" : `your ${picks.toLocaleString("en")} picks`);
    setText(
      this.#list,
      recommendations === 1 ? "1 recommendation" : `${recommendations} recommendations, by rank`,
    );
    this.#picksItem.hidden = picks === 0;
    this.#listItem.hidden = recommendations === 0;
  }
}
