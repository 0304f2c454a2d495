import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeTexts } from "./utf8.ts";

const decoded = ({ offsets, bytes }: ReturnType<typeof encodeTexts>) =>
  Array.from(offsets.subarray(1), (end, i) => [...bytes.subarray(offsets[i], end)]);

Deno.test("encodeTexts() gives the bytes of each text by itself, whatever its characters", () => {
  // Halves of pairs by themselves, and side by side in neighbouring texts.
  const unit = fc.constantFrom("a", "\x00", "é", "\u0800", "\uffff", "\ud83d", "\ude00", "😀", "é");
  const texts = fc.array(fc.option(fc.string({ unit }), { freq: 4 }));
  fc.assert(
    fc.property(texts, (values) => {
      const encoder = new TextEncoder();
      assert.deepEqual(
        decoded(encodeTexts(values)),
        values.map((text) => text === null ? [] : [...encoder.encode(text)]),
      );
    }),
    { seed: 1, examples: [[["x\ud83d", "\ude00y"]], [["\ud83d", null, "\ude00"]], [[]]] },
  );
});
