/**
 * Puts songs in playing order: an order of least cost by local search, an open path with some places
 * fixed. A travelling salesman's problem with costs that differ by direction and by place, so:
 *
 * 1. starts: the given order, every nearest-neighbour order, cheapest insertions;
 * 2. descent from the best few by reversals (2-opt), moves of one to three songs (or-opt) and swaps;
 * 3. iterated local search (Lourenço, Martin and Stützle 2003): two neighbouring stretches change
 *    places at random, the descent repairs the order from there, and what costs less stays.
 *
 * An arc bends to the steps: whatever it weighs, the steps of the result cost no more than those of
 * the given order and of the nearest-neighbour one from its first song. The result is the same for the same input
 * and seed; the effort is counted in moves priced, not in time, so that machines agree.
 */
import { arcCost, type SequenceCosts, stepsCost } from "./sequence_costs.ts";
import { Descent, type PricedOrder } from "./sequence_descent.ts";
import { insertionOrder, nearestOrder, withPins } from "./sequence_starts.ts";

export interface SequenceOptions {
  /** Song (index in the list) of each place that is fixed. */
  readonly pins?: ReadonlyMap<number, number>;
  /** An order to stay near: the descent goes from there alone, with no bound for the steps. */
  readonly from?: ArrayLike<number>;
  /** @default 1 */
  readonly seed?: number;
  /** Moves priced before the search stops. @default 400 n², at most 800,000: some tens of milliseconds */
  readonly effort?: number;
}

/** Starts of each kind that are descended from; of long lists one, whose descent takes longest. */
const STARTS = 2, LONG = 100;

/**
 * @returns the songs, as indices of the list, by place
 * @throws RangeError when a pin's place or song is not of the list, or a song is pinned twice
 */
export function sequence(costs: SequenceCosts, options: SequenceOptions = {}): Int32Array {
  const { n } = costs;
  const { pins = new Map(), from, seed = 1, effort = Math.min(8e5, 400 * n * n) } = options;
  checkPins(pins, n);
  if (from !== undefined) return new Descent(costs, pins).run(withPins(from, pins)).order;

  const starts = startsOf(costs).map((orders) => orders.map((order) => withPins(order, pins)));
  const [[own] = [], [nearest] = []] = starts;
  const bound = n === 0 ? 0 : Math.min(stepsCost(costs, own), stepsCost(costs, nearest));
  const descent = new Descent(costs, pins, bound);
  let best: PricedOrder | undefined;
  for (const order of starts.flatMap((orders) => cheapest(costs, orders, n > LONG ? 1 : STARTS))) {
    const found = descent.run(order);
    if (best === undefined || found.cost < best.cost) best = found;
  }
  return best === undefined ? new Int32Array(0) : descent.search(best, seed, effort).order;
}

/** Orders to start from, by kind: the given one, then those of nearest neighbours. */
function startsOf(costs: SequenceCosts): Int32Array[][] {
  const { n } = costs;
  if (n === 0) return [];
  const firsts = Array.from({ length: n }, (_, first) => first);
  return [
    [Int32Array.from(firsts)],
    firsts.map((first) => nearestOrder(costs, first, false)),
    costs.hasArc ? firsts.map((first) => nearestOrder(costs, first, true)) : [],
    [insertionOrder(costs, 0), insertionOrder(costs, n >> 1)],
  ];
}

function cheapest(costs: SequenceCosts, orders: Int32Array[], size: number): Int32Array[] {
  const priced = orders.map((order, i) => ({
    order,
    i,
    cost: stepsCost(costs, order) + arcCost(costs, order),
  }));
  priced.sort((a, b) => a.cost - b.cost || a.i - b.i);
  return priced.slice(0, size).map(({ order }) => order);
}

function checkPins(pins: ReadonlyMap<number, number>, n: number): void {
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
