import assert from "node:assert/strict";
import type { WeightedEstimate } from "./data.ts";
import { bestPoint } from "./triangle.ts";

const weights = (collaborative: number, audio: number, catalogue: number) => ({
  collaborative,
  audio,
  catalogue,
});

Deno.test("bestPoint() is the first of the highest, null without points", () => {
  const point = (value: number, audio: number): WeightedEstimate => ({
    weights: weights(0, audio, 1 - audio),
    value,
    low: value,
    high: value,
    playlists: 1,
  });
  const best = bestPoint([point(0.1, 0), point(0.3, 0.1), point(0.3, 0.2)]);
  assert.equal(best?.weights.audio, 0.1);
  assert.equal(bestPoint([]), null);
});
