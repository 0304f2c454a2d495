/** Sentences about playlists, by songs written out. */
import assert from "node:assert/strict";
import { contrasts, openingSentence, reasonWords } from "./playlist_words.ts";

const feature = (name: string, ...values: number[]) => ({
  name,
  values: Float64Array.from(values),
});
const features = [
  feature("energy", 0.9, 0.8, 0.2, 0.3, 0.4, 0.5),
  feature("key", 11, 11, 0, 1, 2, 3),
  feature("tempo", 120, 121, 119, 120, 121, 122),
];

Deno.test("contrasts() names the features in which a playlist differs, key and mode never", () => {
  const found = contrasts(features, [0, 1], [2, 3, 4, 5]);
  assert.deepEqual(found.map(({ name }) => name), ["energy"]);
  assert.ok(found[0].size > 0);
});

Deno.test("openingSentence() says how large a playlist is, how alone, and how it differs", () => {
  const facts = {
    songs: 12,
    alone: 3,
    ofWhat: "pop songs",
    contrasts: contrasts(features, [0, 1], [2, 3, 4, 5]),
  };
  assert.equal(
    openingSentence({ ...facts, name: "Mix" }),
    "“Mix” has 12 songs, 3 in no other playlist. Beside pop songs, its energy is higher " +
      "(0.85, not 0.35).",
  );
  assert.equal(
    openingSentence({ ...facts, name: null, contrasts: [] }),
    "Your list has 12 songs of this data set, 9 in several playlists.",
  );
});

Deno.test("openingSentence() speaks of one song as one", () => {
  const facts = { songs: 1, ofWhat: "all songs", contrasts: [] };
  assert.equal(
    openingSentence({ ...facts, name: null, alone: 0 }),
    "Your list has one song of this data set, which is in several playlists.",
  );
  assert.equal(
    openingSentence({ ...facts, name: "Mix", alone: 1 }),
    "“Mix” has one song, which is in no other playlist.",
  );
});

Deno.test("reasonWords() names features that lie a deviation or more away", () => {
  const reasons = [{ feature: 0, score: 4 }, { feature: 2, score: -1.5 }, {
    feature: 1,
    score: 0.2,
  }];
  assert.equal(reasonWords(features, 0, reasons), "high energy (0.90), low tempo (120 BPM)");
});
