/** The order of the songs at hand under the page's choices, kept until one of them changes. */
import type { MixColumns } from "../../recommender/harmony.ts";
import { sequence } from "../../recommender/sequence.ts";
import {
  type Arc,
  ARCS,
  arcTargets,
  energiesOf,
  type SequenceCosts,
  sequenceCosts,
  type SequenceSongs,
  stepsCost,
} from "../../recommender/sequence_costs.ts";
import { nearestOrder, withPins } from "../../recommender/sequence_starts.ts";
import { AtRest } from "../at_rest.ts";
import { whenIdle } from "../dom.ts";
import type { PageModel } from "../model.ts";
import type { Pin, SequenceChoices } from "./choices.ts";

/** Songs in playing order, and what the order is measured by. */
export interface Ordering {
  /** Songs of the catalogue by place. */
  readonly songs: Int32Array;
  /** Energy that each place shall have; null without an arc. */
  readonly targets: Float64Array | null;
  readonly pinned: ReadonlySet<number>;
  /**
   * Cost of the steps: of this order, of the one in which the songs came, of nearest neighbours; the
   * last two with the same songs pinned.
   */
  readonly cost: number;
  readonly costAsGiven: number;
  readonly costOfNearest: number;
}

/** An order without pins, by index in the list. */
interface FreeOrder {
  readonly costs: SequenceCosts;
  readonly order: Int32Array;
}

/** Longest list whose other orders are made before anyone asks: some ten milliseconds each. */
const LONGEST_PREPARED = 80;

export class Orderer {
  readonly #model: PageModel;
  readonly #columns: MixColumns;
  readonly #reach: number;
  /** The list and the weights that the orders below are for. */
  #key = "";
  readonly #known = new Map<Arc, FreeOrder>();
  readonly #atRest = new AtRest();

  /** @param reach the difference of energy that counts in full */
  constructor(model: PageModel, columns: MixColumns, reach: number) {
    this.#model = model;
    this.#columns = columns;
    this.#reach = reach;
  }

  /**
   * The best order found with each pinned song at its place. The order without pins is kept, and is
   * one that the search starts from: where the rest can stay as it was at no cost it does.
   */
  order(songs: Int32Array, choices: SequenceChoices): Ordering {
    const { costs, order: free } = this.#freeOrder(songs, choices);
    const places = placesOfPins(choices.pins, songs, this.#model.trackIds);
    const order = places.size > 0 ? aroundPins(costs, free, places) : free;
    const own = Int32Array.from(songs, (_, i) => i);
    return {
      songs: order.map((i) => songs[i]),
      targets: arcTargets(energiesOf(this.#list(songs)), choices.arc),
      pinned: new Set(Array.from(places.values(), (i) => songs[i])),
      cost: stepsCost(costs, order),
      costAsGiven: stepsCost(costs, withPins(own, places)),
      costOfNearest: songs.length > 0 ? stepsCost(costs, nearestOrder(costs, 0, false, places)) : 0,
    };
  }

  /**
   * Makes the orders along the other arcs while the browser has nothing else to do, so that they
   * are there when one is chosen; then one around a pin, for the browser to have its code compiled.
   */
  prepare(songs: Int32Array, choices: SequenceChoices): void {
    this.#atRest.cancel();
    if (songs.length > LONGEST_PREPARED || songs.length < 2) return;
    const key = keyOf(songs, choices);
    const arcs: Arc[] = this.#columns.energies === null
      ? []
      : ARCS.filter((arc) => !this.#known.has(arc));
    const next = () => {
      if (key !== this.#key) return;
      const arc = arcs.shift();
      if (arc === undefined) {
        const { costs, order } = this.#freeOrder(songs, choices);
        aroundPins(costs, order, new Map([[songs.length >> 1, order[0]]]));
        return;
      }
      this.#freeOrder(songs, { ...choices, arc });
      whenIdle(next);
    };
    if (arcs.length > 0) this.#atRest.run(() => whenIdle(next));
  }

  #freeOrder(songs: Int32Array, choices: SequenceChoices): FreeOrder {
    const key = keyOf(songs, choices), { arc, weights } = choices;
    if (key !== this.#key) this.#known.clear();
    this.#key = key;
    let known = this.#known.get(arc);
    if (known === undefined) {
      const costs = sequenceCosts(this.#list(songs), arc, weights);
      known = { costs, order: sequence(costs) };
      this.#known.set(arc, known);
    }
    return known;
  }

  #list(songs: Int32Array): SequenceSongs {
    const { artists } = this.#model.catalogue;
    return { songs, columns: this.#columns, artists, energyReach: this.#reach };
  }
}

function keyOf(songs: Int32Array, { weights }: SequenceChoices): string {
  return JSON.stringify([[...songs], weights]);
}

function aroundPins(
  costs: SequenceCosts,
  free: Int32Array,
  pins: ReadonlyMap<number, number>,
): Int32Array {
  return sequence(costs, { from: moved(free, pins), pins });
}

/** Index in the list by place from 0, for the pins whose songs and places the list has. */
function placesOfPins(
  pins: readonly Pin[],
  songs: Int32Array,
  trackIds: readonly string[],
): Map<number, number> {
  const indexOf = new Map(Array.from(songs, (song, i) => [trackIds[song], i]));
  const places = new Map<number, number>();
  for (const { id, place } of pins) {
    const i = indexOf.get(id);
    if (i !== undefined && place <= songs.length) places.set(place - 1, i);
  }
  return places;
}

/** The order with songs taken out and put in at their places, one after the other. */
function moved(order: Int32Array, places: ReadonlyMap<number, number>): Int32Array {
  const out = Array.from(order);
  for (const [place, song] of places) {
    out.splice(out.indexOf(song), 1);
    out.splice(place, 0, song);
  }
  return Int32Array.from(out);
}
