/**
 * The classic hybrid: cosine in the space of a truncated singular value decomposition for the
 * collaborative signal, cosine of scaled features for the audio signal (a weighted hybrid in the
 * terms of Burke 2002, "Hybrid recommender systems").
 *
 * - **collaborative**: cosine of the song's factors and the query's direction (`factors.ts`);
 *   absent when no picked song or playlist has factors.
 * - **audio**: weighted cosine of the song's features and the mean of the picks'; where the query
 *   wants values of features, their closeness; where it has both, the mean of the two, so that the
 *   stated wishes count as much as all picks together (`audio.ts`). Absent when the query has
 *   neither, there are no features, or all feature weights are 0.
 * - **catalogue**: for genres and subgenres, the share of the song's playlists that are of them
 *   (`genre_share.ts`); absent otherwise.
 *
 * Cosines lie in −1 … 1, closeness and shares in 0 … 1. The match is the score as a percentage,
 * 0 for negative scores.
 */
import { audioCosines, AudioProfiles, audioVectors, preferenceCloseness } from "./audio.ts";
import type { Catalogue, FeatureWeights, Query, RankingModel, Weights } from "./contract.ts";
import { factorCosines, factorProfile, type SongFactors, songFactors } from "./factors.ts";
import { genreShares } from "./genre_share.ts";
import { checkQuery } from "./query.ts";
import type { ScalerKind } from "./scaling.ts";

export interface ClassicOptions {
  /** @default "minmax" */
  readonly scaler?: ScalerKind;
  /** V of the truncated singular value decomposition: playlists × rank, row-major. */
  readonly right: Float32Array | Float64Array;
  readonly rank: number;
}

/** The classic hybrid and what its explanations read. */
export interface ClassicModel extends RankingModel {
  readonly catalogue: Catalogue;
  readonly factors: SongFactors;
  readonly profiles: AudioProfiles;
}

/** Signals count the same until weighed otherwise. */
const EQUAL_WEIGHTS: Weights = { collaborative: 1, audio: 1, catalogue: 1 };

/**
 * Builds the classic hybrid for a catalogue, in O(pairs · rank + songs · features).
 *
 * `parts` returns arrays of its own that later queries leave alone; nothing else is allocated for
 * the songs.
 *
 * @throws RangeError when `right` is not playlists × rank or the scaler is unknown
 */
export function classicModel(
  catalogue: Catalogue,
  { scaler = "minmax", right, rank }: ClassicOptions,
): ClassicModel {
  const { songCount } = catalogue;
  const factors = songFactors(catalogue.songPlaylists, right, rank);
  const audio = audioVectors(catalogue, scaler);
  const profiles = new AudioProfiles(audio, catalogue);
  const cosines = new Float32Array(factors.vectors.length / Math.max(1, rank));
  const closeness = new Float32Array(songCount);

  function collaborativePart(query: Query): Float32Array | null {
    const direction = factorProfile(factors, catalogue, query);
    return direction && factorCosines(factors, direction, cosines, new Float32Array(songCount));
  }

  function audioPart(query: Query, weights: FeatureWeights): Float32Array | null {
    const profile = profiles.query(query);
    const similar = profile && audioCosines(audio, profile, weights, new Float32Array(songCount));
    const close = preferenceCloseness(audio, query.preferences, weights, closeness);
    if (close === null) return similar;
    if (similar === null) return close.slice();
    for (let song = 0; song < songCount; song++) {
      similar[song] = (similar[song] + close[song]) / 2;
    }
    return similar;
  }

  return {
    name: "classic",
    defaultWeights: EQUAL_WEIGHTS,
    catalogue,
    factors,
    profiles,
    parts(query, featureWeights) {
      checkQuery(catalogue, query, featureWeights);
      return {
        collaborative: collaborativePart(query),
        audio: audioPart(query, featureWeights),
        catalogue: genreShares(catalogue, query),
      };
    },
    match: (score) => 100 * Math.min(1, Math.max(0, score)),
  };
}
