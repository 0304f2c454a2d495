import { randomExponential, randomLcg, randomNormal } from "d3";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The one source of chance of a generator: equal seeds and equal calls give equal draws. */
export interface Chance {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential of mean 1. */
  exponential(): number;
  /** True with probability `p`. */
  happens(p: number): boolean;
  /** An integer in [0, n). */
  below(n: number): number;
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** An index drawn with probability weights[i] / Σ weights; weights are ≥ 0, their sum > 0. */
  weighted(weights: ArrayLike<number>): number;
  /** `length` characters of 0-9, A-Z and a-z. */
  base62(length: number): string;
}

/** Chance from d3's linear congruential generator, seeded with an integer. */
export function seededChance(seed: number): Chance {
  const uniform = randomLcg(seed);
  const normal = randomNormal.source(uniform)(0, 1);
  const exponential = randomExponential.source(uniform)(1);
  const below = (n: number) => Math.floor(uniform() * n);
  return {
    uniform,
    normal,
    exponential,
    happens: (p) => uniform() < p,
    below,
    pick: (list) => list[below(list.length)],
    weighted(weights) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i];
      let left = uniform() * sum;
      for (let i = 0; i < weights.length; i++) {
        left -= weights[i];
        if (left < 0) return i;
      }
      return weights.length - 1; // only rounding leads here
    },
    base62(length) {
      let text = "";
      for (let i = 0; i < length; i++) text += BASE62[below(62)];
      return text;
    },
  };
}

/** `value` held within [low, high]. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
