/** Chance with a seed: the same numbers on every machine, in every browser and in every run. */

/** Numbers from 0 (inclusive) to 1 (exclusive): mulberry32 by Tommy Ettinger (2017). */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Numbers of mean 0 and deviation 1, normally distributed (Box and Muller 1958). */
export function normalNumbers(random: () => number): () => number {
  // The logarithm of 0 is avoided.
  return () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
}

/**
 * Puts values into an order by chance, where they stand: every order is equally likely (Fisher and
 * Yates, in the form of Durstenfeld 1964).
 */
export function shuffle(values: number[] | Int32Array, random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) swap(values, i, Math.floor(random() * (i + 1)));
}

/**
 * Draws without replacement: the first `count` of the values, as a shuffle would leave them; all
 * where there are no more. The values change places.
 */
export function drawFirst<Values extends number[] | Int32Array>(
  values: Values,
  count: number,
  random: () => number,
): Values {
  const wanted = Math.min(count, values.length);
  for (let i = 0; i < wanted; i++) {
    swap(values, i, i + Math.floor(random() * (values.length - i)));
  }
  return values.slice(0, wanted) as Values;
}

function swap(values: number[] | Int32Array, i: number, j: number): void {
  const kept = values[i];
  values[i] = values[j];
  values[j] = kept;
}
