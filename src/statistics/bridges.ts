/**
 * Songs between two wishes: those that the queries for both rank high. How much at home a song is
 * for a query is the share of all songs that the query ranks below it, from 0 to 1, which compares
 * across queries as scores do not; at home in both is the geometric mean of the two, so that a song
 * that one of them places last is no bridge, however high the other places it.
 */
import { firstAbove, firstAt } from "./ranks.ts";

/** A song between two queries. */
export interface Bridge {
  readonly song: number;
  /** Share of songs that each query ranks below it, 0 to 1. */
  readonly first: number;
  readonly second: number;
  /** √(first · second). */
  readonly both: number;
}

/** Share of the other songs with a lower score, ties counting half; 0.5 where all are equal. */
export function percentileRanks(scores: Float32Array): Float64Array {
  const sorted = Float64Array.from(scores).sort();
  const others = Math.max(1, scores.length - 1);
  return Float64Array.from(scores, (score) => {
    const below = firstAt(sorted, score), equal = firstAbove(sorted, score) - below - 1;
    return (below + equal / 2) / others;
  });
}

/**
 * The songs most at home in both, best first, of equals the lower number.
 *
 * @param first, second scores of all songs for each query
 */
export function bridgesBetween(
  first: Float32Array,
  second: Float32Array,
  count: number,
): Bridge[] {
  const a = percentileRanks(first), b = percentileRanks(second);
  const both = a.map((rank, song) => Math.sqrt(rank * b[song]));
  return Array.from(both.keys())
    .sort((x, y) => both[y] - both[x] || x - y)
    .slice(0, count)
    .map((song) => ({ song, first: a[song], second: b[song], both: both[song] }));
}
