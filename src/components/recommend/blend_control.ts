/**
 * The blend: for a model of three signals a point in a triangle with its three numbers, for one of
 * two an edge of it, as a slider; presets; and what was measured at the blend, in shade and words.
 */
import type { Weights } from "../../recommender/contract.ts";
import { element, setText } from "../dom.ts";
import { CLASSIC, type Evaluation, type Measure, NDCG } from "../evaluation/data.ts";
import { worded } from "../nouns.ts";
import { blendSlider } from "../query/blend_slider.ts";
import { heat } from "../weight_triangle.ts";
import type { PageAnswer } from "./page_answers.ts";
import {
  absenceWords,
  absentSignals,
  accuracyWords,
  type Known,
  KNOWN_LABELS,
  KNOWN_TITLES,
  type Reached,
} from "./blend_words.ts";
import { type Blend, blendOfWeights, isSameBlend, weightsOfBlend } from "./blend_weights.ts";
import { BlendSurface } from "./measured_blends.ts";
import { CLASSIC_WEIGHTS, triangle } from "./triangle.ts";
import { weightFields } from "./weight_fields.ts";

export interface BlendControl {
  readonly node: HTMLElement;
  /** @param home the blend that the page starts with for the model in use */
  update(answer: PageAnswer, home: { readonly blend: number; readonly split: number }): void;
  /** Shows what was measured. @param evaluation null where there is nothing to be had */
  measured(evaluation: Evaluation | null): void;
  /** Which held-out songs the shade is about. */
  show(known: Known): void;
}

export interface BlendActions {
  /** Called with a blend; once more with `settled` true when it is let go. */
  change(blend: Blend, settled: boolean): void;
  show(known: Known): void;
}

/** Share of the held-out songs that are among the first 50. */
const RECALL: Measure = { metric: "recall", k: 50 };

const OWN: Blend = { blend: null, split: null };

export function blendControl({ change, show }: BlendActions): BlendControl {
  let home: Weights = CLASSIC_WEIGHTS, weights: Weights = CLASSIC_WEIGHTS;
  let known: Known = "warm", evaluation: Evaluation | null | undefined;
  let last: { answer: PageAnswer; home: { blend: number; split: number } } | undefined;

  const moved = (next: Weights, settled: boolean) =>
    change(isSameBlend(next, home) ? OWN : blendOfWeights(next), settled);
  const surface = triangle(moved);
  const fields = weightFields(moved);
  const corners = element(
    "div",
    { class: "weight-triangle" },
    fields.nodes.catalogue,
    surface.node,
    fields.nodes.audio,
    fields.nodes.collaborative,
  );
  const edge = blendSlider((blend, settled) => change({ blend, split: null }, settled));
  const toDefault = preset("○", "Default", () => change(OWN, true));
  const toClassic = preset("◇", "Classic hybrid", () => moved(CLASSIC_WEIGHTS, true));
  toClassic.title = "The weights of the classic hybrid, with this model’s signals";
  const presets = element(
    "div",
    { class: "presets", role: "group", "aria-label": "Blends to go to" },
    toDefault,
    toClassic,
  );
  const choice = knownChoice(show);
  const words = element("p", { class: "blend-words", id: "blend-words" });
  const absence = element("p", { class: "blend-words absence" });
  const shades = new Map<string, { ndcg: BlendSurface; recall: BlendSurface }>();

  function measuredOf(model: string) {
    if (!evaluation) return null;
    const key = `${model} ${known}`;
    let found = shades.get(key);
    if (found === undefined) {
      const points = (measure: Measure) =>
        new BlendSurface(
          model === "classic"
            ? evaluation!.curve(known, measure)
            : evaluation!.grid(known, measure),
        );
      shades.set(key, found = { ndcg: points(NDCG), recall: points(RECALL) });
    }
    return found;
  }

  let shaded = "";
  function draw(): void {
    if (last === undefined) return;
    const { answer: { ranker, request, parts } } = last;
    corners.hidden = toClassic.hidden = !ranker.isSplit;
    edge.node.hidden = ranker.isSplit;
    // Two signals: content is audio in the classic hybrid, the catalogue where no song has audio.
    const share = (blend: number, split: number) =>
      ranker.isSplit
        ? weightsOfBlend(blend, split)
        : weightsOfBlend(blend, ranker.name === "classic" ? 1 : 0);
    home = share(last.home.blend, last.home.split);
    weights = share(request.blend, request.split);
    const absent = absentSignals(parts, request.query);
    // Of a model with two signals content is one, whatever it is made of.
    if (!ranker.isSplit) {
      for (const signal of ["audio", "catalogue"] as const) absent.delete(signal);
    }
    surface.update(weights, home);
    fields.update(weights, absent);
    edge.update(request.blend, last.home.blend);
    const isHome = isSameBlend(weights, home);
    toDefault.setAttribute("aria-pressed", String(isHome));
    toClassic.setAttribute("aria-pressed", String(isSameBlend(weights, CLASSIC_WEIGHTS)));
    choice.update(known);
    const measured = measuredOf(ranker.name);
    const key = `${ranker.name} ${known} ${measured !== null}`;
    if (key !== shaded) {
      shaded = key;
      surface.shade(measured?.ndcg ?? null);
      edge.shade(
        measured === null || !(measured.ndcg.most > 0) ? [] : edgeColors(measured.ndcg, share),
      );
    }
    const reached = (at: Weights): Reached => ({
      ndcg: measured?.ndcg.at(at) ?? null,
      recall: measured?.recall.at(at) ?? null,
    });
    const text = accuracyWords(known, reached(weights), reached(home), isHome);
    const isMissing = evaluation === null || (evaluation !== undefined && text === "");
    setText(words, isMissing ? "No accuracy was measured on this data set." : text);
    choice.node.style.visibility = text === "" ? "hidden" : "";
    setText(absence, absenceWords(absent));
  }

  return {
    node: element(
      "div",
      { class: "blend-control" },
      corners,
      edge.node,
      presets,
      absence,
      choice.node,
      words,
    ),
    update(answer, home) {
      last = { answer, home };
      draw();
    },
    measured(next) {
      evaluation = next !== null && next.methods.includes(CLASSIC) ? next : null;
      shades.clear();
      draw();
    },
    show(next) {
      if (next === known) return;
      known = next;
      draw();
    },
  };
}

/** The shade along the edge of a model with two signals, from content to collaborative. */
function edgeColors(
  surface: BlendSurface,
  share: (blend: number, split: number) => Weights,
): string[] {
  const values = Array.from({ length: 11 }, (_, i) => surface.at(share(i / 10, 1)));
  return values.includes(null) ? [] : values.map((value) => heat(value! / surface.most));
}

function preset(sign: string, name: string, choose: () => void): HTMLButtonElement {
  const button = element(
    "button",
    { type: "button", "aria-pressed": "false" },
    element("span", { "aria-hidden": "true" }, `${sign} `),
    name,
  );
  button.addEventListener("click", choose);
  return button;
}

/** Which held-out songs the shade counts. */
function knownChoice(choose: (known: Known) => void) {
  const radios = (Object.keys(KNOWN_LABELS) as Known[]).map((known) => {
    const radio = element("input", { type: "radio", name: "accuracy-of", value: known });
    radio.addEventListener("change", () => choose(known));
    const label = element("label", { title: KNOWN_TITLES[known] }, radio, KNOWN_LABELS[known]);
    return { known, radio, label };
  });
  return {
    node: element(
      "fieldset",
      { class: "accuracy-of" },
      element("legend", {}, worded("Shade: how well songs are found")),
      ...radios.map(({ label }) => label),
    ),
    update(shown: Known) {
      for (const { known, radio } of radios) radio.checked = known === shown;
    },
  };
}
