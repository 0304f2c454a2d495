import assert from "node:assert/strict";
import { figureRows, withData } from "./figure_data.ts";

/** As much of an element as is asked for: what is in it, and the panel that it stands in. */
function element(panel: string, ...children: Element[]): Element {
  return {
    querySelectorAll: () => children,
    closest: () => ({ dataset: { panel } }),
  } as unknown as Element;
}

const ROWS = [{ genre: "pop", songs: 3, words: "3 songs" }, {
  genre: "rock",
  songs: NaN,
  words: "",
}];

Deno.test("figureRows() gives the columns that are data, under their names, unknown values empty", () => {
  const plot = withData(element(""), ROWS, { songs: "song_count", genre: "genre" });
  assert.deepEqual(figureRows(element("", plot)), [
    { song_count: 3, genre: "pop" },
    { song_count: null, genre: "rock" },
  ]);
});

Deno.test("figureRows() says which panel a row is from where there are several, and nothing of pictures without rows", () => {
  const warm = withData(element("warm"), ROWS.slice(0, 1), ["songs"]);
  const cold = withData(element("cold"), ROWS.slice(0, 1), ["songs"]);
  assert.deepEqual(figureRows(element("", warm, element(""), cold)), [
    { panel: "warm", songs: 3 },
    { panel: "cold", songs: 3 },
  ]);
  assert.deepEqual(figureRows(element("", element(""))), []);
});
