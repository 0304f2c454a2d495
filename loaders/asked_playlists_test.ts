import assert from "node:assert/strict";
import { EMPTY_QUERY } from "../src/recommender/query.ts";
import { randomCatalogue } from "../src/recommender/sample_catalogues.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import { TUNED_PARAMETERS } from "../src/recommender/tuned_parameters.ts";
import { askedModel } from "./asked_playlists.ts";

const sizes = { songs: 90, playlists: 7, features: 2, playlistsPerSong: 1.2 };
const catalogue = randomCatalogue(3, sizes);
const ONES = new Float64Array(2).fill(1);

Deno.test("askedModel() answers what the tuned model does, to the last bit, however often", () => {
  const model = tunedModel(catalogue, { claims: "compute" });
  const asked = askedModel(catalogue, TUNED_PARAMETERS);
  assert.deepEqual(asked.claims, model.claims);
  for (let round = 0; round < 2; round++) {
    for (let playlist = 0; playlist < 7; playlist++) {
      const query = { ...EMPTY_QUERY, playlists: [playlist] };
      assert.deepEqual(asked.parts(query, ONES), model.parts(query, ONES));
    }
  }
  for (const query of [{ songs: [4] }, { playlists: [1, 2] }, { playlists: [3], genres: [0] }]) {
    const whole = { ...EMPTY_QUERY, ...query };
    assert.deepEqual(
      askedModel(catalogue, TUNED_PARAMETERS).parts(whole, ONES),
      model.parts(whole, ONES),
    );
  }
  const halves = Float64Array.of(0.5, 1), query = { ...EMPTY_QUERY, playlists: [1] };
  assert.deepEqual(
    askedModel(catalogue, TUNED_PARAMETERS).parts(query, halves),
    model.parts(query, halves),
  );
});
