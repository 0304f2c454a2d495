import assert from "node:assert/strict";
import { rowIndices } from "../src/recommender/incidence.ts";
import { catalogueOf, randomCatalogue } from "../src/recommender/sample_catalogues.ts";
import { candidatesOf, givenHoldout, newestHoldout, randomHoldout } from "./holdout.ts";

const sizes = { songs: 300, playlists: 12, features: 1, playlistsPerSong: 0.5 };
const catalogue = randomCatalogue(9, sizes);

Deno.test("randomHoldout() holds out a fifth of each playlist of ten songs or more", () => {
  const { training, heldOut } = randomHoldout(catalogue, 1);
  for (let playlist = 0; playlist < 12; playlist++) {
    const all = Array.from(rowIndices(catalogue.playlistSongs, playlist));
    const left = Array.from(rowIndices(training.playlistSongs, playlist));
    const out = Array.from(rowIndices(heldOut, playlist));
    assert.deepEqual([...left, ...out].sort((a, b) => a - b), all);
    assert.equal(out.length, all.length < 10 ? 0 : Math.floor(all.length / 5));
  }
});

Deno.test("randomHoldout() follows its seed", () => {
  assert.deepEqual(randomHoldout(catalogue, 1).heldOut, randomHoldout(catalogue, 1).heldOut);
  assert.notDeepEqual(randomHoldout(catalogue, 1).heldOut, randomHoldout(catalogue, 2).heldOut);
});

Deno.test("a playlist of nine keeps all, one of ten loses two", () => {
  const nineAndTen = catalogueOf(2, Array.from({ length: 19 }, (_, song) => [song < 9 ? 0 : 1]));
  const { heldOut } = randomHoldout(nineAndTen, 1);
  assert.deepEqual(Array.from(heldOut.indptr), [0, 0, 2]);
});

Deno.test("warm songs are those in a training playlist, and subsets follow from that", () => {
  const split = randomHoldout(catalogue, 1);
  const { songPlaylists } = split.training;
  const warm = candidatesOf(split, "warm"), cold = candidatesOf(split, "cold");
  for (let song = 0; song < 300; song++) {
    const inTraining = songPlaylists.indptr[song + 1] > songPlaylists.indptr[song];
    assert.deepEqual([warm[song], cold[song]], inTraining ? [1, 0] : [0, 1]);
  }
  assert.ok(candidatesOf(split, "all").every((flag) => flag === 1));
});

Deno.test("newestHoldout() takes the newest songs out of all of their playlists", () => {
  const releaseYears = Float64Array.from({ length: 300 }, (_, s) => s % 10 ? 2000 + s / 30 : NaN);
  const dated = { ...catalogue, releaseYears };
  const { training, heldOut } = newestHoldout(dated);
  const newest = Math.min(...heldOut.indices.map((song) => song));
  for (const song of training.playlistSongs.indices) {
    assert.ok(song < newest || song % 10 === 0);
  }
  assert.ok(heldOut.indices.every((song) => song % 10 !== 0));
  assert.ok(heldOut.indices.length > 0);
});

Deno.test("givenHoldout() takes out just the pairs that are there", () => {
  const small = catalogueOf(2, [[0], [0, 1], [1]]);
  const { training, heldOut, warm } = givenHoldout(
    small,
    Int32Array.of(0, 1, 1),
    Int32Array.of(1, 2, 0),
  );
  assert.deepEqual(Array.from(rowIndices(heldOut, 0)), [1]);
  assert.deepEqual(Array.from(rowIndices(heldOut, 1)), [2]);
  assert.deepEqual(Array.from(rowIndices(training.songPlaylists, 1)), [1]);
  assert.deepEqual(Array.from(warm), [1, 1, 0]);
});
