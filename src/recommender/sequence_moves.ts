/**
 * An order of songs under local search, and what moves of its free places would change. The free
 * places are numbered 1 … m; 0 and m + 1 stand for what is pinned before and behind them, or for
 * nothing. A move puts the songs of a stretch a … b into another order:
 *
 * - reverse: back to front (2-opt);
 * - exchange: the songs before `cut` come behind the others, one of the two parts being at most three
 *   songs long (or-opt);
 * - swap: its two ends.
 *
 * A step costs what its two songs say, wherever it is, except where pinned songs stand in between.
 * The change of all others is found from running sums, for all but the arc's part of a reversal in
 * constant time; to it the gaps with pinned songs are added one by one.
 */
import type { SequenceCosts } from "./sequence_costs.ts";
import type { Pins } from "./sequence_starts.ts";

export type Move = "reverse" | "exchange" | "swap";

/** Longest part that an exchange moves, and so the longest shift of the others. */
const LONGEST_SHIFT = 3;

/** Gains below this are rounding. */
export const LEAST_GAIN = 1e-7;

/** What one more of steps above their bound counts: more than an arc can gain. */
const EXCESS = 1e4;

/** A move with an arc takes so many times as long; one more gap with pinned songs as long as a move. */
const ARC_MOVE = 1.5;

export class MovingOrder {
  /** Number of free places. */
  readonly free: number;
  /** 1 for each free place at which something has changed; whoever has looked at it sets it to 0. */
  readonly isDirty: Uint8Array;
  /** Moves priced so far, those that take longer counted for more. */
  tries = 0;
  /** Cost of the order's steps, and its distance from the arc. */
  steps = 0;
  arc = 0;
  /** What the last call of `findGain` found. */
  move: Move = "reverse";
  cut = 0;

  readonly #costs: SequenceCosts;
  readonly #bound: number;
  /** Place of each free place, from 1. */
  readonly #places: Int32Array;
  readonly #pinned: Int32Array;
  /** Songs by free place; the pinned ones before and behind them are called n and n + 1. */
  readonly #songs: Int32Array;
  readonly #scratch: Int32Array;
  /** (n + 2)²: steps from song to song, and from and to what is pinned at the ends. */
  readonly #links: Float64Array;
  readonly #width: number;
  /** Costs of a song at a free place: (n + 2)². */
  readonly #here: Float64Array;
  /** By free place: the step to it from the one before. */
  readonly #stepTo: Float64Array;
  /** Running sums: what the steps cost more the other way round; costs at the places. */
  readonly #turned: Float64Array;
  readonly #atPlace: Float64Array;
  /** The same of costs at the free place d further on, d = −3 … 3. */
  readonly #shifted: readonly Float64Array[];
  /** Free places behind which pinned songs stand; the first and the last song there. */
  readonly #gaps: Int32Array;
  readonly #firstIn: Int32Array;
  readonly #lastIn: Int32Array;
  /** What each gap costs beyond the step that would be there without it. */
  readonly #gapCosts: Float64Array;
  /** By free place: how many gaps lie before it. */
  readonly #gapsBefore: Int32Array;
  /** Steps from pinned song to pinned song, and pinned songs at their places. */
  readonly #fixedSteps: number;
  readonly #fixedArc: number;

  /** @param bound what the steps shall not cost more than, whatever the arc gains by it */
  constructor(costs: SequenceCosts, pins: Pins, bound: number) {
    const { n, steps, places, hasArc } = costs;
    this.#costs = costs;
    this.#bound = bound;
    this.#places = Int32Array.from({ length: n }, (_, place) => place).filter((p) => !pins.has(p));
    this.#pinned = Int32Array.from({ length: n }, (_, place) => pins.get(place) ?? -1);
    const m = this.free = this.#places.length, width = this.#width = n + 2;
    this.isDirty = new Uint8Array(m + 2);
    this.#songs = new Int32Array(m + 2);
    this.#songs[0] = n;
    this.#songs[m + 1] = n + 1;
    this.#scratch = new Int32Array(m + 2);
    this.#links = new Float64Array(width * width);
    this.#here = new Float64Array(hasArc ? width * width : 0);
    const head = m > 0 && this.#places[0] > 0 ? this.#pinned[this.#places[0] - 1] : -1;
    const tail = m > 0 && this.#places[m - 1] < n - 1 ? this.#pinned[this.#places[m - 1] + 1] : -1;
    for (let song = 0; song < n; song++) {
      for (let to = 0; to < n; to++) this.#links[song * width + to] = steps[song * n + to];
      if (head >= 0) this.#links[n * width + song] = steps[head * n + song];
      if (tail >= 0) this.#links[song * width + n + 1] = steps[song * n + tail];
      for (let k = 1; hasArc && k <= m; k++) {
        this.#here[song * width + k] = places[song * n + this.#places[k - 1]];
      }
    }
    const gaps = Array.from({ length: Math.max(0, m - 1) }, (_, k) => k + 1)
      .filter((k) => this.#places[k] > this.#places[k - 1] + 1);
    this.#gaps = Int32Array.from(gaps);
    this.#firstIn = this.#gaps.map((k) => this.#pinned[this.#places[k - 1] + 1]);
    this.#lastIn = this.#gaps.map((k) => this.#pinned[this.#places[k] - 1]);
    this.#gapCosts = new Float64Array(gaps.length);
    this.#gapsBefore = Int32Array.from(
      { length: m + 2 },
      (_, k) => gaps.filter((gap) => gap < k).length,
    );
    this.#stepTo = new Float64Array(m + 2);
    this.#turned = new Float64Array(m + 2);
    this.#atPlace = new Float64Array(m + 2);
    this.#shifted = Array.from(
      { length: 2 * LONGEST_SHIFT + 1 },
      () => new Float64Array(hasArc ? m + 2 : 0),
    );
    let fixedSteps = 0, fixedArc = 0;
    for (let place = 0; place < n; place++) {
      const song = this.#pinned[place], before = place > 0 ? this.#pinned[place - 1] : -1;
      if (song >= 0) fixedArc += places[song * n + place];
      if (song >= 0 && before >= 0) fixedSteps += steps[before * n + song];
    }
    this.#fixedSteps = fixedSteps;
    this.#fixedArc = fixedArc;
  }

  /** Takes an order of all songs, which has the pinned ones at their places. */
  set(order: ArrayLike<number>): void {
    for (let k = 1; k <= this.free; k++) this.#songs[k] = order[this.#places[k - 1]];
    this.#sum();
  }

  /** The order of all songs, by place. */
  order(): Int32Array {
    const out = this.#pinned.slice();
    for (let k = 1; k <= this.free; k++) out[this.#places[k - 1]] = this.#songs[k];
    return out;
  }

  /**
   * Looks for a move of the stretch a … b of free places that gains, and says which in `move` and
   * `cut`.
   *
   * @returns whether there is one
   */
  findGain(a: number, b: number): boolean {
    const links = this.#links, width = this.#width, songs = this.#songs, stepTo = this.#stepTo;
    const first = songs[a], last = songs[b], next = songs[b + 1];
    const fromBefore = songs[a - 1] * width, fromFirst = first * width, fromLast = last * width;
    const toFirst = stepTo[a], toNext = stepTo[b + 1], length = b + 1 - a;
    const { hasArc } = this.#costs;
    const arcNow = hasArc ? this.#atPlace[b] - this.#atPlace[a - 1] : 0;
    const gaps = this.#gapsBefore[b + 1] - this.#gapsBefore[a - 1];
    const weight = (hasArc ? ARC_MOVE : 1) * (1 + gaps);

    let steps = links[fromBefore + last] + links[fromFirst + next] + this.#turned[b] -
      this.#turned[a] - toFirst - toNext;
    this.tries += weight;
    if (gaps > 0) steps += this.#gapsChange("reverse", a, 0, b);
    // With an arc, what its costs may be at most for the move to gain.
    const most = this.steps > this.#bound ? Infinity : arcNow - steps;
    if (this.#gains(steps, hasArc ? this.#arcReversed(a, b, most) - arcNow : 0)) {
      this.move = "reverse";
      return true;
    }

    if (length > 3) {
      this.tries += weight;
      steps = links[fromBefore + last] + links[fromLast + songs[a + 1]] +
        links[songs[b - 1] * width + first] + links[fromFirst + next] -
        toFirst - stepTo[a + 1] - stepTo[b] - toNext;
      if (gaps > 0) steps += this.#gapsChange("swap", a, 0, b);
      if (this.#gains(steps, hasArc ? this.#arcSwapped(a, b) : 0)) {
        this.move = "swap";
        return true;
      }
    }

    // The first one, two, three songs behind the others, then the last ones before them.
    const joined = links[fromLast + first] - toFirst - toNext;
    for (let size = 1; size <= LONGEST_SHIFT && size < length; size++) {
      for (let cut = a + size;; cut = b + 1 - size) {
        this.tries += weight;
        steps = joined + links[fromBefore + songs[cut]] + links[songs[cut - 1] * width + next] -
          stepTo[cut];
        if (gaps > 0) steps += this.#gapsChange("exchange", a, cut, b);
        const most = this.steps > this.#bound ? Infinity : arcNow - steps;
        if (this.#gains(steps, hasArc ? this.#arcExchanged(a, cut, b, most) - arcNow : 0)) {
          this.move = "exchange";
          this.cut = cut;
          return true;
        }
        if (cut !== a + size || length <= 2 * size) break;
      }
    }
    return false;
  }

  /** Makes a move. @param cut of an exchange; the others take no notice of it */
  apply(move: Move, a: number, cut: number, b: number): void {
    const songs = this.#songs, scratch = this.#scratch;
    for (let k = a; k <= b; k++) scratch[k] = songs[sourceOf(move, a, cut, b, k)];
    for (let k = a; k <= b; k++) songs[k] = scratch[k];
    // With pins between them, any of the songs may have another neighbour.
    const isWhole = this.#gapsBefore[b + 1] === this.#gapsBefore[a - 1];
    const seam = a + b - cut;
    for (let k = Math.max(1, a - 1); k <= Math.min(this.free, b + 1); k++) {
      const isEnd = k <= a || k >= b || (move === "exchange" && (k === seam || k === seam + 1)) ||
        (move === "swap" && (k === a + 1 || k === b - 1));
      if (isEnd || !isWhole) this.isDirty[k] = 1;
    }
    this.#sum();
  }

  #gains(stepsChange: number, arcChange: number): boolean {
    const change = stepsChange + arcChange, steps = this.steps, bound = this.#bound;
    if (steps <= bound) return change < -LEAST_GAIN && steps + stepsChange <= bound + LEAST_GAIN;
    const excess = Math.max(0, steps + stepsChange - bound) - (steps - bound);
    return change + EXCESS * excess < -LEAST_GAIN;
  }

  /** What the gaps in and around a stretch would cost more after a move. */
  #gapsChange(move: Move, a: number, cut: number, b: number): number {
    const songs = this.#songs, to = this.#gapsBefore[b + 1];
    let change = 0;
    for (let gap = this.#gapsBefore[a - 1]; gap < to; gap++) {
      const k = this.#gaps[gap];
      const before = songs[k < a ? k : sourceOf(move, a, cut, b, k)];
      const after = songs[k + 1 > b ? k + 1 : sourceOf(move, a, cut, b, k + 1)];
      change += this.#gapCost(gap, before, after) - this.#gapCosts[gap];
    }
    return change;
  }

  #gapCost(gap: number, before: number, after: number): number {
    const links = this.#links, width = this.#width;
    return links[before * width + this.#firstIn[gap]] +
      links[this.#lastIn[gap] * width + after] - links[before * width + after];
  }

  /** What a reversed stretch would cost at its places; no more of it than exceeds `most`. */
  #arcReversed(a: number, b: number, most: number): number {
    const here = this.#here, width = this.#width, songs = this.#songs;
    let sum = 0;
    for (let k = a; k <= b && sum <= most; k++) sum += here[songs[a + b - k] * width + k];
    return sum;
  }

  #arcSwapped(a: number, b: number): number {
    const here = this.#here, width = this.#width, first = this.#songs[a], last = this.#songs[b];
    return here[first * width + b] + here[last * width + a] - here[first * width + a] -
      here[last * width + b];
  }

  /** What an exchanged stretch would cost at its places; no more of it than exceeds `most`. */
  #arcExchanged(a: number, cut: number, b: number, most: number): number {
    const here = this.#here, width = this.#width, songs = this.#songs;
    const back = a - cut, forth = b + 1 - cut;
    let sum = 0, from = a, shift = forth, to = cut;
    if (forth <= LONGEST_SHIFT) {
      const sums = this.#shifted[LONGEST_SHIFT + forth];
      sum = sums[cut - 1] - sums[a - 1];
      from = cut;
      shift = back;
      to = b + 1;
    } else {
      const sums = this.#shifted[LONGEST_SHIFT + back];
      sum = sums[b] - sums[cut - 1];
    }
    for (let k = from; k < to && sum <= most; k++) sum += here[songs[k] * width + k + shift];
    return sum;
  }

  #sum(): void {
    const m = this.free, links = this.#links, width = this.#width, songs = this.#songs;
    const stepTo = this.#stepTo, turned = this.#turned;
    let steps = this.#fixedSteps;
    for (let k = 1; k <= m + 1; k++) {
      const before = songs[k - 1], song = songs[k], step = links[before * width + song];
      stepTo[k] = step;
      steps += step;
      turned[k] = turned[k - 1] + links[song * width + before] - step;
    }
    for (let gap = 0; gap < this.#gaps.length; gap++) {
      const k = this.#gaps[gap];
      steps += this.#gapCosts[gap] = this.#gapCost(gap, songs[k], songs[k + 1]);
    }
    this.steps = steps;
    if (!this.#costs.hasArc) return;
    const here = this.#here;
    for (let shift = -LONGEST_SHIFT; shift <= LONGEST_SHIFT; shift++) {
      const sums = this.#shifted[shift + LONGEST_SHIFT];
      for (let k = 1; k <= m; k++) {
        // A song is never asked for beyond the ends.
        const there = Math.min(m + 1, Math.max(0, k + shift));
        sums[k] = sums[k - 1] + here[songs[k] * width + there];
      }
    }
    this.#atPlace.set(this.#shifted[LONGEST_SHIFT]);
    this.arc = this.#fixedArc + this.#atPlace[m];
  }
}

/** The free place whose song a move of the stretch a … b puts at the k-th. */
function sourceOf(move: Move, a: number, cut: number, b: number, k: number): number {
  if (move === "reverse") return a + b - k;
  if (move === "swap") return k === a ? b : k === b ? a : k;
  const moved = k - a + cut;
  return moved <= b ? moved : moved - (b + 1 - a);
}
