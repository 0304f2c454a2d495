/**
 * Puts songs in playing order: an order of least cost by local search, an open path with some places
 * fixed. A travelling salesman's problem with costs that differ by direction and by place, so:
 *
 * 1. starts: the given order, every nearest-neighbour order, cheapest insertions, with each pinned
 *    song at its place;
 * 2. descent from the best of each kind by reversals (2-opt), moves of one to three songs (or-opt) and
 *    swaps;
 * 3. iterated local search (Lourenço, Martin and Stützle 2003): two neighbouring stretches change
 *    places at random, the descent repairs the order from there, and what costs less stays.
 *
 * An arc bends to the steps: whatever it weighs, the steps of the result cost no more than those of
 * the given order and of the nearest-neighbour one from its first song, with the same songs pinned.
 * The result is the same for the same input and seed; the effort is counted in moves priced, not in
 * time, so that machines agree.
 */
import { arcCost, type SequenceCosts, stepsCost } from "./sequence_costs.ts";
import { Descent, type PricedOrder } from "./sequence_descent.ts";
import { insertionOrder, nearestOrder, type Pins, withPins } from "./sequence_starts.ts";

export interface SequenceOptions {
  readonly pins?: Pins;
  /** A further order to start from; its pinned songs are put at their places. */
  readonly from?: ArrayLike<number>;
  /** @default 1 */
  readonly seed?: number;
  /** Moves priced before the search stops. @default 1,000 n², at most 1,200,000: some ten milliseconds */
  readonly effort?: number;
}

/**
 * @returns the songs, as indices of the list, by place
 * @throws RangeError when a pin's place or song is not of the list, or a song is pinned twice
 */
export function sequence(costs: SequenceCosts, options: SequenceOptions = {}): Int32Array {
  const { n } = costs;
  const { pins = new Map(), from, seed = 1, effort = Math.min(1.2e6, 1000 * n * n) } = options;
  checkPins(pins, n);
  const starts = startsOf(costs, pins);
  const [[own] = [], [nearest] = []] = starts;
  const bound = n === 0 ? 0 : Math.min(stepsCost(costs, own), stepsCost(costs, nearest));
  const descent = new Descent(costs, pins, bound);
  let best: PricedOrder | undefined;
  const chosen = starts.flatMap((orders) => cheapest(costs, orders));
  for (const order of from === undefined ? chosen : [withPins(from, pins), ...chosen]) {
    const found = descent.run(order);
    if (best === undefined || found.cost < best.cost) best = found;
  }
  return best === undefined ? new Int32Array(0) : descent.search(best, seed, effort).order;
}

/** Orders to start from, by kind: the given one, then those of nearest neighbours. */
function startsOf(costs: SequenceCosts, pins: Pins): Int32Array[][] {
  const { n } = costs;
  if (n === 0) return [];
  const own = Array.from({ length: n }, (_, first) => first);
  const firsts = pins.has(0) ? [pins.get(0)!] : own;
  return [
    [withPins(own, pins)],
    firsts.map((first) => nearestOrder(costs, first, false, pins)),
    costs.hasArc ? firsts.map((first) => nearestOrder(costs, first, true, pins)) : [],
    [0, n >> 1].map((first) => withPins(insertionOrder(costs, first), pins)),
  ];
}

/** The cheapest of some orders, the first of them where several are; none of none. */
function cheapest(costs: SequenceCosts, orders: readonly Int32Array[]): Int32Array[] {
  let best: Int32Array | undefined, least = Infinity;
  for (const order of orders) {
    const cost = stepsCost(costs, order) + arcCost(costs, order);
    if (cost < least) [best, least] = [order, cost];
  }
  return best === undefined ? [] : [best];
}

function checkPins(pins: Pins, n: number): void {
  const isIndex = (value: number) => Number.isInteger(value) && value >= 0 && value < n;
  for (const [place, song] of pins) {
    if (!isIndex(place) || !isIndex(song)) {
      throw new RangeError(
        `Cannot pin song ${song} to place ${place}: both must be 0 to ${n - 1}`,
      );
    }
  }
  if (new Set(pins.values()).size < pins.size) {
    throw new RangeError("Cannot pin the songs: one of them is pinned to two places");
  }
}
