import assert from "node:assert/strict";
import fc from "fast-check";
import { AudioProfiles, audioVectors } from "./audio.ts";
import { blend, effectiveWeights } from "./blend.ts";
import { SIGNALS } from "./contract.ts";
import { EMPTY_QUERY } from "./query.ts";
import { catalogueOf, newSong, randomCatalogue } from "./sample_catalogues.ts";
import { TERMS, withStrengths } from "./term_strengths.ts";
import { tunedModel } from "./tuned.ts";
import { TUNED_PARAMETERS } from "./tuned_parameters.ts";
import { explainTuned } from "./tuned_reasons.ts";

const random = randomCatalogue(8, { songs: 60, playlists: 7, features: 2, playlistsPerSong: 1.2 });
const catalogue = {
  ...random,
  titles: random.titles.map((title, song) =>
    song % 2 ? `${title} - Remastered` : `${title} (feat. Artist ${song % 20})`
  ),
  artists: random.artists.map((artist, song) => song % 13 ? artist : -1),
  popularities: Float64Array.from(random.titles, (_, song) => song % 7 ? song : NaN),
  releaseYears: Float64Array.from(random.titles, (_, song) => song % 5 ? 1960 + song : NaN),
};
// Other strengths than the shipped ones, listing among them: every term counts.
const parameters = withStrengths(TUNED_PARAMETERS, TERMS.map((_, t) => 0.6 + t / 10), 1.3);
const model = tunedModel(catalogue, { parameters, claims: "compute" });
const profiles = new AudioProfiles(audioVectors(catalogue, "minmax"), catalogue);
const ONES = new Float64Array(2).fill(1);

Deno.test("explainTuned()'s terms add up to the score, signal by signal, for any query", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(59), { maxLength: 4 }),
      fc.uniqueArray(fc.nat(6), { maxLength: 2 }),
      fc.uniqueArray(fc.nat(5), { maxLength: 1 }),
      fc.array(
        fc.record({ feature: fc.nat(1), value: fc.double({ min: -2, max: 2, noNaN: true }) }),
      ),
      fc.uniqueArray(fc.nat(59), { maxLength: 2 }),
      fc.nat(59),
      fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
      (
        songs,
        playlists,
        genres,
        preferences,
        added,
        song,
        [collaborative, audio, catalogueWeight],
      ) => {
        const weights = { collaborative, audio, catalogue: catalogueWeight };
        fc.pre(collaborative + audio + catalogueWeight > 0);
        const newSongs = added.map((row) => newSong(catalogue, row));
        const query = { songs, playlists, genres, subgenres: [], preferences, newSongs };
        const answer = model.answer(query, ONES);
        const reasons = explainTuned(model, answer, profiles, ONES, weights, song);
        const score = blend(answer.parts, weights, new Float32Array(60))[song];
        assert.ok(Math.abs(reasons.score - score) < 1e-3, `${reasons.score} is not ${score}`);
        const effective = effectiveWeights(answer.parts, weights);
        for (const signal of SIGNALS) {
          const part = answer.parts[signal];
          const share = part && effective ? part[song] * effective[signal] : 0;
          const sum = reasons.terms.reduce(
            (s, term) => s + (term.signal === signal ? term.adds : 0),
            0,
          );
          assert.ok(Math.abs(sum - share) < 1e-3, `${signal}: ${sum} is not ${share}`);
        }
      },
    ),
    { numRuns: 200 },
  );
});

Deno.test("explainTuned()'s playlists add up to their term", () => {
  const weights = model.defaultWeights;
  const answer = model.answer({ ...EMPTY_QUERY, songs: [1, 2, 3] }, ONES);
  for (let song = 10; song < 60; song++) {
    const { terms, playlists } = explainTuned(model, answer, profiles, ONES, weights, song);
    const term = terms.find(({ kind }) => kind === "playlists")?.adds ?? 0;
    assert.ok(Math.abs(playlists.reduce((sum, { adds }) => sum + adds, 0) - term) < 1e-6);
  }
});

Deno.test("explainTuned() says of a version of a query's song that it speaks against it", () => {
  const small = catalogueOf(1, [[0], [0], [0]], {
    titles: ["Song", "Song - Remastered", "Other"],
    artists: Int32Array.of(0, 0, 0),
    artistNames: ["Ann"],
  });
  const tuned = tunedModel(small);
  const answer = tuned.answer({ ...EMPTY_QUERY, songs: [0] }, new Float64Array(0));
  const smallProfiles = new AudioProfiles(audioVectors(small, "minmax"), small);
  const of = (song: number) =>
    explainTuned(tuned, answer, smallProfiles, new Float64Array(0), tuned.defaultWeights, song);
  const against = (song: number) => of(song).terms.find(({ kind }) => kind === "same work");
  assert.ok(against(1)!.adds < -1);
  assert.equal(against(2), undefined);
  assert.deepEqual(of(2).picks[0].sameArtist, [0]);
});
