import assert from "node:assert/strict";
import { genreShareOf, genreShares } from "./genre_share.ts";
import { EMPTY_QUERY } from "./query.ts";
import { catalogueOf } from "./sample_catalogues.ts";

const catalogue = catalogueOf(4, [[0], [0, 1, 2], [2, 3], [], [3]], {
  playlistGenres: Int32Array.of(0, 0, 1, -1),
  genreNames: ["pop", "rock"],
  playlistSubgenres: Int32Array.of(0, 1, 2, -1),
  subgenreNames: ["dance pop", "indie pop", "hard rock"],
});

Deno.test("genreShares are shares of the song's playlists, 0 for a song in none", () => {
  const shares = genreShares(catalogue, { ...EMPTY_QUERY, genres: [0] });
  assert.deepEqual(shares, Float32Array.of(1, 2 / 3, 0, 0, 0));
});

Deno.test("genreShares count a playlist once that meets several wishes", () => {
  const shares = genreShares(catalogue, { ...EMPTY_QUERY, genres: [0, 0], subgenres: [0, 2] });
  assert.deepEqual(shares, Float32Array.of(1, 1, 0.5, 0, 0));
});

Deno.test("genreShares are null for a query without genres", () => {
  assert.equal(genreShares(catalogue, { ...EMPTY_QUERY, songs: [0], playlists: [1] }), null);
  assert.equal(genreShareOf(catalogue, { ...EMPTY_QUERY, songs: [0] }, 1), null);
});

Deno.test("genreShareOf is the share that genreShares has for the song", () => {
  for (const wish of [{ genres: [0] }, { genres: [1] }, { subgenres: [1, 2] }]) {
    const query = { ...EMPTY_QUERY, ...wish };
    const each = Array.from({ length: 5 }, (_, song) => genreShareOf(catalogue, query, song) ?? -1);
    assert.deepEqual(Float32Array.from(each), genreShares(catalogue, query));
  }
});
