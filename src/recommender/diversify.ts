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
 * highest, 0 to 1; equal values go by the order of the pool. At most pool · count similarities are
 * asked for, in practice a fraction: lazily, as in Minoux 1978, "Accelerated greedy algorithms".
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
  const queue = new BestFirst(n, (i) => (1 - variety) * relevance[i]);
  // Likeness to the songs listed so far, as of how many of them were listed when last looked up.
  const nearest = new Float64Array(n), asOf = new Int32Array(n);
  const ofArtist = new Map<number, number>();
  const chosen = new Int32Array(Math.min(count, n));
  let size = 0;
  while (size < chosen.length && queue.size > 0) {
    const best = queue.first, song = pool[best], artist = artists ? artists[song] : -1;
    const listed = ofArtist.get(artist) ?? 0;
    if (artist >= 0 && listed >= perArtist) {
      queue.removeFirst();
      continue;
    }
    // A longer list only makes a song more like some song of it. So what is first by a value that
    // has grown old, and stays first by the new one, is first of all.
    if (variety > 0 && asOf[best] < size) {
      for (; asOf[best] < size; asOf[best]++) {
        nearest[best] = Math.max(nearest[best], similarity(chosen[asOf[best]], song));
      }
      queue.lowerFirst((1 - variety) * relevance[best] - variety * nearest[best]);
      if (queue.first !== best) continue;
    }
    queue.removeFirst();
    ofArtist.set(artist, listed + 1);
    chosen[size++] = song;
  }
  return chosen.subarray(0, size);
}

/** The numbers 0 … n − 1 by descending value, equal values by number: a binary heap. */
class BestFirst {
  readonly #values: Float64Array;
  readonly #heap: Int32Array;
  size: number;

  constructor(n: number, value: (i: number) => number) {
    this.#values = Float64Array.from({ length: n }, (_, i) => value(i));
    this.#heap = Int32Array.from({ length: n }, (_, i) => i);
    this.size = n;
    for (let at = (n >> 1) - 1; at >= 0; at--) this.#siftDown(at);
  }

  get first(): number {
    return this.#heap[0];
  }

  removeFirst(): void {
    this.#heap[0] = this.#heap[--this.size];
    this.#siftDown(0);
  }

  /** @param value at most what it was */
  lowerFirst(value: number): void {
    this.#values[this.#heap[0]] = value;
    this.#siftDown(0);
  }

  #siftDown(at: number): void {
    const heap = this.#heap, moved = heap[at];
    for (let child = 2 * at + 1; child < this.size; child = 2 * at + 1) {
      if (child + 1 < this.size && this.#isBefore(heap[child + 1], heap[child])) child++;
      if (!this.#isBefore(heap[child], moved)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moved;
  }

  #isBefore(a: number, b: number): boolean {
    return this.#values[a] > this.#values[b] || (this.#values[a] === this.#values[b] && a < b);
  }
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
