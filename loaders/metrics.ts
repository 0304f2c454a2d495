/**
 * How good a ranked list is, against the songs that were held out.
 *
 * Three choices on which libraries differ, made once for all metrics:
 *
 * - **the ideal list** holds min(k, held-out) relevant songs: who holds out 3 songs can reach
 *   NDCG@10 = 1 and Recall@50 = 1, and so can who holds out 80;
 * - **a playlist without a held-out song** among the candidates is NaN, and left out of means;
 * - **ties** are settled before a list comes here: lower song number first (`topList`). A list may
 *   be shorter than k: the places that it lacks are misses.
 *
 * A list comes as its `hits`: 1 at every rank that holds a relevant song, best rank first.
 */

/**
 * Normalised discounted cumulative gain with binary gain (Järvelin & Kekäläinen 2002):
 * Σ over hits among the first k of 1 / log2(rank + 1), over that of the ideal list. From 0 to 1.
 */
export function ndcg(hits: ArrayLike<number>, relevant: number, k: number): number {
  checkDepth(k);
  let gain = 0, ideal = 0;
  for (let i = 0; i < Math.min(k, hits.length); i++) if (hits[i]) gain += 1 / Math.log2(i + 2);
  for (let i = 0; i < Math.min(k, relevant); i++) ideal += 1 / Math.log2(i + 2);
  return gain / ideal;
}

/** Hits among the first k over min(k, relevant). From 0 to 1. */
export function recall(hits: ArrayLike<number>, relevant: number, k: number): number {
  checkDepth(k);
  return hitsWithin(hits, k) / Math.min(k, relevant);
}

/** Hits among the first `relevant` ranks over `relevant`. From 0 to 1. */
export function rPrecision(hits: ArrayLike<number>, relevant: number): number {
  return hitsWithin(hits, relevant) / relevant;
}

/** 1 over the rank of the first hit, 0 without one; its mean is the MRR. */
export function reciprocalRank(hits: ArrayLike<number>, relevant: number): number {
  if (relevant === 0) return NaN;
  for (let i = 0; i < hits.length; i++) if (hits[i]) return 1 / (i + 1);
  return 0;
}

/** 1 when a hit is among the first k, else 0; its mean is the hit rate. */
export function hitWithin(hits: ArrayLike<number>, relevant: number, k: number): number {
  checkDepth(k);
  if (relevant === 0) return NaN;
  return hitsWithin(hits, k) > 0 ? 1 : 0;
}

/** Catalogue coverage: distinct songs in the first k of all lists over the songs there are. */
export function coverage(lists: readonly Int32Array[], songs: number, k: number): number {
  checkDepth(k);
  const listed = new Set<number>();
  for (const list of lists) for (const song of list.subarray(0, k)) listed.add(song);
  return listed.size / songs;
}

/**
 * Intra-list diversity (Ziegler et al. 2005): mean over pairs of the first k of 1 − cosine of
 * their vectors. From 0 (all the same) to 2; NaN for a list of fewer than two songs. A zero vector
 * has cosine 0 to all.
 *
 * @param vectors songs × d, row-major
 */
export function intraListDiversity(
  list: Int32Array,
  vectors: Float32Array,
  d: number,
  k: number,
): number {
  checkDepth(k);
  const length = Math.min(k, list.length);
  let sum = 0;
  for (let i = 0; i < length; i++) {
    for (let j = 0; j < i; j++) sum += 1 - cosine(vectors, d, list[i], list[j]);
  }
  return sum / (length * (length - 1) / 2);
}

/**
 * Novelty (Vargas & Castells 2011): mean over the first k of −log2 of the share of training
 * playlists that hold the song, one playlist added to songs and playlists so that cold songs have a
 * value: bits of surprise. NaN for an empty list.
 *
 * @param playlistsOfSong training playlists that hold each song
 */
export function novelty(
  list: Int32Array,
  playlistsOfSong: Int32Array,
  playlists: number,
  k: number,
): number {
  checkDepth(k);
  return meanOfFirst(list, k, (song) => -Math.log2((playlistsOfSong[song] + 1) / (playlists + 1)));
}

/** Mean over the first k of a value a song; NaN for an empty list. */
export function meanOfFirst(list: Int32Array, k: number, value: (song: number) => number): number {
  const length = Math.min(k, list.length);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += value(list[i]);
  return sum / length;
}

function hitsWithin(hits: ArrayLike<number>, k: number): number {
  let found = 0;
  for (let i = 0; i < Math.min(k, hits.length); i++) if (hits[i]) found++;
  return found;
}

function cosine(vectors: Float32Array, d: number, a: number, b: number): number {
  let dot = 0, squaresA = 0, squaresB = 0;
  for (let i = 0; i < d; i++) {
    const x = vectors[a * d + i], y = vectors[b * d + i];
    dot += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA > 0 && squaresB > 0 ? dot / Math.sqrt(squaresA * squaresB) : 0;
}

function checkDepth(k: number): void {
  if (!(Number.isInteger(k) && k >= 1)) {
    throw new RangeError(`Cannot measure a list: k must be a whole number >= 1, it is ${k}`);
  }
}
