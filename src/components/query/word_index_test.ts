import assert from "node:assert/strict";
import { WordIndex } from "./word_index.ts";

const index = new WordIndex([
  "the name of love",
  "say my name (radio)",
  "nome",
  "on my own",
  "name name name",
]);
const found = (...words: string[]) =>
  index.search(words).sort((a, b) => b.share - a.share || a.row - b.row).map(({ row }) => row);

Deno.test("search() finds words as they are, begun, and one slip away, in this order", () => {
  assert.deepEqual(found("name"), [0, 1, 4, 2]);
  assert.deepEqual(found("nam"), [0, 1, 4]);
  assert.deepEqual(found("nmae"), [0, 1, 4]);
  assert.deepEqual(found("ame"), [0, 1, 4]);
});

Deno.test("search() asks for both of two words, for all but one of more", () => {
  assert.deepEqual(found("my", "nane"), [1]);
  assert.deepEqual(found("qqq", "name"), []);
  assert.deepEqual(found("say", "qqq", "name"), [1]);
  assert.deepEqual(found("say", "my", "nme"), [1]);
});

Deno.test("search() counts a word of a text once, and short words only as they are", () => {
  assert.deepEqual(index.search(["name"]).map(({ share }) => share.toFixed(2)), [
    "1.00",
    "1.00",
    "0.80",
    "1.00",
  ]);
  assert.deepEqual(found("o"), []);
  assert.deepEqual(found("on"), [3]);
  assert.deepEqual(index.search([]), []);
  assert.deepEqual(found("…"), []);
});
