import assert from "node:assert/strict";
import fc from "fast-check";
import type { Recommendation, Signal } from "../../recommender/contract.ts";
import { barParts } from "./share_bar.ts";

function entryOf(shares: Record<Signal, number>, match: number): Recommendation {
  const score = shares.collaborative + shares.audio + shares.catalogue;
  return { song: 0, rank: 1, score, match, shares };
}

Deno.test("barParts() lays shares one after another, as long together as the match", () => {
  const parts = barParts(entryOf({ collaborative: 0.25, audio: 0.5, catalogue: 0 }, 75));
  assert.deepEqual(parts, [
    { signal: "collaborative", start: 0, width: 0.25, takesAway: false },
    { signal: "audio", start: 0.25, width: 0.5, takesAway: false },
  ]);
});

Deno.test("barParts() takes a negative share back from the end", () => {
  const parts = barParts(entryOf({ collaborative: -0.25, audio: 1, catalogue: 0 }, 50));
  assert.deepEqual(parts, [
    { signal: "audio", start: 0, width: 0.5, takesAway: false },
    { signal: "collaborative", start: 0.375, width: 0.125, takesAway: true },
  ]);
});

Deno.test("barParts() covers all of a bar of which more is taken away than added", () => {
  const parts = barParts(entryOf({ collaborative: 0.5, audio: 0, catalogue: -1 }, 40));
  assert.deepEqual(parts, [
    { signal: "collaborative", start: 0, width: 0.4, takesAway: false },
    { signal: "catalogue", start: 0, width: 0.4, takesAway: true },
  ]);
  assert.deepEqual(barParts(entryOf({ collaborative: 0, audio: 0, catalogue: -1 }, 40)), []);
});

Deno.test("barParts() stays within the bar for any shares", () => {
  const share = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(fc.property(share, share, share, fc.integer({ min: 1, max: 100 }), (a, b, c, match) => {
    for (
      const { start, width } of barParts(
        entryOf({ collaborative: a, audio: b, catalogue: c }, match),
      )
    ) {
      assert.ok(start >= -1e-9 && width >= 0 && start + width <= 1 + 1e-9, `${start} + ${width}`);
    }
  }));
});
