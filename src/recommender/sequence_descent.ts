/** The local search of `sequence`: moves that gain until there is none, then disturb and repair. */
import { randomNumbers } from "./random.ts";
import type { SequenceCosts } from "./sequence_costs.ts";
import { type Move, MovingOrder } from "./sequence_moves.ts";
import type { Pins } from "./sequence_starts.ts";

export interface PricedOrder {
  readonly order: Int32Array;
  /** Steps and arc, and a fine for steps above the bound. */
  readonly cost: number;
}

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-7;

/** Songs that or-opt moves together; `MovingOrder` is made for up to three. */
const LONGEST_MOVE = 3;

/** Songs that are looked up, where a pinned one stands between them, in the time of one more move. */
const LOOKED_UP = 8;

/** Free places within which a disturbance stays. */
const REACH = 30;

/** What steps above their bound cost at once, and by how much they are: more than an arc can gain. */
const EXCESS = 1e4, EXCESS_SLOPE = 1e2;

/** One list's search; its arrays are made once and used for every descent. */
export class Descent {
  readonly #moving: MovingOrder;
  readonly #bound: number;
  /** Moves priced so far, those that take longer counted for more. */
  tries = 0;

  /** @param bound what the steps shall not cost more than, whatever the arc gains by it */
  constructor(costs: SequenceCosts, pins: Pins, bound = Infinity) {
    this.#moving = new MovingOrder(costs, pins);
    this.#bound = bound;
  }

  /** Descends from an order, which has the pinned songs at their places, as far as moves gain. */
  run(start: ArrayLike<number>): PricedOrder {
    this.#moving.set(start);
    this.#moving.isDirty.fill(1);
    this.#descend();
    return this.#priced();
  }

  /**
   * Disturbs and repairs the best order found until so many moves have been priced: two neighbouring
   * stretches change places at random (the double bridge of a path).
   */
  search(best: PricedOrder, seed: number, effort: number): PricedOrder {
    const moving = this.#moving, { free } = moving;
    if (free < 4) return best;
    const random = randomNumbers(seed);
    const reach = Math.min(free, REACH);
    while (this.tries < effort) {
      moving.set(best.order);
      moving.isDirty.fill(0);
      const from = Math.floor(random() * (free - reach + 1));
      const [a, b, c] = threeCuts(random, reach);
      moving.apply("forth", from + a, from + c - 1, b - a);
      this.#descend();
      const found = this.#priced();
      if (found.cost < best.cost - LEAST_GAIN) best = found;
      this.tries++;
    }
    return best;
  }

  /** Tries the moves of every place that something has changed at, until none is left that gains. */
  #descend(): void {
    const { isDirty, free } = this.#moving;
    for (let isChanged = true; isChanged;) {
      isChanged = false;
      for (let i = 0; i < free; i++) {
        if (isDirty[i] === 0) continue;
        isDirty[i] = 0;
        if (this.#improveAt(i)) {
          isChanged = true;
          isDirty[i] = 1;
        }
      }
    }
  }

  /** Makes the first move with an end at `i` that gains. */
  #improveAt(i: number): boolean {
    for (let j = 0; j < this.#moving.free; j++) {
      if (j === i) continue;
      const a = Math.min(i, j), b = Math.max(i, j);
      if (this.#try("reverse", a, b, 0)) return true;
      if (b - a > 2 && this.#try("swap", a, b, 0)) return true;
      for (let size = 1; size <= LONGEST_MOVE && size <= b - a; size++) {
        if (this.#try("forth", a, b, size)) return true;
        if (b - a >= 2 * size && this.#try("back", a, b, size)) return true;
      }
    }
    return false;
  }

  #try(move: Move, a: number, b: number, size: number): boolean {
    const moving = this.#moving;
    this.tries += moving.isWhole(a, b) ? 1 : 1 + (b - a) / LOOKED_UP;
    moving.price(move, a, b, size);
    const { steps, stepsChange, arcChange } = moving;
    const excess = Math.max(0, steps + stepsChange - this.#bound) -
      Math.max(0, steps - this.#bound);
    if (stepsChange + arcChange + EXCESS * excess >= -LEAST_GAIN) return false;
    moving.apply(move, a, b, size);
    return true;
  }

  #priced(): PricedOrder {
    const { order, steps, arc } = this.#moving;
    return { order: order.slice(), cost: steps + arc + this.#excess(steps) };
  }

  #excess(steps: number): number {
    const above = steps - this.#bound;
    return above > LEAST_GAIN ? EXCESS + EXCESS_SLOPE * above : 0;
  }
}

/** Three different cuts, ascending, from 0 to `size`. */
function threeCuts(random: () => number, size: number): [number, number, number] {
  const cuts = new Set<number>();
  while (cuts.size < 3) cuts.add(Math.floor(random() * (size + 1)));
  const [a, b, c] = [...cuts].sort((x, y) => x - y);
  return [a, b, c];
}
