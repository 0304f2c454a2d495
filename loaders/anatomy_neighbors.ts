/** Hubs and scores of neighbour lists: those of the model's files, and the tuned model's. */
import type { Table } from "apache-arrow";
import { blend } from "../src/recommender/blend.ts";
import type { Catalogue, RankingModel } from "../src/recommender/contract.ts";
import { EMPTY_QUERY } from "../src/recommender/query.ts";
import { quantileOfSorted } from "../src/recommender/scaling.ts";
import { topList } from "../src/recommender/top_list.ts";
import { occurrences } from "../src/statistics/hubness.ts";
import { drawFirst, randomNumbers } from "../src/recommender/random.ts";

/** The lists of a neighbours file: one entry a (song, rank). */
export interface NeighborLists {
  readonly song: Int32Array;
  readonly rank: Int32Array;
  readonly neighbor: Int32Array;
  readonly score: Float32Array;
}

/** Reads a neighbours file. */
export function neighborLists(table: Table): NeighborLists {
  const column = <Values>(name: string) => table.getChild(name)!.toArray() as Values;
  return {
    song: column("song"),
    rank: column("rank"),
    neighbor: column("neighbor"),
    score: column("score"),
  };
}

/** N_k of each song, by the lists of all songs and by those of the sampled ones alone. */
export interface HubOccurrences {
  readonly content: Int32Array;
  readonly collaborative: Int32Array;
  readonly contentSample: Int32Array;
  readonly collaborativeSample: Int32Array;
}

/** Counts in how many lists of the k nearest each song stands, of all songs and of a sample. */
export function hubOccurrences(
  lists: { readonly content: NeighborLists; readonly collaborative: NeighborLists },
  songCount: number,
  sample: readonly number[],
  k: number,
): HubOccurrences {
  const isSampled = new Uint8Array(songCount);
  for (const song of sample) isSampled[song] = 1;
  const ofSample = ({ song, rank, neighbor }: NeighborLists) => {
    const kept = Int32Array.from(rank.keys()).filter((i) => isSampled[song[i]] === 1);
    return occurrences(songCount, {
      rank: kept.map((i) => rank[i]),
      neighbor: kept.map((i) => neighbor[i]),
    }, k);
  };
  return {
    content: occurrences(songCount, lists.content, k),
    collaborative: occurrences(songCount, lists.collaborative, k),
    contentSample: ofSample(lists.content),
    collaborativeSample: ofSample(lists.collaborative),
  };
}

/**
 * The same of the tuned model, which has no lists for all songs: each sampled song alone is put to
 * it as a query, at its default weights. Counts from a sample compare with one another only.
 */
export function tunedOccurrences(
  { songCount, features }: Catalogue,
  tuned: RankingModel,
  sample: readonly number[],
  k: number,
): Int32Array {
  const out = new Int32Array(songCount);
  const weights = new Float64Array(features.length).fill(1);
  const scores = new Float32Array(songCount), excluded = new Uint8Array(songCount);
  for (const song of sample) {
    const parts = tuned.parts({ ...EMPTY_QUERY, songs: [song] }, weights);
    blend(parts, tuned.defaultWeights, scores);
    excluded[song] = 1;
    for (const other of topList(scores, { count: k, excluded })) out[other]++;
    excluded[song] = 0;
  }
  return out;
}

/** Songs drawn without replacement, the same for the same seed, in ascending order. */
export function sampledSongs(songCount: number, size: number, seed: number): number[] {
  const songs = Int32Array.from({ length: songCount }, (_, song) => song);
  return [...drawFirst(songs, size, randomNumbers(seed)).sort()];
}

/** Quantiles of the scores of one rank. */
export interface RankScores {
  readonly rank: number;
  /** Songs that have a neighbour of this rank. */
  readonly songs: number;
  readonly p05: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

/** Quantiles of the scores by rank, from the first to the last. */
export function scoreQuantiles({ rank, score }: NeighborLists): RankScores[] {
  const counts: number[] = [];
  for (const r of rank) counts[r - 1] = (counts[r - 1] ?? 0) + 1;
  const ofRank = Array.from(counts, (count = 0) => new Float64Array(count));
  const filled = new Int32Array(counts.length);
  for (let i = 0; i < rank.length; i++) {
    const r = rank[i] - 1;
    ofRank[r][filled[r]++] = score[i];
  }
  return ofRank.map((values, i) => {
    const sorted = values.sort();
    const at = (share: number) => quantileOfSorted(sorted, share);
    return {
      rank: i + 1,
      songs: values.length,
      p05: at(0.05),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p95: at(0.95),
    };
  });
}
