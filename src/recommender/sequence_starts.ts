/** Orders to start a search from, and to compare its result with. */
import type { SequenceCosts } from "./sequence_costs.ts";

/** Song (index in the list) of each place that is fixed. */
export type Pins = ReadonlyMap<number, number>;

const NO_PINS: Pins = new Map();

/**
 * Always the nearest song that is left, from a first one; ties by lower index. Pinned songs come at
 * their places, the song pinned to the first one as the first.
 *
 * @param heedsPlaces whether a song's cost at the next place counts as well
 */
export function nearestOrder(
  { n, steps, places }: SequenceCosts,
  first: number,
  heedsPlaces = false,
  pins: Pins = NO_PINS,
): Int32Array {
  const order = new Int32Array(n), isUsed = new Uint8Array(n);
  for (const song of pins.values()) isUsed[song] = 1;
  for (let place = 0, song = firstOf(first, isUsed, pins); place < n; place++) {
    order[place] = song;
    isUsed[song] = 1;
    const pinned = pins.get(place + 1);
    if (pinned !== undefined) {
      song = pinned;
      continue;
    }
    let nearest = -1, least = Infinity;
    for (let next = 0; next < n; next++) {
      if (isUsed[next] === 1) continue;
      const cost = steps[song * n + next] + (heedsPlaces ? places[next * n + place + 1] : 0);
      if (cost < least) {
        least = cost;
        nearest = next;
      }
    }
    song = nearest;
  }
  return order;
}

/** The song of the first place: the pinned one, the wanted one, or else the first that is free. */
function firstOf(wanted: number, isPinned: Uint8Array, pins: Pins): number {
  return pins.get(0) ?? (isPinned[wanted] === 0 ? wanted : isPinned.indexOf(0));
}

/** Each song in turn where it lengthens the path least, from a first one; places do not count. */
export function insertionOrder({ n, steps }: SequenceCosts, first: number): Int32Array {
  const order = [first];
  for (let i = 1; i < n; i++) {
    const song = (first + i) % n;
    let at = 0, least = Infinity;
    for (let k = 0; k <= order.length; k++) {
      const before = order[k - 1], after = order[k];
      const cost = (k > 0 ? steps[before * n + song] : 0) +
        (k < order.length ? steps[song * n + after] : 0) -
        (k > 0 && k < order.length ? steps[before * n + after] : 0);
      if (cost < least) {
        least = cost;
        at = k;
      }
    }
    order.splice(at, 0, song);
  }
  return Int32Array.from(order);
}

/** The same order with some songs at fixed places: the others keep their order around them. */
export function withPins(
  order: ArrayLike<number>,
  pins: Pins,
): Int32Array {
  const pinned = new Set(pins.values());
  const free = Array.from(order).filter((song) => !pinned.has(song));
  let next = 0;
  return Int32Array.from(order, (_, place) => pins.get(place) ?? free[next++]);
}
