/**
 * How far a flat picture of the feature space can be trusted: what it keeps of the variance and of
 * the neighbourhoods, and whether songs near each other in all features share a genre. Measured on
 * a sample of songs, always the same one.
 */
import KDBush from "npm:kdbush";
import type { Layout } from "./variables.ts";

/** Vectors of songs: songs × dimensions, row-major. */
export interface FeatureVectors {
  readonly values: Float32Array;
  readonly dimensions: number;
}

/** Some songs with their nearest songs in all features. */
export interface NeighborSample {
  readonly songs: Int32Array;
  /** Neighbours of each song: k, or all others where there are fewer. */
  readonly k: number;
  /** Nearest first: songs × k, row-major. */
  readonly neighbors: Int32Array;
}

/**
 * Every n-th song, at least `size` of them where there are as many, and room for their neighbours,
 * which `fillNeighbors` finds.
 */
export function neighborSample(songCount: number, size: number, k: number): NeighborSample {
  const near = Math.max(0, Math.min(k, songCount - 1));
  const step = Math.max(1, Math.floor(songCount / size));
  const songs = Int32Array.from({ length: Math.ceil(songCount / step) }, (_, i) => i * step);
  return { songs, k: near, neighbors: new Int32Array(songs.length * near) };
}

/**
 * Vectors of unit length: their distances rank songs as cosines do, as the model's neighbours are
 * found. A vector of zeros stays one.
 */
export function unitVectors({ values, dimensions }: FeatureVectors): FeatureVectors {
  const unit = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += dimensions) {
    let square = 0;
    for (let i = start; i < start + dimensions; i++) square += values[i] * values[i];
    if (square === 0) continue;
    const length = Math.sqrt(square);
    for (let i = start; i < start + dimensions; i++) unit[i] = values[i] / length;
  }
  return { values: unit, dimensions };
}

/**
 * Finds the nearest songs (Euclidean distance of the vectors, ties by lower song) for the
 * sample's songs from `from` to before `to`: a few at a time, so that nothing else has to wait.
 * O((to − from) × songs × dimensions).
 */
export function fillNeighbors(
  vectors: FeatureVectors,
  songCount: number,
  { songs, k, neighbors }: NeighborSample,
  from: number,
  to: number,
): void {
  for (let i = from; i < Math.min(to, songs.length); i++) {
    nearestInFull(vectors, songCount, songs[i], neighbors.subarray(i * k, (i + 1) * k));
  }
}

/** Fills `nearest` with the nearest songs of one, kept sorted as they are found. */
export function nearestInFull(
  { values, dimensions }: FeatureVectors,
  songCount: number,
  song: number,
  nearest: Int32Array,
): void {
  const k = nearest.length;
  if (k === 0) return;
  const distances = new Float64Array(k).fill(Infinity);
  for (let other = 0, at = 0; other < songCount; other++) {
    let sum = 0;
    for (let d = song * dimensions; d < (song + 1) * dimensions; d++, at++) {
      const difference = values[at] - values[d];
      sum += difference * difference;
    }
    if (!(sum < distances[k - 1]) || other === song) continue;
    let place = k - 1;
    for (; place > 0 && distances[place - 1] > sum; place--) {
      distances[place] = distances[place - 1];
      nearest[place] = nearest[place - 1];
    }
    distances[place] = sum;
    nearest[place] = other;
  }
}

/** Share of the sample's neighbours that have their song's genre, 0 to 1; NaN without genres. */
export function sameGenreShare(
  { songs, k, neighbors }: NeighborSample,
  songGenres: Int32Array,
): number {
  let same = 0, pairs = 0;
  for (let i = 0; i < neighbors.length; i++) {
    const genre = songGenres[songs[Math.floor(i / k)]];
    if (genre < 0) continue;
    pairs++;
    if (songGenres[neighbors[i]] === genre) same++;
  }
  return same / pairs;
}

/** The same share for other songs drawn at random. */
export function sameGenreByChance(songGenres: Int32Array): number {
  const counts = new Map<number, number>();
  for (const genre of songGenres) if (genre >= 0) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  let pairs = 0, songs = 0;
  for (const count of counts.values()) {
    pairs += count * (count - 1);
    songs += count;
  }
  return pairs / (songs * (songGenres.length - 1));
}

/**
 * How many of the k songs that look nearest to a song, on average over the sample, are among its k
 * nearest in all features; NaN where no song of the sample has a place. Ties by lower song.
 *
 * @param places in a unit in which distances are seen: pixels; NaN where a song has no place
 */
export function sharedNeighbors({ x, y }: Layout, { songs, k, neighbors }: NeighborSample): number {
  const placed = Int32Array.from(x.keys()).filter((song) => Number.isFinite(x[song] + y[song]));
  const near = Math.min(k, placed.length - 1);
  if (near < 1) return NaN;
  const tree = new KDBush(placed.length, 64, Float32Array);
  for (const song of placed) tree.add(x[song], y[song]);
  tree.finish();
  let shared = 0, asked = 0;
  for (let i = 0; i < songs.length; i++) {
    const song = songs[i];
    if (!Number.isFinite(x[song] + y[song])) continue;
    asked++;
    const truly = new Set(neighbors.subarray(i * k, (i + 1) * k));
    for (const other of nearestOnMap(tree, placed, { x, y }, song, near)) {
      if (truly.has(other)) shared++;
    }
  }
  return shared / asked;
}

function nearestOnMap(
  tree: KDBush,
  placed: Int32Array,
  { x, y }: Layout,
  song: number,
  k: number,
): Int32Array {
  const distance = (other: number) => (x[other] - x[song]) ** 2 + (y[other] - y[song]) ** 2;
  // The tree answers for a circle: a larger one until it holds enough.
  for (let radius = 1;; radius *= 1.5) {
    const found = tree.within(x[song], y[song], radius);
    if (found.length <= k) continue;
    return Int32Array.from(found, (entry) => placed[entry]).filter((other) => other !== song)
      .sort((a, b) => distance(a) - distance(b) || a - b)
      .subarray(0, k);
  }
}

/**
 * Share of the total variance of the features that the layout's two coordinates hold, 0 to 1. For
 * the principal components this is the explained variance ratio; NaN where nothing varies.
 */
export function varianceShare({ x, y }: Layout, { values, dimensions }: FeatureVectors): number {
  let total = 0;
  for (let k = 0; k < dimensions; k++) total += variance(values, k, dimensions);
  return (variance(x, 0, 1) + variance(y, 0, 1)) / total;
}

/** Variance of every `step`-th value from `first` on, in two passes. */
function variance(values: Float32Array, first: number, step: number): number {
  let sum = 0, count = 0;
  for (let i = first; i < values.length; i += step, count++) sum += values[i];
  const mean = sum / count;
  let squares = 0;
  for (let i = first; i < values.length; i += step) squares += (values[i] - mean) ** 2;
  return squares / count;
}
