import assert from "node:assert/strict";
import { creditedNames, featuredArtists, normalizeName } from "./credits.ts";
import { rowIndices } from "./incidence.ts";
import { catalogueOf } from "./sample_catalogues.ts";

Deno.test("normalizeName() drops case, marks and punctuation, in any script", () => {
  assert.equal(normalizeName("  Beyoncé & JAY-Z! "), "beyonce jay z");
  assert.equal(normalizeName("ｆｕｌｌ width"), "full width");
  assert.equal(normalizeName("Мумий Тролль"), "мумии тролль");
  assert.equal(normalizeName("???"), "");
});

Deno.test("creditedNames() finds featured artists, remixers and members", () => {
  assert.deepEqual(creditedNames("Song (feat. Ann & Bo) - Cy Remix", "Di & Ed"), [
    "di",
    "ed",
    "ann",
    "bo",
    "cy",
  ]);
  assert.deepEqual(creditedNames("Song [with Ann, Bo and Cy]", ""), ["ann", "bo", "cy"]);
});

Deno.test("creditedNames() does not take words that only end like a cue", () => {
  assert.deepEqual(creditedNames("You left me (Swift goodbye)", "Ann"), ["ann"]);
});

Deno.test("featuredArtists() credits artists of the catalogue alone, and not the song's own", () => {
  const catalogue = catalogueOf(1, [[0], [0], [0], []], {
    titles: ["One (feat. Bo)", "Two (feat. Nobody & Ann)", "Three - Bo Remix", "Four"],
    artists: Int32Array.of(0, 0, 1, 2),
    artistNames: ["Ann", "Bo", "Ann & Bo"],
  });
  const featured = featuredArtists(catalogue);
  const rows = [0, 1, 2, 3].map((song) => Array.from(rowIndices(featured, song)));
  assert.deepEqual(rows, [[1], [], [], [0, 1]]);
});
