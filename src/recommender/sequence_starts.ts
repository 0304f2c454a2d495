/** Orders to start a search from, and to compare its result with. */
import type { SequenceCosts } from "./sequence_costs.ts";

/**
 * Always the nearest song that is left, from a first one; ties by lower index.
 *
 * @param heedsPlaces whether a song's cost at the next place counts as well
 */
export function nearestOrder(
  { n, steps, places }: SequenceCosts,
  first: number,
  heedsPlaces = false,
): Int32Array {
  const order = new Int32Array(n), isUsed = new Uint8Array(n);
  for (let place = 0, song = first; place < n; place++) {
    order[place] = song;
    isUsed[song] = 1;
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
  pins: ReadonlyMap<number, number>,
): Int32Array {
  const pinned = new Set(pins.values());
  const free = Array.from(order).filter((song) => !pinned.has(song));
  let next = 0;
  return Int32Array.from(order, (_, place) => pins.get(place) ?? free[next++]);
}
