/** The blend: one score a song from the parts of the signals and their weights. */
import { type Parts, type Signal, SIGNALS, type Weights } from "./contract.ts";

/**
 * The weights that a query really gets: a signal without a part drops out, the others grow in
 * proportion, so that the weights of the signals that are there sum to 1.
 *
 * @returns null when no signal with a weight above 0 has a part: this query has no answer under
 *   these weights (a genre, blended purely collaboratively)
 * @throws RangeError when a weight is negative or not finite, or all are 0
 */
export function effectiveWeights(parts: Parts, weights: Weights): Weights | null {
  let all = 0, present = 0;
  for (const signal of SIGNALS) {
    const weight = weights[signal];
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`Cannot blend the signals: the weight of ${signal} is ${weight}`);
    }
    all += weight;
    if (parts[signal] !== null) present += weight;
  }
  if (!(all > 0)) throw new RangeError("Cannot blend the signals: all weights are 0");
  if (!(present > 0)) return null;
  const share = (signal: Signal) => parts[signal] === null ? 0 : weights[signal] / present;
  return {
    collaborative: share("collaborative"),
    audio: share("audio"),
    catalogue: share("catalogue"),
  };
}

/**
 * Sets out[song] = Σ over signals of effective weight × part, rounded to float32.
 *
 * @param out one value a song; where no weighted signal is left, all of it becomes 0
 * @returns `out`
 * @throws RangeError when `out` and a part differ in length, and as `effectiveWeights`
 */
export function blend(parts: Parts, weights: Weights, out: Float32Array): Float32Array {
  const effective = effectiveWeights(parts, weights);
  if (effective === null) return out.fill(0);
  // A signal without weight is not read: the loops below run over one, two or three arrays.
  const counted: Float32Array[] = [], factors: number[] = [];
  for (const signal of SIGNALS) {
    const part = parts[signal];
    if (part === null) continue;
    if (part.length !== out.length) {
      throw new RangeError(
        `Cannot blend the signals: ${part.length} ${signal} parts for ${out.length} songs`,
      );
    }
    if (effective[signal] > 0) {
      counted.push(part);
      factors.push(effective[signal]);
    }
  }
  const [a, b, c] = counted;
  const [wa, wb, wc] = factors;
  const n = out.length;
  if (counted.length === 1) out.set(a);
  else if (counted.length === 2) { for (let i = 0; i < n; i++) out[i] = wa * a[i] + wb * b[i]; }
  else for (let i = 0; i < n; i++) out[i] = wa * a[i] + wb * b[i] + wc * c[i];
  return out;
}
