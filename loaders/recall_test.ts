import assert from "node:assert/strict";
import { randomNumbers } from "../src/recommender/random.ts";
import { exactScores, recallAt, sampleOf } from "./recall.ts";

Deno.test("sampleOf() draws distinct numbers, the same for the same seed", () => {
  const sample = sampleOf(1000, 50, 7);
  assert.equal(new Set(sample).size, 50);
  assert.deepEqual(sample, sampleOf(1000, 50, 7));
  assert.notDeepEqual(sample, sampleOf(1000, 50, 8));
  assert.deepEqual([...sampleOf(4, 50, 7)], [0, 1, 2, 3]);
});

Deno.test("exactScores() gives the scores of the nearest other rows of a range", () => {
  const random = randomNumbers(5), count = 60, dimensions = 5, place = 4;
  const unit = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) {
    const vector = Array.from({ length: dimensions }, () => random() - 0.5);
    const length = Math.hypot(...vector);
    unit.set(vector.map((value) => value / length), row * dimensions);
  }
  const queries = Int32Array.from({ length: 19 }, (_, i) => 3 * i);
  const scores = exactScores(unit, dimensions, [10, 50], queries, place);
  queries.forEach((query, i) => {
    const all: number[] = [];
    for (let row = 10; row < 50; row++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) {
        sum += unit[query * dimensions + d] * unit[row * dimensions + d];
      }
      if (row !== query) all.push(sum);
    }
    all.sort((a, b) => b - a).slice(0, place).forEach((expected, p) => {
      assert.ok(Math.abs(scores[i * place + p] - expected) < 1e-6, `query ${query}`);
    });
  });
});

Deno.test("exactScores() leaves places empty where there are fewer rows", () => {
  const unit = Float32Array.of(1, 0, 0, 1, Math.SQRT1_2, Math.SQRT1_2);
  const scores = exactScores(unit, 2, [0, 3], Int32Array.of(0), 3);
  assert.deepEqual([...scores], [Math.fround(Math.SQRT1_2), 0, -Infinity]);
});

Deno.test("recallAt() counts scores as good as the last true one", () => {
  const found = Float32Array.of(0.9, 0.8, 0.3, 0.9, 0.5, 0.5);
  assert.equal(recallAt(2, found, 3, Float32Array.of(0.9, 0.8, 0.9, 0.6)), 0.75);
  const fewer = Float32Array.of(0.9, 0.8, 0.3, -Infinity, 0.9, -Infinity, -Infinity, -Infinity);
  assert.equal(recallAt(4, found, 3, fewer), 1);
});
