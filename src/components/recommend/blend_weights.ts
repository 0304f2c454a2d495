/**
 * The blend as people set it, in whole per cent of three signals, and as addresses hold it: the
 * collaborative weight (`blend`) and audio's share of the rest (`split`).
 */
import { type Signal, SIGNALS, type Weights } from "../../recommender/contract.ts";
import { TRIANGLE_HEIGHT, trianglePlace, weightsAt } from "../weight_triangle.ts";

/** A blend as an address holds it; null is the page's own. */
export interface Blend {
  readonly blend: number | null;
  readonly split: number | null;
}

/** Weights in hundredths that sum to 1: those nearest to a blend (largest remainders). */
export function weightsOfBlend(blend: number, split: number): Weights {
  return inHundredths({
    collaborative: blend,
    audio: (1 - blend) * split,
    catalogue: (1 - blend) * (1 - split),
  });
}

/** The nearest weights in hundredths that sum to 1. @param weights they sum to 1 */
export function inHundredths(weights: Weights): Weights {
  const whole = SIGNALS.map((signal) => Math.floor(100 * weights[signal] + 1e-9));
  const rests = SIGNALS.map((signal, i) => 100 * weights[signal] - whole[i]);
  const missing = 100 - whole.reduce((sum, part) => sum + part, 0);
  const order = [0, 1, 2].sort((a, b) => rests[b] - rests[a] || a - b);
  for (let i = 0; i < missing; i++) whole[order[i % 3]]++;
  return { collaborative: whole[0] / 100, audio: whole[1] / 100, catalogue: whole[2] / 100 };
}

/** The blend of weights in hundredths, exact enough to give the same ones back. */
export function blendOfWeights({ collaborative, audio, catalogue }: Weights): Blend {
  const content = audio + catalogue;
  return {
    blend: collaborative,
    split: content > 0 ? Number((audio / content).toFixed(4)) : null,
  };
}

/**
 * Weights with one of them set, the others in proportion as they were; equal where both were 0.
 *
 * @param weight 0 to 1
 */
export function withWeight(weights: Weights, signal: Signal, weight: number): Weights {
  const others = SIGNALS.filter((other) => other !== signal);
  const rest = others.reduce((sum, other) => sum + weights[other], 0);
  const next: Record<Signal, number> = { ...weights, [signal]: weight };
  for (const other of others) {
    next[other] = (1 - weight) * (rest > 0 ? weights[other] / rest : 0.5);
  }
  return inHundredths(next);
}

/**
 * Weights a step aside in the plane of the triangle, along a side where the step leads out of it.
 *
 * @param dx to the right, towards collaborative and away from audio, as a share of a side
 * @param dy upwards, towards catalogue, as a share of the height
 */
export function stepAside(weights: Weights, dx: number, dy: number): Weights {
  const { x, y } = trianglePlace(weights);
  return inHundredths(weightsAt({ x: x + dx, y: y + dy * TRIANGLE_HEIGHT }));
}

/** Whether two blends are the same to the hundredth. */
export function isSameBlend(a: Weights, b: Weights): boolean {
  return SIGNALS.every((signal) => Math.abs(a[signal] - b[signal]) < 0.005);
}
