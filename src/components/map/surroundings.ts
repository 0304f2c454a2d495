/** The songs around one: those nearest in all features, and those that are merely drawn near. */
import { type FeatureVectors, nearestInFull } from "./fidelity.ts";
import type { PixelPlaces } from "./transition.ts";

export interface Surroundings {
  /** Nearest in all features, the nearest first. */
  readonly truly: Int32Array;
  /** Nearest on the map without being among those. */
  readonly seemingly: Int32Array;
  /** How many of the nearest on the map are so in truth. */
  readonly shared: number;
}

/**
 * The surroundings of a song: its `k` nearest of each kind, ties by lower song. O(songs × features).
 *
 * @param vectors of unit length, so that their distances rank as cosines do
 * @param places in pixels; NaN where a song has no place
 */
export function surroundingsOf(
  vectors: FeatureVectors,
  places: PixelPlaces,
  song: number,
  k: number,
): Surroundings {
  const count = places.x.length;
  const near = Math.max(0, Math.min(k, count - 1));
  const truly = new Int32Array(near);
  if (vectors.dimensions > 0) nearestInFull(vectors, count, song, truly);
  const isTrue = new Set(truly);
  const drawn = nearestDrawn(places, song, near);
  const seemingly = drawn.filter((other) => !isTrue.has(other));
  return { truly, seemingly, shared: drawn.length - seemingly.length };
}

/** The songs drawn nearest to one, the nearest first; fewer where fewer have a place. */
function nearestDrawn({ x, y }: PixelPlaces, song: number, k: number): Int32Array {
  const nearest = new Int32Array(k), distances = new Float64Array(k).fill(Infinity);
  for (let other = 0; other < x.length; other++) {
    const distance = (x[other] - x[song]) ** 2 + (y[other] - y[song]) ** 2;
    if (!(distance < distances[k - 1]) || other === song) continue;
    let place = k - 1;
    for (; place > 0 && distances[place - 1] > distance; place--) {
      distances[place] = distances[place - 1];
      nearest[place] = nearest[place - 1];
    }
    distances[place] = distance;
    nearest[place] = other;
  }
  return nearest.subarray(0, distances.filter((distance) => distance < Infinity).length);
}
