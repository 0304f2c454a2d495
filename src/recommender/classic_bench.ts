/**
 * The classic hybrid in the pages: rank 50 and 12 features, at the shape of the real data set
 * (28,356 songs in 471 playlists, most of them in one) and at a million songs in 20 playlists each.
 *
 *     deno bench src/recommender/classic_bench.ts
 */
import { blend } from "./blend.ts";
import { classicModel } from "./classic.ts";
import { explainClassic } from "./classic_reasons.ts";
import type { Query } from "./contract.ts";
import { EMPTY_QUERY, songsOfQuery } from "./query.ts";
import { randomCatalogue, randomNumbers } from "./sample_catalogues.ts";
import { scaleFeatures, SCALERS } from "./scaling.ts";
import { recommend, topList } from "./top_list.ts";

const RANK = 50, FEATURES = 12;
const WEIGHTS = { collaborative: 0.4, audio: 0.35, catalogue: 0.25 };

const SIZES = [
  { group: "28 k songs", songs: 28_356, playlists: 471, playlistsPerSong: 1.14 },
  { group: "1 M songs", songs: 1_000_000, playlists: 100_000, playlistsPerSong: 20 },
];

for (const { group, ...sizes } of SIZES) {
  const catalogue = randomCatalogue(1, { ...sizes, features: FEATURES });
  const columns = catalogue.features.map(({ values }) => values);
  const random = randomNumbers(2);
  const right = Float32Array.from({ length: sizes.playlists * RANK }, () => random() - 0.5);
  const model = classicModel(catalogue, { right, rank: RANK });
  const featureWeights = new Float64Array(FEATURES).fill(1);
  const queries: Record<string, Query> = {
    "three songs": { ...EMPTY_QUERY, songs: [10, 2000, 20_000] },
    "a playlist": { ...EMPTY_QUERY, playlists: [7] },
    "songs, a playlist, a genre, wanted features": {
      songs: [10, 2000, 20_000],
      playlists: [7],
      genres: [2],
      subgenres: [],
      preferences: [{ feature: 0, value: 0.9 }, { feature: 5, value: -2 }],
    },
  };
  for (const [name, query] of Object.entries(queries)) {
    Deno.bench(`parts: ${name}`, { group }, () => {
      model.parts(query, featureWeights);
    });
  }

  const all = queries["songs, a playlist, a genre, wanted features"];
  const parts = model.parts(all, featureWeights);
  const excluded = songsOfQuery(catalogue, all);
  const scores = blend(parts, WEIGHTS, new Float32Array(sizes.songs));
  const room = new Float32Array(sizes.songs);
  const { artists, albums: groups } = catalogue;
  Deno.bench("blend of three signals", { group }, () => {
    blend(parts, WEIGHTS, room);
  });
  Deno.bench("topList of 20", { group }, () => {
    topList(scores, { count: 20, excluded });
  });
  Deno.bench("topList of 20, groups and 2 an artist", { group }, () => {
    topList(scores, { count: 20, excluded, groups, artists, perArtist: 2 });
  });
  Deno.bench("recommend 20: a drag of the blend", { group }, () => {
    recommend(model, parts, WEIGHTS, { count: 20, excluded, scores: room });
  });
  Deno.bench("explainClassic of one song", { group }, () => {
    explainClassic(model, all, featureWeights, 33);
  });
  // What a page does once, when it opens; a million songs are meant for the queries above.
  if (sizes.songs > 100_000) continue;
  Deno.bench("classicModel: opening a page", { group }, () => {
    classicModel(catalogue, { right, rank: RANK });
  });
  for (const kind of SCALERS) {
    Deno.bench(`scaleFeatures: ${kind}`, { group }, () => {
      scaleFeatures(kind, columns);
    });
  }
}
