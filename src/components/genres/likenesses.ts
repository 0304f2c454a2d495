/** The three ways in which groups are alike: by sound, by songs, by what is recommended. */
import { type Overlap, sharedOfLists } from "../../statistics/set_overlap.ts";
import { fixed, percent } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import type { Likeness } from "./matrix_plot.ts";
import { LIST } from "./recommended.ts";
import type { GroupSound } from "./sound.ts";

/** The pair of groups with the highest value, of equals the first. */
export function bestPair(
  groups: number,
  value: (a: number, b: number) => number,
): [number, number] {
  let best: [number, number] = [0, 1];
  for (let a = 0; a < groups; a++) {
    for (let b = a + 1; b < groups; b++) if (value(a, b) > value(...best)) best = [a, b];
  }
  return best;
}

/** Share of the songs of two groups' lists that stand in both; NaN while one is not known. */
export function listsShared(
  lists: ReadonlyMap<number, readonly number[]>,
  a: number,
  b: number,
): number {
  const first = lists.get(a), second = lists.get(b);
  return first && second ? sharedOfLists(first, second) : NaN;
}

/** By sound only where there are features. */
export function likenesses(
  sound: GroupSound,
  shared: readonly (readonly Overlap[])[],
  known: ReadonlyMap<number, readonly number[]>,
): Likeness[] {
  const { exact, featureCount } = sound;
  const far = Math.max(...exact), near = Math.min(...exact);
  const most = (value: (a: number, b: number) => number) =>
    Math.max(value(...bestPair(shared.length, value)), 1e-12);
  const jaccard = (a: number, b: number) => shared[a][b].jaccard || 0;
  const lists = (a: number, b: number) => listsShared(known, a, b);
  const mostJaccard = most(jaccard), mostLists = most((a, b) => lists(a, b) || 0);
  const bySound: Likeness = {
    name: "By sound: energy distance",
    value: (a, b) => sound.distance(a, b),
    strength: (a, b) => far > near ? (far - sound.distance(a, b)) / (far - near) : NaN,
    short: (value) => fixed(value, 2),
    words: (value) => `energy distance ${fixed(value, 3)}`,
  };
  return [
    ...(featureCount > 0 ? [bySound] : []),
    {
      name: worded("By songs: share that is in both"),
      value: jaccard,
      strength: (a, b) => jaccard(a, b) / mostJaccard,
      short: (value) => `${fixed(100 * value, value < 0.0995 ? 1 : 0)}`,
      words: (value, a, b) =>
        worded`${shared[a][b].shared.toLocaleString("en")} songs in both, ${
          percent(value, 1)
        } of all of either\n${fixed(shared[a][b].lift, 2)} times what chance gives`,
    },
    {
      name: worded`By what is recommended: of ${LIST} songs each`,
      value: lists,
      strength: (a, b) => lists(a, b) / mostLists,
      short: (value) => String(Math.round(LIST * value)),
      words: (value) =>
        Number.isNaN(value)
          ? "being listed …"
          : worded`${Math.round(LIST * value)} of ${LIST} songs shared`,
    },
  ];
}
