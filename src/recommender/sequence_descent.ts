/** The local search of `sequence`: moves that gain until there is none, then disturb and repair. */
import { randomNumbers } from "./random.ts";
import type { SequenceCosts } from "./sequence_costs.ts";
import { LEAST_GAIN, MovingOrder } from "./sequence_moves.ts";
import type { Pins } from "./sequence_starts.ts";

export interface PricedOrder {
  readonly order: Int32Array;
  /** Steps and arc, and a fine for steps above the bound. */
  readonly cost: number;
}

/** Free places within which a disturbance stays. */
const REACH = 30;

/** What steps above their bound cost at once, and by how much they are: more than an arc can gain. */
const EXCESS = 1e4, EXCESS_SLOPE = 1e2;

/** One list's search; its arrays are made once and used for every descent. */
export class Descent {
  readonly #moving: MovingOrder;
  readonly #bound: number;

  /** @param bound what the steps shall not cost more than, whatever the arc gains by it */
  constructor(costs: SequenceCosts, pins: Pins, bound = Infinity) {
    this.#moving = new MovingOrder(costs, pins, bound);
    this.#bound = bound;
  }

  /** Descends from an order, which has the pinned songs at their places, as far as moves gain. */
  run(start: ArrayLike<number>): PricedOrder {
    this.#moving.set(start);
    this.#moving.isDirty.fill(1);
    this.#descend();
    return { order: this.#moving.order(), cost: this.#cost() };
  }

  /**
   * Disturbs and repairs the best order found until so many moves have been priced, those of `run`
   * with them: two neighbouring stretches change places at random (the double bridge of a path).
   */
  search(best: PricedOrder, seed: number, effort: number): PricedOrder {
    const moving = this.#moving, { free } = moving;
    if (free < 4) return best;
    const random = randomNumbers(seed);
    const reach = Math.min(free, REACH);
    while (moving.tries < effort) {
      moving.set(best.order);
      moving.isDirty.fill(0);
      const from = 1 + Math.floor(random() * (free - reach + 1));
      const [a, b, c] = threeCuts(random, reach);
      moving.apply("exchange", from + a, from + b, from + c - 1);
      this.#descend();
      const cost = this.#cost();
      if (cost < best.cost - LEAST_GAIN) best = { order: moving.order(), cost };
      moving.tries++;
    }
    return best;
  }

  /** Tries the moves of every place that something has changed at, until none is left that gains. */
  #descend(): void {
    const { isDirty, free } = this.#moving;
    for (let isChanged = true; isChanged;) {
      isChanged = false;
      for (let i = 1; i <= free; i++) {
        if (isDirty[i] === 0) continue;
        isDirty[i] = 0;
        if (this.#improveAt(i)) {
          isChanged = true;
          isDirty[i] = 1;
        }
      }
    }
  }

  /** Makes the first move of a stretch with an end at `i` that gains. */
  #improveAt(i: number): boolean {
    const moving = this.#moving;
    for (let j = 1; j <= moving.free; j++) {
      if (j === i) continue;
      const a = Math.min(i, j), b = Math.max(i, j);
      if (!moving.findGain(a, b)) continue;
      moving.apply(moving.move, a, moving.cut, b);
      return true;
    }
    return false;
  }

  #cost(): number {
    const { steps, arc } = this.#moving, above = steps - this.#bound;
    return steps + arc + (above > LEAST_GAIN ? EXCESS + EXCESS_SLOPE * above : 0);
  }
}

/** Three different cuts, ascending, from 0 to `size`. */
function threeCuts(random: () => number, size: number): [number, number, number] {
  const cuts = new Set<number>();
  while (cuts.size < 3) cuts.add(Math.floor(random() * (size + 1)));
  const [a, b, c] = [...cuts].sort((x, y) => x - y);
  return [a, b, c];
}
