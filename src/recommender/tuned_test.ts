import assert from "node:assert/strict";
import fc from "fast-check";
import { blend } from "./blend.ts";
import { type Query, SIGNALS } from "./contract.ts";
import { EMPTY_QUERY } from "./query.ts";
import { catalogueOf, newSong, randomCatalogue } from "./sample_catalogues.ts";
import { recommend } from "./top_list.ts";
import { tunedModel } from "./tuned.ts";

const sizes = { songs: 80, playlists: 9, features: 3, playlistsPerSong: 0.9 };
const catalogue = randomCatalogue(2, sizes);
const model = tunedModel(catalogue, { claims: "compute" });
const ONES = new Float64Array(3).fill(1);

const has = (query: Query) => {
  const parts = model.parts(query, ONES);
  return SIGNALS.filter((signal) => parts[signal] !== null);
};

Deno.test("songs and playlists have all signals, a genre no collaborative one, a wish audio", () => {
  const cold = Array.from({ length: 80 }, (_, song) => song).find((song) =>
    catalogue.songPlaylists.indptr[song] === catalogue.songPlaylists.indptr[song + 1]
  )!;
  assert.deepEqual(has({ ...EMPTY_QUERY, songs: [3] }), [...SIGNALS]);
  assert.deepEqual(has({ ...EMPTY_QUERY, playlists: [1, 2] }), [...SIGNALS]);
  assert.deepEqual(has({ ...EMPTY_QUERY, songs: [cold], genres: [0] }).slice(-2), [
    "audio",
    "catalogue",
  ]);
  assert.deepEqual(has({ ...EMPTY_QUERY, genres: [2] }), ["audio", "catalogue"]);
  const subgenres = [catalogue.playlistSubgenres[0]];
  assert.deepEqual(has({ ...EMPTY_QUERY, subgenres }), ["audio", "catalogue"]);
  assert.deepEqual(has({ ...EMPTY_QUERY, preferences: [{ feature: 1, value: 0 }] }), ["audio"]);
  assert.deepEqual(has(EMPTY_QUERY), []);
});

Deno.test("weights of 0 for all features leave the audio signal out", () => {
  const parts = model.parts({ ...EMPTY_QUERY, songs: [3] }, new Float64Array(3));
  assert.equal(parts.audio, null);
});

Deno.test("a query of songs that are in a playlist ranks its other songs first", () => {
  // Two playlists of ten songs that share nothing; the query has three of the first.
  const two = catalogueOf(2, Array.from({ length: 20 }, (_, song) => [song < 10 ? 0 : 1]));
  const tuned = tunedModel(two);
  const parts = tuned.parts({ ...EMPTY_QUERY, songs: [0, 1, 2] }, new Float64Array(0));
  const excluded = new Uint8Array(20).fill(1, 0, 3);
  const list = recommend(tuned, parts, tuned.defaultWeights, { count: 7, excluded });
  assert.deepEqual(list.map(({ song }) => song), [3, 4, 5, 6, 7, 8, 9]);
});

Deno.test("a stated wish ranks songs by how near they are to it", () => {
  const { values } = catalogue.features[0];
  const wanted = values[17];
  const parts = model.parts({ ...EMPTY_QUERY, preferences: [{ feature: 0, value: wanted }] }, ONES);
  const best = parts.audio!.indexOf(Math.max(...parts.audio!));
  const worst = parts.audio!.indexOf(Math.min(...parts.audio!));
  const range = Math.max(...values) - Math.min(...values);
  assert.ok(Math.abs(values[best] - wanted) < 0.05 * range);
  assert.ok(Math.abs(values[worst] - wanted) > 0.3 * range);
});

Deno.test("a song that the model has never seen answers by its artist and features", () => {
  const features = Float64Array.from(catalogue.features, ({ values }) => values[5]);
  const artist = catalogue.artists[5];
  const query = { ...EMPTY_QUERY, newSongs: [{ features, artist, album: -1 }] };
  assert.ok(has(query).includes("audio"));
  const plain = tunedModel(catalogue);
  const scores = blend(plain.parts(query, ONES), plain.defaultWeights, new Float32Array(80));
  const all = Array.from(scores.keys());
  const mean = (songs: number[]) =>
    songs.reduce((sum, song) => sum + scores[song], 0) / songs.length;
  const same = all.filter((song) => catalogue.artists[song] === artist);
  assert.ok(mean(same) > mean(all) + 1);
  // An unknown artist leaves the features.
  const stranger = { ...EMPTY_QUERY, newSongs: [{ features, artist: -1, album: -1 }] };
  assert.equal(model.parts(stranger, ONES).collaborative, null);
});

Deno.test("a new song counts in every trait as the same song of the catalogue does", () => {
  const known = {
    ...catalogue,
    titles: catalogue.titles.map((_, song) =>
      song % 2 ? `Song ${song} - Remix` : `Song ${song} (feat. Artist ${song % 27})`
    ),
    releaseYears: Float64Array.from(catalogue.titles, (_, song) => 1950 + song * 37 % 70),
    popularities: Float64Array.from(catalogue.titles, (_, song) => song * 53 % 100),
  };
  const tuned = tunedModel(known);
  for (const song of [0, 7, 31]) {
    const own = tuned.answer({ ...EMPTY_QUERY, songs: [song] }, ONES);
    const added = tuned.answer({ ...EMPTY_QUERY, newSongs: [newSong(known, song)] }, ONES);
    assert.deepEqual(added.traitTables, own.traitTables);
    assert.deepEqual(added.wordTable, own.wordTable);
    assert.deepEqual(added.artistsOfQuery, own.artistsOfQuery);
    assert.deepEqual(added.sameWork, own.sameWork);
    assert.deepEqual(added.neighborhood!.queryCounts, own.neighborhood!.queryCounts);
  }
});

Deno.test("naming a song twice, or with its playlist, changes nothing", () => {
  const once = model.parts({ ...EMPTY_QUERY, songs: [4, 9] }, ONES);
  assert.deepEqual(model.parts({ ...EMPTY_QUERY, songs: [9, 4, 9] }, ONES), once);
});

Deno.test("scores are finite for any query", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(79), { maxLength: 4 }),
      fc.array(fc.nat(8), { maxLength: 2 }),
      fc.array(fc.nat(5), { maxLength: 1 }),
      fc.array(
        fc.record({ feature: fc.nat(2), value: fc.double({ min: -9, max: 9, noNaN: true }) }),
      ),
      (songs, playlists, genres, preferences) => {
        const query = { songs, playlists, genres, subgenres: [], preferences };
        const parts = model.parts(query, ONES);
        for (const signal of SIGNALS) {
          assert.ok(parts[signal]?.every((part) => Number.isFinite(part)) ?? true);
        }
      },
    ),
  );
});

Deno.test("the match lies in 0 to 100, is monotone in the score and 8 for the mean song", () => {
  const parts = model.parts({ ...EMPTY_QUERY, playlists: [0] }, ONES);
  const scores = blend(parts, model.defaultWeights, new Float32Array(80));
  const match = (score: number) => model.match(score, parts, model.defaultWeights);
  const sorted = scores.slice().sort();
  for (let i = 1; i < 80; i++) {
    if (sorted[i] > sorted[i - 1]) assert.ok(match(sorted[i]) > match(sorted[i - 1]));
  }
  assert.ok(match(sorted[0]) > 0 && match(sorted[79]) < 100);
  const mean = scores.reduce((sum, score) => sum + score, 0) / 80;
  assert.ok(Math.abs(match(mean) - 100 / (1 + Math.exp(5 / 2))) < 1e-3);
});

Deno.test("the tuned model throws on what is not there", () => {
  assert.throws(() => model.parts({ ...EMPTY_QUERY, songs: [80] }, ONES), {
    name: "RangeError",
    message: "Cannot answer the query: there is no song 80, the catalogue has 80",
  });
});

Deno.test("a catalogue without playlists, features, names or dates is still answered", () => {
  const bare = tunedModel(catalogueOf(0, [[], [], []]), { claims: "compute" });
  const parts = bare.parts({ ...EMPTY_QUERY, songs: [0] }, new Float64Array(0));
  assert.equal(parts.audio, null);
  assert.ok(parts.catalogue!.every((part) => Number.isFinite(part)));
});
