/**
 * The answer to a query: parts computed once a query and feature weights, blended and listed anew
 * for each position of a slider. A drag calls only the latter, and allocates only the list.
 */
import { effectiveWeights } from "../../recommender/blend.ts";
import type {
  FeatureWeights,
  Parts,
  Query,
  Recommendation,
  Signal,
  Weights,
} from "../../recommender/contract.ts";
import { normalizeName } from "../../recommender/credits.ts";
import { songSimilarity } from "../../recommender/diversify.ts";
import { allowedSongs, isUnfiltered, type SongFilters } from "../../recommender/filters.ts";
import { likeness, nearestDislike, pushedAway } from "../../recommender/feedback.ts";
import { EMPTY_QUERY, isEmptyQuery, songsOfQuery } from "../../recommender/query.ts";
import { recordingTitle } from "../../recommender/recordings.ts";
import { type ShownList, shownList } from "../../recommender/shown_list.ts";
import type { PageModel } from "../model.ts";
import { audioProfiles, blendWeights, type Ranker } from "./ranking_models.ts";

/** What a page asks. */
export interface AnswerRequest {
  readonly query: Query;
  readonly featureWeights: FeatureWeights;
  /** Weight of the collaborative signal, 0 to 1. */
  readonly blend: number;
  /** Audio's share of content, 0 to 1. */
  readonly split: number;
  /** Length of the list. */
  readonly count: number;
  /** Most songs of one artist; 0 for any number. */
  readonly perArtist: number;
  /**
   * List one version of a recording, the best ranked, and none of a song that the query has.
   */
  readonly oneVersion: boolean;
  /** 0 to 1; see `diversify`. */
  readonly variety: number;
  /** −1 to 1; see `shownList`. */
  readonly novelty: number;
  readonly filters: SongFilters;
}

/** What a page shows for one request. */
export interface Answer {
  readonly request: AnswerRequest;
  /** With feedback; the same object for as long as query and feature weights stay. */
  readonly parts: Parts;
  /** Without feedback: as the model gave them. */
  readonly modelParts: Parts;
  /** The weights that the signals really get; null where none of them has anything to say. */
  readonly weights: Weights | null;
  readonly list: readonly Recommendation[];
  /** What novelty adds to the score of a song. */
  noveltyOf(song: number): number;
  /** What likeness to disliked songs takes away in a signal; null where there is none. */
  pushOf(song: number, signal: Signal): Push | null;
  /** Songs that the filters let through; all of them without filters. */
  readonly allowedCount: number;
}

/** What a dislike does to a song. */
export interface Push {
  /** The disliked song that it is most like. */
  readonly dislike: number;
  /** Added to the signal's share of the score; negative. */
  readonly adds: number;
}

const NO_PARTS: Parts = { collaborative: null, audio: null, catalogue: null };

/** Without a query the model is not even built. */
const NO_LIST: ShownList = { list: [], perPopularity: 0 };

/** Disliked songs whose likeness is kept: a third of a megabyte each for 28,000 songs. */
const MOST_KEPT = 100;

/** Answers queries for one model, keeping the parts of the last one. */
export class Answerer {
  readonly #ranker: Ranker;
  readonly #model: PageModel;
  readonly #scores: Float32Array;
  readonly #excluded: Uint8Array;
  readonly #allowed: Uint8Array;
  readonly #recordings = new Map<number, string>();
  #heard: ReadonlySet<string> | undefined;
  #key: string | undefined;
  #askedKey: string | undefined;
  #filterKey: string | undefined;
  #allowedCount = 0;
  #popularity: Float32Array | undefined;
  #similarity: ((a: number, b: number) => number) | undefined;
  #modelParts: Parts = NO_PARTS;
  #parts: Parts = NO_PARTS;
  /** Likeness to each disliked song, for as long as the feature weights stay. */
  #likeness = new Map<number, Parts>();
  #likenessKey = "";

  constructor(model: PageModel, ranker: Ranker) {
    const { songCount } = model.catalogue;
    this.#ranker = ranker;
    this.#model = model;
    this.#scores = new Float32Array(songCount);
    this.#excluded = new Uint8Array(songCount);
    this.#allowed = new Uint8Array(songCount);
  }

  /** @throws RangeError as `RankingModel.parts` and `shownList` */
  answer(request: AnswerRequest): Answer {
    const { catalogue } = this.#model;
    const { query, featureWeights, blend, split, oneVersion, perArtist } = request;
    const { variety, novelty, filters } = request;
    this.#prepare(query, featureWeights);
    const allowed = this.#filter(filters);
    const parts = this.#parts;
    const wanted = blendWeights(this.#ranker, parts, blend, split);
    if (novelty !== 0) this.#popularity ??= standardScores(catalogue.popularities);
    if (variety > 0) {
      this.#similarity ??= songSimilarity(catalogue, audioProfiles(this.#model).audio);
    }
    const { list, perPopularity } = isEmptyQuery(query)
      ? NO_LIST
      : shownList(this.#ranker.model, parts, wanted, {
        count: request.count,
        excluded: this.#excluded,
        allowed,
        recordingOf: oneVersion ? (song) => this.#recording(song) : undefined,
        heard: oneVersion ? this.#heardRecordings() : undefined,
        artists: catalogue.artists,
        perArtist: perArtist === 0 ? Infinity : perArtist,
        novelty,
        popularity: this.#popularity,
        variety,
        similarity: this.#similarity,
        scores: this.#scores,
      });
    const popularity = this.#popularity;
    const weights = effectiveWeights(parts, wanted);
    const modelParts = this.#modelParts;
    const dislikes = query.dislikes ?? [];
    const likenesses = parts === modelParts
      ? []
      : dislikes.map((song) => this.#likeness.get(song)!);
    return {
      request,
      parts,
      modelParts,
      weights,
      list,
      pushOf(song, signal) {
        const nearest = nearestDislike(likenesses, signal, song);
        const pushed = parts[signal], own = modelParts[signal];
        if (nearest < 0 || pushed === null || own === null) return null;
        const adds = (weights?.[signal] ?? 0) * (pushed[song] - own[song]);
        return adds < 0 ? { dislike: dislikes[nearest], adds } : null;
      },
      noveltyOf: (song) => popularity ? perPopularity * popularity[song] : 0,
      allowedCount: this.#allowedCount,
    };
  }

  #prepare(query: Query, featureWeights: FeatureWeights): void {
    const key = JSON.stringify([query, [...featureWeights]]);
    if (key === this.#key) return;
    const { dislikes = [], ...asked } = query;
    const askedKey = JSON.stringify([asked, [...featureWeights]]);
    if (askedKey !== this.#askedKey) {
      this.#modelParts = isEmptyQuery(query)
        ? NO_PARTS
        : this.#ranker.model.parts(asked, featureWeights);
      this.#askedKey = askedKey;
    }
    this.#parts = isEmptyQuery(query)
      ? NO_PARTS
      : pushedAway(this.#modelParts, this.#likenesses(dislikes, featureWeights));
    songsOfQuery(this.#model.catalogue, query, this.#excluded);
    for (const song of dislikes) this.#excluded[song] = 1;
    this.#heard = undefined;
    this.#key = key;
  }

  /** A dislike is a query of its own, asked once. */
  #likenesses(dislikes: readonly number[], featureWeights: FeatureWeights): Parts[] {
    const key = featureWeights.join();
    if (key !== this.#likenessKey || this.#likeness.size > MOST_KEPT) this.#likeness.clear();
    this.#likenessKey = key;
    return dislikes.map((song) => {
      let known = this.#likeness.get(song);
      if (known === undefined) {
        const query = { ...EMPTY_QUERY, songs: [song] };
        known = likeness(this.#ranker.model.parts(query, featureWeights));
        this.#likeness.set(song, known);
      }
      return known;
    });
  }

  #filter(filters: SongFilters): Uint8Array | undefined {
    if (isUnfiltered(filters)) {
      this.#filterKey = undefined;
      this.#allowedCount = this.#model.catalogue.songCount;
      return undefined;
    }
    const key = JSON.stringify(filters);
    if (key !== this.#filterKey) {
      allowedSongs(this.#model.catalogue, this.#model.songGenres, filters, this.#allowed);
      this.#allowedCount = this.#allowed.reduce((count, isAllowed) => count + isAllowed, 0);
      this.#filterKey = key;
    }
    return this.#allowed;
  }

  #heardRecordings(): ReadonlySet<string> {
    if (this.#heard === undefined) {
      const heard = new Set<string>();
      this.#excluded.forEach((isExcluded, song) => {
        if (isExcluded) heard.add(this.#recording(song));
      });
      this.#heard = heard;
    }
    return this.#heard;
  }

  /** As `recordingsOf` groups songs, but for one song at a time. */
  #recording(song: number): string {
    let recording = this.#recordings.get(song);
    if (recording === undefined) {
      const { catalogue } = this.#model;
      const artist = catalogue.artists[song], title = recordingTitle(catalogue.titles[song]);
      recording = title === "" || artist < 0
        ? `song ${song}`
        : `${normalizeName(catalogue.artistNames[artist]) || `artist ${artist}`}\n${title}`;
      this.#recordings.set(song, recording);
    }
    return recording;
  }
}

/** Values in standard deviations from their mean; 0 where unknown. */
export function standardScores(values: Float64Array): Float32Array {
  let known = 0, sum = 0, squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    known++;
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(1, known);
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, known) - mean * mean));
  return Float32Array.from(
    values,
    (value) => Number.isNaN(value) || !(deviation > 0) ? 0 : (value - mean) / deviation,
  );
}
