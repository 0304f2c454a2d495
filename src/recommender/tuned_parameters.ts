/**
 * The numbers of the tuned model, in one place. They were found on inner splits of the public
 * "30000 Spotify Songs" set (`docs/evaluation.md`); `npm run tune` searches anew. Other data sets get
 * strengths of their own where these do worse (`loaders/adapt.ts`).
 */
import type { BackoffOptions } from "./backoff.ts";
import type { Weights } from "./contract.ts";
import type { TraitKind } from "./taste.ts";

/** How much each term counts in the score at the marked weights. */
export interface TunedParameters {
  readonly backoff: BackoffOptions;
  /** ε: how little of the neighbourhood counts as nothing, in standard deviations. */
  readonly neighborhoodFloor: number;
  /** Strength of the neighbourhood's two shares: by the song's own playlists and by borrowed ones. */
  readonly neighborhood: { readonly own: number; readonly borrowed: number };
  /** Added for each log unit of how many playlists hold the song. */
  readonly listing: number;
  /** Strength of each kind of trait's log ratio, and α of its histograms (`taste.ts`). */
  readonly traits: Readonly<
    Record<TraitKind, { readonly strength: number; readonly prior: number }>
  >;
  /** The same of the words that tell versions apart (`version_words.ts`). */
  readonly versionWords: { readonly strength: number; readonly prior: number };
  /** Added to a song by an artist of the query for each log unit that the query repeats artists. */
  readonly artistRepeats: number;
  /** Added to another version of a song of the query; negative. */
  readonly sameWork: number;
  /** Added for each standard deviation of popularity to a song in a playlist. */
  readonly popularity: number;
  /** Strength of the genres' votes against those of the neighbourhood. */
  readonly genre: number;
  /** Strength of stated wishes for values of audio features. */
  readonly preference: number;
  /** λ: subtracted for each log unit in which other playlists claim the song (`claims.ts`). */
  readonly claims: number;
  /** τ: how much the playlist that claims a song most counts before the others. */
  readonly claimSharpness: number;
}

export const TUNED_PARAMETERS: TunedParameters = {
  backoff: {
    strengths: { artist: 0.05, album: 0.05, featured: 0.03 },
    smoothing: 1,
    degreeExponent: 0.3,
    selfFactor: 2.5,
  },
  neighborhoodFloor: 0.15,
  neighborhood: { own: 1, borrowed: 1 },
  listing: 0,
  traits: {
    "feature": { strength: 0.12, prior: 15 },
    "artist mean": { strength: 0.07, prior: 15 },
    "era": { strength: 0.5, prior: 8 },
    "date": { strength: 0.15, prior: 8 },
    "artist size": { strength: 0.15, prior: 15 },
  },
  versionWords: { strength: 0.1, prior: 20 },
  artistRepeats: 0.3,
  sameWork: -1.4,
  popularity: 0.4,
  genre: 1,
  preference: 1,
  claims: 0.45,
  claimSharpness: 3,
};

/** The marked point; tenths, so that the evaluation's grid of weights passes through it. */
export const MARKED_WEIGHTS: Weights = { collaborative: 0.4, audio: 0.2, catalogue: 0.4 };
