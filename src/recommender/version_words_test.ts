import assert from "node:assert/strict";
import { rowIndices } from "./incidence.ts";
import { catalogueOf } from "./sample_catalogues.ts";
import { versionWords, wordRatios } from "./version_words.ts";

const titles = [
  ...Array.from({ length: 20 }, (_, i) => `Song ${i} - Remastered`),
  ...Array.from({ length: 19 }, (_, i) => `Live ${i} (Live)`),
  "(Remastered) at the start",
];
const catalogue = catalogueOf(1, titles.map(() => [0]), { titles });

Deno.test("versionWords() are the words after titles that enough songs have", () => {
  const { words, songWords, shares } = versionWords(catalogue);
  // "live" follows 19 titles, one too few; the last title has nothing before its bracket.
  assert.deepEqual(words, ["remastered"]);
  assert.deepEqual(Array.from(shares), [0.5]);
  const having = titles.map((_, song) => rowIndices(songWords, song).length);
  assert.deepEqual(having, titles.map((_, song) => song < 20 ? 1 : 0));
});

Deno.test("wordRatios() are worked out by hand", () => {
  const words = versionWords(catalogue);
  // Two of three songs have the word, half of the catalogue does; α = 1.
  const [ratio] = wordRatios(words, Int32Array.of(0, 1, 25), 1);
  assert.ok(Math.abs(ratio - Math.log((2 + 0.5) / 4 / 0.5)) < 1e-12);
});
