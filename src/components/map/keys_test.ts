import assert from "node:assert/strict";
import { keyAction } from "./keys.ts";

const NO_MODIFIERS = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

Deno.test("keyAction() steps with arrows and pans with Shift and an arrow", () => {
  assert.deepEqual(keyAction({ ...NO_MODIFIERS, key: "ArrowUp" }), {
    kind: "step",
    direction: "up",
  });
  assert.deepEqual(keyAction({ ...NO_MODIFIERS, key: "ArrowRight", shiftKey: true }), {
    kind: "pan",
    x: -1,
    y: 0,
  });
});

Deno.test("keyAction() zooms, picks, shows all and leaves", () => {
  const kinds = ["+", "=", "-", "Enter", " ", "0", "Escape"].map((key) => {
    const action = keyAction({ ...NO_MODIFIERS, key, shiftKey: key === "+" });
    return action?.kind === "zoom" ? action.isIn : action?.kind;
  });
  assert.deepEqual(kinds, [true, true, false, "pick", "pick", "home", "leave"]);
});

Deno.test("keyAction() leaves the browser's and the page's keys alone", () => {
  for (const key of ["Tab", "/", "a", "constructor"]) {
    assert.equal(keyAction({ ...NO_MODIFIERS, key }), null);
  }
  assert.equal(keyAction({ ...NO_MODIFIERS, key: "+", ctrlKey: true }), null);
  assert.equal(keyAction({ ...NO_MODIFIERS, key: "ArrowLeft", altKey: true }), null);
});
