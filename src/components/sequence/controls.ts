/** The controls of the Sequence page: what is put in order, the arc, and what counts. */
import type { MixColumns } from "../../recommender/harmony.ts";
import { type Arc, ARCS, type SequenceWeights } from "../../recommender/sequence_costs.ts";
import { rowIndices } from "../../recommender/incidence.ts";
import { element, svgElement } from "../dom.ts";
import { count, fixed } from "../feature_format.ts";
import { fold } from "../fold.ts";
import { type PageModel, playlistName } from "../model.ts";
import { worded } from "../nouns.ts";
import { slider } from "../query/slider.ts";
import { HEAVIEST, type SequenceChoices, type Source } from "./choices.ts";

export interface Controls {
  readonly node: HTMLElement;
  update(choices: SequenceChoices): void;
}

const ARC_LABELS: Readonly<Record<Arc, string>> = {
  none: "None",
  rising: "Rising",
  falling: "Falling",
  arch: "Up, then down",
  wave: "Wave",
};

/** An arc in a few words. */
export function arcWords(arc: Arc): string {
  return arc === "none" ? "no arc" : ARC_LABELS[arc].toLowerCase();
}

/** Each arc as a line of 24 × 12. */
const ARC_LINES: Readonly<Record<Arc, string>> = {
  none: "M1 6H23",
  rising: "M1 11L23 1",
  falling: "M1 1L23 11",
  arch: "M1 11C8 11 8 1 12 1S16 11 23 11",
  wave: "M1 11C4 11 4 1 6.5 1S9 11 12 11S15 1 17.5 1S20 11 23 11",
};

/** The arc as one choice of five; none where the data set has no energy. */
export function arcChoice({ energies }: MixColumns, choose: (arc: Arc) => void): Controls {
  const inputs = ARCS.map((arc) => {
    const input = element("input", { type: "radio", name: "arc", value: arc, id: `arc-${arc}` });
    input.addEventListener("change", () => choose(arc));
    return input;
  });
  const node = element(
    "fieldset",
    { class: "arc-choice" },
    element("legend", {}, "Arc of energy"),
    ...inputs.map((input, i) =>
      element(
        "label",
        { for: input.id },
        input,
        svgElement(
          "svg",
          { viewBox: "0 0 24 12", width: 24, height: 12, "aria-hidden": "true" },
          svgElement("path", {
            d: ARC_LINES[ARCS[i]],
            fill: "none",
            stroke: "currentColor",
            "stroke-width": 1.6,
            "stroke-linecap": "round",
          }),
        ),
        ARC_LABELS[ARCS[i]],
      )
    ),
  );
  node.hidden = energies === null;
  return {
    node,
    update({ arc }) {
      for (const input of inputs) input.checked = input.value === arc;
    },
  };
}

/** What is put in order: recommendations, picks, or one of the playlists. */
export function sourceChoice(model: PageModel, choose: (source: Source) => void): Controls {
  const { playlistSongs, playlistCount } = model.catalogue;
  const playlists = Array.from({ length: playlistCount }, (_, playlist) => playlist)
    .map((playlist) => ({
      id: model.playlistIds[playlist],
      text: `${playlistName(model, playlist)} (${
        count(rowIndices(playlistSongs, playlist).length, "song")
      })`,
    }))
    .sort((a, b) => a.text.localeCompare(b.text, "en", { numeric: true }));
  const select = element(
    "select",
    { id: "order-of" },
    element("option", { value: "list" }, "The recommendations"),
    element("option", { value: "picks" }, "My picks"),
    element(
      "optgroup",
      { label: worded("A playlist") },
      ...playlists.map(({ id, text }) => element("option", { value: `playlist:${id}` }, text)),
    ),
  );
  select.addEventListener("change", () => {
    const { value } = select;
    choose(
      value === "list" || value === "picks" ? value : { playlist: value.slice("playlist:".length) },
    );
  });
  return {
    node: element(
      "div",
      { class: "control source" },
      element("label", { for: "order-of" }, "Put in order"),
      select,
    ),
    update({ source }) {
      const value = typeof source === "object" ? `playlist:${source.playlist}` : source;
      // To be set at all costs the browser a look at every option.
      if (select.value !== value) select.value = value;
    },
  };
}

const WEIGHT_LABELS: Readonly<Record<keyof SequenceWeights, string>> = {
  key: "Key",
  tempo: "Tempo",
  energy: worded("Energy from song to song"),
  artist: worded("Not the same artist in a row"),
  arc: "Following the arc",
};

/** How much each part counts, of those that the data set knows. */
export function weightControls(
  { keys, tempos, energies }: MixColumns,
  weights: () => SequenceWeights,
  change: (weights: SequenceWeights, settled: boolean) => void,
): Controls {
  const names = (Object.keys(WEIGHT_LABELS) as (keyof SequenceWeights)[]).filter((name) =>
    name === "key"
      ? keys !== null
      : name === "tempo"
      ? tempos !== null
      : name === "artist" || energies !== null
  );
  const content = fold("What counts how much", () => {
    const sliders = names.map((name) =>
      slider(
        {
          id: `counts-${name}`,
          label: WEIGHT_LABELS[name],
          ends: ["not at all", "twice"],
          min: 0,
          max: HEAVIEST,
          step: 0.1,
          words: (value) => value === 0 ? "not at all" : `× ${fixed(value, 1)}`,
        },
        (value, settled) => change({ ...weights(), [name]: Math.round(10 * value) / 10 }, settled),
      )
    );
    return {
      node: element("div", { class: "weights" }, ...sliders.map(({ node }) => node)),
      update(values: SequenceWeights) {
        names.forEach((name, i) => sliders[i].update(values[name]));
      },
    };
  });
  return {
    node: content.node,
    update: (choices) => content.whenOpen((node) => node.update(choices.weights)),
  };
}
