/** What the Sequence page reads from addresses. */
import assert from "node:assert/strict";
import { DEFAULT_SEQUENCE_WEIGHTS } from "../../recommender/sequence_costs.ts";
import { readChoices, withPin } from "./choices.ts";

const read = (values: Record<string, string>) =>
  readChoices({ get: (name) => values[name] ?? null }, "none");

Deno.test("readChoices() starts with the recommendations, the page's arc and no pins", () => {
  assert.deepEqual(read({}), {
    source: "list",
    arc: "none",
    weights: DEFAULT_SEQUENCE_WEIGHTS,
    pins: [],
  });
});

Deno.test("readChoices() reads a playlist, an arc, weights and pins", () => {
  const choices = read({
    order: "playlist:a:b",
    arc: "wave",
    mix: "key:0,tempo:1.5",
    pins: "x:3,y:1",
  });
  assert.deepEqual(choices.source, { playlist: "a:b" });
  assert.equal(choices.arc, "wave");
  assert.deepEqual(choices.weights, { ...DEFAULT_SEQUENCE_WEIGHTS, key: 0, tempo: 1.5 });
  assert.deepEqual(choices.pins, [{ id: "x", place: 3 }, { id: "y", place: 1 }]);
});

Deno.test("readChoices() passes over what cannot be meant", () => {
  const choices = read({
    order: "constructor",
    arc: "toString",
    mix: "key:-1,tempo:9,constructor:1,energy:x",
    pins: "x:0,y:1.5,:3,z",
  });
  assert.deepEqual(choices, read({}));
});

Deno.test("withPin() gives a song one place, and a place one song", () => {
  const pins = [{ id: "a", place: 1 }, { id: "b", place: 2 }];
  assert.deepEqual(withPin(pins, { id: "a", place: 2 }), [{ id: "a", place: 2 }]);
  assert.deepEqual(withPin(pins, { id: "c", place: 3 }), [...pins, { id: "c", place: 3 }]);
});

Deno.test("readChoices() takes the last of two pins of a song or of a place", () => {
  assert.deepEqual(read({ pins: "a:1,a:2,b:2,c:1" }).pins, [{ id: "b", place: 2 }, {
    id: "c",
    place: 1,
  }]);
});
