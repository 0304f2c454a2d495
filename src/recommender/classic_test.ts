import assert from "node:assert/strict";
import fc from "fast-check";
import { classicModel } from "./classic.ts";
import type { Catalogue, Parts, Query } from "./contract.ts";
import { EMPTY_QUERY, songsOfQuery } from "./query.ts";
import { catalogueOf, randomCatalogue, randomNumbers } from "./sample_catalogues.ts";
import { recommend, topList } from "./top_list.ts";

/**
 * Playlist 2, of rock, lies outside the space of the factors: songs 3 and 4 have none. Scaled by
 * minmax: songs 0 (0, 1), 1 (1, 0), 2 (0.5, 0.5), 3 (0, 0), 4 (1, 1).
 */
const catalogue = catalogueOf(3, [[0], [0, 1], [1], [2], []], {
  features: [
    { name: "energy", values: Float64Array.of(10, 20, 15, 10, 20) },
    { name: "valence", values: Float64Array.of(3, 1, 2, 1, 3) },
  ],
  playlistGenres: Int32Array.of(0, 0, 1),
  genreNames: ["pop", "rock"],
});
const RIGHT = Float32Array.of(1, 0, 0, 1, 0, 0);
const model = classicModel(catalogue, { right: RIGHT, rank: 2 });
const EQUAL = Float64Array.of(1, 1);
const COS45 = Math.SQRT1_2;

function assertPart(actual: Float32Array | null, expected: number[] | null) {
  assert.equal(actual === null, expected === null);
  expected?.forEach((value, i) => {
    assert.ok(Math.abs((actual?.[i] ?? NaN) - value) <= 1e-6, `${i}: ${actual?.[i]} ${value}`);
  });
}

function assertParts(query: Partial<Query>, expected: Record<keyof Parts, number[] | null>) {
  const parts = model.parts({ ...EMPTY_QUERY, ...query }, EQUAL);
  assertPart(parts.collaborative, expected.collaborative);
  assertPart(parts.audio, expected.audio);
  assertPart(parts.catalogue, expected.catalogue);
}

Deno.test("classic scores a song by the cosines of its factors and of its features", () => {
  assertParts({ songs: [0] }, {
    collaborative: [1, COS45, 0, 0, 0],
    audio: [1, 0, COS45, 0, COS45],
    catalogue: null,
  });
});

Deno.test("classic scores a playlist by its songs", () => {
  // Factors at 0° and 45° make 22.5°; features (0, 1) and (1, 0) make (0.5, 0.5).
  const eighth = Math.PI / 8;
  assertParts({ playlists: [0] }, {
    collaborative: [Math.cos(eighth), Math.cos(eighth), Math.cos(3 * eighth), 0, 0],
    audio: [COS45, COS45, 1, 0, 1],
    catalogue: null,
  });
});

Deno.test("classic has no collaborative signal for songs without factors", () => {
  assertParts({ songs: [4] }, {
    collaborative: null,
    audio: [COS45, COS45, 1, 0, 1],
    catalogue: null,
  });
});

Deno.test("classic has no audio signal for a pick whose features are all 0", () => {
  assertParts({ songs: [3] }, { collaborative: null, audio: null, catalogue: null });
});

Deno.test("classic scores a genre by features and by the share of the song's playlists", () => {
  assertParts({ genres: [0] }, {
    collaborative: null,
    // Pairs of pop: songs 0, 1, 1, 2 make (0.625, 0.375).
    audio: [0.375, 0.625, 0.5 / COS45, 0, 1 / Math.SQRT2].map((dot) =>
      dot / Math.hypot(0.625, 0.375)
    ),
    catalogue: [1, 1, 1, 0, 0],
  });
});

Deno.test("classic scores wanted features by closeness alone where nothing is picked", () => {
  assertParts({ preferences: [{ feature: 0, value: 10 }] }, {
    collaborative: null,
    audio: [1, 0, 0.5, 1, 0],
    catalogue: null,
  });
});

Deno.test("classic gives picks and wanted features half of the audio part each", () => {
  assertParts({ songs: [0], preferences: [{ feature: 0, value: 10 }] }, {
    collaborative: [1, COS45, 0, 0, 0],
    audio: [1, 0, (COS45 + 0.5) / 2, 0.5, COS45 / 2],
    catalogue: null,
  });
});

Deno.test("classic has no signal at all for an empty query", () => {
  assertParts({}, { collaborative: null, audio: null, catalogue: null });
});

Deno.test("classic has no audio signal without features or with all their weights 0", () => {
  const query = { ...EMPTY_QUERY, songs: [0], preferences: [{ feature: 0, value: 10 }] };
  assert.equal(model.parts(query, Float64Array.of(0, 0)).audio, null);
  const bare = classicModel({ ...catalogue, features: [] }, { right: RIGHT, rank: 2 });
  const parts = bare.parts({ ...EMPTY_QUERY, songs: [0] }, new Float64Array(0));
  assert.equal(parts.audio, null);
  assertPart(parts.collaborative, [1, COS45, 0, 0, 0]);
});

Deno.test("classic leaves out a feature whose weight is 0", () => {
  const { audio } = model.parts({ ...EMPTY_QUERY, songs: [0] }, Float64Array.of(0, 2));
  assertPart(audio, [1, 0, 1, 0, 1]);
});

Deno.test("classic leaves the parts of an earlier query alone", () => {
  const query = {
    ...EMPTY_QUERY,
    songs: [0],
    genres: [0],
    preferences: [{ feature: 0, value: 10 }],
  };
  const wish = { ...EMPTY_QUERY, preferences: [{ feature: 1, value: 3 }] };
  const first = model.parts(query, EQUAL), firstWish = model.parts(wish, EQUAL);
  const copy = structuredClone([first, firstWish]);
  model.parts({ ...query, songs: [2], preferences: [{ feature: 1, value: 2 }] }, EQUAL);
  assert.deepEqual([first, firstWish], copy);
});

Deno.test("classic's match is the score as a percentage from 0 to 100", () => {
  const parts = model.parts({ ...EMPTY_QUERY, songs: [0] }, EQUAL);
  const matches = [-0.5, 0, 0.25, 1, 1.0000001].map((score) =>
    model.match(score, parts, model.defaultWeights)
  );
  assert.deepEqual(matches, [0, 0, 25, 100, 100]);
});

Deno.test("classic throws on a query and on factors that do not fit", () => {
  assert.throws(() => model.parts({ ...EMPTY_QUERY, songs: [5] }, EQUAL), {
    name: "RangeError",
    message: "Cannot answer the query: there is no song 5, the catalogue has 5",
  });
  assert.throws(() => classicModel(catalogue, { right: RIGHT, rank: 3 }), {
    name: "RangeError",
    message: "Cannot compute factors: V has 6 values, not 3 × 3",
  });
});

/** A random catalogue and a query with picks of every kind. */
const cases = fc.record({
  seed: fc.integer(),
  songs: fc.uniqueArray(fc.nat(59), { maxLength: 4 }),
  playlists: fc.uniqueArray(fc.nat(9), { maxLength: 2 }),
  genres: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
  subgenres: fc.uniqueArray(fc.nat(23), { maxLength: 2 }),
  preferences: fc.array(
    fc.record({ feature: fc.nat(2), value: fc.double({ min: -3, max: 3, noNaN: true }) }),
    { maxLength: 2 },
  ),
}).map(({ seed, ...query }) => {
  const catalogue = randomCatalogue(seed, {
    songs: 60,
    playlists: 10,
    features: 3,
    playlistsPerSong: 1.2,
  });
  const random = randomNumbers(seed + 1);
  const right = Float64Array.from({ length: 10 * 4 }, () => random() - 0.5);
  return { catalogue, query, right };
});
const WEIGHTS = Float64Array.of(1, 0.5, 2);

function ranking(scores: Float32Array): number[] {
  return [...topList(scores, { count: scores.length })];
}

Deno.test("classic with all the weight on one signal ranks as that signal does", () => {
  fc.assert(fc.property(cases, ({ catalogue, query, right }) => {
    const model = classicModel(catalogue, { right, rank: 4 });
    const parts = model.parts(query, WEIGHTS);
    for (const signal of ["collaborative", "audio", "catalogue"] as const) {
      const part = parts[signal];
      const weights = { collaborative: 0, audio: 0, catalogue: 0, [signal]: 0.3 };
      const list = recommend(model, parts, weights, { count: 60 }).map(({ song }) => song);
      const positive = part ? ranking(part).filter((song) => part[song] > 0) : [];
      assert.deepEqual(list, positive);
    }
  }));
});

Deno.test("classic never lists a song of the query, and its shares sum to the score", () => {
  fc.assert(fc.property(cases, ({ catalogue, query, right }) => {
    const model = classicModel(catalogue, { right, rank: 4 });
    const excluded = songsOfQuery(catalogue, query);
    const list = recommend(model, model.parts(query, WEIGHTS), model.defaultWeights, {
      count: 60,
      excluded,
    });
    list.forEach(({ song, rank, score, match, shares }, i) => {
      assert.ok(!query.songs.includes(song));
      assert.equal(excluded[song], 0);
      assert.equal(rank, i + 1);
      assert.equal(score, shares.collaborative + shares.audio + shares.catalogue);
      assert.ok(match > 0 && match <= 100);
      if (i > 0) assert.ok(score <= list[i - 1].score);
    });
  }));
});

/** The same songs in another order: the song at row i of the result was at row order[i]. */
function reordered(catalogue: Catalogue, order: Int32Array): Catalogue {
  const { indptr, indices } = catalogue.songPlaylists;
  const playlists = Array.from(order, (song) => [...indices.slice(indptr[song], indptr[song + 1])]);
  return catalogueOf(catalogue.playlistCount, playlists, {
    ...catalogue,
    features: catalogue.features.map(({ name, values }) => ({
      name,
      values: Float64Array.from(order, (song) => values[song]),
    })),
    songPlaylists: catalogueOf(catalogue.playlistCount, playlists).songPlaylists,
    playlistSongs: catalogueOf(catalogue.playlistCount, playlists).playlistSongs,
  });
}

Deno.test("classic's parts do not depend on the order of the songs or of the picks", () => {
  fc.assert(fc.property(cases, fc.integer(), ({ catalogue, query, right }, seed) => {
    const random = randomNumbers(seed);
    const keys = Float64Array.from({ length: catalogue.songCount }, random);
    const order = Int32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b]);
    const shuffled = reordered(catalogue, order);
    const shuffledQuery = {
      ...query,
      songs: query.songs.map((song) => order.indexOf(song)).reverse(),
      playlists: query.playlists.toReversed(),
    };
    const parts = classicModel(catalogue, { right, rank: 4 }).parts(query, WEIGHTS);
    const others = classicModel(shuffled, { right, rank: 4 }).parts(shuffledQuery, WEIGHTS);
    for (const signal of ["collaborative", "audio", "catalogue"] as const) {
      const part = parts[signal];
      assertPart(others[signal], part && Array.from(order, (song) => part[song]));
    }
  }));
});
