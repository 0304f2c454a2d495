/**
 * Why the tuned model recommends a song: every term of its score, negative ones too, and what it
 * has in common with each pick.
 */
import type { AudioProfiles } from "./audio.ts";
import { groupVotes } from "./backoff.ts";
import { effectiveWeights } from "./blend.ts";
import { claimTerm, listingTerm, popularityTerm } from "./claims.ts";
import type { FeatureWeights, Signal, Weights } from "./contract.ts";
import { featureAgreements, pickReasons, type Reasons } from "./explain.ts";
import { MISSING } from "./histogram.ts";
import { checkQuery } from "./query.ts";
import { rowIndices } from "./incidence.ts";
import { binOfSong } from "./taste.ts";
import type { TunedModel } from "./tuned.ts";
import type { Answer } from "./tuned_answer.ts";

/** What a term rests on. */
export type TermKind =
  | "playlists"
  | "artist's playlists"
  | "album's playlists"
  | "featured artists' playlists"
  | "genre"
  | "feature"
  | "artist mean"
  | "preference"
  | "era"
  | "date"
  | "artist size"
  | "version words"
  | "artist repeats"
  | "same work"
  | "popularity"
  | "listing"
  | "claims of other playlists";

/** One term of a song's score. */
export interface ScoreTerm {
  readonly kind: TermKind;
  readonly signal: Signal;
  /** Index of the audio feature that the term is of; −1 for others. */
  readonly feature: number;
  /** What it adds to the score under the weights; negative where it speaks against the song. */
  readonly adds: number;
}

/** How much one playlist that holds the song adds to its score. */
export interface PlaylistTerm {
  readonly playlist: number;
  readonly adds: number;
}

export interface TunedReasons extends Reasons {
  /** Sum of the terms: the song's score under the weights, up to rounding to float32. */
  readonly score: number;
  /** The terms that are not 0, the strongest for or against the song first. */
  readonly terms: readonly ScoreTerm[];
  /** Playlists that hold the song and vote for it, the strongest first; they sum to "playlists". */
  readonly playlists: readonly PlaylistTerm[];
  /** Version words of the song's title that the query has, more often than the catalogue first. */
  readonly words: readonly string[];
}

const BORROWED: Readonly<Record<string, TermKind>> = {
  artist: "artist's playlists",
  album: "album's playlists",
  featured: "featured artists' playlists",
};

/**
 * Explains one song under an answered query.
 *
 * @param answer of the model to the query, so that a list of songs shares the work
 * @param profiles scaled features of the same catalogue
 * @returns terms of signals that have no part or weight add 0 and are left out
 * @throws RangeError when the song is not there
 */
export function explainTuned(
  model: TunedModel,
  answer: Answer,
  profiles: AudioProfiles,
  featureWeights: FeatureWeights,
  weights: Weights,
  song: number,
): TunedReasons {
  const { query } = answer;
  checkQuery(model.catalogue, { ...query, songs: [...query.songs, song] }, featureWeights);
  const effective = effectiveWeights(answer.parts, weights);
  const factor = (signal: Signal) =>
    effective && answer.parts[signal] ? effective[signal] / model.defaultWeights[signal] : 0;
  const { terms: raw, playlists } = rawTerms(model, answer, song);
  const terms = raw
    .map((term) => ({ ...term, adds: term.adds * factor(term.signal) }))
    .filter(({ adds }) => adds !== 0)
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
  return {
    song,
    picks: pickReasons(model.catalogue, query, song),
    features: featureAgreements(profiles, query, featureWeights, song),
    score: terms.reduce((sum, { adds }) => sum + adds, 0),
    terms,
    playlists: playlists
      .map(({ playlist, adds }) => ({ playlist, adds: adds * factor("collaborative") }))
      .filter(({ adds }) => adds > 0)
      .sort((a, b) => b.adds - a.adds || a.playlist - b.playlist),
    words: wordsInCommon(model, answer, song),
  };
}

/** The terms at the marked weights. */
function rawTerms(model: TunedModel, answer: Answer, song: number) {
  const { taste, parameters, versions, catalogue } = model;
  const terms: ScoreTerm[] = [];
  const add = (kind: TermKind, signal: Signal, adds: number, feature = -1) =>
    terms.push({ kind, signal, feature, adds });
  const near = neighborhoodTerms(model, answer, song);
  add("playlists", "collaborative", near.own);
  for (const [kind, adds] of near.borrowed) add(kind, "catalogue", adds);
  if (answer.genreScores) {
    const votes = answer.genreScores[song] * answer.genreScale;
    add("genre", "catalogue", parameters.genre * Math.log1p(votes));
  }
  taste.traits.forEach((trait, t) => {
    const { kind, signal, feature } = trait;
    const table = answer.traitTables[t], bin = binOfSong(trait, catalogue, song);
    if (table && bin !== MISSING) add(kind, signal, table[bin], feature);
  });
  answer.preferenceTables.forEach((table, feature) => {
    const bin = taste.features[feature]?.bins[song] ?? MISSING;
    if (table && bin !== MISSING) add("preference", "audio", table[bin], feature);
  });
  if (answer.wordTable) {
    let adds = 0;
    for (const word of rowIndices(versions.songWords, song)) adds += answer.wordTable[word];
    add("version words", "catalogue", adds);
  }
  const artist = catalogue.artists[song];
  if (artist >= 0 && answer.artistsOfQuery[artist]) {
    add("artist repeats", "catalogue", answer.artistRepeats);
  }
  if (answer.sameWork?.[song]) {
    add("same work", "catalogue", parameters.sameWork);
  }
  if (answer.neighborhood) {
    const own = terms.reduce((sum, { adds }) => sum + adds, 0);
    add("claims of other playlists", "catalogue", claimTerm(model, answer, song, own));
  }
  if (answer.parts.collaborative) add("listing", "collaborative", listingTerm(model, song));
  if (answer.parts.catalogue) add("popularity", "catalogue", popularityTerm(model, song));
  return { terms, playlists: near.playlists };
}

/** The neighbourhood's term of one song, split by playlist and by kind of borrowing. */
function neighborhoodTerms(
  { backoff, catalogue, parameters: { neighborhood: strengths } }: TunedModel,
  answer: Answer,
  song: number,
) {
  const near = answer.neighborhood;
  const playlists: PlaylistTerm[] = [];
  const borrowed = new Map<TermKind, number>();
  const sum = near ? near.own[song] + near.borrowed[song] : 0;
  if (near === null || sum === 0) return { own: 0, borrowed, playlists };
  const term = Math.log1p(sum * answer.neighborhoodScale) / sum;
  const scale = term * backoff.damping[song];
  for (const playlist of rowIndices(catalogue.songPlaylists, song)) {
    playlists.push({ playlist, adds: strengths.own * scale * near.votes[playlist] });
  }
  backoff.borrowings.forEach((borrowing, b) => {
    const { kind, borrowers, rates } = borrowing;
    let adds = 0;
    for (const group of rowIndices(borrowers, song)) {
      adds += groupVotes(borrowing, near.votes, group) +
        near.selfVote * rates[group] * near.queryCounts[b][group];
    }
    borrowed.set(
      BORROWED[kind],
      (borrowed.get(BORROWED[kind]) ?? 0) + strengths.borrowed * scale * adds,
    );
  });
  return { own: strengths.own * term * near.own[song], borrowed, playlists };
}

function wordsInCommon({ versions }: TunedModel, { wordTable }: Answer, song: number): string[] {
  if (wordTable === null) return [];
  return Array.from(rowIndices(versions.songWords, song))
    .filter((word) => wordTable[word] > 0)
    .sort((a, b) => wordTable[b] - wordTable[a])
    .map((word) => versions.words[word]);
}
