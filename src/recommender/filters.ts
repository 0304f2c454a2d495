/** Filters: which songs may be listed at all, whatever their score. */
import type { Catalogue } from "./contract.ts";
import { fitsInKey, fitsInTempo, mixColumns } from "./harmony.ts";

/** From `low` to `high`, both included, in the unit of the data set. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Conditions that a song must meet, all of them. */
export interface SongFilters {
  /** Genres of songs that are listed, as rows of `genreNames`; none lists all. */
  readonly genres: readonly number[];
  /** Calendar years of release; null for any. */
  readonly years: Range | null;
  readonly popularity: Range | null;
  readonly features: readonly { readonly feature: number; readonly range: Range }[];
  /** Artists that are not listed, as rows of `artistNames`. */
  readonly withoutArtists: readonly number[];
  /** Null where songs need not fit others. */
  readonly fits: FitFilter | null;
}

/** What songs can fit each other in, as one fits the next in a mix (`harmony.ts`). */
export const FITS = ["key", "tempo"] as const;
export type Fit = (typeof FITS)[number];

/** Songs must blend with at least one of some songs, in each of the things named. */
export interface FitFilter {
  readonly in: readonly Fit[];
  readonly songs: readonly number[];
}

/** What the songs of a catalogue can fit in: what it has no column for, none can. */
export function knownFits(catalogue: Catalogue): Fit[] {
  const { keys, tempos } = mixColumns(catalogue);
  return FITS.filter((fit) => (fit === "key" ? keys : tempos) !== null);
}

export const NO_FILTERS: SongFilters = {
  genres: [],
  years: null,
  popularity: null,
  features: [],
  withoutArtists: [],
  fits: null,
};

/** Whether the filters let every song through. */
export function isUnfiltered(filters: SongFilters): boolean {
  return filters.genres.length + filters.features.length + filters.withoutArtists.length === 0 &&
    filters.years === null && filters.popularity === null && filters.fits === null;
}

/**
 * Sets out[song] to 1 for songs that meet all conditions and to 0 for the others. A song whose
 * value is unknown does not meet a condition on it. One pass over the songs a condition.
 *
 * @param songGenres genre of each song as a row of `genreNames`; −1 where it has none
 * @returns `out`
 */
export function allowedSongs(
  catalogue: Catalogue,
  songGenres: Int32Array,
  filters: SongFilters,
  out: Uint8Array = new Uint8Array(catalogue.songCount),
): Uint8Array {
  out.fill(1);
  const { genres, years, popularity, features, withoutArtists } = filters;
  // A song of any month of the last year is of that year.
  if (years) keepBetween(catalogue.releaseYears, years.low, years.high + 1, out, false);
  if (popularity) keepBetween(catalogue.popularities, popularity.low, popularity.high, out);
  for (const { feature, range } of features) {
    keepBetween(catalogue.features[feature].values, range.low, range.high, out);
  }
  if (genres.length > 0) keepMarked(songGenres, marks(genres, catalogue.genreNames.length), 1, out);
  if (withoutArtists.length > 0) {
    const left = marks(withoutArtists, catalogue.artistNames.length);
    keepMarked(catalogue.artists, left, 0, out);
  }
  if (filters.fits) keepFitting(catalogue, filters.fits, out);
  return out;
}

function keepFitting(catalogue: Catalogue, fits: FitFilter, out: Uint8Array): void {
  const columns = mixColumns(catalogue);
  const { keys } = columns;
  // One song of each key stands for all of that key.
  const keyed = keys === null
    ? []
    : [...new Map(fits.songs.map((song) => [keys[song], song])).values()];
  for (let song = 0; song < out.length; song++) {
    if (out[song] === 0) continue;
    const isFitting = fits.in.every((fit) =>
      fit === "key" ? fitsInKey(columns, song, keyed) : fitsInTempo(columns, song, fits.songs)
    );
    if (!isFitting) out[song] = 0;
  }
}

function keepBetween(
  values: Float64Array,
  low: number,
  high: number,
  out: Uint8Array,
  isHighIncluded = true,
): void {
  for (let song = 0; song < out.length; song++) {
    const value = values[song];
    // Comparisons with NaN are false.
    if (!(value >= low && (value < high || (isHighIncluded && value === high)))) out[song] = 0;
  }
}

/** Drops songs whose group is not marked as wanted; a song without a group counts as unmarked. */
function keepMarked(groups: Int32Array, isMarked: Uint8Array, wanted: number, out: Uint8Array) {
  for (let song = 0; song < out.length; song++) {
    const group = groups[song];
    if ((group >= 0 ? isMarked[group] : 0) !== wanted) out[song] = 0;
  }
}

function marks(rows: readonly number[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  for (const row of rows) out[row] = 1;
  return out;
}
