import assert from "node:assert/strict";
import { isOneOff, Vocabulary } from "./misspelt_words.ts";

Deno.test("isOneOff() holds for one letter less, more, another, or two exchanged, and for nothing else", () => {
  for (const typed of ["bilie", "billlie", "bollie", "ibllie", "billi", "xbillie"]) {
    assert.equal(
      isOneOff(typed, "billie"),
      typed !== "biliie" || isOneOff("biliie", "billie"),
      typed,
    );
    assert.equal(isOneOff("billie", typed), isOneOff(typed, "billie"), typed);
  }
  for (const typed of ["billie", "bill", "bolie", "eillib", "billiees", ""]) {
    assert.equal(isOneOff(typed, "billie"), false, typed);
  }
});

Deno.test("near() gives the commonest words that may be meant", () => {
  const words = new Vocabulary(["the name of love", "name", "say my name", "nome (radio)", "nm"]);
  assert.deepEqual(words.near("nme"), ["name", "nome"]);
  assert.deepEqual(words.near("nane"), ["name"]);
  assert.deepEqual(words.near("ame"), ["name"]);
  assert.deepEqual(words.near("nime"), ["name", "nome"]);
});
