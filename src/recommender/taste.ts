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
import { knownSorted, normalScores } from "./normal_scores.ts";

/** Half the width of a histogram on standard deviations. */
const REACH = 3;
const SCORE_BINS = 60;
const SCORE_STEP = 2 * REACH / (SCORE_BINS - 1);
const FEATURE_BANDWIDTH = 0.4;
const DATE_BANDWIDTH = 0.1;
const ARTIST_SIZE_BANDWIDTH = 0.3;
/** Songs at 0 by which an artist's mean is held back. */
const ARTIST_SMOOTHING = 0.5;
const ERA_BINS = 24;
const AGE_BANDWIDTH = 0.15;
/** Ages are taken to be no farther than this from the mean, in standard deviations. */
const AGE_LIMIT = 4;
const POPULARITY_BANDWIDTH = 0.3;
/** Share of songs beyond either end of the histogram of ages and popularities. */
const ERA_TAIL = 0.005;

/** What a trait is about. */
export type TraitKind = "feature" | "artist mean" | "era" | "date" | "artist size";

/** One trait of all songs. */
export interface Trait {
  readonly kind: TraitKind;
  readonly signal: Signal;
  /** Index of the audio feature that it is of; −1 for others. */
  readonly feature: number;
  readonly of: Binned;
  /** The bin of each artist, where the trait is one of the artist and not of the song. */
  readonly artistBins: Uint16Array | null;
  /** The bin of a song outside of the catalogue; `MISSING` where what it rests on is unknown. */
  readonly binOfNew: (song: NewSong) => number;
  /** From 0, tells playlists apart no better than chance, to 1; multiplies its strength. */
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
}

/** Builds the histograms of a catalogue, in O(songs · features · log songs). */
export function buildTaste(catalogue: Catalogue): Taste {
  const { artists, artistNames, songCount } = catalogue;
  const kernel = gaussianKernel(SCORE_BINS, SCORE_STEP, FEATURE_BANDWIDTH);
  const features = catalogue.features.map(({ values }) => scoreBins(values, kernel));
  const traits: Trait[] = [];
  const add = (
    kind: TraitKind,
    signal: Signal,
    feature: number,
    of: Binned | null,
    binOfNew: Trait["binOfNew"],
    artistBins: Uint16Array | null = null,
  ) => {
    if (of === null) return;
    const relevance = feature < 0 ? 1 : relevances[feature];
    traits.push({ kind, signal, feature, of, artistBins, binOfNew, relevance });
  };
  const addOfArtists = (kind: TraitKind, signal: Signal, feature: number, of: Binned | null) => {
    if (of === null) return;
    const bins = Uint16Array.from(songOfArtist, (song) => song < 0 ? MISSING : of.bins[song]);
    const binOfNew = ({ artist = -1 }: NewSong) => artist < 0 ? MISSING : bins[artist];
    add(kind, signal, feature, of, binOfNew, bins);
  };
  // All songs of an artist are in one bin of what is the artist's.
  const songOfArtist = new Int32Array(artistNames.length).fill(-1);
  for (let song = 0; song < songCount; song++) {
    if (artists[song] >= 0) songOfArtist[artists[song]] = song;
  }
  const relevances = features.map((of) => of === null ? 0 : relevanceOf(of, catalogue));
  features.forEach((of, f) =>
    add("feature", "audio", f, of, ({ features }) => of ? binOfValue(of, features?.[f]) : MISSING)
  );
  features.forEach((of, f) => {
    const means = of && artistMeans(of, artists, artistNames.length, kernel);
    addOfArtists("artist mean", "audio", f, means);
  });
  const fame = scaleOf(catalogue.popularities);
  const standard = standardized(catalogue.popularities, fame, Infinity);
  const era = eraBins(catalogue, standard, fame);
  if (era) add("era", "catalogue", -1, era.of, era.binOfNew);
  const fine = gaussianKernel(SCORE_BINS, SCORE_STEP, DATE_BANDWIDTH);
  const dates = scoreBins(catalogue.releaseYears, fine);
  add(
    "date",
    "catalogue",
    -1,
    dates,
    ({ releaseYear }) => dates ? binOfValue(dates, releaseYear) : MISSING,
  );
  addOfArtists("artist size", "catalogue", -1, artistSizes(artists, artistNames.length));
  const popularity = new Float32Array(songCount);
  for (let song = 0; song < songCount; song++) {
    if (standard[song] === standard[song]) popularity[song] = standard[song];
  }
  return { traits, features, popularity };
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

function scoreBins(values: Float64Array, kernel: Float64Array): ScoreBins | null {
  const { sorted, scores } = normalScores(values);
  const last = sorted.length - 1;
  if (last < 0 || sorted[0] === sorted[last]) return null;
  // Scores ascend with values, so a bin is a range of values and one pass finds its upper end.
  const upper = new Float64Array(SCORE_BINS).fill(-Infinity);
  for (let i = 0; i <= last; i++) upper[scoreBin(scores[i])] = sorted[i];
  for (let bin = 1; bin < SCORE_BINS; bin++) {
    if (upper[bin] === -Infinity) upper[bin] = upper[bin - 1];
  }
  // Values above all songs fall into the bin of the last one.
  upper.fill(Infinity, scoreBin(scores[last]));
  const bins = new Uint16Array(values.length);
  for (let song = 0; song < bins.length; song++) {
    const value = values[song];
    bins[song] = value === value ? firstAtLeast(upper, value) : MISSING;
  }
  return { upper, ...binned(bins, [SCORE_BINS], [kernel]) };
}

function scoreBin(score: number): number {
  return binOf(score, -REACH, REACH, SCORE_BINS);
}

/**
 * How well a feature tells playlists apart: with F the ratio of its variance between playlists to
 * that within them (one-way analysis of variance; chance gives 1), (F − 1) / 2 held to 0 … 1. The
 * musical key hardly differs between playlists and hardly counts. 1 where F cannot be known.
 */
function relevanceOf({ bins }: Binned, { playlistSongs, playlistCount }: Catalogue): number {
  const { indptr, indices } = playlistSongs;
  let pairs = 0, playlists = 0, total = 0, squares = 0, between = 0;
  for (let playlist = 0; playlist < playlistCount; playlist++) {
    let n = 0, sum = 0;
    for (let i = indptr[playlist]; i < indptr[playlist + 1]; i++) {
      const bin = bins[indices[i]];
      if (bin === MISSING) continue;
      n++;
      sum += bin;
      squares += bin * bin;
    }
    if (n === 0) continue;
    playlists++;
    pairs += n;
    total += sum;
    between += sum * sum / n;
  }
  const within = squares - between;
  if (!(playlists > 1 && pairs > playlists && within > 0)) return 1;
  const ratio = (between - total * total / pairs) / (playlists - 1) /
    (within / (pairs - playlists));
  return Math.max(0, Math.min(1, (ratio - 1) / 2));
}

/** The mean of a feature's bin centres over each artist's songs, standardised over songs. */
function artistMeans(
  { bins }: Binned,
  artists: Int32Array,
  artistCount: number,
  kernel: Float64Array,
): Binned {
  const sums = new Float64Array(artistCount), counts = new Float64Array(artistCount);
  for (let song = 0; song < bins.length; song++) {
    if (bins[song] === MISSING || artists[song] < 0) continue;
    sums[artists[song]] += bins[song] * SCORE_STEP - REACH;
    counts[artists[song]]++;
  }
  const means = new Float64Array(artists.length);
  for (let song = 0; song < means.length; song++) {
    const artist = artists[song];
    means[song] = artist < 0 || counts[artist] === 0
      ? NaN
      : sums[artist] / (counts[artist] + ARTIST_SMOOTHING);
  }
  const scores = standardized(means, scaleOf(means), Infinity);
  return binned(binsBetween(scores, -REACH, REACH, SCORE_BINS), [SCORE_BINS], [kernel]);
}

/** How many songs of the catalogue the song's artist has, on a standardised log scale. */
function artistSizes(artists: Int32Array, artistCount: number): Binned | null {
  const sizes = new Int32Array(artistCount);
  for (let song = 0; song < artists.length; song++) if (artists[song] >= 0) sizes[artists[song]]++;
  const logs = new Float64Array(artists.length);
  for (let song = 0; song < logs.length; song++) {
    logs[song] = artists[song] < 0 ? NaN : Math.log(sizes[artists[song]]);
  }
  // Where every artist has as many songs, or none is known, there is nothing to tell apart.
  const sorted = knownSorted(logs);
  if (sorted.length === 0 || sorted[0] === sorted[sorted.length - 1]) return null;
  const bins = binsBetween(standardized(logs, scaleOf(logs), REACH), -REACH, REACH, SCORE_BINS);
  return binned(bins, [SCORE_BINS], [
    gaussianKernel(SCORE_BINS, SCORE_STEP, ARTIST_SIZE_BANDWIDTH),
  ]);
}

/** Age and popularity in one histogram; songs that lack either are in none of its bins. */
function eraBins(
  { releaseYears, songCount }: Catalogue,
  popularity: Float64Array,
  fameScale: StandardScale,
): { of: Binned; binOfNew: Trait["binOfNew"] } | null {
  let latest = -Infinity;
  for (let song = 0; song < songCount; song++) {
    if (releaseYears[song] > latest) latest = releaseYears[song];
  }
  // A tenth of a year is the youngest age: what came out last is not infinitely young.
  const logAge = (year: number) => Math.log(Math.max(latest + 0.2 - year, 0.1));
  const logAges = releaseYears.map(logAge), ageScale = scaleOf(logAges);
  const age = eraAxis(standardized(logAges, ageScale, AGE_LIMIT), AGE_BANDWIDTH),
    fame = eraAxis(popularity, POPULARITY_BANDWIDTH);
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
    binOfNew: ({ releaseYear = NaN, popularity = NaN }) =>
      together(
        age ? age.binOf(standard(logAge(releaseYear), ageScale, AGE_LIMIT)) : 0,
        fame ? fame.binOf(standard(popularity, fameScale, Infinity)) : 0,
      ),
  };
}

/** One axis between its outer half per cents; null where the column is empty or constant. */
function eraAxis(values: Float64Array, bandwidth: number) {
  const sorted = knownSorted(values);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const low = at(ERA_TAIL), high = at(1 - ERA_TAIL);
  if (!(high > low)) return null;
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

interface StandardScale {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and population standard deviation of the values that are not NaN. */
function scaleOf(values: Float64Array): StandardScale {
  const n = values.length;
  let known = 0, sum = 0, squares = 0;
  for (let i = 0; i < n; i++) {
    if (values[i] !== values[i]) continue;
    known++;
    sum += values[i];
  }
  const mean = sum / known;
  for (let i = 0; i < n; i++) {
    if (values[i] === values[i]) squares += (values[i] - mean) * (values[i] - mean);
  }
  return { mean, deviation: Math.sqrt(squares / known) + 1e-9 };
}

/** Values on a scale of mean 0 and deviation 1, within ±limit; NaN stays. */
function standardized(values: Float64Array, scale: StandardScale, limit: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = standard(values[i], scale, limit);
  return out;
}

function standard(value: number, { mean, deviation }: StandardScale, limit: number): number {
  return Math.max(-limit, Math.min(limit, (value - mean) / deviation));
}
