/** What a playlist is, in sentences from the data. */
import type { FeatureColumn } from "../../recommender/contract.ts";
import { quantileOfSorted } from "../../recommender/scaling.ts";
import type { FitReason } from "../../statistics/playlist_outliers.ts";
import { count, featureLabel, formatFeature } from "../feature_format.ts";

/** One feature of a playlist beside other songs. */
export interface FeatureContrast {
  readonly name: string;
  readonly own: number;
  readonly others: number;
  /** Difference of the medians in the middle half of the others. */
  readonly size: number;
}

/** Differences of this size are worth a sentence. */
const TELLING = 0.4;

/** The features in which a playlist differs most from other songs, the largest difference first. */
export function contrasts(
  features: readonly FeatureColumn[],
  songs: ArrayLike<number>,
  others: ArrayLike<number>,
): FeatureContrast[] {
  return features.flatMap(({ name, values }): FeatureContrast[] => {
    const sorted = (of: ArrayLike<number>) =>
      Float64Array.from(of, (song) => values[song]).filter(Number.isFinite).sort();
    const a = sorted(songs), b = sorted(others);
    const spread = quantileOfSorted(b, 0.75) - quantileOfSorted(b, 0.25);
    const own = quantileOfSorted(a, 0.5), theirs = quantileOfSorted(b, 0.5);
    const size = spread > 0 ? (own - theirs) / spread : 0;
    // The middle key or mode means nothing.
    const tells = Math.abs(size) >= TELLING && name !== "key" && name !== "mode";
    return tells ? [{ name, own, others: theirs, size }] : [];
  }).sort((a, b) => Math.abs(b.size) - Math.abs(a.size));
}

export interface PlaylistFacts {
  readonly name: string;
  readonly songs: number;
  /** Its songs that are in no other playlist. */
  readonly alone: number;
  /** "edm playlists", or "all songs". */
  readonly ofWhat: string;
  readonly contrasts: readonly FeatureContrast[];
}

/** "“Name” has 100 songs, 87 of them in no other playlist; beside pop playlists …". */
export function openingSentence(facts: PlaylistFacts): string {
  const alone = facts.alone === facts.songs
    ? "none of them in another playlist"
    : facts.alone === 0
    ? "all of them in other playlists too"
    : `${facts.alone.toLocaleString("en")} of them in no other playlist`;
  const told = facts.contrasts.slice(0, 2).map(({ name, own, others, size }) =>
    `its ${featureLabel(name)} is ${size > 0 ? "higher" : "lower"} ` +
    `(${formatFeature(name, own)}, not ${formatFeature(name, others)})`
  );
  const beside = told.length > 0 ? ` Beside ${facts.ofWhat}, ${told.join(" and ")}.` : "";
  return `“${facts.name}” has ${count(facts.songs, "song")}, ${alone}.${beside}`;
}

/** Why a song fits a playlist little: "energy 0.21, tempo 178 BPM". */
export function reasonWords(
  features: readonly FeatureColumn[],
  song: number,
  reasons: readonly FitReason[],
): string {
  return reasons.filter(({ score }) => Math.abs(score) >= 1).map(({ feature, score }) => {
    const { name, values } = features[feature];
    return `${score > 0 ? "high" : "low"} ${featureLabel(name)} (${
      formatFeature(name, values[song])
    })`;
  }).join(", ");
}
