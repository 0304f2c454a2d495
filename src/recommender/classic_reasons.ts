/**
 * Why the classic hybrid recommends a song.
 *
 * The query's direction in factor space is the sum of the picks' directions, and its audio profile
 * the mean of the picks' profiles, so both cosines split exactly into what each pick adds.
 */
import { closenessOf, weightedDot, weightedLength } from "./audio.ts";
import type { ClassicModel } from "./classic.ts";
import type { FeatureWeights, Query } from "./contract.ts";
import { featureAgreements, type PickReason, pickReasons, type Reasons } from "./explain.ts";
import { dot, factorCosine, factorProfile, pickDirections } from "./factors.ts";
import { genreShareOf } from "./genre_share.ts";
import { checkQuery } from "./query.ts";

/** What a song has in common with one pick, in the terms of the classic hybrid. */
export interface ClassicPickReason extends PickReason {
  /** Cosine of the song's and the pick's factors; null where one of them has none. */
  readonly factorCosine: number | null;
  /** Weighted cosine of the song's and the pick's features; null where one has none. */
  readonly audioCosine: number | null;
  /** What the pick adds to the song's parts; may be negative. */
  readonly adds: { readonly collaborative: number; readonly audio: number };
}

export interface ClassicReasons extends Reasons {
  readonly picks: readonly ClassicPickReason[];
  /** Closeness to the wanted features, 0 to 1, and what it adds to the audio part; null without. */
  readonly preferences: { readonly closeness: number; readonly addsAudio: number } | null;
  /** Share of the song's playlists that are of the wanted genres: the catalogue part. */
  readonly genreShare: number | null;
}

/**
 * Explains one song under one query: Σ over picks of `adds.collaborative` is the song's
 * collaborative part, Σ of `adds.audio` plus `preferences.addsAudio` its audio part, and
 * `genreShare` its catalogue part, up to rounding to float32.
 *
 * @throws RangeError when the song, or anything in the query, is not there
 */
export function explainClassic(
  model: ClassicModel,
  query: Query,
  featureWeights: FeatureWeights,
  song: number,
): ClassicReasons {
  const { catalogue, profiles } = model;
  checkQuery(catalogue, { ...query, songs: [...query.songs, song] }, featureWeights);
  const factorTerms = factorTermsOf(model, query, song);
  const audioTerms = audioTermsOf(model, query, featureWeights, song);
  const closeness = closenessOf(profiles.audio, query.preferences, featureWeights, song);
  // Picks and preferences make half of the audio part each where there are both.
  const half = closeness !== null && audioTerms !== null ? 0.5 : 1;
  return {
    song,
    picks: pickReasons(catalogue, query, song).map((reason, i) => ({
      ...reason,
      factorCosine: factorTerms?.[i]?.cosine ?? null,
      audioCosine: audioTerms?.[i]?.cosine ?? null,
      adds: {
        collaborative: factorTerms?.[i]?.adds ?? 0,
        audio: half * (audioTerms?.[i]?.adds ?? 0),
      },
    })),
    features: featureAgreements(profiles, query, featureWeights, song),
    preferences: closeness === null ? null : { closeness, addsAudio: half * closeness },
    genreShare: genreShareOf(catalogue, query, song),
  };
}

/** The cosine of a song and a pick, and what the pick adds to the cosine of song and query. */
interface Term {
  readonly cosine: number;
  readonly adds: number;
}

/** With q = Σ p the sum of the picks' unit directions: cos(s, q) = Σ (s · p) / |q|. */
function factorTermsOf(
  { catalogue, factors }: ClassicModel,
  query: Query,
  song: number,
): (Term | null)[] | null {
  const profile = factorProfile(factors, catalogue, query);
  if (profile === null || factors.vectorOf[song] < 0) return null;
  const directions = pickDirections(factors, catalogue, query);
  // |q| = q · (q / |q|)
  let length = 0;
  for (const direction of directions) length += direction ? dot(direction, profile) : 0;
  return directions.map((direction) => {
    if (direction === null) return null;
    const cosine = factorCosine(factors, song, direction);
    return { cosine, adds: cosine / length };
  });
}

/** With q = Σ p / n the mean of the picks' profiles: cos(s, q) = Σ (s · p) / (n |s| |q|). */
function audioTermsOf(
  { profiles }: ClassicModel,
  query: Query,
  weights: FeatureWeights,
  song: number,
): (Term | null)[] | null {
  const profile = profiles.query(query);
  const length = profile ? weightedLength(profile, weights) : 0;
  if (!(length > 0)) return null;
  const picks = profiles.picks(query);
  const n = picks.filter((pick) => pick !== null).length;
  const vector = profiles.song(song);
  const songLength = weightedLength(vector, weights);
  return picks.map((pick) => {
    if (pick === null || !(songLength > 0)) return null;
    const product = weightedDot(vector, pick, weights) / songLength;
    const pickLength = weightedLength(pick, weights);
    return pickLength > 0 ? { cosine: product / pickLength, adds: product / (n * length) } : null;
  });
}
