import assert from "node:assert/strict";
import { bridgesBetween, percentileRanks } from "./bridges.ts";

Deno.test("percentileRanks() is the share of other songs below, ties counting half", () => {
  assert.deepEqual([...percentileRanks(Float32Array.of(5, 1, 3, 3, 9))], [
    0.75,
    0,
    0.375,
    0.375,
    1,
  ]);
  assert.deepEqual([...percentileRanks(Float32Array.of(2, 2, 2))], [0.5, 0.5, 0.5]);
});

Deno.test("bridgesBetween() prefers songs good in both to songs best in one", () => {
  const first = Float32Array.of(9, 8, 1, 5, 2), second = Float32Array.of(1, 8, 9, 5, 2);
  const [best, next] = bridgesBetween(first, second, 3);
  assert.deepEqual(best, { song: 1, first: 0.75, second: 0.75, both: 0.75 });
  assert.equal(next.song, 3);
  assert.equal(bridgesBetween(first, second, 9).at(-1)!.both, 0);
});

Deno.test("bridgesBetween() does not depend on the scale of the scores", () => {
  const first = Float32Array.of(1, 4, 2, 8), second = Float32Array.of(3, 1, 7, 5);
  assert.deepEqual(
    bridgesBetween(first.map((v) => 100 * v - 7), second.map((v) => Math.exp(v)), 4),
    bridgesBetween(first, second, 4),
  );
});
