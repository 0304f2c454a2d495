/** What the pages must list for a query, by the recommender's own code on the model at hand. */
import { Answerer } from "../src/components/recommend/answer.ts";
import type { PageModel } from "../src/components/model.ts";
import { requestOf } from "../src/components/recommend/page_answers.ts";
import { EMPTY_STATE, type QueryState } from "../src/components/query/query_state.ts";
import { createRanker } from "../src/components/recommend/ranking_models.ts";
import { readQueryDefaults } from "../src/components/recommend/defaults.ts";
import { queryDefaults } from "../scripts/query_defaults.ts";

/** What the pages start with, as an analyst may have edited it. */
export const QUERY_DEFAULTS = readQueryDefaults(queryDefaults());

/** What the pages must show for a model, by the recommender's own code. */
export function expectations(model: PageModel, name = QUERY_DEFAULTS.model) {
  const ranker = createRanker(name, model);
  const answerer = new Answerer(model, ranker);
  const answer = (state: Partial<QueryState>) =>
    answerer.answer(requestOf({ ...EMPTY_STATE, ...state }, model, QUERY_DEFAULTS, ranker));
  return {
    ranker,
    answer,
    /** track_id of each song of the list. */
    list: (state: Partial<QueryState>) =>
      answer(state).list.map(({ song }) => model.trackIds[song]),
  };
}

/** Songs in several playlists, the best known first: such have all signals. */
export function sharedSongs({ catalogue }: PageModel): number[] {
  const { songCount, songPlaylists: { indptr }, popularities } = catalogue;
  return Array.from({ length: songCount }, (_, song) => song)
    .filter((song) => indptr[song + 1] - indptr[song] >= 2 && catalogue.titles[song] !== "")
    .sort((a, b) => (popularities[b] || 0) - (popularities[a] || 0) || a - b);
}
