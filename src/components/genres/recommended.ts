/** What a query for a genre or subgenre ranks and lists, as the Recommend page does. */
import { blend } from "../../recommender/blend.ts";
import { EMPTY_QUERY } from "../../recommender/query.ts";
import type { PageModel } from "../model.ts";
import { EMPTY_STATE } from "../query/query_state.ts";
import { pageQueryDefaults } from "../recommend/defaults.ts";
import { PageAnswers } from "../recommend/page_answers.ts";
import { createRanker, type Ranker } from "../recommend/ranking_models.ts";
import type { Group, Grouping } from "./groups.ts";

/** Songs of a list that are compared. */
export const LIST = 100;

/** Answers queries for groups by the tuned model, which is built when it is first asked. */
export class GroupQueries {
  readonly #model: PageModel;
  readonly #answers: PageAnswers;
  readonly #defaults = pageQueryDefaults();
  #ranker: Ranker | undefined;

  constructor(model: PageModel) {
    this.#model = model;
    this.#answers = new PageAnswers(model, this.#defaults);
  }

  /** The first `LIST` songs that the Recommend page would list for the group alone. */
  list(by: Grouping, { name }: Group): number[] {
    const wanted = by === "genre" ? { genres: [name] } : { subgenres: [name] };
    return this.#answers.answer({ ...EMPTY_STATE, ...wanted, top: LIST }).list
      .map(({ song }) => song);
  }

  /** The score of every song for the group alone, at the model's own weights. */
  scores(by: Grouping, { row }: Group): Float32Array {
    const { catalogue } = this.#model;
    this.#ranker ??= createRanker(this.#defaults.model, this.#model);
    const wanted = by === "genre" ? { genres: [row] } : { subgenres: [row] };
    const weights = new Float64Array(catalogue.features.length).fill(1);
    const parts = this.#ranker.model.parts({ ...EMPTY_QUERY, ...wanted }, weights);
    return blend(parts, this.#ranker.model.defaultWeights, new Float32Array(catalogue.songCount));
  }
}
