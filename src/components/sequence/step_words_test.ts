/** Steps in words, by songs written out. */
import assert from "node:assert/strict";
import { fittingSteps, openingSentence, stepParts } from "./step_words.ts";

const columns = {
  // 8A, 9A, 8B, 2A, unknown
  keys: Int8Array.of(7, 8, 19, 1, -1),
  tempos: Float64Array.of(124, 126, 63, 150, 0),
  energies: Float64Array.of(0.71, 0.74, 0.3, 0.31, NaN),
};
const artists = Int32Array.of(1, 1, 2, 3, -1);
const step = (from: number, to: number) =>
  stepParts(columns, artists, 0.36, from, to).map(({ text, fits }) =>
    `${fits ? "+" : "-"} ${text}`
  );

Deno.test("stepParts() says what key, tempo and energy do, and whether it fits", () => {
  assert.deepEqual(step(0, 1), [
    "+ 8A → 9A, +1",
    "+ 124 → 126 BPM, +1.6\u00a0%",
    "+ energy 0.71 → 0.74",
    "- the same artist again",
  ]);
  assert.deepEqual(step(1, 2), [
    "- 9A → 8B, −1 and to major",
    "+ 126 → 63 BPM at double time, 0.0\u00a0%",
    "- energy 0.74 → 0.30",
  ]);
  assert.deepEqual(step(0, 3), [
    "- 8A → 2A, +6, a clash",
    "- 124 → 150 BPM, +21.0\u00a0%",
    "- energy 0.71 → 0.31",
  ]);
  assert.deepEqual(step(3, 4), ["- key unknown", "- tempo unknown", "- energy 0.31 → unknown"]);
});

Deno.test("stepParts() leaves out what the data set does not have", () => {
  const none = { keys: null, tempos: null, energies: null };
  assert.deepEqual(stepParts(none, artists, 0, 1, 2), []);
});

Deno.test("openingSentence() counts the steps that blend, before and after", () => {
  const order = [2, 0, 1, 3], given = [0, 3, 2, 1];
  const now = fittingSteps(columns, order), before = fittingSteps(columns, given);
  assert.deepEqual([now, before], [{ key: 2, tempo: 2 }, { key: 0, tempo: 1 }]);
  assert.equal(
    openingSentence(3, now, before),
    "In this order 2 of 3 steps blend in key and 2 in tempo; as the songs came, 0 and 1 did.",
  );
  assert.equal(
    openingSentence(3, { key: null, tempo: 2 }, { key: null, tempo: 1 }),
    "In this order 2 of 3 steps blend in tempo; as the songs came, 1 did.",
  );
  assert.equal(
    openingSentence(0, { key: 0, tempo: 0 }, { key: 0, tempo: 0 }),
    "One song is in order by itself: take two or more.",
  );
});
