import assert from "node:assert/strict";
import { sortedRows } from "./row_order.ts";

Deno.test("sortedRows() sorts numbers either way, unknown ones last, equal ones as they were", () => {
  const years = [2001, NaN, 1999, 2001, 1980];
  assert.deepEqual([...sortedRows([0, 1, 2, 3, 4], (row) => years[row], false)], [4, 2, 0, 3, 1]);
  assert.deepEqual([...sortedRows([3, 1, 2, 0, 4], (row) => years[row], true)], [3, 0, 2, 4, 1]);
});

Deno.test("sortedRows() sorts names as people read them, whatever their case and accents", () => {
  const names = ["Zoë", "émile", "Adele", "", "beyoncé", "Beyond"];
  assert.deepEqual(
    [...sortedRows([0, 1, 2, 3, 4, 5], (row) => names[row], false)],
    [2, 4, 5, 1, 0, 3],
  );
});
