/**
 * The tuned model: the back-off neighbourhood and the taste histograms, added up in the log of the
 * score. At its marked weights the score is
 *
 *     log(1 + S / (ε sd(S)))                      neighbourhood (`backoff.ts`)
 *       + 0.1 Σ L_feature + 0.07 Σ L_artist mean  audio taste (`taste.ts`)
 *       + 0.5 L_age, popularity                   era
 *       − 1.4 [another version of a query's song] + 0.4 · popularity [in a playlist]
 *
 * The neighbourhood's term is split by shares: what S owes to playlists that hold the song is
 * collaborative, what it owes to playlists borrowed from its artist, album and featured artists is
 * catalogue. A genre is a vote of its playlists and counts as catalogue, since it says nothing
 * about songs that people put together with the query's.
 *
 * Parts are divided by the marked weights, so that there their weighted sum is the score above.
 */
import { type Backoff, type BackoffOptions, buildBackoff } from "./backoff.ts";
import { blend } from "./blend.ts";
import type { Catalogue, FeatureWeights, Parts, RankingModel, Weights } from "./contract.ts";
import { type Answer, answerQuery, type TunedQuery } from "./tuned_answer.ts";
import { worksOf } from "./recordings.ts";
import { buildTaste, type Taste } from "./taste.ts";

/** How much each term counts in the score at the marked weights. */
export interface TermStrengths {
  /** ε: how little of the neighbourhood counts as nothing, in standard deviations. */
  readonly neighborhoodFloor: number;
  readonly feature: number;
  readonly artistMean: number;
  readonly era: number;
  readonly sameWork: number;
  readonly popularity: number;
  readonly genre: number;
  readonly preference: number;
  /** α of the features' histograms and of the era's. */
  readonly featurePrior: number;
  readonly eraPrior: number;
}

export const TERM_STRENGTHS: TermStrengths = {
  neighborhoodFloor: 0.15,
  feature: 0.1,
  artistMean: 0.07,
  era: 0.5,
  sameWork: -1.4,
  popularity: 0.4,
  genre: 1,
  preference: 1,
  featurePrior: 15,
  eraPrior: 8,
};

export interface TunedOptions {
  readonly backoff?: BackoffOptions;
  readonly strengths?: TermStrengths;
}

/** The tuned model and what its explanations read. */
export interface TunedModel extends RankingModel {
  readonly catalogue: Catalogue;
  readonly backoff: Backoff;
  readonly taste: Taste;
  /** The work of each song (`recordings.ts`). */
  readonly works: Int32Array;
  readonly strengths: TermStrengths;
  parts(query: TunedQuery, featureWeights: FeatureWeights): Parts;
  /** The same scores with every table that they were made of. */
  answer(query: TunedQuery, featureWeights: FeatureWeights): Answer;
}

/** The marked point; tenths, so that the evaluation's grid of weights passes through it. */
export const MARKED_WEIGHTS: Weights = { collaborative: 0.4, audio: 0.2, catalogue: 0.4 };

/** Standard deviations above the mean song at which the match is 50. */
const MATCH_MIDDLE = 3;

/** Builds the tuned model, in O(songs · features · log songs + pairs). */
export function tunedModel(catalogue: Catalogue, options: TunedOptions = {}): TunedModel {
  const match = matchOfScores();
  const model: TunedModel = {
    name: "tuned",
    defaultWeights: MARKED_WEIGHTS,
    catalogue,
    backoff: buildBackoff(catalogue, options.backoff),
    taste: buildTaste(catalogue),
    works: worksOf(catalogue),
    strengths: options.strengths ?? TERM_STRENGTHS,
    answer: (query, featureWeights) => answerQuery(model, query, featureWeights),
    parts: (query, featureWeights) => model.answer(query, featureWeights).parts,
    match,
  };
  return model;
}

/**
 * The match: 100 / (1 + exp(3 − z)), z the score's standard deviations above the mean over all
 * songs under these weights. An average song has 5, one that stands out by 3 standard deviations
 * 50, by 6 standard deviations 95. Scores of a query that tells songs apart poorly spread little
 * around their mean and match little.
 */
function matchOfScores(): RankingModel["match"] {
  let last: { parts: Parts; weights: Weights; mean: number; deviation: number } | null = null;
  return (score, parts, weights) => {
    if (last === null || last.parts !== parts || last.weights !== weights) {
      last = { parts, weights, ...spread(parts, weights) };
    }
    const z = last.deviation > 0 ? (score - last.mean) / last.deviation : 0;
    return 100 / (1 + Math.exp(MATCH_MIDDLE - z));
  };
}

function spread(parts: Parts, weights: Weights): { mean: number; deviation: number } {
  const part = parts.collaborative ?? parts.audio ?? parts.catalogue;
  const scores = blend(parts, weights, new Float32Array(part?.length ?? 0));
  let sum = 0, squares = 0;
  for (let song = 0; song < scores.length; song++) {
    sum += scores[song];
    squares += scores[song] * scores[song];
  }
  const n = Math.max(scores.length, 1), mean = sum / n;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / n - mean * mean)) };
}
