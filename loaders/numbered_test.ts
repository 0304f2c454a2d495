import assert from "node:assert/strict";
import fc from "fast-check";
import { byteOrder, coded } from "./numbered.ts";

Deno.test("coded() numbers distinct texts in byte order and gives −1 for null", () => {
  const { codes, names } = coded(["b", null, "a", "b", "B"]);
  assert.deepEqual(names, ["B", "a", "b"]);
  assert.deepEqual([...codes], [2, -1, 1, 2, 0]);
});

Deno.test("byteOrder() orders as the bytes of UTF-8 do", () => {
  const encoder = new TextEncoder();
  const bytes = (a: string, b: string): number => {
    const x = encoder.encode(a), y = encoder.encode(b);
    for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i] - y[i];
    return x.length - y.length;
  };
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, (a, b) => {
      assert.equal(Math.sign(byteOrder(a, b)), Math.sign(bytes(a, b)));
    }),
    { seed: 1 },
  );
  // U+FFFD comes before U+1F600 in UTF-8, after its first surrogate in UTF-16.
  assert.ok(byteOrder("\uFFFD", "\u{1F600}") < 0);
});
