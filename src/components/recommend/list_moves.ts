/** How two lists of songs differ: what stayed, what came, what left, and how far songs moved. */
import { worded } from "../nouns.ts";

/** One list beside another. */
export interface ListMoves {
  /** Rank in the other list of each song of the first one, from 1; 0 where it has left. */
  readonly to: readonly number[];
  /** Rank in the first list of each song of the other one; 0 where it has come. */
  readonly from: readonly number[];
  /** Songs that both have. */
  readonly shared: number;
  /** Of these, songs at another rank. */
  readonly moved: number;
  /** Mean number of ranks that the shared songs moved, up or down. */
  readonly distance: number;
}

/** @param before songs of one list, in order; @param after of the other one */
export function listMoves(before: readonly number[], after: readonly number[]): ListMoves {
  const rankIn = (list: readonly number[]) => new Map(list.map((song, i) => [song, i + 1]));
  const ranksBefore = rankIn(before), ranksAfter = rankIn(after);
  const to = before.map((song) => ranksAfter.get(song) ?? 0);
  const from = after.map((song) => ranksBefore.get(song) ?? 0);
  let shared = 0, moved = 0, total = 0;
  from.forEach((rank, i) => {
    if (rank === 0) return;
    shared++;
    if (rank !== i + 1) moved++;
    total += Math.abs(rank - (i + 1));
  });
  return { to, from, shared, moved, distance: shared === 0 ? 0 : total / shared };
}

/** "14 of 20 songs are the same; 9 of them moved, by 3.2 ranks on average." */
export function overlapWords({ shared, moved, distance }: ListMoves, size: number): string {
  if (size === 0) return "One of the lists is empty.";
  if (shared === 0) return worded`None of the ${size} songs is the same.`;
  const same = shared === size
    ? worded`All ${size} songs are the same`
    : worded`${shared} of ${size} songs ${shared === 1 ? "is" : "are"} the same`;
  if (moved === 0) return `${same}, ${shared === 1 ? "at its rank" : "in the same order"}.`;
  const mean = distance.toFixed(1).replace(/\.0$/, "");
  const who = moved === shared ? (shared === 1 ? "it" : "all of them") : `${moved} of them`;
  return `${same}; ${who} moved, by ${mean} ${mean === "1" ? "rank" : "ranks"} on average.`;
}

/** "▲ 3", "▼ 2", "=" or "new", as it stands beside a rank. @param from 0 for a song that has come */
export function moveSign(from: number, rank: number): string {
  if (from === 0) return "new";
  return from === rank ? "=" : from > rank ? `▲ ${from - rank}` : `▼ ${rank - from}`;
}

/** The same for screen readers. */
export function moveWords(from: number, rank: number): string {
  if (from === 0) return "new in the list";
  if (from === rank) return "at the same rank";
  const ranks = Math.abs(from - rank);
  return `${from > rank ? "up" : "down"} ${ranks} ${ranks === 1 ? "rank" : "ranks"}`;
}
