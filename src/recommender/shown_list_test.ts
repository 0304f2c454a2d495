import assert from "node:assert/strict";
import fc from "fast-check";
import type { Parts, RankingModel } from "./contract.ts";
import { shownList, type ShownListOptions } from "./shown_list.ts";
import { topList } from "./top_list.ts";

const EVEN = { collaborative: 1, audio: 1, catalogue: 1 };

/** Its scores are the parts that are given to it; a score above 0 matches. */
const model: RankingModel = {
  name: "given",
  defaultWeights: EVEN,
  parts: () => ({ collaborative: null, audio: null, catalogue: null }),
  match: (score) => 100 * Math.min(1, Math.max(0, score)),
};

function partsOf(scores: readonly number[]): Parts {
  return { collaborative: Float32Array.from(scores), audio: null, catalogue: null };
}

function list(scores: readonly number[], options: Partial<ShownListOptions> = {}) {
  return shownList(model, partsOf(scores), EVEN, {
    count: 10,
    excluded: new Uint8Array(scores.length),
    artists: new Int32Array(scores.length).fill(-1),
    ...options,
  }).list;
}

const songs = (entries: readonly { song: number }[]) => entries.map(({ song }) => song);

Deno.test("shownList() is the ranking where nothing else is asked", () => {
  const entries = list([0.2, 0.9, 0.5]);
  assert.deepEqual(songs(entries), [1, 2, 0]);
  assert.deepEqual(entries.map(({ rank }) => rank), [1, 2, 3]);
});

Deno.test("shownList() lists no song that no weighted signal says anything about", () => {
  assert.deepEqual(songs(list([0, 0.1, -0.1, 0])), [1]);
  const { list: none } = shownList(
    model,
    partsOf([1]),
    { collaborative: 0, audio: 1, catalogue: 0 },
    { count: 1, excluded: new Uint8Array(1), artists: new Int32Array(1) },
  );
  assert.deepEqual(none, []);
});

Deno.test("shownList() lists the best of each recording, and none that was heard", () => {
  const recordingOf = (song: number) => ["a", "b", "a", "c"][song];
  const scores = [0.5, 0.6, 0.7, 0.8];
  assert.deepEqual(songs(list(scores, { recordingOf })), [3, 2, 1]);
  assert.deepEqual(songs(list(scores, { recordingOf, heard: new Set(["c"]) })), [2, 1]);
});

Deno.test("shownList() is the list with recordings and caps as it is evaluated", () => {
  const songCount = 60;
  const value = fc.integer({ min: 1, max: 40 }).map((n) => n / 40);
  const given = fc.record({
    scores: fc.array(value, { minLength: songCount, maxLength: songCount }),
    groups: fc.array(fc.nat(25), { minLength: songCount, maxLength: songCount }),
    artists: fc.array(fc.integer({ min: -1, max: 8 }), {
      minLength: songCount,
      maxLength: songCount,
    }),
    count: fc.integer({ min: 0, max: 30 }),
    perArtist: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(fc.property(given, ({ scores, groups, artists, count, perArtist }) => {
    const shared = { count, artists: Int32Array.from(artists), perArtist };
    const evaluated = topList(Float32Array.from(scores), {
      ...shared,
      groups: Int32Array.from(groups),
    });
    const recordingOf = (song: number) => String(groups[song]);
    assert.deepEqual(songs(list(scores, { ...shared, recordingOf })), [...evaluated]);
  }));
});

Deno.test("shownList() adds novelty to score, match and the catalogue's share", () => {
  // Scores 0.4 and 0.6 have deviation 0.1.
  const popularity = Float32Array.of(1, -1);
  const { list: entries, perPopularity } = shownList(model, partsOf([0.4, 0.6]), EVEN, {
    count: 2,
    excluded: new Uint8Array(2),
    artists: Int32Array.of(-1, -1),
    novelty: 0.5,
    popularity,
  });
  assert.ok(Math.abs(perPopularity + 0.05) < 1e-6);
  assert.deepEqual(songs(entries), [1, 0]);
  for (const { song, score, match, shares } of entries) {
    assert.ok(Math.abs(shares.catalogue - perPopularity * popularity[song]) < 1e-12);
    assert.ok(Math.abs(score - shares.collaborative - shares.catalogue) < 1e-12);
    assert.ok(Math.abs(match - 100 * score) < 1e-9);
  }
});

Deno.test("shownList() ranks by novelty, and lists nothing for its sake alone", () => {
  const popularity = Float32Array.of(-1, 0, 1, 3);
  const scores = [0.5, 0.5, 0.5, 0];
  assert.deepEqual(songs(list(scores, { novelty: 1, popularity })), [0, 1, 2]);
  assert.deepEqual(songs(list(scores, { novelty: -1, popularity })), [2, 1, 0]);
});

Deno.test("shownList() varies the order and changes no score", () => {
  const scores = [0.9, 0.8, 0.5, 0.4];
  const similarity = (a: number, b: number) => Math.floor(a / 2) === Math.floor(b / 2) ? 1 : 0;
  const entries = list(scores, { variety: 0.5, similarity, count: 3 });
  assert.deepEqual(songs(entries), [0, 2, 1]);
  assert.deepEqual(entries.map(({ rank }) => rank), [1, 2, 3]);
  for (const { song, score } of entries) assert.equal(score, Math.fround(scores[song]));
});

Deno.test("shownList() keeps to the caps while it varies", () => {
  const artists = Int32Array.of(0, 0, 0, 1);
  const similarity = () => 0;
  const entries = list([4, 3, 2, 1], { variety: 0.4, similarity, artists, perArtist: 2, count: 4 });
  assert.deepEqual(songs(entries), [0, 1, 3]);
});

Deno.test("shownList() passes over what is excluded or filtered", () => {
  const options = { excluded: Uint8Array.of(1, 0, 0), allowed: Uint8Array.of(1, 0, 1) };
  assert.deepEqual(songs(list([0.9, 0.8, 0.7], options)), [2]);
});

Deno.test("shownList() refuses a novelty out of range or without popularities", () => {
  assert.throws(() => list([1], { novelty: 2 }), { name: "RangeError", message: /it is 2$/ });
  assert.throws(() => list([1], { novelty: 1 }), {
    name: "RangeError",
    message: /0 popularities for 1 songs/,
  });
});
