/** The words of the map: its opening sentence, how to read it, and what it says to the ear. */
import { quantileOfSorted } from "../../recommender/scaling.ts";
import { count, fixed, percent } from "../feature_format.ts";
import { axisLabel } from "./axes.ts";
import type { LayoutQuality } from "../../statistics/layout_quality.ts";
import { worded } from "../nouns.ts";
import { LAYOUT_LABELS, type MapLayout } from "./layouts.ts";
import type { MapVariable } from "./variables.ts";
import { unbroken } from "../words.ts";

/** What the map shows at present. */
export interface Shown {
  readonly x: MapVariable;
  readonly y: MapVariable;
  /** null where genres or nothing give the colour. */
  readonly color: MapVariable | null;
  readonly byGenre: boolean;
  /** null where none gives the size. */
  readonly size: MapVariable | null;
  /** The layout of map.arrow that places the songs; null where two variables do. */
  readonly layout: MapLayout | null;
}

/**
 * The opening sentence: do songs that sound alike belong together?
 *
 * @param features how many there are
 * @param k neighbours in all features that were compared
 * @param sameGenre share of them that have the song's genre, 0 to 1; NaN without genres
 * @param byChance the same share for songs drawn at random
 * @param isLaidOut whether songs without features lie by the playlists that hold them
 */
export function openingSentence(
  songs: number,
  features: number,
  k: number,
  sameGenre: number,
  byChance: number,
  isLaidOut = false,
): string {
  if (features === 0) {
    return `${count(songs, "song")}${
      isLaidOut ? worded(", near each other where they share playlists") : ""
    }` +
      "; the data set has no audio features.";
  }
  const all = `all ${features} audio features`;
  if (!(sameGenre >= 0 && byChance > 0)) return `${count(songs, "song")} by ${all}.`;
  return unbroken(
    worded`Songs that sound alike share a genre ${
      fixed(sameGenre / byChance, 1)
    } times as often as ` +
      worded`songs drawn at random: ${
        percent(sameGenre)
      } of the ${k} songs nearest to a song in ${all} ` +
      worded`are of its genre, against ${percent(byChance)}.`,
  );
}

/** What a place means on each layout of map.arrow. */
const PLACED_BY: Readonly<Record<string, string>> = {
  umap: worded(
    "Each point is a song, and songs that sound alike in all audio features lie together " +
      "(UMAP of their nearest neighbours). How far apart two regions lie means little, and left, " +
      "right, up and down mean nothing.",
  ),
  factors: worded(
    "Each point is a song, and songs whose playlists share songs lie together (UMAP of the " +
      "collaborative factors). Songs of the very same playlists are an island, the larger the more " +
      "they are; how far apart two islands lie means little.",
  ),
  pca: worded(
    "Each point is a song, placed by the first two principal components of all audio features.",
  ),
};

/** How to read the map, sentence by sentence. */
export function readingGuide({ x, y, color, byGenre, size, layout }: Shown): string[] {
  const sentences = [
    layout === null
      ? worded`Each point is a song: ${axisLabel(x)} from left to right, ${axisLabel(y)} upwards.`
      : PLACED_BY[layout.name],
    color
      ? `Its colour is its ${color.label}, on a scale from the 1st to the 99th percentile` +
        `${color.missing > 0 ? "; grey where it is unknown" : ""}.`
      : byGenre
      ? worded("Its colour is its genre, the most frequent one among its playlists.")
      : "",
    size ? `It is the larger the higher its ${size.label}, in four steps of a quarter each.` : "",
    worded(
      "Where songs overlap, a pixel has their mean colour and is the fuller the more they are.",
    ),
  ];
  const spread = [...new Set([x, y])].filter(({ jitter }) => jitter > 0);
  if (spread.length > 0) {
    const names = spread.map(({ label }) => label).join(" and ");
    sentences.push(
      worded`As ${names} ${
        spread.length > 1 ? "take" : "takes"
      } whole numbers only, songs are spread ` +
        `by up to ${x.jitter || y.jitter} to either side, so that they do not lie on each other.`,
    );
  }
  if (layout !== null && layout.missing > 0) {
    sentences.push(
      `${count(layout.missing, "song")} ${layout.missing === 1 ? "is" : "are"} not drawn: ` +
        (layout.of === "factors"
          ? worded("no factor of the model reaches their playlists.")
          : "all their features are zero."),
    );
  }
  for (const { label, missing } of new Set(layout === null ? [x, y] : [])) {
    if (missing > 0) {
      sentences.push(
        `${count(missing, "song")} without ${label} ${missing === 1 ? "is" : "are"} not drawn.`,
      );
    }
  }
  return sentences.filter((sentence) => sentence !== "");
}

/**
 * What the map of all features keeps, and what its two components stand for: the feature that goes
 * along with each most.
 *
 * @param variance share of the features' variance on the map, 0 to 1; NaN where nothing varies
 */
export function componentsSentence(
  variance: number,
  x: MapVariable,
  y: MapVariable,
  features: readonly MapVariable[],
): string {
  const across = strongest(x, features), up = strongest(y, features);
  if (!Number.isFinite(variance) || across === null || up === null) return "";
  const phrase = (direction: string, { feature, r }: Correlate) =>
    `${direction} with ${r > 0 ? "more" : "less"} ${feature.label} (r = ${fixed(r, 2)})`;
  return unbroken(
    worded`The two components hold ${
      percent(variance)
    } of the features' variance; songs lie further ` +
      `${phrase("right", across)} and further ${phrase("up", up)}.`,
  );
}

/**
 * The warning that belongs to a flat picture of two features.
 *
 * @param shared how many of the `k` songs nearest in the picture are among the k nearest in full
 */
export function trustSentence(shared: number, k: number, features: number, sample: number): string {
  return Number.isFinite(shared)
    ? worded`Near here is not near in all ${features} features: of the ${k} songs that lie nearest to a ` +
      worded`song here, ${
        fixed(shared, 1)
      } on average are among the ${k} that sound most like it ` +
      `(measured for ${count(sample, "song")}).`
    : "";
}

/** The same for a layout, from what was measured when it was made. */
export function qualitySentence(
  { k, sample, hit_rate, trustworthiness, trustworthiness_error }: LayoutQuality,
  of: MapLayout["of"],
  features: number,
): string {
  const truly = of === "features"
    ? `that sound most like it in all ${features} features`
    : worded("whose playlists are most like its own");
  const error = trustworthiness_error > 0 ? ` ± ${fixed(2 * trustworthiness_error, 3)}` : "";
  return worded`Of the ${k} songs that lie nearest to a song here, ${
    fixed(k * hit_rate, 1)
  } on average ` +
    `are among the ${k} ${truly}; trustworthiness ${
      fixed(trustworthiness, 3)
    }${error} of at most 1 ` +
    `(measured for ${count(sample, "song")}).`;
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
  { x, y, layout }: Shown,
  songGenres: Int32Array,
  genreNames: readonly string[],
): string {
  const songs = count(songGenres.length, "song");
  // Coordinates of a layout by neighbours say nothing by themselves.
  if (layout !== null && layout.name !== "pca") return `${songs}, ${LAYOUT_LABELS[layout.name]}.`;
  const middles = genreNames.map((name, genre) => {
    const middle = ({ values, format }: MapVariable) =>
      format(quantileOfSorted(
        values.filter((value, song) => songGenres[song] === genre && Number.isFinite(value)).sort(),
        0.5,
      ));
    return `${name}: ${x.label} ${middle(x)}, ${y.label} ${middle(y)}`;
  });
  return `${songs} by ${x.label} and ${y.label}.` +
    (middles.length > 0 ? worded` Medians by genre: ${middles.join("; ")}.` : "");
}
