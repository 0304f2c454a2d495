import assert from "node:assert/strict";
import { decimalYear, releaseYear } from "./release_date.ts";

Deno.test("decimalYear() places a year and a month at their middle and a day at its noon", () => {
  assert.equal(decimalYear("1998"), 1998.5);
  assert.ok(Math.abs(decimalYear("1998-07") - 1998.535) < 0.01);
  assert.ok(Math.abs(decimalYear("2019-01-01") - 2019) < 0.01);
  assert.ok(Math.abs(decimalYear("2019-12-31") - 2020) < 0.01);
  assert.ok(decimalYear("2019-06-13") < decimalYear("2019-06-14"));
});

Deno.test("decimalYear() and releaseYear() give NaN where there is no date", () => {
  for (const text of [null, "", "soon", "12"]) {
    assert.ok(Number.isNaN(decimalYear(text)));
    assert.ok(Number.isNaN(releaseYear(text)));
  }
  assert.equal(decimalYear("1998-13"), 1998.5);
  assert.equal(releaseYear("1998-05-04"), 1998);
});
