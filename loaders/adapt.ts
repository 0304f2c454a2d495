/**
 * Gives a data set strengths of its own where the shipped ones, found on the public set, do worse.
 *
 * On an inner split of the pairs that the model may learn from, or on several where these are few,
 * some playlists' held-out songs are set against those that compete with them, and the strengths are
 * fitted to tell them apart (`term_fit.ts`), pulled towards the shipped ones. They are taken only
 * when they help playlists that the fit has not seen: fitted on one half of the playlists they must
 * gain on the other by more than chance. How strongly they are pulled is decided so as well, by what
 * gains most: a few playlists tell little, many alike ones tell much. Nothing outside of the
 * catalogue that is given is looked at, so an evaluation that gives its training pairs leaks nothing.
 */
import { blend } from "../src/recommender/blend.ts";
import { claimsOfScores } from "../src/recommender/claims.ts";
import type { Catalogue } from "../src/recommender/contract.ts";
import { EMPTY_QUERY, songsOfQuery } from "../src/recommender/query.ts";
import {
  FIRST_STRENGTHS,
  MAY_BE_NEGATIVE,
  termColumns,
  TERMS,
  withStrengths,
} from "../src/recommender/term_strengths.ts";
import { topList } from "../src/recommender/top_list.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import type { Answer } from "../src/recommender/tuned_answer.ts";
import { TUNED_PARAMETERS, type TunedParameters } from "../src/recommender/tuned_parameters.ts";
import { mean, standardError } from "./bootstrap.ts";
import { candidatesOf, type Holdout, randomHoldout } from "./holdout.ts";
import { ndcg, recall } from "./metrics.ts";
import { drawFirst, randomNumbers } from "../src/recommender/random.ts";
import { type Choice, fitStrengths, scoresOfChoice } from "./term_fit.ts";

const SEED = 271;
/** Queries × songs that are scored: some tenths of a second. */
const WORK = 2.5e6;
/** Share of a playlist held out: the less, the more alike is what is learned from to all there is. */
const HELD_OUT = 0.1;
/** Inner splits of a small catalogue, at most: one alone would say little of it. */
const MOST_SPLITS = 8;
/** Contests that are enough: no split is added to so many. */
const ENOUGH_CONTESTS = 500;
/** Fewest playlists that tell strengths apart; a catalogue too large for as many queries keeps the shipped ones. */
const LEAST_PLAYLISTS = 8, MOST_SONGS = 1_000_000;
/** Songs that compete for a query: the best of several orders, and others by chance. */
const BEST = 100, OTHERS = 300;
/** The ridges to choose from; towards the shipped strengths each counts as so many queries. */
const RIDGE_QUERIES = [6, 1, 0.2];
/** Standard errors beyond which the best gain is no chance: some 5 % of chance ones reach them. */
const LEAST_ERRORS = 2;

/** The songs that compete for a playlist among warm or cold ones. */
interface Contest extends Choice {
  readonly subset: "warm" | "cold";
  readonly playlist: number;
}

/**
 * The strengths for a catalogue: the shipped parameters, or those with other strengths.
 *
 * @param catalogue its pairs are all that is learned from
 */
export function adaptedParameters(
  catalogue: Catalogue,
  shipped: TunedParameters = TUNED_PARAMETERS,
): TunedParameters {
  if (catalogue.songCount > MOST_SONGS) return shipped;
  const { contests, knowsClaims } = contestsOfSplits(catalogue, shipped);
  const playlists = [...new Set(contests.map(({ playlist }) => playlist))];
  if (playlists.length < LEAST_PLAYLISTS) return shipped;
  const half = new Set(playlists.filter((_, i) => i % 2 === 0));
  const halves = [true, false].map((first) =>
    contests.filter(({ playlist }) => half.has(playlist) === first)
  );
  const ridge = bestRidge([halves, halves.toReversed()], knowsClaims);
  if (ridge === null) return shipped;
  const strengths = fitAlong(contests, knowsClaims).get(ridge)!;
  return withStrengths(shipped, strengths, spreadRatio(contests, strengths));
}

/** The ridge under which strengths fitted to some playlists gain most on others; null for none. */
function bestRidge(
  folds: readonly (readonly (readonly Contest[])[])[],
  knowsClaims: boolean,
): number | null {
  const gains = new Map(RIDGE_QUERIES.map((ridge) => [ridge, new Map<number, number[]>()]));
  for (const [fitted, judged] of folds) {
    const before = judged.map((contest) => accuracy(contest, FIRST_STRENGTHS));
    for (const [ridge, strengths] of fitAlong(fitted, knowsClaims)) {
      const ofRidge = gains.get(ridge)!;
      judged.forEach((contest, i) => {
        const gain = accuracy(contest, strengths) - before[i];
        ofRidge.set(contest.playlist, [...ofRidge.get(contest.playlist) ?? [], gain]);
      });
    }
  }
  const [best] = RIDGE_QUERIES.map((ridge) => {
    const gain = Float64Array.from(
      gains.get(ridge)!.values(),
      (ofOne) => mean(Float64Array.from(ofOne)),
    );
    return { ridge, gain: mean(gain), error: standardError(gain) };
  }).sort((a, b) => b.gain - a.gain);
  return best.gain > LEAST_ERRORS * best.error ? best.ridge : null;
}

/** The strengths under each ridge, the strongest first: the next search starts where one ended. */
function fitAlong(contests: readonly Contest[], knowsClaims: boolean): Map<number, number[]> {
  let start = FIRST_STRENGTHS;
  return new Map(RIDGE_QUERIES.map((ridge) => {
    const strengths = fit(contests, knowsClaims, ridge, start);
    start = strengths;
    return [ridge, strengths];
  }));
}

function fit(
  contests: readonly Contest[],
  knowsClaims: boolean,
  ridgeQueries: number,
  start: readonly number[],
): number[] {
  // A playlist that was split several times still counts as one.
  const queries = new Set(contests.map(({ subset, playlist }) => `${subset} ${playlist}`)).size;
  const ridge = 2 * ridgeQueries / Math.max(1, queries);
  return fitStrengths(contests, {
    first: FIRST_STRENGTHS,
    start,
    // Some playlists' claims are not all playlists' claims: they do not tell how much these count.
    ridge: TERMS.map((term) => term === "claims" && !knowsClaims ? 1e3 : ridge),
    mayBeNegative: MAY_BE_NEGATIVE,
  });
}

/** The mean of NDCG@10 and Recall@50 of the held-out songs among those that compete. */
function accuracy({ columns, chosen }: Contest, strengths: readonly number[]): number {
  const list = topList(scoresOfChoice(columns, strengths), { count: 50 });
  const isChosen = new Set(chosen);
  const hits = Uint8Array.from(list, (at) => isChosen.has(at) ? 1 : 0);
  return (ndcg(hits, chosen.length, 10) + recall(hits, chosen.length, 50)) / 2;
}

/** The contests of as many inner splits as the work allows. */
function contestsOfSplits(catalogue: Catalogue, parameters: TunedParameters) {
  const most = Math.min(
    MOST_SPLITS,
    Math.floor(WORK / (catalogue.songCount * catalogue.playlistCount)),
  );
  const parts = [];
  for (let split = 0, found = 0; split < Math.max(1, most); split++) {
    const seed = SEED + split;
    const part = contestsOf(randomHoldout(catalogue, seed, HELD_OUT), parameters, seed);
    parts.push(part);
    found += part.contests.length;
    if (found >= ENOUGH_CONTESTS) break;
  }
  const contests = parts.flatMap(({ contests }) => contests);
  // Warm and cold count the same, however many playlists have either.
  const count = (subset: string) => contests.filter((contest) => contest.subset === subset).length;
  const counts = { warm: count("warm"), cold: count("cold") };
  return {
    contests: contests.map((contest): Contest => ({
      ...contest,
      weight: 1 / counts[contest.subset],
    })),
    /** Whether the claims are those of all playlists. */
    knowsClaims: parts.every(({ knowsClaims }) => knowsClaims),
  };
}

/** Ranks for a sample of the playlists and gathers what competes. */
function contestsOf(split: Holdout, parameters: TunedParameters, seed: number) {
  const { training, heldOut } = split;
  const { songCount } = training;
  const random = randomNumbers(seed);
  const asked = Array.from({ length: training.playlistCount }, (_, playlist) => playlist)
    .filter((playlist) => heldOut.indptr[playlist + 1] > heldOut.indptr[playlist]);
  const playlists = drawFirst(
    asked,
    Math.max(LEAST_PLAYLISTS, Math.floor(WORK / songCount)),
    random,
  );
  const model = tunedModel(training, { parameters });
  const featureWeights = new Float64Array(training.features.length).fill(1);
  const answers = playlists.map((playlist) =>
    model.answer({ ...EMPTY_QUERY, playlists: [playlist] }, featureWeights)
  );
  const scores = answers.map(({ parts }) =>
    blend(parts, model.defaultWeights, new Float32Array(songCount))
  );
  const claims = claimsOfScores(model, scores);
  const contests: Omit<Contest, "weight">[] = [];
  const competing = { warm: candidatesOf(split, "warm"), cold: candidatesOf(split, "cold") };
  const excluded = new Uint8Array(songCount), isChosen = new Uint8Array(songCount);
  playlists.forEach((playlist, at) => {
    songsOfQuery(training, answers[at].query, excluded);
    const held = heldOut.indices.subarray(heldOut.indptr[playlist], heldOut.indptr[playlist + 1]);
    for (const song of held) isChosen[song] = 1;
    for (const subset of ["warm", "cold"] as const) {
      const allowed = competing[subset];
      const chosen = Array.from(held).filter((song) => allowed[song]);
      if (chosen.length === 0) continue;
      const { songs, logCounts } = competitors(
        [scores[at], ...ordersOf(answers[at])],
        chosen,
        excluded,
        allowed,
        random,
      );
      contests.push({
        subset,
        playlist,
        columns: termColumns(model, answers[at], claims, songs),
        chosen: Array.from(songs.keys()).filter((i) => isChosen[songs[i]]),
        logCounts,
      });
    }
    for (const song of held) isChosen[song] = 0;
  });
  return { contests, knowsClaims: playlists.length === asked.length };
}

function ordersOf({ parts }: Answer): Float32Array[] {
  return [parts.collaborative, parts.audio, parts.catalogue].filter((part) => part !== null);
}

/** The chosen songs, the best by each order, and a chance sample of the others. */
function competitors(
  orders: readonly Float32Array[],
  chosen: readonly number[],
  excluded: Uint8Array,
  allowed: Uint8Array,
  random: () => number,
) {
  const taken = new Set(chosen);
  for (const order of orders) {
    for (const song of topList(order, { count: BEST, excluded, allowed })) taken.add(song);
  }
  let others = 0;
  for (let song = 0; song < allowed.length; song++) {
    if (allowed[song] && !excluded[song] && !taken.has(song)) others++;
  }
  const rate = Math.min(1, OTHERS / Math.max(1, others));
  const drawn: number[] = [];
  for (let song = 0; song < allowed.length; song++) {
    if (!allowed[song] || excluded[song] || taken.has(song)) continue;
    if (rate === 1 || random() < rate) drawn.push(song);
  }
  const songs = Int32Array.from([...taken, ...drawn]);
  const logCounts = new Float32Array(songs.length).fill(-Math.log(rate), taken.size);
  return { songs, logCounts };
}

/** How much wider scores spread under other strengths, but for what is the same for all queries. */
function spreadRatio(contests: readonly Contest[], strengths: readonly number[]): number {
  const isTold = TERMS.map((term) => term !== "popularity" && term !== "listing");
  const deviation = (of: readonly number[]) =>
    Math.sqrt(mean(Float64Array.from(contests, ({ columns }) => {
      const scores = scoresOfChoice(columns, of.map((x, t) => isTold[t] ? x : 0));
      const middle = mean(Float64Array.from(scores));
      return mean(Float64Array.from(scores, (score) => (score - middle) ** 2));
    })));
  const before = deviation(FIRST_STRENGTHS);
  return before > 0 ? Math.max(0.25, Math.min(4, deviation(strengths) / before)) : 1;
}
