/** Types of what the generators use of d3-random; the package d3 ships none. */

/** A linear congruential generator of numbers in [0, 1); equal seeds give equal sequences. */
export function randomLcg(seed?: number): () => number;

/** A family of normal distributions; `source` replaces Math.random. */
export const randomNormal: {
  (mean?: number, deviation?: number): () => number;
  source(uniform: () => number): (mean?: number, deviation?: number) => () => number;
};

/** A family of exponential distributions of mean 1 / rate; `source` replaces Math.random. */
export const randomExponential: {
  (rate: number): () => number;
  source(uniform: () => number): (rate: number) => () => number;
};
