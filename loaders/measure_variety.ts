/**
 * What variety costs: the accuracy of the lists as they are shown against how unlike their songs
 * are, at several λ of maximal marginal relevance (`diversify.ts`).
 */
import { audioVectors } from "../src/recommender/audio.ts";
import type { Catalogue, Weights } from "../src/recommender/contract.ts";
import { diversify, POOL_PER_SONG, songSimilarity } from "../src/recommender/diversify.ts";
import { recordingsOf } from "../src/recommender/recordings.ts";
import { topList } from "../src/recommender/top_list.ts";
import type { Subset } from "./holdout.ts";
import type { MeasureContext, Measured } from "./measure.ts";
import { SHOWN_PER_ARTIST, VARIETY_CURVE } from "./methods.ts";
import { intraListDiversity, ndcg } from "./metrics.ts";

/** λ from what is shown by default to where lists are a different sort of thing. */
const VARIETIES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/** Songs of a list as pages show it. */
const SHOWN = 20;
const K = 10;
const SUBSETS = ["warm", "cold"] as const;

/** Collects the two metrics at every λ, playlist by playlist. */
export class VarietyMeasurer {
  readonly #similarity: (a: number, b: number) => number;
  readonly #groups: Int32Array;
  readonly #values: Readonly<Record<"warm" | "cold", readonly Record<Metric, Float64Array>[]>>;

  /**
   * @param weights the scores' own, written beside the measurements
   * @param context what the diversity of lists is measured with
   */
  constructor(
    readonly training: Catalogue,
    readonly weights: Weights,
    readonly context: MeasureContext,
  ) {
    this.#similarity = songSimilarity(training, audioVectors(training, "minmax"));
    this.#groups = recordingsOf(training);
    const columns = () =>
      VARIETIES.map(() => ({
        ndcg: new Float64Array(training.playlistCount).fill(NaN),
        diversity: new Float64Array(training.playlistCount).fill(NaN),
      }));
    this.#values = { warm: columns(), cold: columns() };
  }

  /**
   * Measures the lists of one playlist.
   *
   * @param allowed the songs that compete, by subset
   * @param isRelevant 1 for the songs held out of the playlist; `relevant` are their numbers
   */
  playlist(
    playlist: number,
    scores: Float32Array,
    excluded: Uint8Array,
    allowed: Readonly<Record<Subset, Uint8Array>>,
    isRelevant: Uint8Array,
    relevant: Int32Array,
  ): void {
    const { artists } = this.training;
    for (const subset of SUBSETS) {
      const count = relevant.reduce((n, song) => n + allowed[subset][song], 0);
      if (count === 0) continue;
      const options = { excluded, allowed: allowed[subset], groups: this.#groups };
      const pool = topList(scores, { ...options, count: SHOWN * POOL_PER_SONG });
      const poolScores = Float64Array.from(pool, (song) => scores[song]);
      VARIETIES.forEach((variety, at) => {
        const list = diversify(pool, poolScores, {
          count: SHOWN,
          variety,
          similarity: this.#similarity,
          artists,
          perArtist: SHOWN_PER_ARTIST,
        });
        const columns = this.#values[subset][at];
        const hits = Uint8Array.from(list, (song) => isRelevant[song]);
        const { vectors, d } = this.context;
        columns.ndcg[playlist] = ndcg(hits, count, K);
        columns.diversity[playlist] = intraListDiversity(list, vectors, d, K);
      });
    }
  }

  results(): Measured[] {
    return SUBSETS.flatMap((subset) =>
      this.#values[subset].flatMap((columns, at) =>
        METRICS.map((metric): Measured => ({
          method: VARIETY_CURVE,
          weights: this.weights,
          variety: VARIETIES[at],
          subset,
          metric,
          k: K,
          values: columns[metric],
        }))
      )
    );
  }
}

const METRICS = ["ndcg", "diversity"] as const;
type Metric = (typeof METRICS)[number];
