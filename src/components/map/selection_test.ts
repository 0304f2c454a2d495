import assert from "node:assert/strict";
import { areaOf, readSelection, type Selection, songsInArea, writeSelection } from "./selection.ts";

function addressOf(values: Record<string, string> = {}) {
  const held = new Map(Object.entries(values));
  return {
    held,
    get: (name: string) => held.get(name) ?? null,
    set: (name: string, value: string | null) =>
      void (value === null ? held.delete(name) : held.set(name, value)),
  };
}

Deno.test("a selection goes through the address, ids with any characters and areas", () => {
  const selections: Selection[] = [
    { kind: "songs", ids: ["a", "b,c", "100%", "x%2Cy"] },
    { kind: "area", area: { on: "energy~valence", corners: [0, 0, 9999, 0, 5000, -20] } },
  ];
  const address = addressOf({ songs: "kept" });
  for (const selection of selections) {
    writeSelection(address, selection);
    assert.deepEqual(readSelection(address), selection);
    assert.equal(address.held.size, 2);
  }
  writeSelection(address, null);
  assert.equal(readSelection(address), null);
  assert.deepEqual([...address.held.keys()], ["songs"]);
});

Deno.test("readSelection() takes ids that a person wrote, each once, and no area that is none", () => {
  assert.deepEqual(readSelection(addressOf({ select: "b,a,,b" })), {
    kind: "songs",
    ids: ["b", "a"],
  });
  for (const area of ["umap", "umap!1.2.3.4", "umap!1.2.3.4.5.x", "!", "umap!1.2.3.4.5"]) {
    assert.equal(readSelection(addressOf({ area })), null, area);
  }
});

Deno.test("an area read from its steps holds the songs that the drawn line holds", () => {
  const x = Float32Array.of(-2, 0, 3, 4), y = Float32Array.of(10, 20, 30, 40);
  const extents = { x: [-2, 4], y: [10, 40] } as const;
  const area = areaOf("umap", [-1, 15, 3.5, 15, 3.5, 35, -1, 35], extents.x, extents.y);
  assert.deepEqual([...songsInArea(area, x, y, extents, new Int16Array(4))], [1, 2]);
});

Deno.test("an area of a constant axis selects what lies on it", () => {
  const extents = { x: [5, 5], y: [0, 1] } as const;
  const area = areaOf("a~b", [4.5, -1, 5.5, -1, 5.5, 2, 4.5, 2], extents.x, extents.y);
  const x = Float32Array.of(5, 5), y = Float32Array.of(0, 1);
  assert.deepEqual([...songsInArea(area, x, y, extents, new Int16Array(2))], [0, 1]);
});
