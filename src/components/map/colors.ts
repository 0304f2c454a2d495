/** Which row of the palette each song has: by genre, or by where a variable lies on its scale. */
import { quantileOfSorted } from "../../recommender/scaling.ts";
import type { MapVariable } from "./variables.ts";
import type { Extent } from "./view.ts";

/** As many genres as colours that people tell apart. */
export const GENRE_COLORS = 6;

/** Steps of the sequential scale. */
export const SCALE_STEPS = 64;

/**
 * The colour of each genre, 0 to `GENRE_COLORS` − 1: in the genres' own order while the colours
 * suffice, else the genres with most songs; `GENRE_COLORS`, the grey of the rest, for all others.
 *
 * @param songGenres genre of each song, −1 where it has none
 */
export function genreColors(songGenres: Int32Array, genreCount: number): Int16Array {
  const counts = genreCounts(songGenres, genreCount);
  const kept = Array.from(counts.keys())
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, GENRE_COLORS)
    .sort((a, b) => a - b);
  const colors = new Int16Array(genreCount).fill(GENRE_COLORS);
  kept.forEach((genre, color) => colors[genre] = color);
  return colors;
}

/** Songs of each genre. */
export function genreCounts(songGenres: Int32Array, genreCount: number): Int32Array {
  const counts = new Int32Array(genreCount);
  for (const genre of songGenres) if (genre >= 0) counts[genre]++;
  return counts;
}

/** The palette row of each song by its genre; the grey of the rest where it has none. */
export function codesByGenre(songGenres: Int32Array, colors: Int16Array): Int16Array {
  return Int16Array.from(songGenres, (genre) => genre < 0 ? GENRE_COLORS : colors[genre]);
}

/**
 * The range that a sequential scale spreads over: from the 1st to the 99th percentile, so that a
 * few outliers do not take the colours of all others; the whole extent where those agree.
 */
export function colorExtent({ values, extent }: MapVariable): Extent {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) return extent;
  const low = quantileOfSorted(sorted, 0.01), high = quantileOfSorted(sorted, 0.99);
  return high > low ? [low, high] : extent;
}

/**
 * The palette row of each song on a sequential scale: 0 to `SCALE_STEPS` − 1, values outside the
 * extent at its ends; `SCALE_STEPS` where the value is missing.
 */
export function codesByValue({ values }: MapVariable, [low, high]: Extent): Int16Array {
  const codes = new Int16Array(values.length);
  const steps = high > low ? SCALE_STEPS / (high - low) : 0;
  for (let i = 0; i < codes.length; i++) {
    const step = Math.floor((values[i] - low) * steps);
    codes[i] = Number.isNaN(step) ? SCALE_STEPS : Math.min(SCALE_STEPS - 1, Math.max(0, step));
  }
  return codes;
}

/**
 * The size class of each song, 0 to 3: the quarter of all values that its own lies in; 0 where it
 * is missing.
 */
export function sizesByValue({ values }: MapVariable): Uint8Array {
  const sorted = values.filter(Number.isFinite).sort();
  const limits = [0.25, 0.5, 0.75].map((p) => quantileOfSorted(sorted, p));
  const sizes = new Uint8Array(values.length);
  for (let i = 0; i < sizes.length; i++) {
    for (const limit of limits) if (values[i] > limit) sizes[i]++;
  }
  return sizes;
}

/** Writes −1 for the songs whose genre is filtered out. @param genres null where all are shown */
export function filterCodes(
  codes: Int16Array,
  songGenres: Int32Array,
  genres: ReadonlySet<number> | null,
  out: Int16Array,
): Int16Array {
  for (let i = 0; i < codes.length; i++) {
    out[i] = genres === null || genres.has(songGenres[i]) ? codes[i] : -1;
  }
  return out;
}

/** The filter after a click on a genre: the first leaves it alone, none and all are no filter. */
export function toggleGenre(
  genres: ReadonlySet<number> | null,
  genre: number,
  genreCount: number,
): ReadonlySet<number> | null {
  const next = new Set(genres ?? []);
  if (!next.delete(genre)) next.add(genre);
  return next.size === 0 || next.size === genreCount ? null : next;
}
