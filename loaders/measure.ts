/** Puts methods to a split: ranks for every playlist, and measures every list. */
import { blend, effectiveWeights } from "../src/recommender/blend.ts";
import type { Parts, Weights } from "../src/recommender/contract.ts";
import { EMPTY_QUERY, songsOfQuery } from "../src/recommender/query.ts";
import { topList } from "../src/recommender/top_list.ts";
import { candidatesOf, type Holdout, type Subset, SUBSETS } from "./holdout.ts";
import {
  coverage,
  hitWithin,
  intraListDiversity,
  meanOfFirst,
  ndcg,
  novelty,
  recall,
  reciprocalRank,
  rPrecision,
} from "./metrics.ts";
import { VarietyMeasurer } from "./measure_variety.ts";
import type { Method, MethodGroup } from "./methods.ts";

/** One metric of one method on one subset: a value a playlist, NaN where it has none. */
export interface Measured {
  readonly method: string;
  readonly weights: Weights;
  /** λ of lists with variety; 0 where it is left out. */
  readonly variety?: number;
  readonly subset: Subset;
  readonly metric: string;
  /** Depth of the list; 0 for metrics without one. */
  readonly k: number;
  readonly values: Float64Array;
  /** Set for metrics of all lists together, which are no mean over playlists. */
  readonly whole?: number;
}

/** What lists are measured with beside the held-out songs. */
export interface MeasureContext {
  /** Scaled audio features, songs × d, for the diversity within lists. */
  readonly vectors: Float32Array;
  readonly d: number;
}

/** Length of the lists that are ranked; the deepest metric needs 50, R-precision up to 100. */
const FULL_LENGTH = 100;
const SHORT_LENGTH = 50;

/** A list's metrics in full, and the two that curves and grids are drawn of. */
export const FULL_METRICS = [
  ["ndcg", 10],
  ["recall", 10],
  ["recall", 50],
  ["r_precision", 0],
  ["mrr", 0],
  ["hit_rate", 10],
  ["diversity", 10],
  ["novelty", 10],
  ["popularity_percentile", 10],
] as const;
const SHORT_METRICS = [["ndcg", 10], ["recall", 50]] as const;
type Metric = (typeof FULL_METRICS)[number];

/**
 * Measures the methods of one model.
 *
 * @param full tells which methods get all metrics and all subsets; the others, two metrics and
 *   the subsets warm and cold
 * @returns what variety costs comes last, where it is asked for
 */
export function measure(
  { model, methods, isVaried = false }: MethodGroup,
  split: Holdout,
  context: MeasureContext,
  full: (method: Method) => boolean,
): Measured[] {
  const { training, heldOut } = split;
  const { songCount, playlistCount } = training;
  const measurers = methods.map((method) => new Measurer(method, full(method), split, context));
  const { defaultWeights } = model;
  const varied = isVaried ? new VarietyMeasurer(training, defaultWeights, context) : null;
  const allowed = Object.fromEntries(
    SUBSETS.map((subset) => [subset, candidatesOf(split, subset)]),
  ) as Record<Subset, Uint8Array>;
  const featureWeights = new Float64Array(training.features.length).fill(1);
  const scores = new Float32Array(songCount), excluded = new Uint8Array(songCount);
  const isRelevant = new Uint8Array(songCount);
  for (let playlist = 0; playlist < playlistCount; playlist++) {
    const relevant = heldOut.indices.subarray(
      heldOut.indptr[playlist],
      heldOut.indptr[playlist + 1],
    );
    if (relevant.length === 0) continue;
    const query = { ...EMPTY_QUERY, playlists: [playlist] };
    const parts = model.parts(query, featureWeights);
    songsOfQuery(training, query, excluded);
    for (const song of relevant) isRelevant[song] = 1;
    const pools = measurers.some((measurer) => !measurer.full)
      ? (["warm", "cold"] as const).map((subset) =>
        poolOf(parts, subset, allowed[subset], excluded)
      )
      : [];
    for (const measurer of measurers) {
      if (!measurer.full) measurer.point(playlist, pools, scores, isRelevant, relevant);
      else measurer.playlist(playlist, parts, scores, excluded, allowed, isRelevant, relevant);
    }
    if (varied !== null && effectiveWeights(parts, defaultWeights) !== null) {
      blend(parts, defaultWeights, scores);
      varied.playlist(playlist, scores, excluded, allowed, isRelevant, relevant);
    }
    for (const song of relevant) isRelevant[song] = 0;
  }
  const results = measurers.flatMap((measurer) => measurer.results());
  return varied === null ? results : [...results, ...varied.results()];
}

/** The songs that compete in a subset, ascending, and their parts. */
interface Pool {
  readonly subset: Subset;
  readonly songs: Int32Array;
  readonly parts: Parts;
}

/** Gathers them once, so that the many points of a grid score no other songs. */
function poolOf(parts: Parts, subset: Subset, allowed: Uint8Array, excluded: Uint8Array): Pool {
  let count = 0;
  for (let song = 0; song < allowed.length; song++) if (allowed[song] && !excluded[song]) count++;
  const songs = new Int32Array(count);
  for (let song = 0, at = 0; song < allowed.length; song++) {
    if (allowed[song] && !excluded[song]) songs[at++] = song;
  }
  const gather = (part: Float32Array | null) => {
    if (part === null) return null;
    const out = new Float32Array(count);
    for (let i = 0; i < count; i++) out[i] = part[songs[i]];
    return out;
  };
  const { collaborative, audio, catalogue } = parts;
  return {
    subset,
    songs,
    parts: {
      collaborative: gather(collaborative),
      audio: gather(audio),
      catalogue: gather(catalogue),
    },
  };
}

/** Collects the metrics of one method. */
class Measurer {
  readonly #subsets: readonly Subset[];
  readonly #metrics: readonly Metric[];
  readonly #length: number;
  readonly #values = new Map<string, Float64Array>();
  readonly #lists: Record<Subset, Int32Array[]> = { warm: [], cold: [], all: [] };
  readonly #playlistsOfSong: Int32Array;
  readonly #popularityPercentiles: Float64Array;

  constructor(
    readonly method: Method,
    readonly full: boolean,
    readonly split: Holdout,
    readonly context: MeasureContext,
  ) {
    this.#subsets = full ? SUBSETS : ["warm", "cold"];
    this.#metrics = full ? FULL_METRICS : SHORT_METRICS;
    this.#length = full ? FULL_LENGTH : SHORT_LENGTH;
    const { indptr } = split.training.songPlaylists;
    this.#playlistsOfSong = new Int32Array(split.training.songCount)
      .map((_, song) => indptr[song + 1] - indptr[song]);
    this.#popularityPercentiles = full
      ? percentiles(split.training.popularities)
      : new Float64Array(0);
  }

  playlist(
    playlist: number,
    parts: Parts,
    scores: Float32Array,
    excluded: Uint8Array,
    allowed: Record<Subset, Uint8Array>,
    isRelevant: Uint8Array,
    relevant: Int32Array,
  ): void {
    const { weights } = this.method;
    const answered = effectiveWeights(parts, weights) !== null;
    if (answered) blend(parts, weights, scores);
    for (const subset of this.#subsets) {
      const count = relevant.reduce((n, song) => n + allowed[subset][song], 0);
      if (count === 0) continue;
      // A method without an answer for the query lists nothing, which is a miss.
      const list = answered
        ? (this.method.list ?? topList)(scores, {
          count: this.#length,
          excluded,
          allowed: allowed[subset],
        })
        : new Int32Array(0);
      this.#lists[subset].push(list);
      const hits = Uint8Array.from(list, (song) => isRelevant[song]);
      for (const [metric, k] of this.#metrics) {
        this.#column(subset, metric, k)[playlist] = this.#measure(metric, k, list, hits, count);
      }
    }
  }

  /** Like `playlist`, for a point of a curve or grid. */
  point(
    playlist: number,
    pools: readonly Pool[],
    scores: Float32Array,
    isRelevant: Uint8Array,
    relevant: Int32Array,
  ): void {
    const { weights } = this.method;
    for (const { subset, songs, parts } of pools) {
      const pool = scores.subarray(0, songs.length);
      const count = relevant.reduce(
        (n, song) => n + (subset === "warm" ? this.split.warm[song] : 1 - this.split.warm[song]),
        0,
      );
      if (count === 0) continue;
      const list = effectiveWeights(parts, weights) === null
        ? new Int32Array(0)
        : topList(blend(parts, weights, pool), { count: this.#length });
      const hits = Uint8Array.from(list, (at) => isRelevant[songs[at]]);
      for (const [metric, k] of SHORT_METRICS) {
        this.#column(subset, metric, k)[playlist] = this.#measure(metric, k, list, hits, count);
      }
    }
  }

  results(): Measured[] {
    const { name, weights } = this.method;
    const out: Measured[] = [];
    for (const subset of this.#subsets) {
      for (const [metric, k] of this.#metrics) {
        const values = this.#column(subset, metric, k);
        out.push({ method: name, weights, subset, metric, k, values });
      }
      if (!this.full) continue;
      const values = new Float64Array(0);
      const whole = coverage(this.#lists[subset], this.split.training.songCount, 10);
      out.push({ method: name, weights, subset, metric: "coverage", k: 10, values, whole });
    }
    return out;
  }

  #column(subset: Subset, metric: string, k: number): Float64Array {
    const key = `${subset} ${metric} ${k}`;
    let column = this.#values.get(key);
    if (column === undefined) {
      column = new Float64Array(this.split.heldOut.rows).fill(NaN);
      this.#values.set(key, column);
    }
    return column;
  }

  #measure(
    metric: Metric[0],
    k: number,
    list: Int32Array,
    hits: Uint8Array,
    relevant: number,
  ): number {
    switch (metric) {
      case "ndcg":
        return ndcg(hits, relevant, k);
      case "recall":
        return recall(hits, relevant, k);
      case "r_precision":
        return rPrecision(hits, relevant);
      case "mrr":
        return reciprocalRank(hits, relevant);
      case "hit_rate":
        return hitWithin(hits, relevant, k);
      case "diversity":
        return intraListDiversity(list, this.context.vectors, this.context.d, k);
      case "novelty":
        return novelty(list, this.#playlistsOfSong, this.split.training.playlistCount, k);
      case "popularity_percentile":
        return meanOfFirst(list, k, (song) => this.#popularityPercentiles[song]);
    }
  }
}

/**
 * Share of songs that are less popular, ties half, from 0 to 1; 0.5 where unknown, and not a number
 * where it is of no song known.
 */
export function percentiles(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const below = (value: number, orEqual: boolean) => {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return values.map((value) =>
    Number.isNaN(value) && sorted.length > 0
      ? 0.5
      : (below(value, false) + below(value, true)) / 2 / sorted.length
  );
}
