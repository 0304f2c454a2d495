/**
 * Planted data in which only a leak tells held-out songs from others: songs without artist, album,
 * date, popularity or telling features, put into playlists by chance. What scores must be at chance;
 * the same data with the leak let in must not, or the test could not catch it.
 */
import assert from "node:assert/strict";
import type { Catalogue, RankingModel } from "../src/recommender/contract.ts";
import { blend } from "../src/recommender/blend.ts";
import { rowIndices } from "../src/recommender/incidence.ts";
import { EMPTY_QUERY } from "../src/recommender/query.ts";
import { catalogueOf, randomNumbers } from "../src/recommender/sample_catalogues.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import { mean } from "./bootstrap.ts";
import { type Holdout, randomHoldout, type Subset } from "./holdout.ts";
import { measure } from "./measure.ts";
import { FAMILIES, type MethodGroup, popularityModel } from "./methods.ts";

const SONGS = 600, PLAYLISTS = 12, RANK = 5;

/** Songs in one playlist each, or in `playlistsPerSong`; playlists of three genres. */
function planted(seed: number, playlistsPerSong = 1): Catalogue {
  const next = randomNumbers(seed);
  const playlistsOf = Array.from({ length: SONGS }, () => {
    const playlists = new Set<number>();
    while (playlists.size < playlistsPerSong) playlists.add(Math.floor(next() * PLAYLISTS));
    return [...playlists];
  });
  return catalogueOf(PLAYLISTS, playlistsOf, {
    features: [{ name: "noise", values: Float64Array.from(playlistsOf, () => next()) }],
    playlistGenres: Int32Array.from({ length: PLAYLISTS }, (_, playlist) => playlist % 3),
    genreNames: ["a", "b", "c"],
  });
}

/** Mean Recall@10 of all methods with full metrics, over splits, by method. */
function recalls(
  subset: Subset,
  groupsOf: (split: Holdout) => MethodGroup[],
  playlistsPerSong = 1,
): Map<string, number> {
  const values = new Map<string, number[]>();
  for (let seed = 1; seed <= 6; seed++) {
    const split = randomHoldout(planted(seed, playlistsPerSong), seed);
    const context = { vectors: new Float32Array(SONGS), d: 1 };
    for (const group of groupsOf(split)) {
      for (const one of measure(group, split, context, () => true)) {
        if (one.subset !== subset || one.metric !== "recall" || one.k !== 10) continue;
        values.set(one.method, [...values.get(one.method) ?? [], mean(one.values)]);
      }
    }
  }
  return new Map([...values].map(([name, of]) => [name, mean(Float64Array.from(of))]));
}

const trained = ({ training }: Holdout) =>
  Object.values(FAMILIES).map((train) => train(training, RANK, "minmax"));
// A playlist has 50 songs and holds out 10: of 120 cold songs a list of 10 finds 10 · 10 / 120
// relevant ones of 10 by chance, a share of 1 / 12, with a standard deviation over all of 0.01.
const CHANCE = 1 / 12;

Deno.test("no method ranks held-out songs above chance where only their own pairs tell", () => {
  for (const [method, recall] of recalls("cold", trained)) {
    assert.ok(recall < CHANCE + 0.035, `${method}: ${recall}`);
  }
});

Deno.test("the planted genre would tell, were it taken from the held-out pairs", () => {
  const leaky = recalls("cold", (split) => {
    const full = genresWithLeak(split);
    const model: RankingModel = {
      ...popularityModel(split.training),
      parts: ({ playlists: [playlist] }) => ({
        collaborative: null,
        audio: null,
        catalogue: full.map((genre) => genre === playlist % 3 ? 1 : 0),
      }),
    };
    return [{ model, methods: [{ name: "leaky", weights: model.defaultWeights }] }];
  });
  // Three genres: three times chance.
  assert.ok(leaky.get("leaky")! > 2 * CHANCE, `${leaky.get("leaky")}`);
});

/** Genre of each song by all of its pairs, those held out too. */
function genresWithLeak({ training, heldOut }: Holdout): Float32Array {
  const genres = new Float32Array(SONGS).fill(-1);
  for (const pairs of [training.playlistSongs, heldOut]) {
    for (let playlist = 0; playlist < PLAYLISTS; playlist++) {
      for (const song of rowIndices(pairs, playlist)) genres[song] = playlist % 3;
    }
  }
  return genres;
}

Deno.test("a genre query cannot tell cold songs by the genre of the pair that is held out", () => {
  const full = planted(1);
  const { training, warm } = randomHoldout(full, 1);
  const spread = (catalogue: Catalogue) => {
    const model = tunedModel(catalogue);
    const part = model.parts({ ...EMPTY_QUERY, genres: [0] }, Float64Array.of(0)).catalogue!;
    const cold = Array.from(part).filter((_, song) => warm[song] === 0);
    return Math.max(...cold) - Math.min(...cold);
  };
  assert.equal(spread(training), 0);
  assert.ok(spread(full) > 1, "with the pairs let in, genres do tell");
});

Deno.test("how many playlists a song is in is counted without the held-out pairs", () => {
  // Every song is in two playlists: who counts them all learns nothing from the training count,
  // who subtracts learns which songs have a held-out pair.
  const full = planted(3, 2);
  const { training, heldOut } = randomHoldout(full, 3);
  const parts = (catalogue: Catalogue) =>
    popularityModel(catalogue).parts(EMPTY_QUERY, new Float64Array(0)).catalogue!;
  for (const song of heldOut.indices) assert.ok(parts(training)[song] < 2);
  assert.ok(parts(full).every((count) => count === 2));
  for (const [method, recall] of recalls("warm", trained, 2)) {
    // 100 songs a playlist, 20 held out, among some 580 warm songs of which 80 are the query's.
    assert.ok(recall < 0.12, `${method}: ${recall}`);
  }
});

Deno.test("coldness earns nothing: cold songs are not ranked above warm ones", () => {
  const split = randomHoldout(planted(2), 2);
  const model = tunedModel(split.training, { claims: "compute" });
  const part = (playlist: number) => {
    const parts = model.parts({ ...EMPTY_QUERY, playlists: [playlist] }, Float64Array.of(0));
    return blend(parts, model.defaultWeights, new Float32Array(SONGS));
  };
  const isWarm = split.warm;
  for (let playlist = 0; playlist < PLAYLISTS; playlist++) {
    const scores = part(playlist);
    const of = (flag: number) => scores.filter((_, song) => isWarm[song] === flag);
    assert.ok(Math.max(...of(0)) <= Math.max(...of(1)));
  }
});
