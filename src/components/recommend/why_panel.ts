/** Why a song is in the list, in words and numbers. */
import { type Recommendation, type Signal, SIGNALS } from "../../recommender/contract.ts";
import type { ClassicPickReason, ClassicReasons } from "../../recommender/classic_reasons.ts";
import type { PickReason } from "../../recommender/explain.ts";
import type { TunedReasons } from "../../recommender/tuned_reasons.ts";
import type { Answer } from "./answer.ts";
import { element } from "../dom.ts";
import { fixed, percent } from "../feature_format.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import type { Explanation } from "./ranking_models.ts";
import { extraTerms, type SignalTerms, termsBySignal } from "./score_terms.ts";
import { swatch } from "./signal_legend.ts";
import { featureSentence, pickSentences } from "./why_sentences.ts";

/** Reasons as sentences, then the score as a sum. */
export function whyPanel(
  model: PageModel,
  answer: Answer,
  entry: Recommendation,
  explanation: Explanation,
): HTMLElement {
  const isTuned = explanation.by === "tuned";
  const sentences = isTuned
    ? tunedSentences(model, answer, explanation.reasons)
    : classicSentences(model, answer, explanation.reasons);
  const list = sentences.length > 0
    ? element("ul", {}, ...sentences.map((text) => element("li", {}, text)))
    : element("p", {}, worded("It shares no playlist, artist or album with a pick."));
  const table = isTuned
    ? termTable(
      termsBySignal(model, entry, explanation.reasons, extraTerms(model, answer, entry.song)),
      entry,
    )
    : partTable(model, answer, entry);
  return element("div", { class: "reasons" }, list, table);
}

/** What a song has in common with the query, the strongest pick first. */
export function classicSentences(
  model: PageModel,
  { request, weights }: Answer,
  reasons: ClassicReasons,
): string[] {
  const total = ({ adds }: ClassicPickReason) =>
    adds.collaborative * (weights?.collaborative ?? 0) + adds.audio * (weights?.audio ?? 0);
  const genres = reasons.genreShare === null
    ? ""
    : worded`Of its playlists, ${percent(reasons.genreShare)} are of the genres asked for.`;
  return [
    ...pickSentences(model, reasons.picks, total),
    featureSentence(model, request.query, reasons),
    genres,
  ].filter((sentence) => sentence !== "");
}

/** The same, the pick first with which it shares the playlists that add most. */
export function tunedSentences(
  model: PageModel,
  { request }: Answer,
  reasons: TunedReasons,
): string[] {
  const adds = new Map(reasons.playlists.map(({ playlist, adds }) => [playlist, adds]));
  const strength = (pick: PickReason) =>
    pick.sharedPlaylists.reduce((sum, playlist) => sum + (adds.get(playlist) ?? 0), 0) +
    // Without a playlist in common an artist still orders the picks.
    (pick.sameArtist.length > 0 ? 1e-6 : 0);
  const order = reasons.playlists.map(({ playlist }) => playlist);
  return [
    ...pickSentences(model, reasons.picks, strength, order),
    featureSentence(model, request.query, reasons),
  ].filter((sentence) => sentence !== "");
}

/** Part × weight of each signal, and their sum. */
function partTable(model: PageModel, answer: Answer, entry: Recommendation): HTMLElement {
  const { modelParts, weights } = answer;
  const rows = SIGNALS.flatMap((signal) => {
    const part = modelParts[signal], weight = weights?.[signal] ?? 0;
    if (part === null || weight === 0) return [];
    return [partRow(signal, part[entry.song], weight)];
  });
  for (const { signal, label, adds } of extraTerms(model, answer, entry.song)) {
    rows.push(row([swatch(signal), label], ["", "", fixed(adds, 3)]));
  }
  return scoreTable(["Signal", "similarity", "weight", "adds"], rows, entry);
}

function partRow(signal: Signal, part: number, weight: number): HTMLElement {
  return row([swatch(signal), signal], [
    fixed(part, 3),
    `× ${fixed(weight, 2)}`,
    fixed(weight * part, 3),
  ]);
}

/** The terms of each signal, and their sum. */
function termTable(signals: readonly SignalTerms[], entry: Recommendation): HTMLElement {
  const rows = signals.flatMap(({ signal, adds, terms }) => [
    row([swatch(signal), signal], ["", fixed(adds, 3)], "signal"),
    ...terms.map((term) => row([term.label], [fixed(term.adds, 3), ""], "term")),
  ]);
  return scoreTable(["What speaks for it, and against", "adds", "in all"], rows, entry);
}

function scoreTable(
  columns: readonly string[],
  rows: readonly HTMLElement[],
  entry: Recommendation,
): HTMLElement {
  return element(
    "table",
    { class: "score-table" },
    element("caption", { class: "visually-hidden" }, "How the score adds up"),
    element(
      "thead",
      {},
      element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name))),
    ),
    element("tbody", {}, ...rows),
    element(
      "tfoot",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "row", colspan: columns.length - 1 }, "Score"),
        element("td", {}, fixed(entry.score, 3)),
      ),
    ),
  );
}

function row(head: (Node | string)[], cells: readonly string[], kind = ""): HTMLElement {
  return element(
    "tr",
    kind === "" ? {} : { class: kind },
    element("th", { scope: "row" }, ...head),
    ...cells.map((text) => element("td", {}, text)),
  );
}
