/** What the query means on the map: which songs are picked, which are recommended, and as what. */
import type { Recommendation } from "../../recommender/contract.ts";
import { isEmptyQuery, songsOfQuery } from "../../recommender/query.ts";
import type { SongRole } from "./card.ts";
import type { MarkedSongs } from "./marks.ts";
import type { PageModel } from "../model.ts";
import { PageAnswers } from "../recommend/page_answers.ts";
import { type QueryState, resolveQuery } from "../query/query_state.ts";
import { pageQueryDefaults } from "../recommend/defaults.ts";

/** Answers the query of the address as the Recommend page does. */
export class MapAnswer {
  readonly #model: PageModel;
  readonly #answers: PageAnswers;
  #picks: readonly number[] = [];
  #companions: readonly number[] = [];
  #list: readonly Recommendation[] = [];
  #isEmpty = true;

  constructor(model: PageModel) {
    this.#model = model;
    this.#answers = new PageAnswers(model, pageQueryDefaults());
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
    this.#list = this.#isEmpty ? [] : this.#answers.answer(state).list;
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
}
