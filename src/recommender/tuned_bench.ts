/**
 * The tuned model in the pages, at the shape of the real data set: 28,356 songs in 471 playlists,
 * most of them in one, 12 features.
 *
 *     deno bench src/recommender/tuned_bench.ts
 */
import { AudioProfiles, audioVectors } from "./audio.ts";
import { blend } from "./blend.ts";
import type { Query } from "./contract.ts";
import { EMPTY_QUERY } from "./query.ts";
import { randomCatalogue, randomNumbers } from "./sample_catalogues.ts";
import { recommend } from "./top_list.ts";
import { tunedModel } from "./tuned.ts";
import { explainTuned } from "./tuned_reasons.ts";

const SONGS = 28_356, PLAYLISTS = 471, FEATURES = 12;

const random = randomNumbers(2);
const bare = randomCatalogue(1, {
  songs: SONGS,
  playlists: PLAYLISTS,
  features: FEATURES,
  playlistsPerSong: 1.14,
});
const catalogue = {
  ...bare,
  titles: bare.titles.map((title, song) =>
    song % 4 === 0 ? `${title} (feat. Artist ${song % 9000}) - Remastered` : title
  ),
  releaseYears: Float64Array.from({ length: SONGS }, () => 1960 + 60 * random()),
  popularities: Float64Array.from({ length: SONGS }, () => Math.floor(100 * random())),
};
const claims = Float32Array.from({ length: SONGS }, () => 4 + 3 * random());
const model = tunedModel(catalogue, { claims });
const profiles = new AudioProfiles(audioVectors(catalogue, "minmax"), catalogue);
const ONES = new Float64Array(FEATURES).fill(1);
const scores = new Float32Array(SONGS);

Deno.bench("build the model", { group: "build" }, () => {
  tunedModel(catalogue, { claims });
});

const longest = Array.from({ length: PLAYLISTS }, (_, playlist) => playlist).reduce((a, b) => {
  const { indptr } = catalogue.playlistSongs;
  return indptr[b + 1] - indptr[b] > indptr[a + 1] - indptr[a] ? b : a;
});
const QUERIES: Readonly<Record<string, Query>> = {
  "one song": { ...EMPTY_QUERY, songs: [17] },
  "a playlist": { ...EMPTY_QUERY, playlists: [longest] },
  "100 songs": { ...EMPTY_QUERY, songs: Array.from({ length: 100 }, (_, i) => 280 * i) },
  "a genre": { ...EMPTY_QUERY, genres: [2] },
};
for (const [name, query] of Object.entries(QUERIES)) {
  Deno.bench(`score all songs: ${name}`, { group: "query" }, () => {
    blend(model.parts(query, ONES), model.defaultWeights, scores);
  });
}

const answer = model.answer(QUERIES["a playlist"], ONES);
Deno.bench("a weight dragged: blend and list 20", { group: "drag" }, () => {
  recommend(model, answer.parts, model.defaultWeights, { count: 20, scores });
});

Deno.bench("explain one song", { group: "explain" }, () => {
  explainTuned(model, answer, profiles, ONES, model.defaultWeights, 99);
});
