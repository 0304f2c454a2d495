import assert from "node:assert/strict";
import { duration, median, textTable } from "./bench_table.ts";

Deno.test("textTable() sets the first column left and numbers right", () => {
  const table = textTable(["stage", "s"], [["read", "12.50"], ["write a file", "0.10"]]);
  assert.equal(
    table,
    "stage             s\n------------  -----\nread          12.50\nwrite a file   0.10",
  );
});

Deno.test("median() is the middle, or the mean of the middle two", () => {
  assert.equal(median([10, 2, 3]), 3);
  assert.equal(median([10, 1, 2, 3]), 2.5);
  assert.equal(median([7]), 7);
  assert.ok(Number.isNaN(median([])));
});

Deno.test("duration() names the unit that suits a time", () => {
  assert.deepEqual([2.5e9, 1.234e7, 4500, 12.34].map(duration), [
    "2.50 s",
    "12.3 ms",
    "4.50 µs",
    "12.3 ns",
  ]);
});
