import assert from "node:assert/strict";
import fc from "fast-check";
import type { Parts, RankingModel, Weights } from "./contract.ts";
import { describeList, recommend, topList, type TopListOptions } from "./top_list.ts";

/** The definition, by a sort of all songs and a walk down. */
function plainTopList(scores: Float32Array, options: TopListOptions): number[] {
  const { count, excluded, allowed, groups, artists, perArtist = Infinity } = options;
  const ranking = [...scores.keys()]
    .filter((song) => !excluded?.[song] && allowed?.[song] !== 0 && !Number.isNaN(scores[song]))
    .sort((a, b) => scores[a] === scores[b] ? a - b : scores[a] > scores[b] ? -1 : 1);
  const listed: number[] = [];
  for (const song of ranking) {
    const sameGroup = groups && groups[song] >= 0 &&
      listed.some((other) => groups[other] === groups[song]);
    const ofArtist = artists && artists[song] >= 0
      ? listed.filter((other) => artists[other] === artists[song]).length
      : 0;
    if (listed.length < count && !sameGroup && ofArtist < perArtist) listed.push(song);
  }
  return listed;
}

const scores = Float32Array.of(0.5, 0.9, 0.1, 0.9, NaN, 0.7);

Deno.test("topList orders by score, equal scores by song number", () => {
  assert.deepEqual([...topList(scores, { count: 3 })], [1, 3, 5]);
  assert.deepEqual([...topList(scores, { count: 1 })], [1]);
});

Deno.test("topList is shorter where fewer songs qualify, and never lists a NaN", () => {
  assert.deepEqual([...topList(scores, { count: 10 })], [1, 3, 5, 0, 2]);
  assert.deepEqual([...topList(scores, { count: 0 })], []);
  assert.deepEqual([...topList(new Float32Array(0), { count: 5 })], []);
  assert.deepEqual([...topList(Float32Array.of(NaN, NaN), { count: 2 })], []);
});

Deno.test("topList lists neither excluded songs nor those that the filters refuse", () => {
  const excluded = Uint8Array.of(0, 1, 0, 0, 0, 0), allowed = Uint8Array.of(1, 1, 1, 1, 1, 0);
  assert.deepEqual([...topList(scores, { count: 2, excluded, allowed })], [3, 0]);
});

Deno.test("topList lists the best song of a group, the others not at all", () => {
  const groups = Int32Array.of(0, 2, -1, 2, -1, 0);
  assert.deepEqual([...topList(scores, { count: 5, groups })], [1, 5, 2]);
});

Deno.test("topList lists at most perArtist songs of an artist", () => {
  const artists = Int32Array.of(8, 8, 3, 8, 8, -1);
  assert.deepEqual([...topList(scores, { count: 5, artists, perArtist: 2 })], [1, 3, 5, 2]);
  assert.deepEqual([...topList(scores, { count: 5, artists })], [1, 3, 5, 0, 2]);
});

Deno.test("topList looks beyond its first reach when one artist holds all the best songs", () => {
  const n = 5000;
  const falling = Float32Array.from({ length: n }, (_, song) => 1 - song / n);
  const artists = Int32Array.from({ length: n }, (_, song) => song < 4990 ? 0 : song);
  assert.deepEqual([...topList(falling, { count: 3, artists, perArtist: 1 })], [0, 4990, 4991]);
});

Deno.test("topList agrees with a plain sort and walk for any scores, masks, groups and caps", () => {
  const column = fc.option(fc.constant(true), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          // Few distinct scores, so that ties abound.
          score: fc.constantFrom(NaN, -Infinity, -1, -0, 0, 0.25, 0.5, 0.75, 1, Infinity),
          excluded: fc.integer({ min: 0, max: 3 }).map((value) => value === 0 ? 1 : 0),
          allowed: fc.integer({ min: 0, max: 3 }).map((value) => value === 0 ? 0 : 1),
          group: fc.integer({ min: -1, max: 4 }),
          artist: fc.integer({ min: -1, max: 3 }),
        }),
        { maxLength: 120 },
      ),
      fc.integer({ min: 0, max: 30 }),
      fc.constantFrom(1, 2, 5, Infinity),
      fc.tuple(column, column, column, column),
      (songs, count, perArtist, [hasExcluded, hasAllowed, hasGroups, hasArtists]) => {
        const scores = Float32Array.from(songs, ({ score }) => score);
        const options = {
          count,
          perArtist,
          excluded: hasExcluded && Uint8Array.from(songs, ({ excluded }) => excluded),
          allowed: hasAllowed && Uint8Array.from(songs, ({ allowed }) => allowed),
          groups: hasGroups && Int32Array.from(songs, ({ group }) => group),
          artists: hasArtists && Int32Array.from(songs, ({ artist }) => artist),
        };
        assert.deepEqual([...topList(scores, options)], plainTopList(scores, options));
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("topList throws on a count, a cap and columns that do not fit", () => {
  for (const count of [-1, 1.5, NaN]) {
    assert.throws(() => topList(scores, { count }), {
      name: "RangeError",
      message: `Cannot list songs: count must be an integer >= 0, it is ${count}`,
    });
  }
  assert.throws(() => topList(scores, { count: 1, perArtist: 0 }), {
    name: "RangeError",
    message: "Cannot list songs: perArtist must be >= 1, it is 0",
  });
  assert.throws(() => topList(scores, { count: 1, excluded: new Uint8Array(5) }), {
    name: "RangeError",
    message: "Cannot list songs: excluded has 5 values for 6 songs",
  });
});

const parts: Parts = {
  collaborative: Float32Array.of(0.5, 0.25, -0.5, 0),
  audio: Float32Array.of(0, 1, 0.25, 0),
  catalogue: null,
};
const weights: Weights = { collaborative: 1, audio: 1, catalogue: 2 };
const model: RankingModel = {
  name: "fixed",
  defaultWeights: weights,
  parts: () => parts,
  match: (score) => Math.max(0, 100 * score),
};

Deno.test("recommend lists songs with shares that sum to the score", () => {
  assert.deepEqual(recommend(model, parts, weights, { count: 2 }), [
    {
      song: 1,
      rank: 1,
      score: 0.625,
      match: 62.5,
      shares: { collaborative: 0.125, audio: 0.5, catalogue: 0 },
    },
    {
      song: 0,
      rank: 2,
      score: 0.25,
      match: 25,
      shares: { collaborative: 0.25, audio: 0, catalogue: 0 },
    },
  ]);
});

Deno.test("recommend leaves out songs whose match is 0", () => {
  const songs = recommend(model, parts, weights, { count: 4 }).map(({ song }) => song);
  assert.deepEqual(songs, [1, 0]);
});

Deno.test("recommend is empty where no weighted signal is left", () => {
  const genreOnly = { collaborative: 0, audio: 0, catalogue: 1 };
  assert.deepEqual(recommend(model, parts, genreOnly, { count: 4 }), []);
  const nothing = { collaborative: null, audio: null, catalogue: null };
  assert.deepEqual(recommend(model, nothing, weights, { count: 4 }), []);
});

Deno.test("recommend works in the room it is given", () => {
  const scores = new Float32Array(4);
  recommend(model, parts, weights, { count: 1, scores });
  assert.deepEqual([...scores], [0.25, 0.625, -0.125, 0]);
});

Deno.test("recommend orders by the scores it shows, ties that float32 made included", () => {
  // Both sums round to the same float32; the second is larger by a quarter of its spacing.
  const close: Parts = {
    collaborative: Float32Array.of(1, 1),
    audio: Float32Array.of(2 ** -30, 2 ** -25),
    catalogue: null,
  };
  const list = recommend(model, close, weights, { count: 2 });
  assert.deepEqual(list.map(({ song, rank }) => [song, rank]), [[1, 1], [0, 2]]);
  assert.ok(list[0].score > list[1].score);
});

Deno.test("describeList keeps the order given", () => {
  const list = describeList(model, parts, weights, [2, 1]);
  assert.deepEqual(list.map(({ song, rank, score }) => [song, rank, score]), [
    [2, 1, -0.125],
    [1, 2, 0.625],
  ]);
});

Deno.test("describeList throws where no weighted signal is left", () => {
  assert.throws(
    () => describeList(model, parts, { collaborative: 0, audio: 0, catalogue: 1 }, [0]),
    {
      name: "RangeError",
      message: "Cannot describe the list: no signal with a weight above 0 has a part",
    },
  );
});
