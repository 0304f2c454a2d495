import assert from "node:assert/strict";
import fc from "fast-check";
import { blend, effectiveWeights } from "./blend.ts";
import type { Parts, Weights } from "./contract.ts";

const weight = fc.double({ min: 0, max: 10, noNaN: true });
const someWeights = fc.record({ collaborative: weight, audio: weight, catalogue: weight })
  .filter(({ collaborative, audio, catalogue }) => collaborative + audio + catalogue > 1e-3);
const someParts = fc.integer({ min: 1, max: 20 }).chain((n) => {
  const part = fc.option(
    fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n, maxLength: n })
      .map((values) => Float32Array.from(values)),
  );
  return fc.record({ collaborative: part, audio: part, catalogue: part });
});

function sizeOf({ collaborative, audio, catalogue }: Parts): number {
  return (collaborative ?? audio ?? catalogue)?.length ?? 0;
}

const parts: Parts = {
  collaborative: Float32Array.of(1, 0, 0.5),
  audio: Float32Array.of(0.5, 1, -1),
  catalogue: null,
};

Deno.test("effectiveWeights drops an absent signal and lets the others grow in proportion", () => {
  assert.deepEqual(effectiveWeights(parts, { collaborative: 0.3, audio: 0.1, catalogue: 0.6 }), {
    collaborative: 0.3 / 0.4,
    audio: 0.1 / 0.4,
    catalogue: 0,
  });
});

Deno.test("effectiveWeights tells by null that no weighted signal is left", () => {
  assert.equal(effectiveWeights(parts, { collaborative: 0, audio: 0, catalogue: 1 }), null);
  const nothing = { collaborative: null, audio: null, catalogue: null };
  assert.equal(effectiveWeights(nothing, { collaborative: 1, audio: 1, catalogue: 1 }), null);
});

Deno.test("effectiveWeights sum to 1 and do not depend on the scale of the weights", () => {
  fc.assert(fc.property(someParts, someWeights, (parts, weights) => {
    const effective = effectiveWeights(parts, weights);
    fc.pre(effective !== null);
    const sum = effective.collaborative + effective.audio + effective.catalogue;
    assert.ok(Math.abs(sum - 1) < 1e-12);
    const doubled = effectiveWeights(parts, {
      collaborative: 2 * weights.collaborative,
      audio: 2 * weights.audio,
      catalogue: 2 * weights.catalogue,
    });
    assert.deepEqual(doubled, effective);
  }));
});

Deno.test("effectiveWeights throws on weights that mean nothing", () => {
  const valid: Weights = { collaborative: 1, audio: 1, catalogue: 1 };
  for (const bad of [-1, NaN, Infinity]) {
    assert.throws(() => effectiveWeights(parts, { ...valid, audio: bad }), {
      name: "RangeError",
      message: `Cannot blend the signals: the weight of audio is ${bad}`,
    });
  }
  assert.throws(() => effectiveWeights(parts, { collaborative: 0, audio: 0, catalogue: 0 }), {
    name: "RangeError",
    message: "Cannot blend the signals: all weights are 0",
  });
});

Deno.test("blend adds weight times part and returns the array it was given", () => {
  const out = new Float32Array(3);
  assert.equal(blend(parts, { collaborative: 3, audio: 1, catalogue: 4 }, out), out);
  assert.deepEqual([...out], [0.875, 0.25, 0.125]);
});

Deno.test("blend with all the weight on one signal is that signal's part", () => {
  const out = new Float32Array(3);
  blend(parts, { collaborative: 1, audio: 0, catalogue: 0 }, out);
  assert.deepEqual(out, parts.collaborative);
  blend(parts, { collaborative: 0, audio: 1, catalogue: 1 }, out);
  assert.deepEqual(out, parts.audio);
});

Deno.test("blend is 0 everywhere when no weighted signal is left", () => {
  const out = Float32Array.of(7, 7, 7);
  blend(parts, { collaborative: 0, audio: 0, catalogue: 1 }, out);
  assert.deepEqual([...out], [0, 0, 0]);
});

Deno.test("blend equals the sum written out, for any parts and weights", () => {
  fc.assert(fc.property(someParts, someWeights, (parts, weights) => {
    const out = blend(parts, weights, new Float32Array(sizeOf(parts)));
    const effective = effectiveWeights(parts, weights);
    for (let song = 0; song < out.length; song++) {
      let expected = 0;
      for (const signal of ["collaborative", "audio", "catalogue"] as const) {
        expected += (effective?.[signal] ?? 0) * (parts[signal]?.[song] ?? 0);
      }
      assert.ok(Math.abs(out[song] - expected) < 1e-6);
    }
  }));
});

Deno.test("blend is linear in the parts", () => {
  fc.assert(fc.property(someParts, someWeights, fc.integer({ min: -4, max: 4 }), (parts, w, f) => {
    const times = (part: Float32Array | null) => part && part.map((value) => f * value);
    const scaled: Parts = {
      collaborative: times(parts.collaborative),
      audio: times(parts.audio),
      catalogue: times(parts.catalogue),
    };
    const once = blend(parts, w, new Float32Array(sizeOf(parts)));
    const more = blend(scaled, w, new Float32Array(sizeOf(parts)));
    for (let song = 0; song < once.length; song++) {
      assert.ok(Math.abs(more[song] - f * once[song]) < 1e-5);
    }
  }));
});

Deno.test("blend throws when a part has another length than out", () => {
  assert.throws(
    () => blend(parts, { collaborative: 1, audio: 1, catalogue: 1 }, new Float32Array(2)),
    {
      name: "RangeError",
      message: "Cannot blend the signals: 3 collaborative parts for 2 songs",
    },
  );
});
