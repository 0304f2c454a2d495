import assert from "node:assert/strict";
import fc from "fast-check";
import { audioCosines, AudioProfiles, audioVectors, preferenceCloseness } from "./audio.ts";
import { EMPTY_QUERY } from "./query.ts";
import { catalogueOf } from "./sample_catalogues.ts";
import { SCALERS } from "./scaling.ts";

/** Scaled by minmax: song 0 (0, 1), song 1 (1, 0), song 2 (0.5, 0.5), song 3 (0, 0). */
const catalogue = catalogueOf(4, [[0], [0, 1], [1], [2]], {
  features: [
    { name: "energy", values: Float64Array.of(10, 20, 15, 10) },
    { name: "valence", values: Float64Array.of(3, 1, 2, 1) },
  ],
  playlistGenres: Int32Array.of(0, 0, 1, 1),
  genreNames: ["pop", "rock"],
  playlistSubgenres: Int32Array.of(0, 1, 2, -1),
  subgenreNames: ["dance pop", "indie pop", "hard rock", "album rock"],
});
const audio = audioVectors(catalogue, "minmax");
const profiles = new AudioProfiles(audio, catalogue);
const EQUAL = Float64Array.of(1, 1);

function assertAllClose(actual: ArrayLike<number> | null, expected: ArrayLike<number>) {
  assert.ok(actual);
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    assert.ok(Math.abs(actual[i] - expected[i]) <= 1e-6, `${i}: ${actual[i]} ${expected[i]}`);
  }
}

Deno.test("audioCosines compare directions, and are 0 for a song of zeros", () => {
  const cosines = audioCosines(audio, Float64Array.of(0, 1), EQUAL, new Float32Array(4));
  assertAllClose(cosines, [1, 0, Math.SQRT1_2, 0]);
});

Deno.test("audioCosines multiply squared contributions by the weights", () => {
  // Profile (1, 1), weights (4, 1), song 0: 1·1 / √((4 + 1) · 1); song 2: 2.5 / √(5 · 1.25).
  const cosines = audioCosines(
    audio,
    Float64Array.of(1, 1),
    Float64Array.of(4, 1),
    new Float32Array(4),
  );
  assertAllClose(cosines, [1 / Math.sqrt(5), 4 / Math.sqrt(20), 1, 0]);
});

Deno.test("audioCosines are null for a profile without direction under the weights", () => {
  const out = new Float32Array(4);
  assert.equal(audioCosines(audio, Float64Array.of(0, 0), EQUAL, out), null);
  assert.equal(audioCosines(audio, Float64Array.of(0, 1), Float64Array.of(1, 0), out), null);
  assert.equal(audioCosines(audio, Float64Array.of(1, 1), Float64Array.of(0, 0), out), null);
});

Deno.test("AudioProfiles average playlists over songs and genres over pairs", () => {
  assert.deepEqual(profiles.song(2), Float64Array.of(0.5, 0.5));
  assert.deepEqual(profiles.playlist(1), Float64Array.of(0.75, 0.25));
  // Pairs of pop: songs 0, 1, 1, 2.
  assert.deepEqual(profiles.genre(0), Float64Array.of(0.625, 0.375));
  assert.deepEqual(profiles.subgenre(1), Float64Array.of(0.75, 0.25));
});

Deno.test("AudioProfiles have null for a playlist, genre or subgenre without songs", () => {
  assert.equal(profiles.playlist(3), null);
  assert.equal(profiles.subgenre(3), null);
  assert.equal(profiles.query(EMPTY_QUERY), null);
  assert.equal(profiles.query({ ...EMPTY_QUERY, playlists: [3] }), null);
});

Deno.test("AudioProfiles count every pick of a query the same and pass over empty ones", () => {
  const query = { ...EMPTY_QUERY, songs: [0], playlists: [1, 3], genres: [0], subgenres: [2] };
  // Song (0, 1), playlist (0.75, 0.25), genre (0.625, 0.375), subgenre: song 3 (0, 0).
  assert.deepEqual(profiles.query(query), Float64Array.of(1.375 / 4, 1.625 / 4));
  assert.deepEqual(profiles.picks(query).length, 5);
});

Deno.test("preferenceCloseness is 1 where the wish is met and 0 at the other end", () => {
  const wish = [{ feature: 0, value: 10 }];
  const out = preferenceCloseness(audio, wish, EQUAL, new Float32Array(4));
  assertAllClose(out, [1, 0, 0.5, 1]);
});

Deno.test("preferenceCloseness weighs squared distances", () => {
  const wishes = [{ feature: 0, value: 10 }, { feature: 1, value: 3 }];
  // Song 1 is a whole range off in both; song 3 in valence alone, which is a quarter of the weight.
  const out = preferenceCloseness(audio, wishes, Float64Array.of(3, 1), new Float32Array(4));
  assertAllClose(out, [1, 0, 0.5, 0.5]);
});

Deno.test("preferenceCloseness takes a wish beyond the catalogue's range as its nearer end", () => {
  const far = [{ feature: 0, value: 900 }], end = [{ feature: 0, value: 20 }];
  for (const kind of SCALERS) {
    const vectors = audioVectors(catalogue, kind);
    assert.deepEqual(
      preferenceCloseness(vectors, far, EQUAL, new Float32Array(4)),
      preferenceCloseness(vectors, end, EQUAL, new Float32Array(4)),
    );
  }
});

Deno.test("preferenceCloseness measures z-scores over the catalogue's range, as minmax does", () => {
  const wishes = [{ feature: 0, value: 13 }, { feature: 1, value: 2.5 }];
  assertAllClose(
    preferenceCloseness(audioVectors(catalogue, "zscore"), wishes, EQUAL, new Float32Array(4)),
    preferenceCloseness(audio, wishes, EQUAL, new Float32Array(4)) ?? [],
  );
});

Deno.test("preferenceCloseness is null where no wish counts", () => {
  const out = new Float32Array(4);
  assert.equal(preferenceCloseness(audio, [], EQUAL, out), null);
  const wish = [{ feature: 0, value: 10 }];
  assert.equal(preferenceCloseness(audio, wish, Float64Array.of(0, 1), out), null);
  const constant = audioVectors(
    catalogueOf(1, [[0], [0]], { features: [{ name: "mode", values: Float64Array.of(1, 1) }] }),
    "minmax",
  );
  assert.equal(preferenceCloseness(constant, wish, Float64Array.of(1), out), null);
});

Deno.test("audioCosines and closeness agree with plain arithmetic and stay in range", () => {
  const value = fc.double({ min: -100, max: 100, noNaN: true });
  const song = fc.tuple(value, value, value);
  const weight = fc.double({ min: 0.01, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...SCALERS),
      fc.array(song, { minLength: 2, maxLength: 20 }),
      fc.tuple(weight, weight, weight),
      song,
      (kind, songs, weightList, wishList) => {
        const n = songs.length;
        const features = [0, 1, 2].map((k) => ({
          name: `feature ${k}`,
          values: Float64Array.from(songs, (values) => values[k]),
        }));
        const audio = audioVectors(catalogueOf(1, songs.map(() => [0]), { features }), kind);
        const weights = Float64Array.from(weightList);
        const row = (song: number) => [...audio.vectors.subarray(song * 3, song * 3 + 3)];
        const dot = (x: number[], y: number[]) =>
          x.reduce((sum, value, k) => sum + weights[k] * value * y[k], 0);
        const cosines = audioCosines(
          audio,
          Float64Array.from(row(0)),
          weights,
          new Float32Array(n),
        );
        const wishes = wishList.map((value, feature) => ({ feature, value }));
        const close = preferenceCloseness(audio, wishes, weights, new Float32Array(n));
        for (let song = 0; song < n; song++) {
          if (cosines) {
            const lengths = Math.sqrt(dot(row(song), row(song)) * dot(row(0), row(0)));
            const expected = lengths > 0 ? dot(row(song), row(0)) / lengths : 0;
            assert.ok(Math.abs(cosines[song] - expected) < 1e-5);
          }
          if (close) assert.ok(close[song] >= 0 && close[song] <= 1);
        }
      },
    ),
  );
});
