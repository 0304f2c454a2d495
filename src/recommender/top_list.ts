/** The list: the best songs by score, in order, under exclusions, filters and caps. */
import { blend, effectiveWeights } from "./blend.ts";
import type { Parts, RankingModel, Recommendation, Weights } from "./contract.ts";

export interface TopListOptions {
  /** Length of the list; shorter when fewer songs qualify. */
  readonly count: number;
  /** 1 for songs that are never listed (those of the query), 0 for others; one value a song. */
  readonly excluded?: Uint8Array;
  /** 1 for songs that pass the filters, 0 for songs that are not listed; one value a song. */
  readonly allowed?: Uint8Array;
  /** Group of each song, such as its recording: the best song alone is listed; −1 is no group. */
  readonly groups?: Int32Array;
  /** Artist of each song; −1 where it has none, which no cap holds back. */
  readonly artists?: Int32Array;
  /** Most songs listed of one artist. @default Infinity */
  readonly perArtist?: number;
}

/**
 * The best songs by descending score; equal scores by ascending song number. Exact.
 *
 * Groups and artists are capped greedily: songs are tried in that order, and a song whose group is
 * listed already or whose artist has its share is passed over. A song with score NaN is not listed.
 *
 * One pass over the songs with a heap of the best; another, with a larger heap, only where caps
 * pass over most of what the first pass found.
 *
 * @returns song numbers, best first, at most `count`
 * @throws RangeError when `count` is not an integer ≥ 0, `perArtist` is not ≥ 1, or a column does
 *   not have one value a score
 */
export function topList(scores: Float32Array, options: TopListOptions): Int32Array {
  const { count, groups, artists, perArtist = Infinity } = options;
  checkOptions(scores.length, options);
  const capped = groups !== undefined || (artists !== undefined && perArtist < Infinity);
  if (!capped) return bestSongs(scores, count, options);
  for (let reach = 2 * count + 32;; reach *= 8) {
    const best = bestSongs(scores, Math.min(reach, scores.length), options);
    const listed = underCaps(best, count, groups, artists, perArtist);
    if (listed.length === count || best.length < reach) return listed;
  }
}

export interface RecommendOptions extends TopListOptions {
  /** Room for one score a song, overwritten; given so that a drag allocates nothing. */
  readonly scores?: Float32Array;
}

/**
 * Blends the parts and lists the best songs with what each signal adds.
 *
 * A song whose match is 0 is not listed: the signals say nothing for it. The list is empty when no
 * signal with a weight above 0 has a part; `effectiveWeights` tells that case from the others.
 *
 * @throws RangeError as `blend` and `topList`
 */
export function recommend(
  model: RankingModel,
  parts: Parts,
  weights: Weights,
  options: RecommendOptions,
): Recommendation[] {
  const part = parts.collaborative ?? parts.audio ?? parts.catalogue;
  if (part === null || effectiveWeights(parts, weights) === null) return [];
  const scores = blend(parts, weights, options.scores ?? new Float32Array(part.length));
  return describeList(model, parts, weights, topList(scores, options))
    .filter(({ match }) => match > 0)
    // Scores are float64 here and were ranked as float32: order those that only tied there.
    .sort((a, b) => b.score - a.score || a.song - b.song)
    .map((entry, i) => ({ ...entry, rank: i + 1 }));
}

/**
 * Describes songs in the order given, ranks from 1: score, match and the signals' shares.
 *
 * The score is the sum of the shares in float64; a signal that is absent has a share of 0.
 *
 * @throws RangeError as `effectiveWeights`, or when no signal with a weight above 0 has a part
 */
export function describeList(
  model: RankingModel,
  parts: Parts,
  weights: Weights,
  songs: Iterable<number>,
): Recommendation[] {
  const effective = effectiveWeights(parts, weights);
  if (effective === null) {
    throw new RangeError("Cannot describe the list: no signal with a weight above 0 has a part");
  }
  const { collaborative, audio, catalogue } = parts;
  return Array.from(songs, (song, i) => {
    const shares = {
      collaborative: collaborative ? effective.collaborative * collaborative[song] : 0,
      audio: audio ? effective.audio * audio[song] : 0,
      catalogue: catalogue ? effective.catalogue * catalogue[song] : 0,
    };
    const score = shares.collaborative + shares.audio + shares.catalogue;
    return { song, rank: i + 1, score, match: model.match(score, parts, weights), shares };
  });
}

/** The best `count` songs that are allowed and not excluded, best first. */
function bestSongs(
  scores: Float32Array,
  count: number,
  { excluded, allowed }: TopListOptions,
): Int32Array {
  const n = scores.length;
  // A heap of the best so far with the worst of them at its root.
  const heap = new Int32Array(Math.min(count, n));
  const capacity = heap.length;
  if (capacity === 0) return heap;
  let size = 0, song = 0;
  for (; song < n && size < capacity; song++) {
    if (excluded?.[song] || allowed?.[song] === 0 || scores[song] !== scores[song]) continue;
    heap[size++] = song;
  }
  for (let at = (size >> 1) - 1; at >= 0; at--) siftDown(heap, size, at, scores);
  if (size < capacity) return heap.subarray(0, size).sort(byScore(scores));
  let worst = scores[heap[0]];
  for (; song < n; song++) {
    // Songs come in ascending order, so one that only equals the worst loses to it; so does NaN.
    if (!(scores[song] > worst)) continue;
    if (excluded?.[song] || allowed?.[song] === 0) continue;
    heap[0] = song;
    siftDown(heap, size, 0, scores);
    worst = scores[heap[0]];
  }
  return heap.sort(byScore(scores));
}

function byScore(scores: Float32Array): (a: number, b: number) => number {
  return (a, b) => scores[b] - scores[a] || a - b;
}

/** Moves the song at `at` down until no song below it is worse. */
function siftDown(heap: Int32Array, size: number, at: number, scores: Float32Array): void {
  const song = heap[at], score = scores[song];
  for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
    const right = child + 1;
    if (right < size && isWorse(heap[right], scores[heap[right]], heap[child], scores)) {
      child = right;
    }
    if (!isWorse(heap[child], scores[heap[child]], song, scores, score)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = song;
}

function isWorse(
  a: number,
  scoreA: number,
  b: number,
  scores: Float32Array,
  scoreB = scores[b],
): boolean {
  return scoreA < scoreB || (scoreA === scoreB && a > b);
}

/** The first `count` songs of a ranking that the caps let through. */
function underCaps(
  ranking: Int32Array,
  count: number,
  groups: Int32Array | undefined,
  artists: Int32Array | undefined,
  perArtist: number,
): Int32Array {
  const listed = new Int32Array(count);
  const listedGroups = new Set<number>();
  const listedOfArtist = new Map<number, number>();
  let size = 0;
  for (let i = 0; i < ranking.length && size < count; i++) {
    const song = ranking[i];
    const group = groups ? groups[song] : -1;
    const artist = artists ? artists[song] : -1;
    const ofArtist = listedOfArtist.get(artist) ?? 0;
    if (listedGroups.has(group) || (artist >= 0 && ofArtist >= perArtist)) continue;
    if (group >= 0) listedGroups.add(group);
    listedOfArtist.set(artist, ofArtist + 1);
    listed[size++] = song;
  }
  return listed.subarray(0, size);
}

function checkOptions(songs: number, options: TopListOptions): void {
  const { count, perArtist = Infinity } = options;
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new RangeError(`Cannot list songs: count must be an integer >= 0, it is ${count}`);
  }
  if (!(perArtist >= 1)) {
    throw new RangeError(`Cannot list songs: perArtist must be >= 1, it is ${perArtist}`);
  }
  for (const name of ["excluded", "allowed", "groups", "artists"] as const) {
    const column = options[name];
    if (column !== undefined && column.length !== songs) {
      throw new RangeError(
        `Cannot list songs: ${name} has ${column.length} values for ${songs} songs`,
      );
    }
  }
}
