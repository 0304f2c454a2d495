import assert from "node:assert/strict";
import { singleGroups } from "./membership.ts";
import { relevanceOf, relevanceOfGroups, relevanceOfMeans } from "./relevance.ts";
import { catalogueOf, randomNumbers } from "./sample_catalogues.ts";

Deno.test("relevanceOf() is (F − 1) / 2 of a one-way analysis of variance", () => {
  // Playlists (1, 2, 3), (2, 3, 4): between 1.5 with 1 degree of freedom, within 4 with 4: F = 1.5.
  const values = (of: (song: number) => number) => Float64Array.from([0, 1, 2, 3, 4, 5], of);
  const hand = Float64Array.of(1, 2, 3, 2, 3, 4);
  const { playlistSongs, playlistCount } = catalogueOf(2, [[0], [0], [0], [1], [1], [1]], {});
  const catalogue = { playlistSongs, playlistCount };
  assert.ok(Math.abs(relevanceOf(hand, catalogue) - 0.25) < 1e-12);
  assert.equal(relevanceOf(values((song) => song < 3 ? song % 2 : 10 + song % 2), catalogue), 1);
  assert.equal(relevanceOf(values((song) => song % 3), catalogue), 0);
  assert.equal(relevanceOf(values(() => NaN), catalogue), 1);
});

/** Songs in four playlists, of artists who keep to one of them or do not. */
function artistsOf(loyal: boolean, seed: number) {
  const random = randomNumbers(seed);
  const below = (count: number) => Math.floor(random() * count);
  const artists = Int32Array.from({ length: 800 }, () => below(100));
  const playlistOf = Array.from(artists, (artist) => [loyal ? artist % 4 : below(4)]);
  const catalogue = catalogueOf(4, playlistOf, {
    artists,
    artistNames: Array.from({ length: 100 }, (_, artist) => `Artist ${artist}`),
  });
  // What is told of a song is the playlist and chance, which its artist has no say in.
  const values = Float64Array.from(playlistOf, ([playlist]) => playlist + random());
  return { catalogue, values };
}

Deno.test("relevanceOfMeans() lets no song's own number speak for its artist", () => {
  const loyal = artistsOf(true, 1), chance = artistsOf(false, 1);
  assert.equal(relevanceOfMeans(loyal.values, loyal.catalogue), 1);
  assert.equal(relevanceOf(chance.values, chance.catalogue), 1);
  assert.ok(relevanceOfMeans(chance.values, chance.catalogue) < 0.6);
});

Deno.test("relevanceOfGroups() is 1 for artists who keep to a playlist, about 0 for others", () => {
  const relevance = (loyal: boolean, seed: number) => {
    const { catalogue } = artistsOf(loyal, seed);
    return relevanceOfGroups(singleGroups(catalogue.artists, 100), catalogue);
  };
  assert.equal(relevance(true, 1), 1);
  const byChance = [1, 2, 3, 4].map((seed) => relevance(false, seed));
  assert.ok(Math.max(...byChance) < 0.15, byChance.join(" "));
});

Deno.test("relevanceOfGroups() counts twos of different songs in a playlist, over those of chance", () => {
  // One group of songs 0, 1 (playlist 0) and 2 (playlist 1): 2 of 6 ordered twos are together; by
  // chance (3/5)² + (2/5)² = 0.52 of them. R = 2 / 3.12 < 1.
  const catalogue = catalogueOf(2, [[0], [0], [1], [0], [1]], {});
  const groups = (rows: number[]) => singleGroups(Int32Array.from(rows), 1);
  assert.equal(relevanceOfGroups(groups([0, 0, 0, -1, -1]), catalogue), 0);
  // Songs 0, 1, 3 of playlist 0 alone: R = 6 / 3.12 = 1.923….
  const relevance = relevanceOfGroups(groups([0, 0, -1, 0, -1]), catalogue);
  assert.ok(Math.abs(relevance - (6 / 3.12 - 1)) < 1e-12, String(relevance));
  // A song in both playlists is no two of songs.
  const twice = catalogueOf(2, [[0, 1], [0], [1]], {});
  assert.equal(relevanceOfGroups(groups([0, -1, -1]), twice), 1);
});
