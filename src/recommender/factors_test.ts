import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalogue, Query } from "./contract.ts";
import { factorCosine, factorCosines, factorProfile, songFactors } from "./factors.ts";
import { rowIndices } from "./incidence.ts";
import { EMPTY_QUERY } from "./query.ts";
import { catalogueOf, randomCatalogue, randomNumbers } from "./sample_catalogues.ts";

/** Playlist 2 lies outside the space of the two factors, as one beyond the rank would. */
const RIGHT = Float64Array.of(1, 0, 0, 1, 0, 0);
const catalogue = catalogueOf(3, [[0], [0, 1], [1], [2], [], [0]]);
const factors = songFactors(catalogue.songPlaylists, RIGHT, 2);

function cosinesFor(catalogue: Catalogue, right: Float64Array, rank: number, query: Query) {
  const factors = songFactors(catalogue.songPlaylists, right, rank);
  const direction = factorProfile(factors, catalogue, query);
  const out = new Float32Array(catalogue.songCount);
  return direction &&
    factorCosines(factors, direction, new Float32Array(factors.vectors.length / rank), out);
}

/** The definition in dense float64 arithmetic. */
function plainCosines(catalogue: Catalogue, right: Float64Array, rank: number, query: Query) {
  const unit = (vector: number[]) => {
    const length = Math.hypot(...vector);
    return length > 1e-9 ? vector.map((value) => value / length) : vector.map(() => 0);
  };
  const sum = (vectors: number[][]) =>
    Array.from({ length: rank }, (_, k) => vectors.reduce((total, v) => total + v[k], 0));
  const units = Array.from({ length: catalogue.songCount }, (_, song) =>
    unit(sum(
      Array.from(rowIndices(catalogue.songPlaylists, song), (playlist) => [
        ...right.subarray(playlist * rank, (playlist + 1) * rank),
      ]),
    )));
  const direction = unit(sum([
    ...query.songs.map((song) => units[song]),
    ...query.playlists.map((playlist) =>
      unit(sum(Array.from(rowIndices(catalogue.playlistSongs, playlist), (song) => units[song])))
    ),
  ]));
  return units.map((vector) => vector.reduce((total, value, k) => total + value * direction[k], 0));
}

function assertAllClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    assert.ok(Math.abs(actual[i] - expected[i]) <= tolerance, `${i}: ${actual[i]} ${expected[i]}`);
  }
}

Deno.test("songFactors holds each distinct vector once, at length 1", () => {
  assert.deepEqual([...factors.vectorOf], [0, 1, 2, -1, -1, 0]);
  assertAllClose(factors.vectors, [1, 0, Math.SQRT1_2, Math.SQRT1_2, 0, 1], 1e-7);
});

Deno.test("songFactors takes a vector of rounding noise for none", () => {
  const noise = Float64Array.of(1, 0, 0, 1, 3e-17, -2e-16);
  assert.deepEqual(songFactors(catalogue.songPlaylists, noise, 2), factors);
});

Deno.test("songFactors tells apart playlist sets of which one begins the other", () => {
  const sets = catalogueOf(4, [[0], [0, 1], [0, 1, 2], [], [0, 1], [1, 2], [0]]);
  const { vectorOf } = songFactors(sets.songPlaylists, Float64Array.of(1, 2, 3, 4), 1);
  assert.deepEqual([...vectorOf], [0, 1, 2, -1, 1, 3, 0]);
});

Deno.test("factorCosines of one song are those of its factors", () => {
  const cosines = cosinesFor(catalogue, RIGHT, 2, { ...EMPTY_QUERY, songs: [0] });
  assertAllClose(cosines ?? [], [1, Math.SQRT1_2, 0, 0, 0, 1], 1e-6);
});

Deno.test("factorProfile counts every song the same", () => {
  const cosines = cosinesFor(catalogue, RIGHT, 2, { ...EMPTY_QUERY, songs: [0, 2] });
  assertAllClose(cosines ?? [], [Math.SQRT1_2, 1, Math.SQRT1_2, 0, 0, Math.SQRT1_2], 1e-6);
});

Deno.test("factorProfile counts a playlist as one pick in the direction of its songs' mean", () => {
  // Playlist 1 holds songs at 45° and 90°; its direction is 67.5°.
  const eighth = Math.PI / 8;
  const alone = cosinesFor(catalogue, RIGHT, 2, { ...EMPTY_QUERY, playlists: [1] });
  const cos = [3, 1, 1].map((times) => Math.cos(times * eighth));
  assertAllClose(alone ?? [], [cos[0], cos[1], cos[2], 0, 0, cos[0]], 1e-6);
  // With song 0, at 0°, it makes 33.75°, however many songs it has.
  const both = cosinesFor(catalogue, RIGHT, 2, { ...EMPTY_QUERY, playlists: [1], songs: [0] });
  assertAllClose(both?.subarray(0, 1) ?? [], [Math.cos(1.5 * eighth)], 1e-6);
});

Deno.test("factorProfile passes over picks without factors and is null without any other", () => {
  const withNone = cosinesFor(catalogue, RIGHT, 2, { ...EMPTY_QUERY, songs: [0, 3, 4] });
  assert.deepEqual(withNone, cosinesFor(catalogue, RIGHT, 2, { ...EMPTY_QUERY, songs: [0] }));
  assert.equal(cosinesFor(catalogue, RIGHT, 2, { ...EMPTY_QUERY, songs: [3, 4] }), null);
  assert.equal(cosinesFor(catalogue, RIGHT, 2, { ...EMPTY_QUERY, playlists: [2] }), null);
  assert.equal(cosinesFor(catalogue, RIGHT, 2, EMPTY_QUERY), null);
});

Deno.test("factorProfile is null where picks cancel each other out", () => {
  const opposite = catalogueOf(2, [[0], [1]]);
  const right = Float64Array.of(0.6, 0.8, -0.6, -0.8);
  assert.equal(cosinesFor(opposite, right, 2, { ...EMPTY_QUERY, songs: [0, 1] }), null);
});

Deno.test("factorCosines agree with dense arithmetic on random catalogues of any rank", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 11 }),
      fc.double({ min: 0, max: 4, noNaN: true }),
      fc.uniqueArray(fc.nat(39), { maxLength: 5 }),
      fc.uniqueArray(fc.nat(7), { maxLength: 3 }),
      (seed, rank, playlistsPerSong, songs, playlists) => {
        const catalogue = randomCatalogue(seed, {
          songs: 40,
          playlists: 8,
          features: 0,
          playlistsPerSong,
        });
        const random = randomNumbers(seed + 1);
        const right = Float64Array.from({ length: 8 * rank }, () => random() - 0.4);
        const query = { ...EMPTY_QUERY, songs, playlists };
        const expected = plainCosines(catalogue, right, rank, query);
        const actual = cosinesFor(catalogue, right, rank, query);
        assertAllClose(actual ?? new Float32Array(40), expected, 1e-5);
      },
    ),
    { numRuns: 200 },
  );
});

Deno.test("factorCosine of one song is the value that factorCosines has for it", () => {
  const direction = factorProfile(factors, catalogue, { ...EMPTY_QUERY, songs: [0, 1] });
  assert.ok(direction);
  const all = factorCosines(factors, direction, new Float32Array(3), new Float32Array(6));
  const each = Array.from(all, (_, song) => factorCosine(factors, song, direction));
  assertAllClose(each, all, 1e-7);
});

Deno.test("songFactors allows rank 0: no song has factors", () => {
  const none = songFactors(catalogue.songPlaylists, new Float64Array(0), 0);
  assert.deepEqual([...none.vectorOf], [-1, -1, -1, -1, -1, -1]);
});

Deno.test("songFactors throws on a rank and a matrix that do not fit", () => {
  assert.throws(() => songFactors(catalogue.songPlaylists, RIGHT, 1.5), {
    name: "RangeError",
    message: "Cannot compute factors: rank must be an integer >= 0, it is 1.5",
  });
  assert.throws(() => songFactors(catalogue.songPlaylists, RIGHT, 3), {
    name: "RangeError",
    message: "Cannot compute factors: V has 6 values, not 3 × 3",
  });
});
