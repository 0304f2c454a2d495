/** What the pages must list for a query, by the recommender's own code on the model at hand. */
import { Answerer } from "../src/components/answer.ts";
import type { PageModel } from "../src/components/model.ts";
import { createRanker } from "../src/components/ranking_models.ts";
import type { Query } from "../src/recommender/contract.ts";
import { EMPTY_QUERY } from "../src/recommender/query.ts";

/** What the page must list, by the recommender's own code. */
export function expectations(model: PageModel) {
  const ranker = createRanker("classic", model);
  const answerer = new Answerer(model.catalogue, ranker.model);
  const weights = new Float64Array(model.catalogue.features.length).fill(1);
  return {
    ranker,
    list(query: Partial<Query>, blend: number, top = 20, featureWeights = weights): string[] {
      const { list } = answerer.answer({ ...EMPTY_QUERY, ...query }, featureWeights, blend, top);
      return list.map(({ song }) => model.trackIds[song]);
    },
  };
}

/** Songs in several playlists, the best known first: such have all signals. */
export function sharedSongs({ catalogue }: PageModel): number[] {
  const { songCount, songPlaylists: { indptr }, popularities } = catalogue;
  return Array.from({ length: songCount }, (_, song) => song)
    .filter((song) => indptr[song + 1] - indptr[song] >= 2 && catalogue.titles[song] !== "")
    .sort((a, b) => (popularities[b] || 0) - (popularities[a] || 0) || a - b);
}
