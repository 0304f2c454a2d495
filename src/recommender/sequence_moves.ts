/**
 * An order of songs under local search, and what moves of its free places would change. Pinned songs
 * stand between the free places and do not move. A move puts the songs of a stretch a … b of the free
 * places into another order:
 *
 * - reverse: back to front (2-opt);
 * - forth: its first `size` songs to its end; back: its last ones to its start (or-opt);
 * - swap: its two ends.
 *
 * Where no pinned song stands in the stretch the change is found from running sums, for all but the
 * arc's part of a reversal in constant time; else the stretch is looked up song by song.
 */
import type { SequenceCosts } from "./sequence_costs.ts";
import type { Pins } from "./sequence_starts.ts";

export type Move = "reverse" | "forth" | "back" | "swap";

/** Longest shift for which the arc's costs are kept as running sums: the longest or-opt move. */
const LONGEST_SHIFT = 3;

export class MovingOrder {
  /** Songs by place. */
  readonly order: Int32Array;
  /** Number of free places. */
  readonly free: number;
  /** 1 for each free place at which something has changed; whoever has looked at it sets it to 0. */
  readonly isDirty: Uint8Array;
  /** What the last `price` found: the change of the steps' and of the arc's cost. */
  stepsChange = 0;
  arcChange = 0;
  /** Cost of the order's steps. */
  steps = 0;
  arc = 0;

  /** The costs, at hand for every loop. */
  readonly #n: number;
  readonly #stepCosts: Float64Array;
  readonly #placeCosts: Float64Array;
  readonly #hasArc: boolean;
  /** What the step to each place costs now, from the one before; 0 to the first and beyond the last. */
  readonly #stepTo: Float64Array;
  readonly #places: Int32Array;
  readonly #scratch: Int32Array;
  /** Running sums over places: steps forward, steps backward, costs at the places. */
  readonly #forward: Float64Array;
  readonly #backward: Float64Array;
  readonly #here: Float64Array;
  /** The same of costs at the place d further on, d = −3 … 3. */
  readonly #shifted: readonly Float64Array[];

  constructor(costs: SequenceCosts, pins: Pins) {
    const { n } = costs;
    this.#n = n;
    this.#stepCosts = costs.steps;
    this.#placeCosts = costs.places;
    this.#hasArc = costs.hasArc;
    this.#stepTo = new Float64Array(n + 1);
    this.#places = Int32Array.from({ length: n }, (_, place) => place).filter((p) => !pins.has(p));
    this.free = this.#places.length;
    this.order = new Int32Array(n);
    this.isDirty = new Uint8Array(this.free);
    this.#scratch = new Int32Array(this.free);
    this.#forward = new Float64Array(n + 1);
    this.#backward = new Float64Array(n + 1);
    this.#here = new Float64Array(n + 1);
    this.#shifted = Array.from(
      { length: 2 * LONGEST_SHIFT + 1 },
      () => new Float64Array(costs.hasArc ? n + 1 : 0),
    );
  }

  /** Takes another order, which has the pinned songs at their places. */
  set(order: ArrayLike<number>): void {
    this.order.set(order);
    this.#sum();
  }

  /** Sets `stepsChange` and `arcChange` to what a move would change. */
  price(move: Move, a: number, b: number, size: number): void {
    this.stepsChange = this.arcChange = 0;
    if (!this.isWhole(a, b)) return this.#priceOneByOne(move, a, b, size);
    const from = this.#places[a], to = this.#places[b];
    if (move === "reverse") this.#priceReversal(from, to);
    else if (move === "swap") this.#priceSwap(from, to);
    else this.#priceExchange(from, move === "forth" ? from + size : to + 1 - size, to);
  }

  /** Whether no pinned song stands in a stretch of free places. */
  isWhole(a: number, b: number): boolean {
    return this.#places[b] - this.#places[a] === b - a;
  }

  /** Makes a move. */
  apply(move: Move, a: number, b: number, size: number): void {
    const places = this.#places, order = this.order, scratch = this.#scratch;
    for (let k = a; k <= b; k++) scratch[k] = order[places[sourceOf(move, a, b, size, k)]];
    for (let k = a; k <= b; k++) order[places[k]] = scratch[k];
    // With pins between them, any of the songs may have another neighbour.
    const cut = move === "forth" ? b + 1 - size : move === "back" ? a + size : a;
    const isWhole = this.isWhole(a, b);
    for (let k = a - 1; k <= b + 1; k++) {
      const isEnd = k <= a || k >= b || k === cut - 1 || k === cut ||
        (move === "swap" && (k === a + 1 || k === b - 1));
      if ((isEnd || !isWhole) && k >= 0 && k < this.free) this.isDirty[k] = 1;
    }
    this.#sum();
  }

  /** Cost of the step from one place to the next one in another order; 0 beyond the ends. */
  #edge(from: number, to: number): number {
    const n = this.#n, order = this.order;
    return from < 0 || to >= n ? 0 : this.#stepCosts[order[from] * n + order[to]];
  }

  #priceReversal(a: number, b: number): void {
    const inside = this.#forward[b + 1] - this.#forward[a + 1];
    const back = this.#backward[b + 1] - this.#backward[a + 1];
    this.stepsChange = this.#edge(a - 1, b) + back + this.#edge(a, b + 1) -
      this.#stepTo[a] - inside - this.#stepTo[b + 1];
    if (!this.#hasArc) return;
    const now = this.#here[b + 1] - this.#here[a];
    // Nothing is gained even if all songs came to lie on the arc.
    if (this.stepsChange >= now) {
      this.arcChange = 0;
      return;
    }
    const n = this.#n, places = this.#placeCosts, order = this.order;
    let then = 0;
    for (let k = a; k <= b; k++) then += places[order[a + b - k] * n + k];
    this.arcChange = then - now;
  }

  #priceSwap(a: number, b: number): void {
    const n = this.#n, places = this.#placeCosts, order = this.order, stepTo = this.#stepTo;
    this.stepsChange = this.#edge(a - 1, b) + this.#edge(b, a + 1) + this.#edge(b - 1, a) +
      this.#edge(a, b + 1) - stepTo[a] - stepTo[a + 1] - stepTo[b] - stepTo[b + 1];
    if (!this.#hasArc) return;
    this.arcChange = places[order[a] * n + b] + places[order[b] * n + a] -
      places[order[a] * n + a] - places[order[b] * n + b];
  }

  /** Of the stretches a … cut − 1 and cut … b changing places; one of them is short. */
  #priceExchange(a: number, cut: number, b: number): void {
    const stepTo = this.#stepTo;
    this.stepsChange = this.#edge(a - 1, cut) + this.#edge(b, a) + this.#edge(cut - 1, b + 1) -
      stepTo[a] - stepTo[cut] - stepTo[b + 1];
    if (!this.#hasArc) return;
    this.arcChange = this.#arcShifted(a, cut, b + 1 - cut) + this.#arcShifted(cut, b + 1, a - cut) -
      (this.#here[b + 1] - this.#here[a]);
  }

  /** What the songs of the places from … to − 1 would cost `shift` places further on. */
  #arcShifted(from: number, to: number, shift: number): number {
    if (Math.abs(shift) <= LONGEST_SHIFT) {
      const sums = this.#shifted[shift + LONGEST_SHIFT];
      return sums[to] - sums[from];
    }
    const n = this.#n, places = this.#placeCosts, order = this.order;
    let sum = 0;
    for (let k = from; k < to; k++) sum += places[order[k] * n + k + shift];
    return sum;
  }

  #priceOneByOne(move: Move, a: number, b: number, size: number): void {
    const n = this.#n, steps = this.#stepCosts, costs = this.#placeCosts, hasArc = this.#hasArc;
    const places = this.#places, order = this.order, stepTo = this.#stepTo;
    let last = -1, lastPlace = -2, stepsChange = 0, arcChange = 0;
    for (let k = a; k <= b; k++) {
      const place = places[k], was = order[place];
      const song = order[places[sourceOf(move, a, b, size, k)]];
      if (hasArc) arcChange += costs[song * n + place] - costs[was * n + place];
      if (place > 0) {
        const before = lastPlace === place - 1 ? last : order[place - 1];
        stepsChange += steps[before * n + song] - stepTo[place];
      }
      if (place + 1 < n && (k === b || places[k + 1] !== place + 1)) {
        stepsChange += steps[song * n + order[place + 1]] - stepTo[place + 1];
      }
      // In the middle of a swap nothing changes.
      if (move === "swap" && k > a && k < b - 1) {
        k = b - 2;
        last = order[places[k]];
        lastPlace = places[k];
        continue;
      }
      last = song;
      lastPlace = place;
    }
    this.stepsChange = stepsChange;
    this.arcChange = arcChange;
  }

  #sum(): void {
    const n = this.#n, steps = this.#stepCosts, places = this.#placeCosts, hasArc = this.#hasArc;
    const order = this.order;
    for (let place = 0; place < n; place++) {
      const forward = place > 0 ? steps[order[place - 1] * n + order[place]] : 0;
      const backward = place > 0 ? steps[order[place] * n + order[place - 1]] : 0;
      this.#stepTo[place] = forward;
      this.#forward[place + 1] = this.#forward[place] + forward;
      this.#backward[place + 1] = this.#backward[place] + backward;
      this.#here[place + 1] = this.#here[place] + places[order[place] * n + place];
    }
    this.steps = this.#forward[n];
    this.arc = this.#here[n];
    if (!hasArc) return;
    for (let shift = -LONGEST_SHIFT; shift <= LONGEST_SHIFT; shift++) {
      const sums = this.#shifted[shift + LONGEST_SHIFT];
      for (let place = 0; place < n; place++) {
        const there = place + shift;
        // A song is never asked for beyond the ends.
        sums[place + 1] = sums[place] +
          (there >= 0 && there < n ? places[order[place] * n + there] : 0);
      }
    }
  }
}

/** The free place whose song a move puts at the k-th. */
function sourceOf(move: Move, a: number, b: number, size: number, k: number): number {
  switch (move) {
    case "reverse":
      return a + b - k;
    case "swap":
      return k === a ? b : k === b ? a : k;
    case "forth":
      return k + size <= b ? k + size : k + size - (b - a + 1);
    case "back":
      return k - size >= a ? k - size : k - size + (b - a + 1);
  }
}
