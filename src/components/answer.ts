/**
 * The answer to a query: parts computed once a query and feature weights, blended and listed anew
 * for each position of the blend. A drag calls only the latter, and allocates only the list.
 */
import { effectiveWeights } from "../recommender/blend.ts";
import type {
  Catalogue,
  FeatureWeights,
  Parts,
  Query,
  RankingModel,
  Recommendation,
  Weights,
} from "../recommender/contract.ts";
import { isEmptyQuery, songsOfQuery } from "../recommender/query.ts";
import { recordingTitle } from "../recommender/recordings.ts";
import { recommend } from "../recommender/top_list.ts";
import { blendWeights } from "./ranking_models.ts";

/** What a page shows for one query at one blend. */
export interface Answer {
  readonly query: Query;
  readonly featureWeights: FeatureWeights;
  /** The same object for as long as query and feature weights stay. */
  readonly parts: Parts;
  /** The weights that the signals really get; null where none of them has anything to say. */
  readonly weights: Weights | null;
  readonly list: readonly Recommendation[];
}

export interface AnswerOptions {
  /**
   * List one version of a recording, the best ranked, and none of a song that the query has.
   * @default true
   */
  readonly oneVersion?: boolean;
}

/** Answers queries for one model, keeping the parts of the last one. */
export class Answerer {
  readonly #model: RankingModel;
  readonly #catalogue: Catalogue;
  readonly #oneVersion: boolean;
  readonly #scores: Float32Array;
  readonly #excluded: Uint8Array;
  readonly #recordings = new Map<number, string>();
  readonly #ofQuery = new Set<string>();
  #key: string | undefined;
  #parts: Parts = { collaborative: null, audio: null, catalogue: null };

  constructor(
    catalogue: Catalogue,
    model: RankingModel,
    { oneVersion = true }: AnswerOptions = {},
  ) {
    this.#model = model;
    this.#catalogue = catalogue;
    this.#oneVersion = oneVersion;
    this.#scores = new Float32Array(catalogue.songCount);
    this.#excluded = new Uint8Array(catalogue.songCount);
  }

  /**
   * @param blend weight of the collaborative signal, 0 to 1
   * @param count length of the list
   * @throws RangeError as `RankingModel.parts`
   */
  answer(query: Query, featureWeights: FeatureWeights, blend: number, count: number): Answer {
    const key = JSON.stringify([query, [...featureWeights]]);
    if (key !== this.#key) {
      this.#parts = isEmptyQuery(query)
        ? { collaborative: null, audio: null, catalogue: null }
        : this.#model.parts(query, featureWeights);
      this.#exclude(query);
      this.#key = key;
    }
    const parts = this.#parts;
    const wanted = blendWeights(this.#model, parts, blend);
    const list = this.#list(wanted, count);
    return { query, featureWeights, parts, weights: effectiveWeights(parts, wanted), list };
  }

  #exclude(query: Query): void {
    songsOfQuery(this.#catalogue, query, this.#excluded);
    this.#ofQuery.clear();
    if (!this.#oneVersion) return;
    this.#excluded.forEach((isExcluded, song) => {
      if (isExcluded) this.#ofQuery.add(this.#recording(song));
    });
  }

  #list(weights: Weights, count: number): Recommendation[] {
    const top = (length: number) =>
      recommend(this.#model, this.#parts, weights, {
        count: length,
        excluded: this.#excluded,
        scores: this.#scores,
      });
    if (!this.#oneVersion) return top(count);
    // Titles are taken apart for the songs near the top only: for all it would take longer than
    // the rest of the answer.
    for (let reach = 2 * count + 20;; reach *= 4) {
      const songs = top(reach);
      const listed = this.#distinct(songs, count);
      if (listed.length === count || songs.length < reach) return listed;
    }
  }

  #distinct(songs: readonly Recommendation[], count: number): Recommendation[] {
    const seen = new Set(this.#ofQuery);
    const listed: Recommendation[] = [];
    for (const entry of songs) {
      if (listed.length === count) break;
      const recording = this.#recording(entry.song);
      if (seen.has(recording)) continue;
      seen.add(recording);
      listed.push({ ...entry, rank: listed.length + 1 });
    }
    return listed;
  }

  /** Artist and title of a song without words of re-release; a song that lacks one is alone. */
  #recording(song: number): string {
    let recording = this.#recordings.get(song);
    if (recording === undefined) {
      const { titles, artists } = this.#catalogue;
      const title = recordingTitle(titles[song]);
      recording = title === "" || artists[song] < 0
        ? `song ${song}`
        : `artist ${artists[song]} ${title}`;
      this.#recordings.set(song, recording);
    }
    return recording;
  }
}
