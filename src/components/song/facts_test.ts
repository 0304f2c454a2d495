import assert from "node:assert/strict";
import { pageModelOf } from "../sample_page_models.ts";
import { oddities, openingSentence, relatedSongs, standings } from "./facts.ts";

const model = pageModelOf([
  { title: "Halo", artist: "Beyoncé", playlists: [0, 1, 2], energy: 0.9, popularity: 80 },
  { title: "Halo - Remastered", artist: "Beyonce", playlists: [0], energy: 0.8, popularity: 10 },
  { title: "Crazy", artist: "Beyoncé", playlists: [0], energy: 0.1, popularity: 30 },
  { title: "Déjà Vu", artist: "Beyoncé", playlists: [2], energy: 0.2, popularity: 50 },
  { title: "<script>alert(1)</script>", artist: "Odd", energy: 0.3 },
]);

Deno.test("standings() tell the share of genre and catalogue below a song, ties counted half", () => {
  const [{ inGenre, inCatalogue, value }] = standings(model, 0);
  assert.equal(value, 0.9);
  assert.equal(inGenre, 3.5 / 4);
  assert.equal(inCatalogue, 4.5 / 5);
  assert.ok(Number.isNaN(standings(model, 4)[0].inGenre));
});

Deno.test("oddities() leave key and mode out, where high and low mean nothing", () => {
  const features = ["key", "energy"].map((name) => ({
    name,
    values: Float64Array.of(0, 1, 2, 3, 4),
  }));
  const keyed = { ...model, catalogue: { ...model.catalogue, features } };
  assert.deepEqual(oddities(keyed, standings(keyed, 0)).map(({ feature }) => feature), [1]);
});

Deno.test("openingSentence() says what the data says", () => {
  assert.equal(
    openingSentence(model, 0),
    "“Halo” by Beyoncé (pop) is in 3 playlists, more than 80\u00a0% of the songs; " +
      "its energy of 0.90 is higher than in 87\u00a0% of pop songs.",
  );
  assert.equal(
    openingSentence(model, 4),
    "“<script>alert(1)</script>” by Odd is in no playlist.",
  );
});

Deno.test("relatedSongs() find versions across spellings, and the artist's other songs, best known first", () => {
  assert.deepEqual(relatedSongs(model, 0), { versions: [1], sameAlbum: [], sameArtist: [3, 2] });
});
