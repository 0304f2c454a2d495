import assert from "node:assert/strict";
import fc from "fast-check";
import { classicModel } from "./classic.ts";
import { explainClassic } from "./classic_reasons.ts";
import { EMPTY_QUERY } from "./query.ts";
import { catalogueOf, newSong, randomCatalogue, randomNumbers } from "./sample_catalogues.ts";

/** Scaled by minmax: songs 0 (0, 1), 1 (1, 0), 2 (0.5, 0.5), 3 (0, 0); song 3 has no factors. */
const catalogue = catalogueOf(3, [[0], [0, 1], [1], [2]], {
  features: [
    { name: "energy", values: Float64Array.of(10, 20, 15, 10) },
    { name: "valence", values: Float64Array.of(3, 1, 2, 1) },
  ],
  artists: Int32Array.of(4, 4, 5, -1),
  playlistGenres: Int32Array.of(0, 0, 1),
  genreNames: ["pop", "rock"],
});
const model = classicModel(catalogue, { right: Float64Array.of(1, 0, 0, 1, 0, 0), rank: 2 });
const EQUAL = Float64Array.of(1, 1);

function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}

Deno.test("explainClassic splits the cosines into what each pick adds", () => {
  const query = { ...EMPTY_QUERY, songs: [0, 2] };
  const { picks, preferences, genreShare } = explainClassic(model, query, EQUAL, 1);
  // Factors: song 1 at 45°, picks at 0° and 90°, their sum of length √2.
  // Features: song 1 (1, 0), picks (0, 1) and (0.5, 0.5), their mean (0.25, 0.75).
  const numbers = picks.map(({ factorCosine, audioCosine, adds }) =>
    [factorCosine, audioCosine, adds.collaborative, adds.audio].map(round)
  );
  assert.deepEqual(numbers, [
    [0.707107, 0, 0.5, 0],
    [0.707107, 0.707107, 0.5, round(0.25 / Math.hypot(0.25, 0.75))],
  ]);
  assert.deepEqual(picks.map(({ sharedPlaylists }) => sharedPlaylists), [[0], [1]]);
  assert.deepEqual(picks.map(({ sameArtist }) => sameArtist), [[0], []]);
  assert.deepEqual([preferences, genreShare], [null, null]);
});

Deno.test("explainClassic has no factor cosine where the song or the pick has no factors", () => {
  const noPick = explainClassic(model, { ...EMPTY_QUERY, songs: [3, 0] }, EQUAL, 1).picks;
  assert.deepEqual(noPick.map(({ factorCosine }) => round(factorCosine)), [null, 0.707107]);
  assert.deepEqual(noPick.map(({ audioCosine }) => audioCosine), [null, 0]);
  const noSong = explainClassic(model, { ...EMPTY_QUERY, songs: [0] }, EQUAL, 3).picks;
  assert.deepEqual(noSong.map(({ factorCosine }) => factorCosine), [null]);
  assert.deepEqual(noSong[0].adds, { collaborative: 0, audio: 0 });
});

Deno.test("explainClassic states closeness to wanted features and the genre's share", () => {
  const wish = { ...EMPTY_QUERY, preferences: [{ feature: 0, value: 10 }] };
  assert.deepEqual(explainClassic(model, wish, EQUAL, 2).preferences, {
    closeness: 0.5,
    addsAudio: 0.5,
  });
  const mixed = { ...wish, songs: [0], genres: [1] };
  const { preferences, genreShare } = explainClassic(model, mixed, EQUAL, 2);
  assert.deepEqual([preferences, genreShare], [{ closeness: 0.5, addsAudio: 0.25 }, 0]);
});

Deno.test("explainClassic throws on a song that is not there", () => {
  assert.throws(() => explainClassic(model, { ...EMPTY_QUERY, songs: [0] }, EQUAL, 4), {
    name: "RangeError",
    message: "Cannot answer the query: there is no song 4, the catalogue has 4",
  });
});

Deno.test("explainClassic's terms add up to the parts of the song, for any query", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.uniqueArray(fc.nat(39), { maxLength: 4 }),
      fc.uniqueArray(fc.nat(7), { maxLength: 2 }),
      fc.uniqueArray(fc.nat(5), { maxLength: 1 }),
      fc.uniqueArray(fc.nat(23), { maxLength: 1 }),
      fc.array(
        fc.record({ feature: fc.nat(2), value: fc.double({ min: -3, max: 3, noNaN: true }) }),
        { maxLength: 2 },
      ),
      fc.uniqueArray(fc.nat(39), { maxLength: 2 }),
      fc.nat(39),
      (seed, songs, playlists, genres, subgenres, preferences, added, song) => {
        const catalogue = randomCatalogue(seed, {
          songs: 40,
          playlists: 8,
          features: 3,
          playlistsPerSong: 1.2,
        });
        const random = randomNumbers(seed + 1);
        const right = Float64Array.from({ length: 8 * 3 }, () => random() - 0.5);
        const model = classicModel(catalogue, { right, rank: 3 });
        const weights = Float64Array.of(1, 0.25, 3);
        const newSongs = added.map((row) => newSong(catalogue, row));
        const query = { songs, playlists, genres, subgenres, preferences, newSongs };
        const parts = model.parts(query, weights);
        const reasons = explainClassic(model, query, weights, song);
        let collaborative = 0, audio = reasons.preferences?.addsAudio ?? 0;
        for (const { adds } of reasons.picks) {
          collaborative += adds.collaborative;
          audio += adds.audio;
        }
        assert.ok(Math.abs(collaborative - (parts.collaborative?.[song] ?? 0)) < 1e-5);
        assert.ok(Math.abs(audio - (parts.audio?.[song] ?? 0)) < 1e-5);
        assert.equal(
          reasons.genreShare === null ? null : Math.fround(reasons.genreShare),
          parts.catalogue && parts.catalogue[song],
        );
      },
    ),
    { numRuns: 200 },
  );
});
