import assert from "node:assert/strict";
import type { Weights } from "../../recommender/contract.ts";
import { BlendSurface, type MeasuredPoint } from "./measured_blends.ts";

const weights = (collaborative: number, audio: number, catalogue: number): Weights => ({
  collaborative,
  audio,
  catalogue,
});

/** A grid in steps of 1 / n under a function of the weights. */
function grid(n: number, value: (weights: Weights) => number): MeasuredPoint[] {
  const points: MeasuredPoint[] = [];
  for (let c = 0; c <= n; c++) {
    for (let a = 0; a + c <= n; a++) {
      const at = weights(c / n, a / n, (n - a - c) / n);
      points.push({ weights: at, value: value(at) });
    }
  }
  return points;
}

Deno.test("a plane is found again anywhere between its measurements", () => {
  const plane = ({ collaborative, audio }: Weights) => 0.2 + 0.5 * collaborative - 0.1 * audio;
  const surface = new BlendSurface(grid(10, plane));
  assert.equal(surface.steps, 10);
  for (
    const at of [
      weights(0.4, 0.2, 0.4),
      weights(0.33, 0.21, 0.46),
      weights(0.05, 0.05, 0.9),
      weights(0.07, 0.08, 0.85),
      weights(1, 0, 0),
      weights(0, 0.155, 0.845),
    ]
  ) assert.ok(Math.abs(surface.at(at)! - plane(at)) < 1e-9, JSON.stringify(at));
});

Deno.test("a peak is highest at its measurement and falls off to the next ones", () => {
  const peak = weights(0.5, 0.5, 0);
  const surface = new BlendSurface(
    grid(2, ({ collaborative, audio }) => +(collaborative === 0.5 && audio === 0.5)),
  );
  assert.equal(surface.at(peak), 1);
  assert.equal(surface.most, 1);
  assert.equal(surface.at(weights(0.75, 0.25, 0)), 0.5);
  assert.equal(surface.at(weights(0.375, 0.375, 0.25)), 0.5);
  assert.equal(surface.at(weights(0.25, 0.25, 0.5)), 0);
  assert.equal(surface.at(weights(1, 0, 0)), 0);
});

Deno.test("a grid of one edge answers on that edge alone", () => {
  const surface = new BlendSurface([0, 0.25, 0.5, 0.75, 1].map((c) => ({
    weights: weights(c, 1 - c, 0),
    value: c,
  })));
  assert.equal(surface.at(weights(0.6, 0.4, 0)), 0.6);
  assert.equal(surface.at(weights(0.5, 0.3, 0.2)), null);
});

Deno.test("without measurements there is no value", () => {
  const surface = new BlendSurface([]);
  assert.equal(surface.at(weights(1, 0, 0)), null);
  assert.equal(surface.most, 0);
});
