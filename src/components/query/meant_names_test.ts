import assert from "node:assert/strict";
import { ARTISTS, MeantNames, TITLES } from "./meant_names.ts";

const names = new MeantNames({
  titles: ["bad guy", "halo", "fuel - live", "晴天", "o"],
  artistRows: Int32Array.of(0, 1, 2, -1, 1),
  artists: ["billie eilish", "beyonce", "h.e.r."],
  others: [["rock"]],
});

Deno.test("named() takes a name by its letters, before its bracket or dash too, and one slip away", () => {
  const named = (text: string) => names.named(text).map(Object.values);
  assert.deepEqual(named("badguy"), [[TITLES, 0, 0]]);
  assert.deepEqual(named("b adguy"), [[TITLES, 0, 0]]);
  assert.deepEqual(named("ehlo"), []);
  assert.deepEqual(named("ahlo"), [[TITLES, 1, 1]]);
  assert.deepEqual(named("fuel"), [[TITLES, 2, 0]]);
  assert.deepEqual(named("fuel live"), [[TITLES, 2, 0]]);
  assert.deepEqual(named("h e r"), [[ARTISTS, 2, 0]]);
  assert.deepEqual(named("rocc"), [[2, 0, 1]]);
  assert.deepEqual(named("..."), []);
});

Deno.test("titleAndArtist() takes both in either order, with a slip in each", () => {
  const found = (text: string) => names.titleAndArtist(text.split(" ")).map(Object.values);
  assert.deepEqual(found("bilie eilish bad gut"), [[0, 2]]);
  assert.deepEqual(found("bad guy billie eilish"), [[0, 0]]);
  assert.deepEqual(found("bad guy by billie elish"), [[0, 1]]);
  assert.deepEqual(found("halo - beyonce"), [[1, 0]]);
  assert.deepEqual(found("halo billie eilish"), [], "the title of another artist");
  assert.deepEqual(found("halo"), []);
});
