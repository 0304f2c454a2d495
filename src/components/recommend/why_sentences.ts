/** What a song has in common with the picks, as sentences: the same whichever model ranked it. */
import type { FeatureAgreement, PickReason, Reasons } from "../../recommender/explain.ts";
import type { Query } from "../../recommender/contract.ts";
import { count, featureLabel, formatFeature, percent } from "../feature_format.ts";
import { type PageModel, playlistName, songWords } from "../model.ts";
import { worded } from "../nouns.ts";

/** Picks, playlists and features named in one panel; the rest is counted. */
const MOST_PICKS = 4, MOST_PLAYLISTS = 3, MOST_FEATURES = 4;

/**
 * @param strength of a pick for the song: the strongest picks are named first
 * @param order playlists that count most first; those that are not in it follow
 */
export function pickSentences<Pick extends PickReason>(
  model: PageModel,
  picks: readonly Pick[],
  strength: (pick: Pick) => number,
  order: readonly number[] = [],
): string[] {
  const sorted = [...picks].sort((a, b) => strength(b) - strength(a));
  const sentences = sorted.flatMap((pick) => sentencesOfPick(model, pick, order));
  const shown = sentences.slice(0, MOST_PICKS);
  if (sentences.length > MOST_PICKS) {
    shown.push(
      `And ${count(sentences.length - MOST_PICKS, "more thing")} in common with the picks.`,
    );
  }
  return shown;
}

function sentencesOfPick(
  model: PageModel,
  pick: PickReason,
  order: readonly number[],
): string[] {
  const name = pickName(model, pick);
  const sentences: string[] = [];
  const shared = pick.sharedPlaylists.length;
  if (shared > 0 && (pick.kind === "song" || pick.kind === "playlist")) {
    const place = new Map(order.map((playlist, at) => [playlist, at]));
    const rank = (playlist: number) => place.get(playlist) ?? order.length;
    const lists = [...pick.sharedPlaylists].sort((a, b) => rank(a) - rank(b));
    if (pick.kind === "song") {
      sentences.push(
        `Shares ${count(shared, "playlist")} with ${name}: ${namesOf(model, lists)}.`,
      );
    } else {
      const verb = shared === 1 ? "holds" : "hold";
      sentences.push(
        worded`Is in ${count(shared, "playlist")} that also ${verb} songs of ${name}.`,
      );
    }
  }
  if (pick.sameAlbum.length > 0) {
    sentences.push(worded`On the same album as ${sameAs(model, pick, "sameAlbum")}.`);
  } else if (pick.sameArtist.length > 0) {
    sentences.push(worded`By the same artist as ${sameAs(model, pick, "sameArtist")}.`);
  }
  return sentences;
}

/** In which features a song is like what was asked for; "" where it is in none. */
export function featureSentence(
  { catalogue }: PageModel,
  query: Query,
  { features }: Reasons,
): string {
  const agreeing = features.filter(({ closerThan }) => closerThan > 0.5).slice(0, MOST_FEATURES);
  if (agreeing.length === 0) return "";
  const wanted = new Set(query.preferences.map(({ feature }) => feature));
  const parts = agreeing.map(({ feature, value, queryValue, closerThan }: FeatureAgreement) => {
    const { name } = catalogue.features[feature];
    const asked = wanted.has(feature) ? "asked for" : "picks";
    return `${featureLabel(name)} ${formatFeature(name, value)} (${asked} ` +
      worded`${formatFeature(name, queryValue)}; closer than ${
        percent(Math.floor(100 * closerThan) / 100)
      } of all songs)`;
  });
  return `Sounds alike in ${parts.join(", ")}.`;
}

function sameAs(model: PageModel, pick: PickReason, what: "sameAlbum" | "sameArtist"): string {
  if (pick.kind === "song" || pick.kind === "new song") return pickName(model, pick);
  return `${count(pick[what].length, "song")} of ${pickName(model, pick)}`;
}

function namesOf(model: PageModel, playlists: readonly number[]): string {
  const names = playlists.slice(0, MOST_PLAYLISTS).map((row) => `“${playlistName(model, row)}”`);
  const rest = playlists.length - names.length;
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function pickName(model: PageModel, { kind, row, title }: PickReason): string {
  switch (kind) {
    case "song":
      return songWords(model, row);
    case "playlist":
      return `“${playlistName(model, row)}”`;
    case "genre":
      return model.catalogue.genreNames[row];
    case "subgenre":
      return model.catalogue.subgenreNames[row];
    case "new song":
      return title ? `“${title}”` : worded("a song that is not in the catalogue");
  }
}
