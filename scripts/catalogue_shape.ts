/**
 * The shape of a generated catalogue: power laws whose inverses need only +, ×, ÷, so that SQL and
 * this file compute the very same numbers, and the search for the one free parameter.
 */
import { UserError } from "../loaders/errors.ts";

/** What the flags of the generator say. */
export interface CatalogueSizes {
  songs: number;
  playlists: number;
  /** Mean number of playlists that a song is in. */
  pairsPerSong: number;
  genres: number;
  features: number;
  seed: number;
}

/** Subgenres of a genre. */
export const SUBGENRES = 4;

/** Where a song is put: chances of a playlist of its subgenre, of its genre, of any genre. */
export const LEVELS = { subgenre: 0.6, genre: 0.25, any: 0.15 } as const;

/** No song is drawn into playlists more often. */
export const MOST_DRAWS = 7_168;

/** Flattens the head of the playlists' power law; in ranks. */
const HEAD = 3;

/**
 * Ranks 0 … count − 1 with probability about (rank + HEAD)^(−2/3): a rank is ⌊v³ − HEAD⌋ for v
 * uniform in [from, to). The exponent −2/3 makes the share of playlists larger than s fall as
 * s^(−3/2).
 */
export interface RankLaw {
  from: number;
  to: number;
}

export function rankLaw(count: number): RankLaw {
  return { from: Math.cbrt(HEAD), to: Math.cbrt(count + HEAD) };
}

/** The probability of one rank. */
export function rankProbability(law: RankLaw, rank: number): number {
  return (Math.cbrt(rank + 1 + HEAD) - Math.cbrt(rank + HEAD)) / (law.to - law.from);
}

/** SQL for the rank that a uniform number in [0, 1) stands for, from 0 to count − 1. */
export function rankSql(count: number, uniform: string): string {
  const { from, to } = rankLaw(count);
  const v = `(${from} + ${to - from} * ${uniform})`;
  return `least(${count - 1}, greatest(0, floor(${v} * ${v} * ${v} - ${HEAD})))::INTEGER`;
}

/**
 * How often songs are drawn into playlists: a Pareto law of exponent 1 (the most popular songs
 * as one over their rank) between `least` and `most` draws. At quantile u it is
 * 1 / (1/least − u (1/least − 1/most)).
 */
export interface DrawLaw {
  least: number;
  most: number;
}

export function drawsAt(law: DrawLaw, quantile: number): number {
  return 1 / (1 / law.least - quantile * (1 / law.least - 1 / law.most));
}

/**
 * How many of a song's `draws` hit different playlists, on average: Σ 1 − (1 − q)^draws over the
 * playlists, q the probability that one draw of a song of the first subgenre hits it.
 */
export function expectedDistinct(sizes: CatalogueSizes, draws: number): number {
  const { playlists, genres } = sizes;
  const groups = genres * SUBGENRES;
  const any = rankLaw(playlists);
  const genre = rankLaw(playlists / genres);
  const subgenre = rankLaw(playlists / groups);
  let sum = 0;
  for (let playlist = 0; playlist < playlists; playlist++) {
    let q = LEVELS.any * rankProbability(any, playlist);
    if (playlist % genres === 0) {
      q += LEVELS.genre * rankProbability(genre, playlist / genres);
      if (playlist % groups === 0) {
        q += LEVELS.subgenre * rankProbability(subgenre, playlist / groups);
      }
    }
    sum += -Math.expm1(draws * Math.log1p(-q));
  }
  return sum;
}

/**
 * The draw law under which songs are in `pairsPerSong` playlists on average, repeated hits of a
 * playlist counted once.
 *
 * @throws UserError when there are too few playlists for so many pairs a song
 */
export function solveDrawLaw(sizes: CatalogueSizes): DrawLaw {
  const most = Math.max(2, Math.min(MOST_DRAWS, 50 * sizes.pairsPerSong, sizes.playlists / 4));
  // Expected hits on a grid of draws, a factor 2^(1/4) apart; linear in between.
  const steps = Math.ceil(4 * Math.log2(most)) + 1;
  const grid = Float64Array.from({ length: steps + 1 }, (_, k) => 2 ** (k / 4));
  const hits = grid.map((draws) => expectedDistinct(sizes, draws));
  const distinct = (draws: number) => {
    const k = Math.min(steps - 1, Math.max(0, Math.floor(4 * Math.log2(draws))));
    const share = (draws - grid[k]) / (grid[k + 1] - grid[k]);
    return hits[k] + share * (hits[k + 1] - hits[k]);
  };
  const quantiles = 2_000;
  const mean = (least: number) => {
    let sum = 0;
    for (let i = 0; i < quantiles; i++) {
      sum += distinct(drawsAt({ least, most }, (i + 0.5) / quantiles));
    }
    return sum / quantiles;
  };
  if (mean(most) < sizes.pairsPerSong || mean(1) > sizes.pairsPerSong) {
    throw new UserError(
      `Cannot put a song in ${sizes.pairsPerSong} of ${sizes.playlists} playlists on average: ` +
        `with so many playlists it can be ${mean(1).toFixed(1)} to ${mean(most).toFixed(1)}`,
    );
  }
  let low = 1;
  let high = most;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (mean(middle) < sizes.pairsPerSong) low = middle;
    else high = middle;
  }
  return { least: low, most };
}
