import assert from "node:assert/strict";
import fc from "fast-check";
import { audioVectors } from "./audio.ts";
import { diversify, songSimilarity } from "./diversify.ts";
import { catalogueOf, randomCatalogue } from "./sample_catalogues.ts";

/** Songs whose tens digit is the same are alike. */
const sameTen = (a: number, b: number) => Math.floor(a / 10) === Math.floor(b / 10) ? 1 : 0;

Deno.test("diversify() takes the next song that is unlike those before, worked by hand", () => {
  const options = { count: 4, variety: 0.5, similarity: sameTen };
  // Relevance 1, 0.9, 0.5, 0.2, 0: after 10 come 20 (0.25), 30 (0), 11 (−0.05), not 21 (−0.4).
  const chosen = diversify([10, 11, 20, 21, 30], [10, 9, 5, 2, 0], options);
  assert.deepEqual([...chosen], [10, 20, 30, 11]);
});

Deno.test("diversify() keeps the order of the pool without variety", () => {
  const pool = fc.uniqueArray(fc.nat(99), { maxLength: 30 });
  fc.assert(fc.property(pool, fc.integer({ min: 0, max: 40 }), (pool, count) => {
    const scores = pool.map((_, i) => -i);
    const chosen = diversify(pool, scores, { count, variety: 0, similarity: sameTen });
    assert.deepEqual([...chosen], pool.slice(0, count));
  }));
});

Deno.test("diversify() agrees with the definition for any pool", () => {
  const pool = fc.uniqueArray(fc.nat(59), { minLength: 1, maxLength: 25 });
  const variety = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(pool, fc.infiniteStream(fc.nat(5)), variety, (pool, steps, variety) => {
    let score = 100;
    const scores = pool.map(() => score -= steps.next().value!);
    const likeness = (a: number, b: number) => 1 / (1 + Math.abs(a - b));
    const chosen = [...diversify(pool, scores, { count: 6, variety, similarity: likeness })];
    const range = scores[0] - scores[scores.length - 1];
    const relevance = (song: number) =>
      range > 0 ? (scores[pool.indexOf(song)] - scores[scores.length - 1]) / range : 1;
    chosen.forEach((song, place) => {
      const before = chosen.slice(0, place);
      const value = (other: number) =>
        (1 - variety) * relevance(other) -
        variety * Math.max(0, ...before.map((listed) => likeness(listed, other)));
      for (const other of pool) {
        if (!before.includes(other)) assert.ok(value(song) >= value(other) - 1e-12);
      }
    });
    assert.equal(chosen.length, Math.min(6, pool.length));
    assert.equal(new Set(chosen).size, chosen.length);
  }));
});

Deno.test("diversify() lists at most so many songs of an artist, and any number without one", () => {
  const artists = Int32Array.of(0, 0, 0, 1, -1, -1);
  const options = { count: 6, variety: 0.3, similarity: () => 0, artists, perArtist: 1 };
  const chosen = diversify([0, 1, 2, 3, 4, 5], [6, 5, 4, 3, 2, 1], options);
  assert.deepEqual([...chosen], [0, 3, 4, 5]);
});

Deno.test("diversify() refuses a variety out of range and scores that do not fit", () => {
  const options = { count: 1, variety: 1.5, similarity: sameTen };
  assert.throws(() => diversify([1], [1], options), { name: "RangeError", message: /is 1\.5$/ });
  assert.throws(
    () => diversify([1, 2], [1], { ...options, variety: 0 }),
    { name: "RangeError", message: /1 scores for 2 songs$/ },
  );
});

Deno.test("songSimilarity() adds what two songs share", () => {
  const catalogue = catalogueOf(2, [[0], [0, 1], [1], []], {
    artists: Int32Array.of(0, 0, 1, -1),
    artistNames: ["A", "B"],
    albums: Int32Array.of(5, 5, 5, -1),
  });
  const similarity = songSimilarity(catalogue, audioVectors(catalogue, "minmax"));
  const near = (value: number, expected: number) =>
    assert.ok(Math.abs(value - expected) < 1e-12, `${value}`);
  near(similarity(0, 1), 0.35 + 0.1 + 0.2);
  near(similarity(0, 2), 0.1);
  near(similarity(1, 2), 0.1 + 0.2);
  near(similarity(0, 3), 0);
  near(similarity(3, 3), 0);
});

Deno.test("songSimilarity() lies in 0 … 1, is symmetric, and largest for songs that sound alike", () => {
  const catalogue = randomCatalogue(5, {
    songs: 60,
    playlists: 8,
    features: 3,
    playlistsPerSong: 1.5,
  });
  for (const scaler of ["minmax", "zscore"] as const) {
    const similarity = songSimilarity(catalogue, audioVectors(catalogue, scaler));
    for (let a = 0; a < 60; a++) {
      for (let b = 0; b < 60; b++) {
        const value = similarity(a, b);
        assert.ok(value >= 0 && value <= 1 + 1e-12);
        assert.ok(Math.abs(value - similarity(b, a)) < 1e-12);
        assert.ok(value <= similarity(a, a) + 0.2 + 1e-12);
      }
    }
  }
});
