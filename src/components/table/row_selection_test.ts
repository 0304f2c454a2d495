import assert from "node:assert/strict";
import { RowSelection } from "./row_selection.ts";

const order = Int32Array.of(30, 10, 50, 20, 40);

Deno.test("choosing a row selects it alone; with Ctrl it comes to the others or goes", () => {
  const selection = new RowSelection();
  selection.choose(10, order);
  selection.choose(50, order);
  assert.deepEqual(selection.in(order), [50]);
  selection.choose(30, order, { toggles: true });
  assert.deepEqual(selection.in(order), [30, 50]);
  selection.choose(50, order, { toggles: true });
  assert.deepEqual(selection.in(order), [30]);
});

Deno.test("with Shift the rows between are selected, as they are listed, from where one began", () => {
  const selection = new RowSelection();
  selection.choose(20, order);
  selection.choose(10, order, { extends: true });
  assert.deepEqual(selection.in(order), [10, 50, 20]);
  selection.choose(40, order, { extends: true });
  assert.deepEqual(selection.in(order), [20, 40]);
  selection.choose(10, order, { extends: true, toggles: true });
  assert.deepEqual(selection.in(order), [10, 50, 20, 40]);
});

Deno.test("Shift without a row to begin from selects the row", () => {
  const selection = new RowSelection();
  selection.choose(20, order, { extends: true });
  assert.deepEqual(selection.in(order), [20]);
});

Deno.test("rows that are no longer listed are no longer selected", () => {
  const selection = new RowSelection();
  selection.set([10, 50]);
  selection.keep([50, 20]);
  assert.deepEqual(selection.in(order), [50]);
  assert.equal(selection.size, 1);
});
