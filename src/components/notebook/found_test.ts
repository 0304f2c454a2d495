import assert from "node:assert/strict";
import { formatValue } from "./found.ts";

Deno.test("formatValue() writes numbers short, texts as they are, and nothing for null", () => {
  assert.equal(formatValue(0.123456), "0.1235");
  assert.equal(formatValue(1234567), "1234567");
  assert.equal(formatValue(null), "");
  assert.equal(formatValue("<b>"), "<b>");
});
