/** The terms of a tuned score in words, grouped by signal; those too small to name are summed. */
import { type Recommendation, type Signal, SIGNALS } from "../../recommender/contract.ts";
import type { ScoreTerm, TunedReasons } from "../../recommender/tuned_reasons.ts";
import { featureLabel, formatFeature } from "../feature_format.ts";
import { type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import type { Answer } from "./answer.ts";

/** What one signal adds to a score, and the terms that it is the sum of. */
export interface SignalTerms {
  readonly signal: Signal;
  readonly adds: number;
  readonly terms: readonly NamedTerm[];
}

export interface NamedTerm {
  readonly label: string;
  readonly adds: number;
}

/** What is added to a signal's share besides what the model adds: a lean, a dislike. */
export interface ExtraTerm extends NamedTerm {
  readonly signal: Signal;
}

/** The terms that the page's own wishes add to a song's score. */
export function extraTerms(model: PageModel, answer: Answer, song: number): ExtraTerm[] {
  const novelty = answer.noveltyOf(song);
  const lean: ExtraTerm[] = novelty === 0
    ? []
    : [{ signal: "catalogue", label: "popularity, as the list leans", adds: novelty }];
  const pushes = SIGNALS.flatMap((signal): ExtraTerm[] => {
    const push = answer.pushOf(song, signal);
    if (push === null) return [];
    const label = `like “${songTitle(model, push.dislike)}”, which you dislike`;
    return [{ signal, label, adds: push.adds }];
  });
  return [...lean, ...pushes];
}

/** Terms named of one signal. */
const MOST_TERMS = 6;
/** Least share of the strongest term that is named. */
const LEAST_SHARE = 0.04;

/**
 * The terms by signal, in the order of the signals; those of a signal sum to its share of the score.
 *
 * @param extras what is added besides the model's terms, as `extraTerms` gives it
 */
export function termsBySignal(
  model: PageModel,
  { shares }: Recommendation,
  reasons: TunedReasons,
  extras: readonly ExtraTerm[],
): SignalTerms[] {
  const strongest = Math.max(0, ...reasons.terms.map(({ adds }) => Math.abs(adds)));
  return SIGNALS.flatMap((signal): SignalTerms[] => {
    const terms = reasons.terms.filter((term) => term.signal === signal);
    const named: NamedTerm[] = terms
      .filter(({ adds }) => Math.abs(adds) >= LEAST_SHARE * strongest)
      .slice(0, MOST_TERMS)
      .map((term) => ({ label: termLabel(model, reasons, term), adds: term.adds }));
    const rest = terms.length - named.length;
    for (const extra of extras) {
      if (extra.signal === signal) named.push({ label: extra.label, adds: extra.adds });
    }
    const unnamed = shares[signal] - named.reduce((sum, { adds }) => sum + adds, 0);
    if (rest > 0) {
      named.push({
        label: rest === 1 ? "one smaller term" : `${rest} smaller terms`,
        adds: unnamed,
      });
    }
    return named.length > 0 ? [{ signal, adds: shares[signal], terms: named }] : [];
  });
}

function termLabel(
  { catalogue }: PageModel,
  { song, words, playlists }: TunedReasons,
  { kind, feature }: ScoreTerm,
): string {
  const name = feature >= 0 ? catalogue.features[feature].name : "";
  switch (kind) {
    case "playlists":
      return playlists.length === 1
        ? worded("the playlist that it is in")
        : worded`the ${playlists.length} playlists that it is in`;
    case "artist's playlists":
      return worded("playlists of its artist");
    case "album's playlists":
      return worded("playlists of its album");
    case "featured artists' playlists":
      return worded("playlists of featured artists");
    case "genre":
      return worded("playlists of the genres asked for");
    case "feature":
      return `${featureLabel(name)} ${
        formatFeature(name, catalogue.features[feature].values[song])
      }`;
    case "artist mean":
      return worded`its artist’s usual ${featureLabel(name)}`;
    case "preference":
      return `${featureLabel(name)} as asked for`;
    case "era":
      return "age and popularity like the picks’";
    case "date":
      return "release date near the picks’";
    case "artist size":
      return worded("as many songs of its artist as the picks’");
    case "version words":
      return words.length > 0 ? `its version: ${words.join(", ")}` : "words on its version";
    case "artist repeats":
      return worded("an artist of the picks");
    case "same work":
      return "another version of a pick";
    case "listing":
      return worded("how many playlists hold it");
    case "popularity":
      return "popularity";
    case "claims of other playlists":
      return worded("fits other playlists as well");
  }
}
