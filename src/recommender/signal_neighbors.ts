/**
 * The neighbours of songs by each signal alone, and what the signals agree on: the same scores as a
 * list of recommendations has at the corners of the weights.
 */
import { type Parts, type Signal, SIGNALS } from "./contract.ts";
import { topList } from "./top_list.ts";

/** The nearest songs by one signal. */
export interface SignalNeighbors {
  readonly signal: Signal;
  /** Best first; songs that the signal says nothing for are not there. */
  readonly songs: Int32Array;
  /** Rank of every song by the signal, from 1; 0 for songs that it says nothing for. */
  readonly ranks: Int32Array;
}

/**
 * The neighbours by each signal that a query has.
 *
 * What a signal gives to most songs alike says nothing of them (no playlist in common, no word in
 * common): songs that do no better than the median are left out.
 *
 * @param parts as a ranking model gives them for the query
 * @param count neighbours listed of each signal
 * @param excluded 1 for songs that are no neighbours: the query itself, other versions of it
 * @param groups recording of each song: the nearest version of one stands for it
 */
export function signalNeighbors(
  parts: Parts,
  { count, excluded, groups }: { count: number; excluded: Uint8Array; groups?: Int32Array },
): SignalNeighbors[] {
  return SIGNALS.flatMap((signal) => {
    const part = parts[signal];
    if (part === null) return [];
    const least = median(part);
    const allowed = Uint8Array.from(
      part,
      (score, song) => Number(score > least && excluded[song] === 0),
    );
    const order = topList(part, { count: part.length, allowed, groups });
    const ranks = new Int32Array(part.length);
    order.forEach((song, place) => ranks[song] = place + 1);
    return order.length === 0 ? [] : [{ signal, songs: order.slice(0, count), ranks }];
  });
}

/** Songs that several signals rank among their nearest. */
export interface Agreement {
  /** The signals, in their usual order. */
  readonly signals: readonly Signal[];
  /** The songs that exactly these signals agree on, the best mean rank first. */
  readonly songs: readonly number[];
}

/**
 * How the signals' nearest songs overlap: for each set of signals the songs that exactly these have
 * among their first `reach`. Every set is given, also one without songs; larger sets come first.
 */
export function agreements(neighbors: readonly SignalNeighbors[], reach: number): Agreement[] {
  const found = new Map<number, number[]>();
  for (let set = 1; set < 1 << neighbors.length; set++) found.set(set, []);
  const songCount = neighbors[0]?.ranks.length ?? 0;
  for (let song = 0; song < songCount; song++) {
    let set = 0;
    neighbors.forEach(({ ranks }, i) => {
      if (ranks[song] > 0 && ranks[song] <= reach) set |= 1 << i;
    });
    if (set > 0) found.get(set)!.push(song);
  }
  return Array.from(found, ([set, songs]) => {
    const members = neighbors.filter((_, i) => (set >> i & 1) === 1);
    const sum = (song: number) => members.reduce((sum, { ranks }) => sum + ranks[song], 0);
    return {
      signals: members.map(({ signal }) => signal),
      songs: songs.sort((a, b) => sum(a) - sum(b) || a - b),
    };
  }).sort((a, b) => b.signals.length - a.signals.length);
}

function median(values: Float32Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted.length > 0 ? sorted[(sorted.length - 1) >> 1] : NaN;
}
