/** What a playlist is, in sentences from the data. */
import type { FeatureColumn } from "../../recommender/contract.ts";
import { quantileOfSorted } from "../../recommender/scaling.ts";
import type { FitReason } from "../../statistics/playlist_outliers.ts";
import { count, featureLabel, formatFeature } from "../feature_format.ts";
import { worded } from "../nouns.ts";

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
    const sorted = (of: ArrayLike<number>) => {
      const known = new Float64Array(of.length);
      let size = 0;
      for (let i = 0; i < of.length; i++) {
        if (Number.isFinite(values[of[i]])) known[size++] = values[of[i]];
      }
      return known.subarray(0, size).sort();
    };
    const a = sorted(songs), b = sorted(others);
    const spread = quantileOfSorted(b, 0.75) - quantileOfSorted(b, 0.25);
    const own = quantileOfSorted(a, 0.5), theirs = quantileOfSorted(b, 0.5);
    const size = spread > 0 ? (own - theirs) / spread : 0;
    // The middle key or mode means nothing.
    const tells = Math.abs(size) >= TELLING && name !== "key" && name !== "mode" &&
      formatFeature(name, own) !== formatFeature(name, theirs);
    return tells ? [{ name, own, others: theirs, size }] : [];
  }).sort((a, b) => Math.abs(b.size) - Math.abs(a.size));
}

export interface PlaylistFacts {
  /** Null for a list of one's own. */
  readonly name: string | null;
  readonly songs: number;
  /** Its songs that are in no other playlist; of one's own list, in one playlist at most. */
  readonly alone: number;
  /** "edm songs", or "all songs". */
  readonly ofWhat: string;
  readonly contrasts: readonly FeatureContrast[];
}

/** "“Name” has 100 songs, 87 in no other playlist. Beside pop songs, its energy is higher (0.8, not 0.6).". */
export function openingSentence(facts: PlaylistFacts): string {
  const { songs, alone } = facts;
  const shared = songs - alone;
  const of = (size: number) =>
    size === songs ? "all of them" : size === 0 ? "none of them" : size.toLocaleString("en");
  const has = songs === 1
    ? sentenceOfOne(facts)
    : facts.name === null
    ? worded`Your list has ${count(songs, "song")} of this data set, ${
      of(shared)
    } in several playlists.`
    : worded`“${facts.name}” has ${count(songs, "song")}, ${of(alone)} in no other playlist.`;
  const told = facts.contrasts.slice(0, 2).map(({ name, own, others, size }) =>
    `its ${featureLabel(name)} is ${size > 0 ? "higher" : "lower"} ` +
    `(${formatFeature(name, own)}, not ${formatFeature(name, others)})`
  );
  const beside = told.length > 0 ? ` Beside ${facts.ofWhat}, ${told.join(" and ")}.` : "";
  return has + beside;
}

function sentenceOfOne({ name, alone }: PlaylistFacts): string {
  return name === null
    ? worded`Your list has one song of this data set, ${
      alone === 1 ? "not in" : "which is in"
    } several playlists.`
    : worded`“${name}” has one song, which is in ${alone === 1 ? "no other" : "another"} playlist.`;
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
