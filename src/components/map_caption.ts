/** The words of the map: its opening sentence, how to read it, and what it says to the ear. */
import { quantileOfSorted } from "../recommender/scaling.ts";
import { count, fixed, percent } from "./feature_format.ts";
import { axisLabel } from "./map_axes.ts";
import type { Fidelity } from "./map_fidelity.ts";
import type { MapVariable } from "./map_variables.ts";

/** What the map shows at present. */
export interface Shown {
  readonly x: MapVariable;
  readonly y: MapVariable;
  /** null where genres or nothing give the colour. */
  readonly color: MapVariable | null;
  readonly byGenre: boolean;
  /** Whether the axes are those of the map of all features. */
  readonly isLayout: boolean;
}

/**
 * The opening sentence.
 *
 * @param variance share of the features' variance on the map, 0 to 1; NaN where nothing varies
 */
export function openingSentence(
  songs: number,
  features: number,
  variance: number,
  { sameGenre, sameGenreByChance }: Fidelity,
): string {
  const kept = Number.isFinite(variance)
    ? `flattened to two dimensions, ${count(songs, "song")} keep ${
      percent(variance)
    } of what sets ` +
      `them apart in ${count(features, "audio feature")}`
    : `${count(songs, "song")} do not differ in their audio features`;
  const genres = Number.isFinite(sameGenre)
    ? `, and the songs around a song are of its genre in ${percent(sameGenre)} of cases, where ` +
      `chance gives ${percent(sameGenreByChance)}`
    : "";
  return `${kept[0].toUpperCase()}${kept.slice(1)}${genres}.`;
}

/** How to read the map, sentence by sentence. */
export function readingGuide({ x, y, color, byGenre, isLayout }: Shown): string[] {
  const sentences = [
    isLayout
      ? "Each point is a song, placed by the first two principal components of all audio features."
      : `Each point is a song: ${axisLabel(x)} from left to right, ${axisLabel(y)} upwards.`,
    color
      ? `Its colour is its ${color.label}, on a scale from the 1st to the 99th percentile` +
        `${color.missing > 0 ? "; grey where it is unknown" : ""}.`
      : byGenre
      ? "Its colour is its genre, the most frequent one among its playlists."
      : "",
    "Where songs overlap, a pixel has their mean colour and is the fuller the more they are.",
  ];
  const spread = [...new Set([x, y])].filter(({ jitter }) => jitter > 0);
  if (spread.length > 0) {
    const names = spread.map(({ label }) => label).join(" and ");
    sentences.push(
      `As ${names} ${spread.length > 1 ? "take" : "takes"} whole numbers only, songs are spread ` +
        `by up to ${x.jitter || y.jitter} to either side, so that they do not lie on each other.`,
    );
  }
  for (const { label, missing } of new Set([x, y])) {
    if (missing > 0) sentences.push(`${count(missing, "song")} without ${label} not drawn.`);
  }
  return sentences.filter((sentence) => sentence !== "");
}

/** What the two components of the map stand for, by the feature that goes along with each most. */
export function componentsSentence(
  x: MapVariable,
  y: MapVariable,
  features: readonly MapVariable[],
) {
  const across = strongest(x, features), up = strongest(y, features);
  if (across === null || up === null) return "";
  const phrase = (direction: string, { feature, r }: Correlate) =>
    `${direction} ${r > 0 ? "with more" : "with less"} ${feature.label} (r = ${fixed(r, 2)})`;
  return `Songs lie further ${phrase("right", across)} and ${phrase("up", up)}.`;
}

/** The warning that belongs to a flat map. @param k neighbours that were compared */
export function fidelitySentence(
  { shared, sample }: Fidelity,
  features: number,
  k: number,
): string {
  return sample === 0
    ? ""
    : `Near on the map is not near in all ${features} features: of the ${k} ` +
      `songs nearest to a song on it, ${
        fixed(shared, 1)
      } on average are among its ${k} nearest in ` +
      `all of them (measured for ${count(sample, "song")}).`;
}

interface Correlate {
  readonly feature: MapVariable;
  readonly r: number;
}

function strongest(component: MapVariable, features: readonly MapVariable[]): Correlate | null {
  let best: Correlate | null = null;
  for (const feature of features) {
    const r = correlation(component.values, feature.values);
    if (Number.isFinite(r) && (best === null || Math.abs(r) > Math.abs(best.r))) {
      best = { feature, r };
    }
  }
  return best;
}

/** Pearson's correlation over the songs that have both values; NaN where one does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  let n = 0, sumA = 0, sumB = 0;
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i] + b[i])) continue;
    n++;
    sumA += a[i];
    sumB += b[i];
  }
  const meanA = sumA / n, meanB = sumB / n;
  let ab = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i] + b[i])) continue;
    const da = a[i] - meanA, db = b[i] - meanB;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}

/** The map for the ear: how many songs, and where the middle of each genre lies. */
export function spokenSummary(
  { x, y }: Shown,
  songGenres: Int32Array,
  genreNames: readonly string[],
): string {
  const middles = genreNames.map((name, genre) => {
    const middle = ({ values, format }: MapVariable) =>
      format(quantileOfSorted(
        values.filter((value, song) => songGenres[song] === genre && Number.isFinite(value)).sort(),
        0.5,
      ));
    return `${name}: ${x.label} ${middle(x)}, ${y.label} ${middle(y)}`;
  });
  return `${count(songGenres.length, "song")} by ${x.label} and ${y.label}.` +
    (middles.length > 0 ? ` Medians by genre: ${middles.join("; ")}.` : "");
}
