/** Answers what the address asks, under a page's defaults: the Recommend page and the map agree. */
import { type Answer, Answerer, type AnswerRequest } from "./answer.ts";
import type { PageModel } from "../model.ts";
import {
  featureWeights,
  type QueryState,
  type ResolvedQuery,
  resolveFilters,
  resolveQuery,
} from "../query/query_state.ts";
import { createRanker, MODEL_LABELS, type Ranker } from "./ranking_models.ts";
import type { RecommendDefaults } from "./defaults.ts";

/** An answer with the model that gave it. */
export interface PageAnswer extends Answer {
  readonly ranker: Ranker;
  readonly resolved: ResolvedQuery;
}

/** One page's answers; a ranking model is built when it is first asked. */
export class PageAnswers {
  readonly #model: PageModel;
  readonly #defaults: RecommendDefaults;
  readonly #rankers = new Map<string, Ranker>();
  /** One for each ranker and list that is shown: each keeps the parts of its own last query. */
  readonly #answerers = new Map<string, { ranker: Ranker; answerer: Answerer }>();

  constructor(model: PageModel, defaults: RecommendDefaults) {
    this.#model = model;
    this.#defaults = defaults;
  }

  /**
   * @param list name of the list that it is for, where a page shows several
   * @throws RangeError when the page's defaults name a model that is not there
   */
  answer(state: QueryState, list = "list"): PageAnswer {
    const { ranker, answerer } = this.#modelOf(state, list);
    const resolved = resolveQuery(state, this.#model);
    const request = requestOf(state, this.#model, this.#defaults, ranker, resolved);
    return { ...answerer.answer(request), ranker, resolved };
  }

  /** Builds the ranking model of a state, so that its first answer need not wait for it. */
  prepare(state: QueryState): void {
    this.#modelOf(state, "list").ranker.model;
  }

  #modelOf({ model }: QueryState, list: string) {
    // A model that an address of another version names is passed over.
    const name = model !== null && Object.hasOwn(MODEL_LABELS, model)
      ? model
      : this.#defaults.model;
    const key = `${name} ${list}`;
    let known = this.#answerers.get(key);
    if (known === undefined) {
      const ranker = this.#rankers.get(name) ?? createRanker(name, this.#model);
      this.#rankers.set(name, ranker);
      known = { ranker, answerer: new Answerer(this.#model, ranker) };
      this.#answerers.set(key, known);
    }
    return known;
  }
}

/** What a state asks of a model: the address's values, else the page's, else the model's. */
export function requestOf(
  state: QueryState,
  model: PageModel,
  defaults: RecommendDefaults,
  ranker: Ranker,
  resolved: ResolvedQuery = resolveQuery(state, model),
): AnswerRequest {
  return {
    query: resolved.query,
    featureWeights: featureWeights(state, model, defaults.features),
    blend: state.blend ?? defaults.blend ?? ranker.markedBlend,
    split: (ranker.isSplit ? state.split ?? defaults.split : null) ?? ranker.markedSplit,
    count: state.top ?? defaults.topN,
    perArtist: state.perArtist ?? defaults.perArtist,
    oneVersion: state.oneVersion ?? defaults.oneVersion,
    variety: state.variety ?? defaults.variety,
    novelty: state.novelty ?? defaults.novelty,
    filters: resolveFilters(state, model, resolved.query),
  };
}
