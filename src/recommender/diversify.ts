/**
 * Variety: a list whose songs are unlike each other, by maximal marginal relevance (Carbonell and
 * Goldstein 1998, "The use of MMR, diversity-based reranking").
 *
 * The next song is always the one with the largest
 *
 *     (1 − λ) · relevance − λ · largest similarity to a song that is listed already.
 *
 * It reorders a pool of the best songs, so variety never brings in a song that was far from the
 * list before.
 */
import type { AudioVectors } from "./audio.ts";
import type { Catalogue } from "./contract.ts";

/** Songs in the pool for each song of the list. */
export const POOL_PER_SONG = 10;

export interface DiversifyOptions {
  /** Length of the list; shorter when the pool is. */
  readonly count: number;
  /** λ: 0 keeps the order of the pool, 1 asks for variety alone. */
  readonly variety: number;
  /** How alike two songs are, 0 to 1. */
  readonly similarity: (a: number, b: number) => number;
  /** Artist of each song; −1 where it has none, which no cap holds back. */
  readonly artists?: Int32Array;
  /** Most songs of one artist. @default Infinity */
  readonly perArtist?: number;
}

/**
 * Chooses `count` songs of a pool. Relevance is the score's place between the pool's lowest and
 * highest, 0 to 1; equal values go by the order of the pool. O(pool · count).
 *
 * @param pool song numbers, best first
 * @param scores the pool's scores, descending, one a song of the pool
 * @returns song numbers in the order chosen
 * @throws RangeError when `variety` is not 0 to 1 or `scores` does not fit the pool
 */
export function diversify(
  pool: ArrayLike<number>,
  scores: ArrayLike<number>,
  { count, variety, similarity, artists, perArtist = Infinity }: DiversifyOptions,
): Int32Array {
  if (!(variety >= 0 && variety <= 1)) {
    throw new RangeError(`Cannot vary the list: variety must be 0 to 1, it is ${variety}`);
  }
  const n = pool.length;
  if (scores.length !== n) {
    throw new RangeError(`Cannot vary the list: ${scores.length} scores for ${n} songs`);
  }
  const low = n > 0 ? scores[n - 1] : 0, range = n > 0 ? scores[0] - low : 0;
  const relevance = Float64Array.from(
    scores,
    (score) => range > 0 ? (score - low) / range : 1,
  );
  const nearest = new Float64Array(n);
  const isTaken = new Uint8Array(n);
  const ofArtist = new Map<number, number>();
  const chosen = new Int32Array(Math.min(count, n));
  let size = 0;
  while (size < chosen.length) {
    let best = -1, most = -Infinity;
    for (let i = 0; i < n; i++) {
      if (isTaken[i]) continue;
      const value = (1 - variety) * relevance[i] - variety * nearest[i];
      if (value > most) {
        most = value;
        best = i;
      }
    }
    if (best < 0) break;
    isTaken[best] = 1;
    const song = pool[best], artist = artists ? artists[song] : -1;
    const listed = ofArtist.get(artist) ?? 0;
    if (artist >= 0 && listed >= perArtist) continue;
    ofArtist.set(artist, listed + 1);
    chosen[size++] = song;
    if (variety === 0) continue;
    for (let i = 0; i < n; i++) {
      if (!isTaken[i]) nearest[i] = Math.max(nearest[i], similarity(song, pool[i]));
    }
  }
  return chosen.subarray(0, size);
}

/** What two songs have in common: the shares of likeness; they sum to 1. */
const LIKENESS = { artist: 0.35, album: 0.1, playlist: 0.2, sound: 0.35 };

/** Root mean square difference of two songs' features, as a share of their ranges, that is large. */
const SOUND_BANDWIDTH = 0.15;

/**
 * How alike two songs are to a listener, 0 to 1, from what is cheap to look up: the same artist,
 * the same album, a playlist in common, and exp(−d²/2h²) of the root mean square difference d of
 * their features.
 */
export function songSimilarity(
  { artists, albums, songPlaylists }: Catalogue,
  { d, vectors, scalers }: AudioVectors,
): (a: number, b: number) => number {
  const { indptr, indices } = songPlaylists;
  const perRange = Float64Array.from(
    scalers,
    ({ low, high }) => high > low ? 1 / (high - low) : 0,
  );
  const scale = -1 / (2 * SOUND_BANDWIDTH * SOUND_BANDWIDTH * Math.max(1, d));
  return (a, b) => {
    let squares = 0;
    for (let k = 0, i = a * d, j = b * d; k < d; k++, i++, j++) {
      const difference = (vectors[i] - vectors[j]) * perRange[k];
      squares += difference * difference;
    }
    let likeness = d > 0 ? LIKENESS.sound * Math.exp(scale * squares) : 0;
    if (artists[a] >= 0 && artists[a] === artists[b]) likeness += LIKENESS.artist;
    if (albums[a] >= 0 && albums[a] === albums[b]) likeness += LIKENESS.album;
    for (let i = indptr[a]; i < indptr[a + 1]; i++) {
      let j = indptr[b];
      while (j < indptr[b + 1] && indices[j] !== indices[i]) j++;
      if (j < indptr[b + 1]) return likeness + LIKENESS.playlist;
    }
    return likeness;
  };
}
