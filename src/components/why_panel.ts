/** Why a song is in the list, in words and numbers. */
import type { Recommendation } from "../recommender/contract.ts";
import { type Signal, SIGNALS } from "../recommender/contract.ts";
import type { ClassicPickReason, ClassicReasons } from "../recommender/classic_reasons.ts";
import type { FeatureAgreement } from "../recommender/explain.ts";
import type { Answer } from "./answer.ts";
import { element } from "./dom.ts";
import { count, featureLabel, fixed, formatFeature, percent } from "./feature_format.ts";
import { artistName, type PageModel, playlistName, songTitle } from "./model.ts";
import { swatch } from "./signal_legend.ts";

/** Picks, playlists and features named in one panel; the rest is counted. */
const MOST_PICKS = 4, MOST_PLAYLISTS = 3, MOST_FEATURES = 4;

/** Reasons as sentences, then the score as a sum. */
export function whyPanel(
  model: PageModel,
  answer: Answer,
  entry: Recommendation,
  reasons: ClassicReasons,
): HTMLElement {
  const sentences = reasonSentences(model, answer, reasons);
  const list = sentences.length > 0
    ? element("ul", {}, ...sentences.map((text) => element("li", {}, text)))
    : element("p", {}, "It shares no playlist, artist or album with a pick, only how it sounds.");
  return element("div", { class: "reasons" }, list, scoreTable(answer, entry));
}

/** What a song has in common with the query, the strongest pick first. */
export function reasonSentences(
  model: PageModel,
  answer: Answer,
  reasons: ClassicReasons,
): string[] {
  const total = ({ adds }: ClassicPickReason) =>
    adds.collaborative * (answer.weights?.collaborative ?? 0) +
    adds.audio * (answer.weights?.audio ?? 0);
  const picks = [...reasons.picks].sort((a, b) => total(b) - total(a));
  const sentences = picks.flatMap((pick) => pickSentences(model, pick));
  const shown = sentences.slice(0, MOST_PICKS);
  if (sentences.length > MOST_PICKS) {
    shown.push(
      `And ${count(sentences.length - MOST_PICKS, "more thing")} in common with the picks.`,
    );
  }
  const features = featureSentence(model, answer, reasons.features);
  if (features !== "") shown.push(features);
  if (reasons.genreShare !== null) {
    shown.push(`Of its playlists, ${percent(reasons.genreShare)} are of the genres asked for.`);
  }
  return shown;
}

function pickSentences(model: PageModel, pick: ClassicPickReason): string[] {
  const name = pickName(model, pick);
  const sentences: string[] = [];
  const shared = pick.sharedPlaylists.length;
  if (pick.kind === "song" && shared > 0) {
    const lists = namesOf(model, pick.sharedPlaylists);
    sentences.push(`Shares ${count(shared, "playlist")} with ${name}: ${lists}.`);
  } else if (pick.kind === "playlist" && shared > 0) {
    const verb = shared === 1 ? "holds" : "hold";
    sentences.push(`Is in ${count(shared, "playlist")} that also ${verb} songs of ${name}.`);
  }
  if (pick.sameAlbum.length > 0) {
    sentences.push(`On the same album as ${sameAs(model, pick, "sameAlbum")}.`);
  } else if (pick.sameArtist.length > 0) {
    sentences.push(`By the same artist as ${sameAs(model, pick, "sameArtist")}.`);
  }
  return sentences;
}

function sameAs(
  model: PageModel,
  pick: ClassicPickReason,
  what: "sameAlbum" | "sameArtist",
): string {
  if (pick.kind === "song") return pickName(model, pick);
  return `${count(pick[what].length, "song")} of ${pickName(model, pick)}`;
}

function namesOf(model: PageModel, playlists: readonly number[]): string {
  const names = playlists.slice(0, MOST_PLAYLISTS).map((row) => `“${playlistName(model, row)}”`);
  const rest = playlists.length - names.length;
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function pickName(model: PageModel, { kind, row }: ClassicPickReason): string {
  switch (kind) {
    case "song":
      return `“${songTitle(model, row)}” by ${artistName(model, row)}`;
    case "playlist":
      return `“${playlistName(model, row)}”`;
    case "genre":
      return model.catalogue.genreNames[row];
    case "subgenre":
      return model.catalogue.subgenreNames[row];
  }
}

function featureSentence(
  { catalogue }: PageModel,
  { query }: Answer,
  features: readonly FeatureAgreement[],
): string {
  const agreeing = features.filter(({ closerThan }) => closerThan > 0.5).slice(0, MOST_FEATURES);
  if (agreeing.length === 0) return "";
  const wanted = new Set(query.preferences.map(({ feature }) => feature));
  const parts = agreeing.map(({ feature, value, queryValue, closerThan }) => {
    const { name } = catalogue.features[feature];
    const asked = wanted.has(feature) ? "asked for" : "picks";
    return `${featureLabel(name)} ${formatFeature(name, value)} (${asked} ` +
      `${formatFeature(name, queryValue)}; closer than ${
        percent(Math.floor(100 * closerThan) / 100)
      } of all songs)`;
  });
  return `Sounds alike in ${parts.join(", ")}.`;
}

/** Part × weight of each signal, and their sum. */
function scoreTable({ parts, weights }: Answer, entry: Recommendation): HTMLElement {
  const rows = SIGNALS.flatMap((signal) => {
    const part = parts[signal], weight = weights?.[signal] ?? 0;
    if (part === null || weight === 0) return [];
    return [scoreRow(signal, part[entry.song], weight, entry.shares[signal])];
  });
  return element(
    "table",
    { class: "score-table" },
    element("caption", { class: "visually-hidden" }, "How the score adds up"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, "Signal"),
        element("th", { scope: "col" }, "similarity"),
        element("th", { scope: "col" }, "weight"),
        element("th", { scope: "col" }, "adds"),
      ),
    ),
    element("tbody", {}, ...rows),
    element(
      "tfoot",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "row", colspan: 3 }, "Score"),
        element("td", {}, fixed(entry.score, 3)),
      ),
    ),
  );
}

function scoreRow(signal: Signal, part: number, weight: number, adds: number): HTMLElement {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, swatch(signal), signal),
    element("td", {}, fixed(part, 3)),
    element("td", {}, `× ${fixed(weight, 2)}`),
    element("td", {}, fixed(adds, 3)),
  );
}
