import assert from "node:assert/strict";
import fc from "fast-check";
import type { Weights } from "../../recommender/contract.ts";
import {
  blendOfWeights,
  inHundredths,
  stepAside,
  weightsOfBlend,
  withWeight,
} from "./blend_weights.ts";

const weights = (collaborative: number, audio: number, catalogue: number): Weights => ({
  collaborative,
  audio,
  catalogue,
});

const hundredths = fc.integer({ min: 0, max: 100 }).chain((c) =>
  fc.integer({ min: 0, max: 100 - c }).map((a) => weights(c / 100, a / 100, (100 - c - a) / 100))
);

Deno.test("a blend in whole per cent survives its address", () => {
  fc.assert(fc.property(hundredths, (given) => {
    const { blend, split } = blendOfWeights(given);
    assert.deepEqual(weightsOfBlend(blend!, split ?? 0.5), given);
  }));
});

Deno.test("the collaborative signal alone leaves nothing to split", () => {
  assert.deepEqual(blendOfWeights(weights(1, 0, 0)), { blend: 1, split: null });
  assert.deepEqual(weightsOfBlend(1, 0.3), weights(1, 0, 0));
});

Deno.test("inHundredths() gives what is left to the largest remainders", () => {
  assert.deepEqual(inHundredths(weights(1 / 3, 1 / 3, 1 / 3)), weights(0.34, 0.33, 0.33));
  assert.deepEqual(inHundredths(weights(0.404, 0.197, 0.399)), weights(0.4, 0.2, 0.4));
});

Deno.test("withWeight() keeps the others in proportion, and shares equally where they were 0", () => {
  assert.deepEqual(withWeight(weights(0.4, 0.2, 0.4), "audio", 0.5), weights(0.25, 0.5, 0.25));
  assert.deepEqual(withWeight(weights(0, 1, 0), "audio", 0.4), weights(0.3, 0.4, 0.3));
  assert.deepEqual(withWeight(weights(0.2, 0.3, 0.5), "catalogue", 1), weights(0, 0, 1));
});

Deno.test("stepAside() moves across the triangle and slides along its sides", () => {
  assert.deepEqual(stepAside(weights(0.4, 0.2, 0.4), 0.02, 0), weights(0.42, 0.18, 0.4));
  assert.deepEqual(stepAside(weights(0.4, 0.2, 0.4), 0, 0.02), weights(0.39, 0.19, 0.42));
  assert.deepEqual(stepAside(weights(0.4, 0.2, 0.4), 0, -0.02), weights(0.41, 0.21, 0.38));
  // Audio has nothing left to give: the step goes along the side to the collaborative corner.
  assert.deepEqual(stepAside(weights(0.4, 0, 0.6), 0.02, 0), weights(0.41, 0, 0.59));
  assert.deepEqual(stepAside(weights(1, 0, 0), 0.02, 0), weights(1, 0, 0));
});
