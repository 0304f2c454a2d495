import assert from "node:assert/strict";
import fc from "fast-check";
import { normalQuantile, normalScores } from "./normal_scores.ts";

Deno.test("normalQuantile() has the values of statistical tables", () => {
  for (
    const [p, x] of [[0.5, 0], [0.975, 1.959963985], [0.001, -3.090232306], [0.01, -2.326347874]]
  ) assert.ok(Math.abs(normalQuantile(p) - x) < 1e-7, `${p}`);
  assert.equal(normalQuantile(0), -Infinity);
  assert.equal(normalQuantile(1), Infinity);
});

Deno.test("normalScores() does not mind a monotone change of scale", () => {
  const values = Float64Array.of(3, 1, 4, 1.5, 9, 2.6);
  const { scores } = normalScores(values);
  assert.deepEqual(normalScores(values.map(Math.exp)).scores, scores);
});

Deno.test("normalScores() leaves out NaN, gives ties one score and constants 0", () => {
  const { sorted, scores } = normalScores(Float64Array.of(2, NaN, 1, 2, 3));
  assert.deepEqual(Array.from(sorted), [1, 2, 2, 3]);
  assert.equal(scores[1], scores[2]);
  assert.ok(Math.abs(scores[1]) < 1e-12 && scores[3] === -scores[0]);
  assert.deepEqual(Array.from(normalScores(Float64Array.of(7, 7)).scores), [0, 0]);
  assert.equal(normalScores(Float64Array.of(NaN)).scores.length, 0);
});

Deno.test("normalScores() ascend and are standardised, for any values", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2 }), (numbers) => {
      fc.pre(new Set(numbers).size > 1);
      const { scores } = normalScores(Float64Array.from(numbers));
      let sum = 0, squares = 0;
      for (let i = 0; i < scores.length; i++) {
        assert.ok(i === 0 || scores[i] >= scores[i - 1]);
        sum += scores[i];
        squares += scores[i] ** 2;
      }
      assert.ok(Math.abs(sum) < 1e-6 * scores.length);
      assert.ok(Math.abs(squares / scores.length - 1) < 1e-6);
    }),
  );
});
