import assert from "node:assert/strict";
import { pageModelOf } from "../sample_page_models.ts";
import { formatOwnSongs, type OwnSong, readOwnSongs, resolveOwnSongs } from "./own_songs.ts";

const SONGS: readonly OwnSong[] = [
  {
    title: "50 %: a, b & c",
    artist: "<script>alert(1)</script>",
    released: 2014.5,
    popularity: NaN,
    features: { energy: 0.7 },
  },
  {
    title: "",
    artist: "x;y",
    released: NaN,
    popularity: 60,
    features: { tempo: 120.25, energy: 0 },
  },
];

Deno.test("own songs come back from an address as they were, whatever their names", () => {
  const text = formatOwnSongs(SONGS);
  assert.ok(!/[&=#<%\s](?![0-9A-F]{2})/.test(text), text);
  assert.deepEqual(readOwnSongs(text), SONGS);
  assert.equal(formatOwnSongs([]), "");
  assert.deepEqual(readOwnSongs(undefined), []);
});

Deno.test("readOwnSongs() passes over what is broken", () => {
  assert.deepEqual(readOwnSongs("energy,a:b,a:b:1:2:3:4"), []);
  assert.deepEqual(readOwnSongs("energy,a:b:x:y:z")[0].features, {});
});

Deno.test("resolveOwnSongs() takes the model's features in its order, NaN where unknown", () => {
  const model = pageModelOf([{ title: "a", artist: "X y", energy: 0.5 }]);
  const [song] = resolveOwnSongs(SONGS, model);
  assert.deepEqual([...song.features!], [0.7]);
  assert.equal(song.artist, -1);
  const [known] = resolveOwnSongs([{ ...SONGS[1], artist: "x Y" }], model);
  assert.equal(known.artist, 0);
});
