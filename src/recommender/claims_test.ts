import assert from "node:assert/strict";
import { blend } from "./blend.ts";
import { claimOfOthers, claimsOf, popularityTerm } from "./claims.ts";
import { EMPTY_QUERY } from "./query.ts";
import { randomCatalogue } from "./sample_catalogues.ts";
import { tunedModel } from "./tuned.ts";
import { TUNED_PARAMETERS } from "./tuned_parameters.ts";

const sizes = { songs: 60, playlists: 6, features: 2, playlistsPerSong: 1.2 };
const catalogue = randomCatalogue(4, sizes);
const ONES = new Float64Array(2).fill(1);
const TAU = TUNED_PARAMETERS.claimSharpness;

Deno.test("claimsOf() is the log sum of exponentials over all playlists", () => {
  const model = tunedModel(catalogue);
  const scores = Array.from({ length: 6 }, (_, playlist) => {
    const parts = model.parts({ ...EMPTY_QUERY, playlists: [playlist] }, ONES);
    return blend(parts, model.defaultWeights, new Float32Array(60));
  });
  claimsOf(model)!.forEach((claim, song) => {
    const sum = scores.reduce(
      (sum, of) => sum + Math.exp(TAU * (of[song] - popularityTerm(model, song))),
      0,
    );
    assert.ok(Math.abs(claim - Math.log(sum) / TAU) < 1e-4);
  });
});

Deno.test("claimOfOthers() takes one playlist's claim out of the sum", () => {
  const all = Math.log(Math.exp(2 * 1.5) + Math.exp(2 * 0.5)) / 2;
  assert.ok(Math.abs(claimOfOthers(all, 1.5, 2) - 0.5) < 1e-12);
  assert.ok(Math.abs(claimOfOthers(all, 0.5, 2) - 1.5) < 1e-12);
  assert.ok(Number.isFinite(claimOfOthers(1, 1, 2)), "one playlist alone claims the song");
});

Deno.test("a song that other playlists claim steps back behind an equal one", () => {
  const claims = new Float32Array(60);
  claims[7] = 5;
  const query = { ...EMPTY_QUERY, songs: [0, 1] };
  const before = tunedModel(catalogue).parts(query, ONES).catalogue!;
  const after = tunedModel(catalogue, { claims }).parts(query, ONES).catalogue!;
  const lower = Array.from(after, (part, song) => part < before[song] ? song : -1)
    .filter((song) => song >= 0);
  assert.deepEqual(lower, [7]);
});

Deno.test("tunedModel() throws on claims of another catalogue", () => {
  assert.throws(() => tunedModel(catalogue, { claims: new Float32Array(3) }), {
    name: "RangeError",
    message: "Cannot build the tuned model: 3 claims for 60 songs",
  });
});
