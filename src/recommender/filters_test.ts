import assert from "node:assert/strict";
import fc from "fast-check";
import {
  allowedSongs,
  type Fit,
  isUnfiltered,
  knownFits,
  NO_FILTERS,
  type SongFilters,
} from "./filters.ts";
import { catalogueOf } from "./sample_catalogues.ts";

const catalogue = catalogueOf(1, [[], [], [], []], {
  artists: Int32Array.of(0, 1, 1, -1),
  artistNames: ["A", "B"],
  releaseYears: Float64Array.of(1989.99, 1990, 1999.99, NaN),
  popularities: Float64Array.of(0, 50, 100, NaN),
  features: [{ name: "tempo", values: Float64Array.of(90, 120, NaN, 150) }],
  genreNames: ["pop", "rock"],
});
const songGenres = Int32Array.of(0, 1, 0, -1);
const allowed = (filters: Partial<SongFilters>) => [
  ...allowedSongs(catalogue, songGenres, { ...NO_FILTERS, ...filters }),
];

Deno.test("allowedSongs() lets all songs through where nothing is asked", () => {
  assert.deepEqual(allowed({}), [1, 1, 1, 1]);
  assert.ok(isUnfiltered(NO_FILTERS));
});

Deno.test("allowedSongs() takes a year as all of its months", () => {
  assert.deepEqual(allowed({ years: { low: 1990, high: 1999 } }), [0, 1, 1, 0]);
  assert.deepEqual(allowed({ years: { low: 1989, high: 1989 } }), [1, 0, 0, 0]);
});

Deno.test("allowedSongs() includes both ends of a range and no unknown value", () => {
  assert.deepEqual(allowed({ popularity: { low: 0, high: 50 } }), [1, 1, 0, 0]);
  const range = { low: 90, high: 150 };
  assert.deepEqual(allowed({ features: [{ feature: 0, range }] }), [1, 1, 0, 1]);
});

Deno.test("allowedSongs() keeps songs of any genre named, and none without a genre", () => {
  assert.deepEqual(allowed({ genres: [1] }), [0, 1, 0, 0]);
  assert.deepEqual(allowed({ genres: [0, 1] }), [1, 1, 1, 0]);
});

Deno.test("allowedSongs() leaves artists out, and keeps songs without one", () => {
  assert.deepEqual(allowed({ withoutArtists: [1] }), [1, 0, 0, 1]);
});

Deno.test("allowedSongs() under several filters is what each of them lets through", () => {
  const range = (most: number) =>
    fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most }))
      .map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
  const filters: fc.Arbitrary<SongFilters> = fc.record({
    genres: fc.subarray([0, 1]),
    years: fc.option(range(2020)),
    popularity: fc.option(range(100)),
    features: fc.array(range(200).map((range) => ({ feature: 0, range })), { maxLength: 2 }),
    withoutArtists: fc.subarray([0, 1]),
    fits: fc.option(fc.record({
      in: fc.subarray(["tempo" as const, "key" as const], { minLength: 1 }),
      songs: fc.subarray([0, 1, 3], { minLength: 1 }),
    })),
  });
  fc.assert(fc.property(filters, (filters) => {
    const single = Object.entries(filters).map(([name, value]) => allowed({ [name]: value }));
    const both = [0, 1, 2, 3].map((song) => Math.min(...single.map((flags) => flags[song])));
    assert.deepEqual(allowed(filters), both);
    if (isUnfiltered(filters)) assert.deepEqual(both, [1, 1, 1, 1]);
  }));
});

Deno.test("allowedSongs() keeps songs that blend with one of the picks in key and in tempo", () => {
  const feature = (name: string, ...values: number[]) => ({
    name,
    values: Float64Array.from(values),
  });
  // C major; G major, a fifth up, twice as fast; F sharp major, as far as can be; A minor, relative.
  const mixed = catalogueOf(1, [[], [], [], [], []], {
    features: [
      feature("key", 0, 7, 6, 9, 0),
      feature("mode", 1, 1, 1, 0, NaN),
      feature("tempo", 64, 128, 66, 90, NaN),
    ],
  });
  const fitting = (fits: Fit[], songs: number[]) => [
    ...allowedSongs(mixed, new Int32Array(5).fill(-1), {
      ...NO_FILTERS,
      fits: { in: fits, songs },
    }),
  ];
  assert.deepEqual(fitting(["key"], [0]), [1, 1, 0, 1, 0]);
  assert.deepEqual(fitting(["tempo"], [0]), [1, 1, 1, 0, 0]);
  assert.deepEqual(fitting(["key", "tempo"], [0]), [1, 1, 0, 0, 0]);
  assert.deepEqual(fitting(["tempo"], [0, 3]), [1, 1, 1, 1, 0]);
});

Deno.test("knownFits() names only what the catalogue has columns for", () => {
  assert.deepEqual(knownFits(catalogue), ["tempo"]);
  assert.deepEqual(knownFits({ ...catalogue, features: [] }), []);
});
