/**
 * The answer to a query: parts computed once a query and feature weights, blended and listed anew
 * for each position of the blend. A drag calls only the latter, and allocates only the list.
 */
import { effectiveWeights } from "../recommender/blend.ts";
import type {
  FeatureWeights,
  Parts,
  Query,
  RankingModel,
  Recommendation,
  Weights,
} from "../recommender/contract.ts";
import { isEmptyQuery, songsOfQuery } from "../recommender/query.ts";
import { recommend } from "../recommender/top_list.ts";
import type { PageModel } from "./model.ts";
import { blendWeights, type Ranker } from "./ranking_models.ts";

/** What a page shows for one query at one blend. */
export interface Answer {
  readonly query: Query;
  readonly featureWeights: FeatureWeights;
  readonly parts: Parts;
  /** The weights that the signals really get; null where none of them has anything to say. */
  readonly weights: Weights | null;
  readonly list: readonly Recommendation[];
}

const NO_PARTS: Parts = { collaborative: null, audio: null, catalogue: null };

/** Answers queries for one model, keeping the parts of the last one. */
export class Answerer {
  readonly #model: RankingModel;
  readonly #page: PageModel;
  readonly #scores: Float32Array;
  readonly #excluded: Uint8Array;
  #key = "";
  #parts: Parts = NO_PARTS;

  constructor(page: PageModel, ranker: Ranker) {
    this.#model = ranker.model;
    this.#page = page;
    this.#scores = new Float32Array(page.catalogue.songCount);
    this.#excluded = new Uint8Array(page.catalogue.songCount);
  }

  /**
   * @param blend weight of the collaborative signal, 0 to 1
   * @param count length of the list
   * @throws RangeError as `RankingModel.parts`
   */
  answer(query: Query, featureWeights: FeatureWeights, blend: number, count: number): Answer {
    const key = JSON.stringify([query, [...featureWeights]]);
    if (key !== this.#key) {
      this.#parts = isEmptyQuery(query) ? NO_PARTS : this.#model.parts(query, featureWeights);
      songsOfQuery(this.#page.catalogue, query, this.#excluded);
      this.#key = key;
    }
    const parts = this.#parts;
    const wanted = blendWeights(this.#model, parts, blend);
    const list = recommend(this.#model, parts, wanted, {
      count,
      excluded: this.#excluded,
      scores: this.#scores,
    });
    return { query, featureWeights, parts, weights: effectiveWeights(parts, wanted), list };
  }
}
