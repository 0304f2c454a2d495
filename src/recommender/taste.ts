/**
 * Taste: in which audio features, release dates, popularities and artists the songs of a query
 * differ from the catalogue, and so which songs are like them. Each trait is a smoothed histogram
 * (`histogram.ts`) whose log ratio adds to the score:
 *
 * - every audio feature of the song itself, on normal scores, 60 bins of 0.1 standard deviations;
 * - the mean of every audio feature over the song's artist, which is known better than one song's;
 * - age and popularity together, 24 × 24 bins, the age on a logarithmic scale;
 * - the release date alone and finer, on normal scores, so that recent months stay apart;
 * - how many songs of the catalogue the artist has: some playlists dig deep, some do not.
 */
import type { Catalogue, NewSong, Signal } from "./contract.ts";
import { type Binned, binned, binOf, gaussianKernel, MISSING } from "./histogram.ts";
import { relevanceOf, relevanceOfMeans, Relevances } from "./relevance.ts";
import {
  AGE_LIMIT,
  logAgesOf,
  REACH,
  scaleOf,
  SCORE_BINS,
  standard,
  standardized,
  type StandardScale,
  type TasteScales,
  tasteScales,
} from "./taste_scales.ts";

const SCORE_STEP = 2 * REACH / (SCORE_BINS - 1);
const FEATURE_BANDWIDTH = 0.4;
const DATE_BANDWIDTH = 0.1;
const ARTIST_SIZE_BANDWIDTH = 0.3;
/** Songs at 0 by which an artist's mean is held back. */
const ARTIST_SMOOTHING = 0.5;
const ERA_BINS = 24;
const AGE_BANDWIDTH = 0.15;
const POPULARITY_BANDWIDTH = 0.3;

/** Age or popularity of less relevance is chance: F scatters by 0.2 with 50 playlists. */
const LEAST_RELEVANCE = 0.15;

/** Audio features that tell at which strengths were found; of fewer each counts more, to a limit. */
const USUAL_FEATURES = 11, MOST_SHARE = 4;

/** What a trait is about. */
export type TraitKind = "feature" | "artist mean" | "era" | "date" | "artist size";

/** One trait of all songs. */
export interface Trait {
  readonly kind: TraitKind;
  readonly signal: Signal;
  /** Index of the audio feature that it is of; −1 for others. */
  readonly feature: number;
  /** The bin of each song, or of each artist where the trait is the artist's. */
  readonly of: Binned;
  readonly isOfArtist: boolean;
  /** The bin of a song outside of the catalogue; `MISSING` where what it rests on is unknown. */
  readonly binOfNew: (song: NewSong) => number;
  /**
   * How much it tells playlists apart (`relevance.ts`), for what is of audio features times how much
   * more each of few has to say; multiplies its strength.
   */
  readonly relevance: number;
}

/** A histogram on normal scores and where raw values fall in it. */
export interface ScoreBins extends Binned {
  /** The largest value of each bin, ∞ from the last song's on; bins without one repeat the one below. */
  readonly upper: Float64Array;
}

/** What the catalogue's songs are like. */
export interface Taste {
  readonly traits: readonly Trait[];
  /** One an audio feature; null for a feature that is the same for all songs. */
  readonly features: readonly (ScoreBins | null)[];
  /** Popularity in standard deviations from the mean; 0 where unknown. */
  readonly popularity: Float32Array;
  /** What was found of how much each tells, to be given again. */
  readonly relevances: readonly number[];
}

/**
 * Builds the histograms of a catalogue, in O(songs · features + pairs · features).
 *
 * @param known `relevances` of the same catalogue, which then take no time
 */
export function buildTaste(
  catalogue: Catalogue,
  scales = tasteScales(catalogue),
  known: readonly number[] = [],
): Taste {
  const { artists, artistNames, songCount } = catalogue;
  const kernel = gaussianKernel(SCORE_BINS, SCORE_STEP, FEATURE_BANDWIDTH);
  const features = catalogue.features.map(({ values }, f) =>
    scoreBins(values, scales.features[f], kernel)
  );
  const traits: Trait[] = [];
  const add = (
    kind: TraitKind,
    signal: Signal,
    feature: number,
    of: Binned | null,
    relevance: number,
    binOfNew: Trait["binOfNew"],
    isOfArtist = false,
  ) => {
    if (of === null) return;
    traits.push({ kind, signal, feature, of, isOfArtist, binOfNew, relevance });
  };
  const addOfArtists = (
    kind: TraitKind,
    signal: Signal,
    feature: number,
    bins: Uint16Array | null,
    relevance: number,
    kernel: Float64Array,
  ) => {
    if (bins === null) return;
    // An artist counts as often as it has songs.
    const of = binned(bins, [SCORE_BINS], [kernel], songsOfArtist);
    const binOfNew = ({ artist = -1 }: NewSong) => artist < 0 ? MISSING : bins[artist];
    add(kind, signal, feature, of, relevance, binOfNew, true);
  };
  const songsOfArtist = new Float64Array(artistNames.length);
  for (let song = 0; song < songCount; song++) {
    if (artists[song] >= 0) songsOfArtist[artists[song]]++;
  }
  const asked = new Relevances(known);
  const relevanceOfBins = (bins: Uint16Array, rowOf: Int32Array | null = null) =>
    asked.next(() => relevanceOf(numbersOfBins(bins, rowOf), catalogue));
  const relevances = features.map((of) => of ? relevanceOfBins(of.bins) : 0);
  const share = shareOfFeatures(relevances);
  features.forEach((of, f) => {
    const binOfNew: Trait["binOfNew"] = ({ features }) =>
      of ? binOfValue(of, features?.[f]) : MISSING;
    add("feature", "audio", f, of, share * relevances[f], binOfNew);
  });
  features.forEach((of, f) => {
    if (of === null) return;
    const means = artistMeans(of, artists, artistNames.length);
    const ofMeans = asked.next(() => relevanceOfMeans(numbersOfBins(of.bins), catalogue));
    const relevance = share * Math.min(relevances[f], ofMeans);
    addOfArtists("artist mean", "audio", f, means, relevance, kernel);
  });
  const fame = scaleOf(catalogue.popularities);
  const standard = standardized(catalogue.popularities, fame, Infinity);
  const era = eraBins(catalogue, standard, fame, scales, relevanceOfBins);
  if (era) add("era", "catalogue", -1, era.of, era.relevance, era.binOfNew);
  const fine = gaussianKernel(SCORE_BINS, SCORE_STEP, DATE_BANDWIDTH);
  const dates = scoreBins(catalogue.releaseYears, scales.dates, fine);
  add(
    "date",
    "catalogue",
    -1,
    dates,
    dates ? relevanceOfBins(dates.bins) : 0,
    ({ releaseYear }) => dates ? binOfValue(dates, releaseYear) : MISSING,
  );
  const sizeKernel = gaussianKernel(SCORE_BINS, SCORE_STEP, ARTIST_SIZE_BANDWIDTH);
  const sizes = artistSizes(artists, songsOfArtist);
  const sizeRelevance = sizes ? relevanceOfBins(sizes, artists) : 0;
  addOfArtists("artist size", "catalogue", -1, sizes, sizeRelevance, sizeKernel);
  const popularity = new Float32Array(songCount);
  for (let song = 0; song < songCount; song++) {
    if (standard[song] === standard[song]) popularity[song] = standard[song];
  }
  return { traits, features, popularity, relevances: asked.found };
}

/**
 * How much more each audio feature counts where few tell: the strengths were found with eleven,
 * which tell partly the same.
 */
function shareOfFeatures(relevances: readonly number[]): number {
  const telling = relevances.reduce((sum, relevance) => sum + relevance, 0);
  return telling > 0 ? Math.max(1, Math.min(MOST_SHARE, USUAL_FEATURES / telling)) : 1;
}

/** The bin of a song of the catalogue; `MISSING` where what the trait rests on is unknown. */
export function binOfSong({ of, isOfArtist }: Trait, { artists }: Catalogue, song: number): number {
  const row = isOfArtist ? artists[song] : song;
  return row < 0 ? MISSING : of.bins[row];
}

/** The bin of a raw value: that of the nearest song above it, else the last; `MISSING` for none. */
export function binOfValue({ upper }: ScoreBins, value: number = NaN): number {
  return value === value ? firstAtLeast(upper, value) : MISSING;
}

function firstAtLeast(upper: Float64Array, value: number): number {
  let low = 0, high = upper.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upper[middle] >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Distance of two bins of a feature in standard deviations of its normal scores. */
export function binDistance(a: number, b: number): number {
  return Math.abs(a - b) * SCORE_STEP;
}

/** The bin of each song as a number, NaN where it has none; `rowOf`: the row of `bins` of each song. */
function numbersOfBins(bins: Uint16Array, rowOf: Int32Array | null = null): Float64Array {
  const numbers = new Float64Array(rowOf ? rowOf.length : bins.length);
  for (let song = 0; song < numbers.length; song++) {
    const row = rowOf ? rowOf[song] : song;
    const bin = row < 0 ? MISSING : bins[row];
    numbers[song] = bin === MISSING ? NaN : bin;
  }
  return numbers;
}

/** Puts values into the bins of normal scores; null where there are none. */
function scoreBins(
  values: Float64Array,
  upper: Float64Array | null,
  kernel: Float64Array,
): ScoreBins | null {
  if (upper === null) return null;
  const bins = new Uint16Array(values.length);
  for (let song = 0; song < bins.length; song++) {
    const value = values[song];
    bins[song] = value === value ? firstAtLeast(upper, value) : MISSING;
  }
  return { upper, ...binned(bins, [SCORE_BINS], [kernel]) };
}

/** The bin of each artist by the mean of its songs' bin centres, standardised over songs. */
function artistMeans(
  { bins }: Binned,
  artists: Int32Array,
  artistCount: number,
): Uint16Array {
  const sums = new Float64Array(artistCount), counts = new Float64Array(artistCount);
  for (let song = 0; song < bins.length; song++) {
    if (bins[song] === MISSING || artists[song] < 0) continue;
    sums[artists[song]] += bins[song] * SCORE_STEP - REACH;
    counts[artists[song]]++;
  }
  const means = new Float64Array(artistCount);
  for (let artist = 0; artist < artistCount; artist++) {
    const count = counts[artist];
    means[artist] = count === 0 ? NaN : sums[artist] / (count + ARTIST_SMOOTHING);
  }
  return artistBins(means, artists, Infinity);
}

/** How many songs of the catalogue each artist has, on a standardised log scale. */
function artistSizes(artists: Int32Array, songsOfArtist: Float64Array): Uint16Array | null {
  const sizes = new Float64Array(songsOfArtist.length).fill(NaN);
  let least = Infinity, most = 0;
  for (let artist = 0; artist < sizes.length; artist++) {
    const songs = songsOfArtist[artist];
    if (songs === 0) continue;
    least = Math.min(least, songs);
    most = Math.max(most, songs);
    sizes[artist] = Math.log(songs);
  }
  // Where every artist has as many songs, or none is known, there is nothing to tell apart.
  return least < most ? artistBins(sizes, artists, REACH) : null;
}

/**
 * The bin of each artist's value on the scale of all songs, each having its artist's value.
 *
 * @param values one an artist; NaN where unknown
 * @param limit standard deviations beyond which no value lies
 */
function artistBins(values: Float64Array, artists: Int32Array, limit: number): Uint16Array {
  const scale = scaleOf(values, artists);
  return binsBetween(standardized(values, scale, limit), -REACH, REACH, SCORE_BINS);
}

/**
 * Age and popularity in one histogram; songs that lack either are in none of its bins. Where one of
 * them tells playlists apart no better than chance, the other stands alone.
 */
function eraBins(
  { releaseYears, songCount }: Catalogue,
  popularity: Float64Array,
  fameScale: StandardScale,
  scales: TasteScales,
  relevanceOfBins: (bins: Uint16Array) => number,
): { of: Binned; relevance: number; binOfNew: Trait["binOfNew"] } | null {
  const { logAge, logAges, scale } = logAgesOf(releaseYears);
  const ages = standardized(logAges, scale, AGE_LIMIT);
  const axis = (values: Float64Array, range: TasteScales["age"], bandwidth: number) => {
    const made = range && eraAxis(values, range, bandwidth);
    const relevance = made ? relevanceOfBins(made.bins) : 0;
    return { axis: relevance < LEAST_RELEVANCE ? null : made, relevance };
  };
  const { axis: age, relevance: ofAge } = axis(ages, scales.age, AGE_BANDWIDTH);
  const { axis: fame, relevance: ofFame } = axis(
    popularity,
    scales.popularity,
    POPULARITY_BANDWIDTH,
  );
  if (age === null && fame === null) return null;
  const fameBins = fame?.size ?? 1;
  const together = (a: number, f: number) =>
    a === MISSING || f === MISSING ? MISSING : a * fameBins + f;
  const bins = new Uint16Array(songCount);
  for (let song = 0; song < songCount; song++) {
    bins[song] = together(age ? age.bins[song] : 0, fame ? fame.bins[song] : 0);
  }
  const one = Float64Array.of(1);
  return {
    of: binned(bins, [age?.size ?? 1, fameBins], [age?.kernel ?? one, fame?.kernel ?? one]),
    relevance: Math.max(ofAge, ofFame),
    binOfNew: ({ releaseYear = NaN, popularity = NaN }) =>
      together(
        age ? age.binOf(standard(logAge(releaseYear), scale, AGE_LIMIT)) : 0,
        fame ? fame.binOf(standard(popularity, fameScale, Infinity)) : 0,
      ),
  };
}

function eraAxis(values: Float64Array, [low, high]: readonly [number, number], bandwidth: number) {
  return {
    size: ERA_BINS,
    bins: binsBetween(values, low, high, ERA_BINS),
    binOf: (value: number) => binOf(value, low, high, ERA_BINS),
    kernel: gaussianKernel(ERA_BINS, (high - low) / (ERA_BINS - 1), bandwidth),
  };
}

/** The bin of each value between `low` and `high`; `MISSING` where it is NaN. */
function binsBetween(values: Float64Array, low: number, high: number, bins: number): Uint16Array {
  const out = new Uint16Array(values.length);
  for (let song = 0; song < out.length; song++) out[song] = binOf(values[song], low, high, bins);
  return out;
}
