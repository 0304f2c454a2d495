import assert from "node:assert/strict";
import type { Catalogue } from "../src/recommender/contract.ts";
import { rowIndices } from "../src/recommender/incidence.ts";
import { singleGroups } from "../src/recommender/membership.ts";
import { relevanceOf, relevanceOfGroups } from "../src/recommender/relevance.ts";
import { catalogueOf, randomCatalogue } from "../src/recommender/sample_catalogues.ts";
import {
  gathered,
  keeps,
  partOf,
  shortened,
  withFeatures,
  without,
  withOverlap,
} from "./data_variants.ts";
import { inventedScenes } from "./invented_scenes.ts";
import { inventedTastes } from "./invented_tastes.ts";

Deno.test("partOf() renumbers what is left, songs in no playlist that is left go", () => {
  const whole = catalogueOf(3, [[0], [1, 2], [1], [2]], {
    titles: ["a", "b", "c", "d"],
    artists: Int32Array.of(0, 2, -1, 1),
    artistNames: ["Ann", "Bob", "Cat"],
    playlistGenres: Int32Array.of(5, 6, 7),
  });
  const part = partOf(whole, (song) => song !== 3, (playlist) => playlist !== 0);
  assert.deepEqual(part.titles, ["b", "c"]);
  assert.deepEqual([...part.artists], [0, -1]);
  assert.deepEqual(part.artistNames, ["Cat"]);
  assert.deepEqual([...part.playlistGenres], [6, 7]);
  assert.deepEqual([...rowIndices(part.songPlaylists, 0)], [0, 1]);
  assert.deepEqual([...rowIndices(part.playlistSongs, 0)], [0, 1]);
  assert.deepEqual([...rowIndices(part.playlistSongs, 1)], [0]);
});

Deno.test("keeps() answers the same again, about as often as is wanted", () => {
  const kept = keeps(3, 0.3);
  const first = Array.from({ length: 1000 }, (_, row) => kept(row));
  assert.deepEqual(Array.from({ length: 1000 }, (_, row) => kept(row)), first);
  const share = first.filter((is) => is).length / 1000;
  assert.ok(share > 0.25 && share < 0.35, String(share));
});

Deno.test("without() and withFeatures() leave out what they name and nothing else", () => {
  const whole = randomCatalogue(1, { songs: 30, playlists: 5, features: 3, playlistsPerSong: 1 });
  const bare = without(whole, "genres", "artists", "albums", "dates", "popularity", "features");
  assert.deepEqual(bare.genreNames, []);
  assert.ok(bare.artists.every((artist) => artist === -1));
  assert.ok(bare.albums.every((album) => album === -1));
  assert.ok(bare.releaseYears.every(Number.isNaN));
  assert.ok(bare.popularities.every(Number.isNaN));
  assert.deepEqual(bare.features, []);
  assert.equal(bare.songPlaylists, whole.songPlaylists);
  const one = withFeatures(whole, (name) => name === whole.features[1].name);
  assert.deepEqual(one.features, [whole.features[1]]);
});

Deno.test("withOverlap() puts songs into several of the playlists that are wanted", () => {
  const whole = randomCatalogue(4, { songs: 400, playlists: 30, features: 1, playlistsPerSong: 1 });
  const dense = withOverlap(whole, 60, 8, 2);
  assert.equal(dense.playlistCount, 60);
  assert.ok(dense.songPlaylists.indices.length > 2 * dense.songCount);
});

Deno.test("shortened() leaves so many songs of a playlist at most, gathered() all songs in a few", () => {
  const whole = randomCatalogue(5, { songs: 300, playlists: 9, features: 1, playlistsPerSong: 1 });
  const short = shortened(whole, 12, 1);
  const sizes = Array.from({ length: 9 }, (_, p) => rowIndices(short.playlistSongs, p).length);
  assert.deepEqual(sizes, new Array(9).fill(12));
  const few = gathered(whole, 2);
  assert.equal(few.playlistCount, 2);
  assert.equal(few.songCount, songsIn(whole));
});

/** Songs that are in a playlist. */
function songsIn({ songPlaylists: { indptr }, songCount }: Catalogue): number {
  let songs = 0;
  for (let song = 0; song < songCount; song++) if (indptr[song + 1] > indptr[song]) songs++;
  return songs;
}

Deno.test("inventedTastes() gives the same catalogue again, and people of like tastes like songs", () => {
  const options = {
    songs: 200,
    playlists: 40,
    dimensions: 1,
    sizes: [10, 30],
    taste: 5,
    popularity: 0,
    features: 1,
    noise: 0,
    artists: 0,
    seed: 7,
  } as const;
  const made = inventedTastes(options);
  assert.deepEqual(inventedTastes(options), made);
  // With one direction of taste, a person's songs lie at one end of the feature.
  const [{ values }] = made.features;
  const isAtOneEnd = Array.from({ length: made.playlistCount }, (_, playlist) => {
    const songs = Array.from(rowIndices(made.playlistSongs, playlist));
    const high = songs.filter((song) => values[song] > 0).length / songs.length;
    return high < 0.1 || high > 0.9;
  });
  assert.ok(isAtOneEnd.filter((is) => is).length > 20);
});

Deno.test("inventedScenes() gives the same catalogue again, and its columns tell as much as is wanted", () => {
  const options = {
    songs: 600,
    playlists: 60,
    scenes: 6,
    sizes: [10, 40],
    purity: 1,
    fame: 0.5,
    features: 3,
    apart: 5,
    loyalty: 1,
    years: 1,
    seed: 3,
  } as const;
  const made = inventedScenes(options);
  assert.deepEqual(inventedScenes(options), made);
  const relevance = (catalogue: Catalogue) =>
    [
      ...catalogue.features.map(({ values }) => relevanceOf(values, catalogue)),
      relevanceOf(catalogue.releaseYears, catalogue),
      relevanceOfGroups(singleGroups(catalogue.artists, catalogue.artistNames.length), catalogue),
    ].map((x) => x > 0.5);
  // Every third feature says nothing.
  assert.deepEqual(relevance(made), [true, true, false, true, true]);
  const bare = inventedScenes({ ...options, apart: 0, loyalty: 0, years: 1000 });
  assert.deepEqual(relevance(bare), [false, false, false, false, false]);
});
