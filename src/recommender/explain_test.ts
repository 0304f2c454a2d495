import assert from "node:assert/strict";
import { AudioProfiles, audioVectors } from "./audio.ts";
import { featureAgreements, pickReasons, picksOf } from "./explain.ts";
import { EMPTY_QUERY } from "./query.ts";
import { catalogueOf } from "./sample_catalogues.ts";

const catalogue = catalogueOf(4, [[0, 1], [0, 1, 2], [1], [2, 3], []], {
  features: [
    { name: "energy", values: Float64Array.of(0, 1, 10, 4, 8) },
    { name: "instrumentalness", values: Float64Array.of(0, 0, 0, 0, 1) },
    { name: "valence", values: Float64Array.of(5, NaN, 1, 2, 5) },
    { name: "mode", values: Float64Array.of(1, 1, 1, 1, 1) },
  ],
  artists: Int32Array.of(7, 7, 8, 7, -1),
  albums: Int32Array.of(2, 2, 3, 3, -1),
  playlistGenres: Int32Array.of(0, 1, 0, 1),
  genreNames: ["pop", "rock"],
  playlistSubgenres: Int32Array.of(0, 1, 2, 1),
  subgenreNames: ["dance pop", "hard rock", "indie pop"],
});
const profiles = new AudioProfiles(audioVectors(catalogue, "minmax"), catalogue);
const EQUAL = Float64Array.of(1, 1, 1, 1);

Deno.test("picksOf lists songs, playlists, genres and subgenres in that order", () => {
  const query = { ...EMPTY_QUERY, subgenres: [2], genres: [1], playlists: [3], songs: [4, 0] };
  assert.deepEqual(picksOf(query), [
    { kind: "song", row: 4 },
    { kind: "song", row: 0 },
    { kind: "playlist", row: 3 },
    { kind: "genre", row: 1 },
    { kind: "subgenre", row: 2 },
  ]);
});

Deno.test("pickReasons name the playlists that hold both songs, artist and album in common", () => {
  const query = { ...EMPTY_QUERY, songs: [0, 2, 4] };
  assert.deepEqual(pickReasons(catalogue, query, 1), [
    { kind: "song", row: 0, sharedPlaylists: [0, 1], sameArtist: [0], sameAlbum: [0] },
    { kind: "song", row: 2, sharedPlaylists: [1], sameArtist: [], sameAlbum: [] },
    { kind: "song", row: 4, sharedPlaylists: [], sameArtist: [], sameAlbum: [] },
  ]);
});

Deno.test("pickReasons of a playlist name the song's playlists that hold songs of it", () => {
  // Playlist 2 holds songs 1 and 3; song 0 meets song 1 in playlists 0 and 1.
  const query = { ...EMPTY_QUERY, playlists: [2] };
  assert.deepEqual(pickReasons(catalogue, query, 0), [
    { kind: "playlist", row: 2, sharedPlaylists: [0, 1], sameArtist: [1, 3], sameAlbum: [1] },
  ]);
  // Song 3 is in playlist 2 itself; in playlist 3 it is alone.
  assert.deepEqual(pickReasons(catalogue, query, 3)[0].sharedPlaylists, [2]);
});

Deno.test("pickReasons of a genre name the song's playlists that are of it", () => {
  const query = { ...EMPTY_QUERY, genres: [1], subgenres: [2] };
  assert.deepEqual(pickReasons(catalogue, query, 1), [
    { kind: "genre", row: 1, sharedPlaylists: [1], sameArtist: [], sameAlbum: [] },
    { kind: "subgenre", row: 2, sharedPlaylists: [2], sameArtist: [], sameAlbum: [] },
  ]);
});

Deno.test("pickReasons claim nothing for a song without artist and album", () => {
  const [reason] = pickReasons(catalogue, { ...EMPTY_QUERY, songs: [4] }, 4);
  assert.deepEqual([reason.sameArtist, reason.sameAlbum], [[], []]);
});

Deno.test("featureAgreements put features first in which the song stands out as near", () => {
  const query = { ...EMPTY_QUERY, songs: [0] };
  // Energy: 1 is nearer to 0 than 4, 8 and 10 are. Instrumentalness: at the query's value, as four
  // of the five are. Valence: song 1 has none and stands at the median, 3.5. Mode: constant.
  assert.deepEqual(featureAgreements(profiles, query, EQUAL, 1), [
    { feature: 0, value: 1, queryValue: 0, distance: Math.fround(0.1), closerThan: 0.6 },
    { feature: 2, value: NaN, queryValue: 5, distance: 0.375, closerThan: 0.4 },
    { feature: 1, value: 0, queryValue: 0, distance: 0, closerThan: 0.2 },
  ]);
});

Deno.test("featureAgreements order by weight and leave out features that weigh 0", () => {
  const weights = Float64Array.of(1, 5, 0, 1);
  const order = featureAgreements(profiles, { ...EMPTY_QUERY, songs: [0] }, weights, 1);
  assert.deepEqual(order.map(({ feature }) => feature), [1, 0]);
});

Deno.test("featureAgreements compare with the wanted value where there is one", () => {
  const query = { ...EMPTY_QUERY, preferences: [{ feature: 0, value: 8 }] };
  assert.deepEqual(featureAgreements(profiles, query, EQUAL, 4), [
    { feature: 0, value: 8, queryValue: 8, distance: 0, closerThan: 0.8 },
  ]);
  const both = featureAgreements(profiles, { ...query, songs: [0] }, EQUAL, 4);
  assert.deepEqual(both.map(({ feature, queryValue }) => [feature, queryValue]), [
    [0, 8],
    [2, 5],
    [1, 0],
  ]);
});

Deno.test("featureAgreements are none where the query has no sound", () => {
  assert.deepEqual(featureAgreements(profiles, EMPTY_QUERY, EQUAL, 0), []);
});

Deno.test("pickReasons of a new song name its artist and album where the song has the same", () => {
  const newSongs = [{ title: "Lost", artist: 7, album: 2 }, { artist: -1 }];
  assert.deepEqual(pickReasons(catalogue, { ...EMPTY_QUERY, newSongs }, 3), [
    {
      kind: "new song",
      row: 0,
      title: "Lost",
      sharedPlaylists: [],
      sameArtist: [0],
      sameAlbum: [],
    },
    { kind: "new song", row: 1, sharedPlaylists: [], sameArtist: [], sameAlbum: [] },
  ]);
});
