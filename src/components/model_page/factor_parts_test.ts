import assert from "node:assert/strict";
import { pageModelOf } from "../sample_page_models.ts";
import { groupShares, topPlaylists, topSongs } from "./factor_parts.ts";
import { factorWords } from "./factor_browser.ts";

/** Four songs; V over four playlists: the first factor is (0.6, −0.8, 0, 0). */
const model = {
  ...pageModelOf([
    { title: "A", artist: "a", playlists: [0] },
    { title: "B", artist: "b", playlists: [1] },
    { title: "C", artist: "c", playlists: [0, 1] },
    { title: "D", artist: "d", playlists: [2] },
  ]),
  playlistFactors: { rank: 2, right: Float32Array.of(0.6, 0, -0.8, 0, 0, 1, 0, 0) },
};

Deno.test("topPlaylists() and topSongs() order by the size of the loading, whatever its sign", () => {
  assert.deepEqual(topPlaylists(model, 0, 9).map(({ row }) => row), [1, 0]);
  // A 0.6, B −0.8, C 0.6 − 0.8, D nothing.
  assert.deepEqual(topSongs(model, 0, 9).map(({ row }) => row), [1, 0, 2]);
  assert.ok(Math.abs(topSongs(model, 0, 9)[2].value + 0.2) < 1e-6);
});

Deno.test("groupShares() add up to 1, the playlists without a genre among them", () => {
  const shares = groupShares(model, Int32Array.of(0, 1, -1, -1), 2, 0);
  assert.ok(Math.abs(shares[0] - 0.36) < 1e-6 && Math.abs(shares[1] - 0.64) < 1e-6);
  assert.equal(shares[2], 0);
});

Deno.test("factorWords() says genre and playlists, and what stands against them", () => {
  const shares = groupShares(model, model.catalogue.playlistGenres, 2, 0);
  assert.equal(
    factorWords(model, 0, shares, topPlaylists(model, 0, 9)),
    "Factor 1 is mostly rock (64\u00a0%): “List 1”, against “List 0”.",
  );
});
