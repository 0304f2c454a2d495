/** Which songs of a playlist fit the others least by what they sound like, and by which feature. */
import type { FeatureColumn } from "../recommender/contract.ts";
import { OUTLYING, robustScore, type Spread, spreadOf } from "./robust_scores.ts";

/** How far one song lies from the others. */
export interface SongFit {
  readonly song: number;
  /** Root of the mean of the squared robust scores, each at most `FARTHEST`; NaN without features. */
  readonly distance: number;
  /** The features that lie furthest from the playlist's median, the furthest first. */
  readonly reasons: readonly FitReason[];
}

export interface FitReason {
  /** Index into the features. */
  readonly feature: number;
  readonly score: number;
}

/** One feature alone cannot make a song the least fitting. */
const FARTHEST = 2 * OUTLYING;

/** Share of the catalogue's spread that a playlist's counts as at least: a narrow one is no fault. */
const NARROWEST = 0.25;

/** Which key a song is in says nothing of how it fits. */
const LEFT_OUT = new Set(["key", "mode", "time_signature"]);

/** Features that count, and the catalogue's spread in each. */
export interface FitScale {
  readonly features: readonly number[];
  readonly deviations: readonly number[];
}

/** Made once a catalogue: sorts each feature. */
export function fitScale(features: readonly FeatureColumn[]): FitScale {
  const counted = features.map((_, k) => k).filter((k) => !LEFT_OUT.has(features[k].name));
  return {
    features: counted,
    deviations: counted.map((k) => spreadOf(features[k].values).deviation),
  };
}

/** The songs of a playlist, those that fit least first; songs without any feature last. */
export function songFits(
  features: readonly FeatureColumn[],
  scale: FitScale,
  songs: ArrayLike<number>,
): SongFit[] {
  const spreads = scale.features.map((k, i): Spread => {
    const spread = spreadOf(Float64Array.from(songs, (song) => features[k].values[song]));
    const least = NARROWEST * scale.deviations[i];
    return { ...spread, deviation: Math.max(spread.deviation, least) };
  });
  const fits = Array.from(songs, (song): SongFit => {
    const scores = scale.features.map((k, i) => ({
      feature: k,
      score: robustScore(spreads[i], features[k].values[song]),
    })).filter(({ score }) => Number.isFinite(score));
    let squares = 0;
    for (const { score } of scores) squares += Math.min(FARTHEST, Math.abs(score)) ** 2;
    return {
      song,
      distance: scores.length > 0 ? Math.sqrt(squares / scores.length) : NaN,
      reasons: scores.sort((a, b) => Math.abs(b.score) - Math.abs(a.score)).slice(0, 2),
    };
  });
  const rank = ({ distance }: SongFit) => Number.isNaN(distance) ? -1 : distance;
  return fits.sort((a, b) => rank(b) - rank(a) || a.song - b.song);
}
