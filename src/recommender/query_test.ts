import assert from "node:assert/strict";
import type { NewSong } from "./contract.ts";
import { checkQuery, EMPTY_QUERY, isEmptyQuery, songsOfQuery } from "./query.ts";
import { catalogueOf } from "./sample_catalogues.ts";

const catalogue = catalogueOf(2, [[0], [0, 1], [1], []], {
  features: [{ name: "energy", values: Float64Array.of(1, 2, 3, 4) }],
  playlistGenres: Int32Array.of(0, 0),
  genreNames: ["pop"],
});
const WEIGHTS = Float64Array.of(1);

Deno.test("isEmptyQuery is true only where nothing is asked for", () => {
  assert.equal(isEmptyQuery(EMPTY_QUERY), true);
  assert.equal(isEmptyQuery({ ...EMPTY_QUERY, genres: [0] }), false);
  assert.equal(isEmptyQuery({ ...EMPTY_QUERY, preferences: [{ feature: 0, value: 1 }] }), false);
});

Deno.test("songsOfQuery marks picked songs and songs of picked playlists, not of genres", () => {
  const query = { ...EMPTY_QUERY, songs: [3], playlists: [0], genres: [0] };
  assert.deepEqual(songsOfQuery(catalogue, query), Uint8Array.of(1, 1, 0, 1));
});

Deno.test("songsOfQuery clears the marks of an earlier query", () => {
  const marks = Uint8Array.of(1, 1, 1, 1);
  assert.equal(songsOfQuery(catalogue, { ...EMPTY_QUERY, playlists: [1] }, marks), marks);
  assert.deepEqual(marks, Uint8Array.of(0, 1, 1, 0));
});

Deno.test("checkQuery passes what is there", () => {
  checkQuery(catalogue, {
    songs: [0, 3],
    playlists: [1],
    genres: [0],
    subgenres: [],
    preferences: [{ feature: 0, value: -7 }],
  }, WEIGHTS);
});

Deno.test("checkQuery throws on rows that are not there and says which", () => {
  const cases = [
    [{ songs: [0, 4] }, "song 4, the catalogue has 4"],
    [{ songs: [-1] }, "song -1, the catalogue has 4"],
    [{ songs: [0.5] }, "song 0.5, the catalogue has 4"],
    [{ playlists: [2] }, "playlist 2, the catalogue has 2"],
    [{ genres: [1] }, "genre 1, the catalogue has 1"],
    [{ subgenres: [0] }, "subgenre 0, the catalogue has 0"],
    [{ preferences: [{ feature: 1, value: 0 }] }, "feature 1, the catalogue has 1"],
  ] as const;
  for (const [wish, what] of cases) {
    assert.throws(() => checkQuery(catalogue, { ...EMPTY_QUERY, ...wish }, WEIGHTS), {
      name: "RangeError",
      message: `Cannot answer the query: there is no ${what}`,
    });
  }
});

Deno.test("checkQuery throws on a wanted value that is no number", () => {
  const query = { ...EMPTY_QUERY, preferences: [{ feature: 0, value: NaN }] };
  assert.throws(() => checkQuery(catalogue, query, WEIGHTS), {
    name: "RangeError",
    message: "Cannot answer the query: the wanted value of feature 0 is NaN",
  });
});

Deno.test("checkQuery throws on feature weights that do not fit", () => {
  assert.throws(() => checkQuery(catalogue, EMPTY_QUERY, Float64Array.of(1, 1)), {
    name: "RangeError",
    message: "Cannot answer the query: 2 feature weights for 1 features",
  });
  for (const bad of [-1, NaN, Infinity]) {
    assert.throws(() => checkQuery(catalogue, EMPTY_QUERY, Float64Array.of(bad)), {
      name: "RangeError",
      message: `Cannot answer the query: the weight of feature 0 is ${bad}`,
    });
  }
});

Deno.test("checkQuery refuses a new song by an artist, or with features, that are not there", () => {
  const catalogue = catalogueOf(1, [[0]], {
    artistNames: ["Ann"],
    features: [{ name: "energy", values: Float64Array.of(1) }],
  });
  const check = (song: NewSong) =>
    checkQuery(catalogue, { ...EMPTY_QUERY, newSongs: [song] }, Float64Array.of(1));
  check({});
  check({ title: "Song", artist: -1, features: Float64Array.of(NaN) });
  assert.throws(() => check({ artist: 1 }), {
    name: "RangeError",
    message: "Cannot answer the query: there is no artist 1, the catalogue has 1",
  });
  assert.throws(() => check({ features: new Float64Array(2) }), {
    name: "RangeError",
    message: "Cannot answer the query: new song 0 has 2 values for 1 features",
  });
});

Deno.test("a query of a new song alone is not empty", () => {
  assert.equal(isEmptyQuery({ ...EMPTY_QUERY, newSongs: [] }), true);
  assert.equal(isEmptyQuery({ ...EMPTY_QUERY, newSongs: [{ title: "Song" }] }), false);
});
