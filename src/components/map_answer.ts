/** What the query means on the map: which songs are picked, which are recommended, and as what. */
import type { Recommendation } from "../recommender/contract.ts";
import { isEmptyQuery, songsOfQuery } from "../recommender/query.ts";
import { Answerer } from "./answer.ts";
import type { SongRole } from "./map_card.ts";
import type { MarkedSongs } from "./map_marks.ts";
import type { PageModel } from "./model.ts";
import { featureWeights, type QueryState, resolveQuery } from "./query_state.ts";
import { createRanker } from "./ranking_models.ts";
import type { RecommendDefaults } from "./recommend_view.ts";

/** Answers the query of the address as the Recommend page does. */
export class MapAnswer {
  readonly #model: PageModel;
  readonly #defaults: RecommendDefaults;
  #answerer: Answerer | undefined;
  #picks: readonly number[] = [];
  #companions: readonly number[] = [];
  #list: readonly Recommendation[] = [];
  #isEmpty = true;

  constructor(model: PageModel, defaults: RecommendDefaults) {
    this.#model = model;
    this.#defaults = defaults;
  }

  /** Whether nothing is asked for. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  get marked(): MarkedSongs {
    return {
      picks: this.#picks,
      companions: this.#companions,
      recommendations: this.#list.map(({ song }) => song),
    };
  }

  update(state: QueryState): void {
    const { catalogue } = this.#model;
    const { query } = resolveQuery(state, this.#model);
    this.#isEmpty = isEmptyQuery(query);
    this.#picks = query.songs;
    const picked = new Set(query.songs);
    this.#companions = query.playlists.length === 0
      ? []
      : [...songsOfQuery(catalogue, query).entries()]
        .filter(([song, isOfQuery]) => isOfQuery && !picked.has(song))
        .map(([song]) => song);
    this.#list = this.#isEmpty ? [] : this.#answer(state).list;
  }

  /** What a song is to the query. */
  role(song: number): SongRole {
    const entry = this.#list.find((entry) => entry.song === song);
    return {
      isPick: this.#picks.includes(song),
      isCompanion: this.#companions.includes(song),
      rank: entry?.rank ?? 0,
      match: entry?.match ?? 0,
    };
  }

  #answer(state: QueryState) {
    const { model, oneVersion, features, blend, topN } = this.#defaults;
    const { catalogue } = this.#model;
    // Built when something is asked for: most of its time is the model's.
    this.#answerer ??= new Answerer(catalogue, createRanker(model, this.#model).model, {
      oneVersion,
    });
    return this.#answerer.answer(
      resolveQuery(state, this.#model).query,
      featureWeights(state, this.#model, features),
      state.blend ?? blend,
      state.top ?? topN,
    );
  }
}
