import assert from "node:assert/strict";
import fc from "fast-check";
import { blend } from "./blend.ts";
import { type Parts, SIGNALS } from "./contract.ts";
import { likeness, nearestDislike, pushedAway, STANDS_OUT } from "./feedback.ts";

/** Nine songs at 0 and one at 10: mean 1, standard deviation 3, so that the one stands 3 out. */
const peak = (at: number) => Float32Array.from({ length: 10 }, (_, song) => song === at ? 10 : 0);
const parts = (collaborative: Float32Array | null, audio: Float32Array | null = null): Parts => ({
  collaborative,
  audio,
  catalogue: null,
});
const rounded = (part: Float32Array | null) =>
  part && [...part].map((x) => Math.round(1e4 * x) / 1e4);

Deno.test("likeness() counts what stands out, in standard deviations above two", () => {
  assert.equal(STANDS_OUT, 2);
  const { collaborative, audio } = likeness(parts(peak(3)));
  assert.deepEqual(rounded(collaborative), [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  assert.equal(audio, null);
});

Deno.test("likeness() is nothing where all songs are alike", () => {
  const even = likeness(parts(new Float32Array(10).fill(4)));
  assert.deepEqual(rounded(even.collaborative), new Array(10).fill(0));
});

Deno.test("pushedAway() takes λ standard deviations of the part for each of likeness", () => {
  // Songs 2 and 3 at 15: mean 3, standard deviation 6.
  const asked = parts(
    Float32Array.from({ length: 10 }, (_, song) => song === 2 || song === 3 ? 15 : 0),
  );
  const pushed = pushedAway(asked, [likeness(parts(peak(3)))], 0.5);
  assert.deepEqual(rounded(pushed.collaborative), [0, 0, 15, 12, 0, 0, 0, 0, 0, 0]);
  // The model's own part is left alone.
  assert.equal(asked.collaborative?.[3], 15);
});

Deno.test("pushedAway() pushes each signal by its own likeness, and leaves absent ones absent", () => {
  const asked = parts(peak(5), peak(6));
  const pushed = pushedAway(asked, [likeness(parts(peak(5), null))], 1);
  assert.deepEqual(rounded(pushed.collaborative), rounded(peak(5))!.map((x) => x === 10 ? 7 : 0));
  assert.deepEqual(rounded(pushed.audio), rounded(peak(6)));
  assert.equal(pushed.catalogue, null);
  const genre = pushedAway(parts(null, peak(6)), [likeness(parts(peak(5), peak(6)))], 1);
  assert.equal(genre.collaborative, null);
  assert.equal(genre.audio?.[6], 7);
});

Deno.test("of several dislikes the nearest counts: one of ten means as much as one alone", () => {
  const dislikes = [1, 2, 3].map((at) => likeness(parts(peak(at))));
  const alone = pushedAway(parts(peak(3)), [dislikes[2]]);
  const beside = pushedAway(parts(peak(3)), dislikes);
  assert.equal(beside.collaborative?.[3], alone.collaborative?.[3]);
  assert.equal(nearestDislike(dislikes, "collaborative", 3), 2);
  assert.equal(nearestDislike(dislikes, "collaborative", 9), -1);
  assert.equal(nearestDislike(dislikes, "audio", 3), -1);
});

Deno.test("without a dislike the parts are the model's own", () => {
  const asked = parts(peak(0));
  assert.equal(pushedAway(asked, []), asked);
});

Deno.test("whatever is disliked, no song gains and the shares still add up to the score", () => {
  const column = fc.float32Array({ minLength: 12, maxLength: 12, min: -8, max: 8, noNaN: true });
  const some = fc.record({ collaborative: column, audio: column, catalogue: column });
  fc.assert(fc.property(some, fc.array(some, { maxLength: 3 }), (asked, disliked) => {
    const pushed = pushedAway(asked, disliked.map(likeness));
    const weights = { collaborative: 0.5, audio: 0.25, catalogue: 0.25 };
    const before = blend(asked, weights, new Float32Array(12));
    const after = blend(pushed, weights, new Float32Array(12));
    for (let song = 0; song < 12; song++) {
      assert.ok(after[song] <= before[song] + 1e-4);
      const sum = SIGNALS.reduce((sum, signal) => sum + weights[signal] * pushed[signal]![song], 0);
      assert.ok(Math.abs(sum - after[song]) < 1e-4);
    }
  }));
});
