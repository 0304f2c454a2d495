/**
 * The tuned model: the back-off neighbourhood, taste histograms and what is written about songs,
 * added up in the log of the score. At its marked weights the score is
 *
 *     log(1 + S / (ε sd(S)))                 neighbourhood (`backoff.ts`)
 *       + Σ strength · L of each trait       audio features, age, popularity … (`taste.ts`)
 *       + Σ strength · L of version words    (`version_words.ts`)
 *       + artist repeats                     a query that repeats artists wants the same ones
 *       − another version of a song of the query
 *       + popularity, for songs in a playlist
 *       + listing · log of how many playlists hold the song
 *       − λ · claims of other playlists      (`claims.ts`)
 *
 * with the numbers of `tuned_parameters.ts`. The neighbourhood's term is split by shares: what S
 * owes to playlists that hold the song is collaborative, as is how many these are, what it owes to
 * playlists borrowed from its artist, album and featured artists is catalogue. Traits of sound are audio, all else is
 * catalogue. A genre is a vote of its playlists and counts as catalogue, since it says nothing
 * about songs that people put together with the query's.
 *
 * Parts are divided by the marked weights, so that there their weighted sum is the score above.
 */
import { type Backoff, buildBackoff } from "./backoff.ts";
import { blend } from "./blend.ts";
import { claimsOf } from "./claims.ts";
import type { Catalogue, FeatureWeights, Parts, Query, RankingModel, Weights } from "./contract.ts";
import { VersionFinder } from "./recordings.ts";
import { buildTaste, type Taste } from "./taste.ts";
import { type Answer, answerQuery } from "./tuned_answer.ts";
import { MARKED_WEIGHTS, TUNED_PARAMETERS, type TunedParameters } from "./tuned_parameters.ts";
import { type TunedFindings, tunedFindings } from "./tuned_findings.ts";
import type { VersionWords } from "./version_words.ts";

export interface TunedOptions {
  readonly parameters?: TunedParameters;
  /**
   * How strongly playlists claim each song (`claimsOf`), which takes seconds to find and is kept
   * with a model; "compute" finds it, "none" leaves its term out. @default "none"
   */
  readonly claims?: Float32Array | "compute" | "none";
  /** What is known of the catalogue already. @default what is found in it */
  readonly findings?: TunedFindings;
}

/** The tuned model and what its explanations read. */
export interface TunedModel extends RankingModel {
  readonly catalogue: Catalogue;
  readonly parameters: TunedParameters;
  readonly backoff: Backoff;
  readonly taste: Taste;
  readonly versions: VersionWords;
  /** Finds other versions of the query's songs (`recordings.ts`). */
  readonly versionFinder: VersionFinder;
  /** How strongly all playlists claim each song; null where that is left out. */
  readonly claims: Float32Array | null;
  /** The same scores with every table that they are made of. */
  answer(query: Query, featureWeights: FeatureWeights): Answer;
}

/**
 * Builds the tuned model, in O(songs · features · log songs + pairs), and as long as a query for
 * each playlist where claims are to be computed.
 *
 * @throws RangeError when `claims` does not have one value a song
 */
export function tunedModel(catalogue: Catalogue, options: TunedOptions = {}): TunedModel {
  const { parameters = TUNED_PARAMETERS, claims = "none" } = options;
  const { findings = tunedFindings(catalogue) } = options;
  if (typeof claims === "object" && claims.length !== catalogue.songCount) {
    throw new RangeError(
      `Cannot build the tuned model: ${claims.length} claims for ${catalogue.songCount} songs`,
    );
  }
  const plain = withClaims({
    catalogue,
    parameters,
    backoff: buildBackoff(
      catalogue,
      parameters.backoff,
      findings.featured,
      findings.relevances?.groups,
    ),
    taste: buildTaste(catalogue, findings.scales, findings.relevances?.taste),
    versions: findings.versions,
    versionFinder: new VersionFinder(catalogue, findings.sameNames),
  }, null);
  if (claims === "none") return plain;
  return withClaims(plain, claims === "compute" ? claimsOf(plain) : claims);
}

/** What a model is made of, whatever the claims. */
type TunedBase = Pick<
  TunedModel,
  "catalogue" | "parameters" | "backoff" | "taste" | "versions" | "versionFinder"
>;

/** The same model with other claims, at no cost. */
export function withClaims(base: TunedBase, claims: Float32Array | null): TunedModel {
  const { catalogue, parameters, backoff, taste, versions, versionFinder } = base;
  const model: TunedModel = {
    name: "tuned",
    defaultWeights: MARKED_WEIGHTS,
    catalogue,
    parameters,
    backoff,
    taste,
    versions,
    versionFinder,
    claims,
    answer: (query, featureWeights) => answerQuery(model, query, featureWeights),
    parts: (query, featureWeights) => model.answer(query, featureWeights).parts,
    match: matchOfScores(),
  };
  return model;
}

/** Standard deviations above the mean song at which the match is 50, and those that take it to 73. */
const MATCH_MIDDLE = 5, MATCH_WIDTH = 2;

/**
 * The match: 100 / (1 + exp((5 − z) / 2)), z the score's standard deviations above the mean over
 * all songs under these weights. An average song has 8, one that stands out by 5 standard deviations
 * 50, by 10 standard deviations 92: the best of a query of one song reach 12, and are still told
 * apart. Scores of a query that tells songs apart poorly spread little and match little.
 */
function matchOfScores(): RankingModel["match"] {
  let last: { parts: Parts; weights: Weights; mean: number; deviation: number } | null = null;
  return (score, parts, weights) => {
    if (last === null || last.parts !== parts || last.weights !== weights) {
      last = { parts, weights, ...spread(parts, weights) };
    }
    const z = last.deviation > 0 ? (score - last.mean) / last.deviation : 0;
    return 100 / (1 + Math.exp((MATCH_MIDDLE - z) / MATCH_WIDTH));
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
