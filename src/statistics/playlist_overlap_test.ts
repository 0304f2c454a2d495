/** Shared songs of playlists, by three playlists written out. */
import assert from "node:assert/strict";
import { catalogueOf } from "../recommender/sample_catalogues.ts";
import { jaccardDistances, relatedPlaylists, sharedCounts } from "./playlist_overlap.ts";

// Playlist 0 has songs 0 1 2, playlist 1 has 1 2 3 4, playlist 2 has 4, playlist 3 nothing shared.
const { songPlaylists, playlistSongs, songCount } = catalogueOf(4, [[0], [0, 1], [0, 1], [1], [
  1,
  2,
], [3]]);

Deno.test("relatedPlaylists() counts shared songs, those most alike first", () => {
  assert.deepEqual(relatedPlaylists(songPlaylists, playlistSongs, 1), [
    { playlist: 0, shared: 2, jaccard: 2 / 5 },
    { playlist: 2, shared: 1, jaccard: 1 / 4 },
  ]);
  assert.deepEqual(relatedPlaylists(songPlaylists, playlistSongs, 3), []);
});

Deno.test("sharedCounts() and jaccardDistances() give every pair of the playlists asked for", () => {
  const counts = sharedCounts(songPlaylists, songCount, [0, 1, 2]);
  assert.deepEqual([...counts], [3, 2, 0, 2, 4, 1, 0, 1, 1]);
  assert.deepEqual([...jaccardDistances(counts, 3)], [0, 0.6, 1, 0.6, 0, 0.75, 1, 0.75, 0]);
});
