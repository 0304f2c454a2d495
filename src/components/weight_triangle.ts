/**
 * Weights of the three signals as a point of an equilateral triangle with sides of 1: audio left,
 * collaborative right, catalogue on top. Its corners are the signals alone, its middle their equal
 * blend.
 */
import type { Weights } from "../recommender/contract.ts";

/** Height of the triangle. */
export const TRIANGLE_HEIGHT = Math.sqrt(3) / 2;

/** A point of the plane of the triangle; y upwards. */
export interface TrianglePoint {
  readonly x: number;
  readonly y: number;
}

/** Where weights that sum to 1 lie. */
export function trianglePlace({ collaborative, catalogue }: Weights): TrianglePoint {
  return { x: collaborative + catalogue / 2, y: catalogue * TRIANGLE_HEIGHT };
}

/**
 * The weights of the point of the triangle that is nearest to a point of the plane; they sum to 1.
 *
 * The triangle is the simplex of the weights, so that the nearest point is their projection onto
 * it (Duchi et al. 2008, "Efficient projections onto the l1-ball").
 */
export function weightsAt({ x, y }: TrianglePoint): Weights {
  const catalogue = y / TRIANGLE_HEIGHT, collaborative = x - catalogue / 2;
  const raw = [collaborative, 1 - collaborative - catalogue, catalogue];
  const sorted = [...raw].sort((a, b) => b - a);
  let sum = 0, excess = 0;
  sorted.forEach((weight, i) => {
    sum += weight;
    const candidate = (sum - 1) / (i + 1);
    if (weight > candidate) excess = candidate;
  });
  const [c, a, k] = raw.map((weight) => Math.max(0, weight - excess));
  return { collaborative: c, audio: a, catalogue: k };
}

/** The colour of a share of the most, 0 to 1, in either theme. */
export function heat(share: number): string {
  const amount = Math.round(100 * Math.min(1, Math.max(0, share)));
  return `color-mix(in oklab, var(--accuracy) ${amount}%, var(--accuracy-none))`;
}
