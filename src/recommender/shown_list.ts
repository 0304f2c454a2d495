/**
 * The list as it is shown: the ranking under what a person asks of a list. One entry a recording,
 * at most so many songs of an artist, filters, a lean to known or lesser known songs, variety.
 *
 * Novelty ν from −1 to 1 adds −ν · σ · z to a song's score, z its popularity in standard deviations
 * from the mean (0 where unknown), σ the standard deviation of the scores over all songs: at −1 a
 * standard deviation of popularity counts as much as one of the score. It is part of the score
 * shown and belongs to the catalogue signal, whatever the weights. Variety reorders (`diversify.ts`)
 * and changes no score. With both at 0 the list is the ranking, in its order, less what the caps
 * and filters pass over.
 */
import { blend, effectiveWeights } from "./blend.ts";
import {
  type Parts,
  type RankingModel,
  type Recommendation,
  SIGNALS,
  type Weights,
} from "./contract.ts";
import { diversify, POOL_PER_SONG } from "./diversify.ts";
import { describeList, topList } from "./top_list.ts";

export interface ShownListOptions {
  /** Length of the list; shorter when fewer songs qualify. */
  readonly count: number;
  /** 1 for songs that are never listed (those of the query); one value a song. */
  readonly excluded: Uint8Array;
  /** 1 for songs that pass the filters; one value a song. */
  readonly allowed?: Uint8Array;
  /** The recording of a song, asked for songs near the top only: the best of each is listed. */
  readonly recordingOf?: (song: number) => string;
  /** Recordings that are not listed: those of the query. */
  readonly heard?: ReadonlySet<string>;
  readonly artists: Int32Array;
  /** Most songs of one artist. @default Infinity */
  readonly perArtist?: number;
  /** ν, −1 (well known songs) to 1 (lesser known ones). @default 0 */
  readonly novelty?: number;
  /** Popularity of each song in standard deviations from the mean; needed for novelty. */
  readonly popularity?: Float32Array;
  /** λ, 0 to 1. @default 0 */
  readonly variety?: number;
  /** How alike two songs are, 0 to 1; needed for variety. */
  readonly similarity?: (a: number, b: number) => number;
  /** Room for one score a song, overwritten; given so that a drag allocates nothing. */
  readonly scores?: Float32Array;
}

/** A list and what novelty added to each of its scores. */
export interface ShownList {
  readonly list: Recommendation[];
  /** −σ · ν: added for each standard deviation of popularity; 0 without novelty. */
  readonly perPopularity: number;
}

/**
 * The list for parts and weights. A song for which no weighted signal says anything (every share is
 * 0, or its match is) is not listed. Empty when no signal with a weight above 0 has a part.
 *
 * @throws RangeError when `novelty` or `variety` is out of range, and as `blend` and `topList`
 */
export function shownList(
  model: RankingModel,
  parts: Parts,
  weights: Weights,
  options: ShownListOptions,
): ShownList {
  const { count, artists, perArtist = Infinity, novelty = 0, variety = 0, similarity } = options;
  if (!(novelty >= -1 && novelty <= 1)) {
    throw new RangeError(`Cannot list songs: novelty must be -1 to 1, it is ${novelty}`);
  }
  const effective = effectiveWeights(parts, weights);
  const part = parts.collaborative ?? parts.audio ?? parts.catalogue;
  if (part === null || effective === null) return { list: [], perPopularity: 0 };
  const scores = blend(parts, weights, options.scores ?? new Float32Array(part.length));
  const perPopularity = novelty === 0 ? 0 : -novelty * deviation(scores);
  if (novelty !== 0) lean(model, parts, weights, scores, perPopularity, options.popularity);
  const isVaried = variety > 0 && similarity !== undefined;
  const wanted = isVaried ? POOL_PER_SONG * count : count;
  const best = listed(model, parts, weights, scores, wanted, isVaried ? Infinity : perArtist, {
    ...options,
    perPopularity,
  });
  // Scores are float64 here and were ranked as float32: order those that only tied there.
  best.sort((a, b) => b.score - a.score || a.song - b.song);
  const list = isVaried
    ? varied(
      best,
      diversify(
        best.map(({ song }) => song),
        best.map(({ score }) => score),
        { count, variety, similarity, artists, perArtist },
      ),
    )
    : best;
  return { list: list.map((entry, i) => ({ ...entry, rank: i + 1 })), perPopularity };
}

/** Adds what novelty does to the scores; songs that no signal speaks for become NaN. */
function lean(
  model: RankingModel,
  parts: Parts,
  weights: Weights,
  scores: Float32Array,
  perPopularity: number,
  popularity: Float32Array | undefined,
): void {
  if (popularity?.length !== scores.length) {
    throw new RangeError(
      `Cannot list songs: ${popularity?.length ?? 0} popularities for ${scores.length} songs`,
    );
  }
  for (let song = 0; song < scores.length; song++) {
    scores[song] = model.match(scores[song], parts, weights) > 0
      ? scores[song] + perPopularity * popularity[song]
      : NaN;
  }
}

/** The best songs that recordings and artists leave, described, at most `wanted`. */
function listed(
  model: RankingModel,
  parts: Parts,
  weights: Weights,
  scores: Float32Array,
  wanted: number,
  perArtist: number,
  options: ShownListOptions & { readonly perPopularity: number },
): Recommendation[] {
  const { excluded, allowed, recordingOf, heard, artists, popularity, perPopularity } = options;
  // Titles are taken apart for the songs near the top only: for all it would take longer than the
  // rest of the answer.
  for (let reach = 2 * wanted + 20;; reach *= 4) {
    const songs = topList(scores, { count: reach, excluded, allowed });
    const seen = new Set(heard);
    const ofArtist = new Map<number, number>();
    const out: Recommendation[] = [];
    for (const entry of describeList(model, parts, weights, songs)) {
      if (out.length === wanted) break;
      if (!(entry.match > 0) || SIGNALS.every((signal) => entry.shares[signal] === 0)) continue;
      const { song } = entry;
      const recording = recordingOf?.(song);
      const artist = artists[song], listedOf = ofArtist.get(artist) ?? 0;
      if (recording !== undefined && seen.has(recording)) continue;
      if (artist >= 0 && listedOf >= perArtist) continue;
      if (recording !== undefined) seen.add(recording);
      ofArtist.set(artist, listedOf + 1);
      out.push(leaning(model, parts, weights, entry, perPopularity * (popularity?.[song] ?? 0)));
    }
    if (out.length === wanted || songs.length < reach) return out;
  }
}

/** An entry with what novelty adds, in the catalogue's share. */
function leaning(
  model: RankingModel,
  parts: Parts,
  weights: Weights,
  entry: Recommendation,
  adds: number,
): Recommendation {
  if (adds === 0) return entry;
  const score = entry.score + adds;
  return {
    ...entry,
    score,
    match: model.match(score, parts, weights),
    shares: { ...entry.shares, catalogue: entry.shares.catalogue + adds },
  };
}

function varied(entries: readonly Recommendation[], songs: Int32Array): Recommendation[] {
  const ofSong = new Map(entries.map((entry) => [entry.song, entry]));
  return Array.from(songs, (song) => ofSong.get(song)!);
}

/** Population standard deviation of the scores. */
function deviation(scores: Float32Array): number {
  let sum = 0, squares = 0;
  for (let song = 0; song < scores.length; song++) {
    sum += scores[song];
    squares += scores[song] * scores[song];
  }
  const mean = sum / Math.max(1, scores.length);
  return Math.sqrt(Math.max(0, squares / Math.max(1, scores.length) - mean * mean));
}
