/**
 * What was measured of each blend, between the measurements too: linear within each small triangle
 * of the grid of weights.
 */
import type { Weights } from "../../recommender/contract.ts";

/** One measurement: weights that sum to 1, in whole steps of a common fraction. */
export interface MeasuredPoint {
  readonly weights: Weights;
  readonly value: number;
}

export class BlendSurface {
  /** Steps from a signal's absence to the signal alone; 0 without measurements. */
  readonly steps: number;
  /** The highest value; 0 without measurements. */
  readonly most: number;
  readonly #values = new Map<string, number>();

  constructor(points: readonly MeasuredPoint[]) {
    let step = 1, most = 0;
    for (const { weights: { collaborative, audio, catalogue }, value } of points) {
      for (const weight of [collaborative, audio, catalogue]) {
        if (weight > 1e-9) step = Math.min(step, weight);
      }
      most = Math.max(most, value);
    }
    this.steps = points.length === 0 ? 0 : Math.round(1 / step);
    this.most = most;
    for (const { weights, value } of points) {
      const [c, a] = [weights.collaborative, weights.audio].map((w) => Math.round(w * this.steps));
      this.#values.set(`${c} ${a}`, value);
    }
  }

  /**
   * The value at weights that sum to 1; null where a measurement that it lies between is missing.
   */
  at({ collaborative, audio, catalogue }: Weights): number | null {
    const n = this.steps;
    if (n === 0) return null;
    // What is left of whole steps sums to 0, 1 or 2: on a point of the grid, in a small triangle
    // that stands upright, or in one that stands on its tip.
    const places = [collaborative, audio, catalogue].map((w) => {
      const place = w * n, whole = Math.round(place);
      return Math.abs(place - whole) < 1e-6 ? whole : place;
    });
    const floors = places.map(Math.floor);
    const rests = places.map((place, i) => place - floors[i]);
    const over = Math.round(rests[0] + rests[1] + rests[2]);
    if (over === 0) return this.#values.get(`${floors[0]} ${floors[1]}`) ?? null;
    const shares = over === 1 ? rests : rests.map((rest) => 1 - rest);
    let sum = 0;
    for (let i = 0; i < 3; i++) {
      if (shares[i] < 1e-6) continue;
      const corner = floors.map((floor, j) => over === 1 ? floor + +(i === j) : floor + +(i !== j));
      const value = this.#values.get(`${corner[0]} ${corner[1]}`);
      if (value === undefined) return null;
      sum += shares[i] * value;
    }
    return sum;
  }
}
