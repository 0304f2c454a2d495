import assert from "node:assert/strict";
import { type Choice, fitStrengths } from "./term_fit.ts";
import { randomNumbers } from "../src/recommender/random.ts";

const FREE = [true, true];

/** Choices by chance as the model has them: of `size` songs one, by the softmax of its terms. */
function choicesOf(truth: readonly number[], queries: number, size: number): Choice[] {
  const random = randomNumbers(1);
  return Array.from({ length: queries }, () => {
    const columns = truth.map(() => Float32Array.from({ length: size }, () => 2 * random() - 1));
    const exps = Array.from(
      { length: size },
      (_, i) => Math.exp(truth.reduce((sum, strength, t) => sum + strength * columns[t][i], 0)),
    );
    let left = random() * exps.reduce((sum, x) => sum + x, 0);
    const chosen = exps.findIndex((x) => (left -= x) <= 0);
    return { columns, chosen: [chosen], logCounts: new Float32Array(size), weight: 1 / queries };
  });
}

Deno.test("fitStrengths() finds the strengths that chance was drawn by", () => {
  const choices = choicesOf([2, -1], 4000, 12);
  const [a, b] = fitStrengths(choices, { first: [0, 0], ridge: [0, 0], mayBeNegative: FREE });
  assert.ok(Math.abs(a - 2) < 0.12 && Math.abs(b + 1) < 0.12, `${a}, ${b}`);
});

Deno.test("fitStrengths() is worked out by hand for one choice of two", () => {
  // One term, 1 for the chosen song and 0 for the other: x maximises x − log(1 + eˣ) − x² / 2 · r.
  const choice = {
    columns: [Float32Array.of(1, 0)],
    chosen: [0],
    logCounts: new Float32Array(2),
    weight: 1,
  };
  const [x] = fitStrengths([choice], { first: [0], ridge: [0.25], mayBeNegative: [true] });
  assert.ok(Math.abs(1 / (1 + Math.exp(x)) - 0.25 * x) < 1e-3, String(x));
});

Deno.test("fitStrengths() counts a drawn song for as many as it stands for", () => {
  const weighed = choicesOf([1, 0], 300, 6).map((choice) => ({
    ...choice,
    logCounts: Float32Array.from({ length: 6 }, (_, i) => i === choice.chosen[0] ? 0 : Math.log(2)),
  }));
  const doubled = choicesOf([1, 0], 300, 6).map((choice) => {
    const others = [0, 1, 2, 3, 4, 5].filter((i) => i !== choice.chosen[0]);
    const places = [choice.chosen[0], ...others, ...others];
    return {
      ...choice,
      columns: choice.columns.map((column) => Float32Array.from(places, (i) => column[i])),
      chosen: [0],
      logCounts: new Float32Array(11),
    };
  });
  const options = { first: [0, 0], ridge: [0.01, 0.01], mayBeNegative: FREE };
  const one = fitStrengths(weighed, options), other = fitStrengths(doubled, options);
  one.forEach((strength, t) => assert.ok(Math.abs(strength - other[t]) < 1e-3));
});

Deno.test("fitStrengths() keeps strengths that may not be negative at 0 or above", () => {
  const choices = choicesOf([-2, 1], 500, 8);
  const [a, b] = fitStrengths(choices, {
    first: [1, 1],
    ridge: [0, 0],
    mayBeNegative: [false, true],
  });
  assert.equal(a, 0);
  assert.ok(b > 0.5);
});

Deno.test("a strong ridge leaves the first strengths as they are", () => {
  const strengths = fitStrengths(choicesOf([2, -1], 100, 8), {
    first: [1, 0.5],
    ridge: [1e6, 1e6],
    mayBeNegative: FREE,
  });
  assert.ok(Math.abs(strengths[0] - 1) < 1e-3 && Math.abs(strengths[1] - 0.5) < 1e-3);
});
