/**
 * How strongly the playlists claim a song altogether, one number a song:
 *
 *     c = log Σ over playlists p of exp(τ · score of the song for p) / τ
 *
 * A song that every other playlist claims as well says less about this one: a query subtracts λ · c,
 * which is what a posterior probability over playlists does (λ = τ = 1), tempered. The score is that
 * of the marked weights without what is the same for all queries, popularity and the number of
 * playlists. A playlist of the catalogue that asks does not compete
 * with itself: its own claim is taken out of c.
 */
import { blend } from "./blend.ts";
import type { Parts } from "./contract.ts";
import { EMPTY_QUERY } from "./query.ts";
import type { TunedModel } from "./tuned.ts";
import type { Answer } from "./tuned_answer.ts";

/** Share of a song's claims that others are taken to hold at least. */
const LEAST_OTHERS = 1e-3;
/** Log of the share of a song's claims below which it changes them by less than 10⁻⁵. */
const LOG_NEGLIGIBLE = -11;
/** Songs in a query at which claims count half of what they do for a long one. */
const CLAIMS_HALF = 15;

/** Most playlists × songs for which claims are found: about 20 seconds of work. */
const LARGEST_WORK = 1e8;

/**
 * c of each song, from a model without claims; takes as long as a query for each playlist.
 *
 * @returns null for a catalogue of more than 10⁸ playlists × songs, which has to do without
 */
export function claimsOf(model: TunedModel): Float32Array | null {
  const { catalogue, defaultWeights } = model;
  const { songCount, playlistCount, playlistSongs: { indptr } } = catalogue;
  if (songCount * playlistCount > LARGEST_WORK) return null;
  const featureWeights = new Float64Array(catalogue.features.length).fill(1);
  const scores = new Float32Array(songCount);
  function* scoresOfPlaylists() {
    for (let playlist = 0; playlist < playlistCount; playlist++) {
      if (indptr[playlist + 1] === indptr[playlist]) continue;
      const parts = model.parts({ ...EMPTY_QUERY, playlists: [playlist] }, featureWeights);
      yield blend(parts, defaultWeights, scores);
    }
  }
  return claimsOfScores(model, scoresOfPlaylists());
}

/** c of each song, from the scores of all songs for each playlist; 0 without any playlist. */
export function claimsOfScores(
  model: TunedModel,
  scoresOfPlaylists: Iterable<Float32Array>,
): Float32Array {
  const { catalogue: { songCount }, parameters: { claimSharpness: tau } } = model;
  // Σ exp(x − most) beside the largest x so far, so that no exponential overflows.
  const most = new Float64Array(songCount).fill(-Infinity), sum = new Float64Array(songCount);
  for (const scores of scoresOfPlaylists) {
    for (let song = 0; song < songCount; song++) {
      const x = tau * scores[song];
      if (x > most[song]) {
        sum[song] = sum[song] * Math.exp(most[song] - x) + 1;
        most[song] = x;
      } else if (x > most[song] - 20) sum[song] += Math.exp(x - most[song]);
    }
  }
  const claims = new Float32Array(songCount);
  for (let song = 0; song < songCount; song++) {
    if (sum[song] === 0) continue;
    claims[song] = (most[song] + Math.log(sum[song])) / tau - standingTerms(model, song);
  }
  return claims;
}

/** What popularity adds to a song's score at the marked weights; songs in no playlist get none. */
export function popularityTerm({ catalogue, taste, parameters }: TunedModel, song: number): number {
  const { indptr } = catalogue.songPlaylists;
  return indptr[song + 1] > indptr[song] ? parameters.popularity * taste.popularity[song] : 0;
}

/** What its number of playlists adds to a song's score at the marked weights. */
export function listingTerm({ catalogue, parameters }: TunedModel, song: number): number {
  if (parameters.listing === 0) return 0;
  const { indptr } = catalogue.songPlaylists;
  return parameters.listing * Math.log(Math.max(1, indptr[song + 1] - indptr[song]));
}

/** What adds to a song's score whatever the query. */
function standingTerms(model: TunedModel, song: number): number {
  return popularityTerm(model, song) + listingTerm(model, song);
}

/**
 * What the claims of playlists other than the query add to a song's score, 0 or less where others
 * claim it: −λ · c, λ less for a short query, which knows less.
 *
 * @param own the score of the song so far, without popularity and listing
 */
export function claimTerm(
  { claims, parameters }: TunedModel,
  { query, songs }: Pick<Answer, "query" | "songs">,
  song: number,
  own: number,
): number {
  if (claims === null) return 0;
  const news = query.newSongs?.length ?? 0;
  const size = songs.length + news;
  const strength = parameters.claims * size / (size + CLAIMS_HALF);
  // A playlist of the catalogue is among those that the claims were summed over.
  const isOne = query.playlists.length === 1 && query.songs.length + news === 0;
  const claim = isOne ? claimOfOthers(claims[song], own, parameters.claimSharpness) : claims[song];
  return -strength * claim;
}

/** Subtracts the claims of other playlists from the catalogue's part of a query, in place. */
export function subtractClaims(
  model: TunedModel,
  asked: Pick<Answer, "query" | "songs">,
  { collaborative, audio, catalogue }: Parts,
): void {
  if (model.claims === null || catalogue === null) return;
  const { defaultWeights: weights } = model;
  for (let song = 0; song < catalogue.length; song++) {
    const score = weights.catalogue * catalogue[song] +
      (collaborative ? weights.collaborative * collaborative[song] : 0) +
      (audio ? weights.audio * audio[song] : 0);
    const own = score - standingTerms(model, song);
    catalogue[song] += claimTerm(model, asked, song, own) / weights.catalogue;
  }
}

/**
 * The claim of all playlists but one, log(exp(τ c) − exp(τ own)) / τ, no less than that of a
 * thousandth of c.
 *
 * @param own the score that is part of c
 */
export function claimOfOthers(claim: number, own: number, tau: number): number {
  const share = tau * (own - claim);
  // So small a share of the sum leaves it as it is: most songs, which spares a logarithm each.
  if (share < LOG_NEGLIGIBLE) return claim;
  const others = 1 - Math.exp(share);
  return claim + Math.log(Math.max(others, LEAST_OTHERS)) / tau;
}
