/**
 * How far a flat map can be trusted: what it keeps of the variance, of the neighbourhoods in the
 * full feature space, and of the genres. Measured on a sample of songs, always the same one.
 */
import KDBush from "npm:kdbush";
import type { Layout } from "./map_variables.ts";

/** Scaled features: songs × dimensions, row-major. */
export interface FeatureVectors {
  readonly values: Float32Array;
  readonly dimensions: number;
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

export interface Fidelity {
  /** Songs asked. */
  readonly sample: number;
  /** How many of a song's neighbours on the map, on average, are among its neighbours in full. */
  readonly shared: number;
  /** Share of a song's neighbours on the map that have its genre, 0 to 1; NaN without genres. */
  readonly sameGenre: number;
  /** The same for songs drawn at random. */
  readonly sameGenreByChance: number;
}

/**
 * Compares the k nearest songs on the map with the k nearest in all features (Euclidean distance
 * in both), for every n-th song so that about `sample` are asked. O(sample × songs × dimensions).
 *
 * @param songGenres genre of each song, −1 where it has none
 */
export function mapFidelity(
  layout: Layout,
  vectors: FeatureVectors,
  songGenres: Int32Array,
  { k = 20, sample = 120 }: { k?: number; sample?: number } = {},
): Fidelity {
  const songCount = layout.x.length;
  const near = Math.min(k, songCount - 1);
  const tree = new KDBush(songCount, 64, Float32Array);
  for (let song = 0; song < songCount; song++) tree.add(layout.x[song], layout.y[song]);
  tree.finish();
  const step = Math.max(1, Math.floor(songCount / sample));
  let asked = 0, shared = 0, sameGenre = 0, withGenre = 0;
  for (let song = 0; song < songCount && near > 0; song += step) {
    const onMap = nearestOnMap(tree, layout, song, near);
    const inFull = new Set(nearestInFull(vectors, songCount, song, near));
    asked++;
    for (const other of onMap) {
      if (inFull.has(other)) shared++;
      if (songGenres[song] >= 0) {
        withGenre++;
        if (songGenres[other] === songGenres[song]) sameGenre++;
      }
    }
  }
  return {
    sample: asked,
    shared: shared / asked,
    sameGenre: sameGenre / withGenre,
    sameGenreByChance: chanceOfSame(songGenres),
  };
}

/** Probability that two songs drawn at random have the same genre, given that one has a genre. */
function chanceOfSame(songGenres: Int32Array): number {
  const counts = new Map<number, number>();
  for (const genre of songGenres) if (genre >= 0) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  let pairs = 0, songs = 0;
  for (const count of counts.values()) {
    pairs += count * (count - 1);
    songs += count;
  }
  return pairs / (songs * (songGenres.length - 1));
}

/** The k nearest other songs on the map, ties by lower song. */
function nearestOnMap(tree: KDBush, { x, y }: Layout, song: number, k: number): Int32Array {
  const distance = (other: number) => (x[other] - x[song]) ** 2 + (y[other] - y[song]) ** 2;
  // The tree answers for a circle; a larger one until it holds enough.
  for (let radius = 1e-3;; radius *= 2) {
    const found = tree.within(x[song], y[song], radius);
    if (found.length > k) return nearestOf(found, distance, song, k);
  }
}

/** The k nearest other songs in all features, ties by lower song; kept sorted as they are found. */
function nearestInFull(
  { values, dimensions }: FeatureVectors,
  songCount: number,
  song: number,
  k: number,
): Int32Array {
  const nearest = new Int32Array(k), distances = new Float64Array(k).fill(Infinity);
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
  return nearest;
}

function nearestOf(
  songs: readonly number[],
  distance: (song: number) => number,
  self: number,
  k: number,
): Int32Array {
  return Int32Array.from(songs).filter((song) => song !== self)
    .sort((a, b) => distance(a) - distance(b) || a - b)
    .subarray(0, k);
}
