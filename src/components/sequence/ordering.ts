/** The order of the songs at hand under the page's choices, kept until one of them changes. */
import type { MixColumns } from "../../recommender/harmony.ts";
import { sequence } from "../../recommender/sequence.ts";
import {
  arcTargets,
  energiesOf,
  type SequenceCosts,
  sequenceCosts,
  stepsCost,
} from "../../recommender/sequence_costs.ts";
import { nearestOrder, withPins } from "../../recommender/sequence_starts.ts";
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

export class Orderer {
  readonly #model: PageModel;
  readonly #columns: MixColumns;
  readonly #reach: number;
  #key = "";
  #costs: SequenceCosts | undefined;
  #base: Int32Array = new Int32Array(0);

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
  order(songs: Int32Array, { arc, weights, pins }: SequenceChoices): Ordering {
    const list = {
      songs,
      columns: this.#columns,
      artists: this.#model.catalogue.artists,
      energyReach: this.#reach,
    };
    const key = JSON.stringify([[...songs], arc, weights]);
    if (key !== this.#key || this.#costs === undefined) {
      this.#costs = sequenceCosts(list, arc, weights);
      this.#base = sequence(this.#costs);
      this.#key = key;
    }
    const costs = this.#costs;
    const places = placesOfPins(pins, songs, this.#model.trackIds);
    let order: Int32Array = this.#base;
    if (places.size > 0) order = sequence(costs, { from: moved(order, places), pins: places });
    const own = Int32Array.from(songs, (_, i) => i);
    return {
      songs: order.map((i) => songs[i]),
      targets: arcTargets(energiesOf(list), arc),
      pinned: new Set(Array.from(places.values(), (i) => songs[i])),
      cost: stepsCost(costs, order),
      costAsGiven: stepsCost(costs, withPins(own, places)),
      costOfNearest: songs.length > 0 ? stepsCost(costs, nearestOrder(costs, 0, false, places)) : 0,
    };
  }
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
