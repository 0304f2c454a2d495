/** What the measurements say, in words: every sentence is made from the values. */
import {
  AS_SHOWN,
  CLASSIC,
  DEFAULT,
  type Estimate,
  type Evaluation,
  FEWEST_PLAYLISTS,
  type GroupEstimate,
  hasInterval,
  type Measure,
  NDCG,
  ratioOf,
  RECALL,
  type Split,
  type WeightedEstimate,
} from "./data.ts";
import { measureLabel } from "./methods.ts";
import { count, fixed, percent } from "../feature_format.ts";
import { worded } from "../nouns.ts";

/** The two headline subsets: figures that no reward for coldness moves. */
export const KINDS = ["warm", "cold"] as const;
export type Kind = (typeof KINDS)[number];

/** Three digits after the point, with a true minus. */
export function three(value: number): string {
  return fixed(value, 3);
}

/** The same with a sign. */
export function signed(value: number): string {
  const text = three(value);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** "0.157 (0.134 to 0.183), 307 playlists". */
export function estimateWords(
  estimate: Estimate,
  format: (value: number) => string = three,
): string {
  const { value, low, high, playlists } = estimate;
  const interval = hasInterval(estimate) ? ` (${format(low)} to ${format(high)})` : "";
  const of = playlists > 0 ? `, ${count(playlists, "playlist")}` : "";
  return `${format(value)}${interval}${of}`;
}

/** How often, to a precision that means something: "7.1", "26". */
export function times(ratio: number): string {
  return ratio < 9.95 ? fixed(ratio, 1) : Math.round(ratio).toLocaleString("en");
}

/** How many times the default finds what the classic hybrid finds; null where that cannot be said. */
export function timesClassic(
  evaluation: Evaluation,
  subset: Kind,
  split: Split = "random",
  measure: Measure = RECALL,
): Estimate | null {
  const query = { subset, split, ...measure };
  const value = evaluation.find({ method: DEFAULT, ...query });
  const other = evaluation.find({ method: CLASSIC, ...query });
  const difference = evaluation.difference({ method: CLASSIC, ...query });
  return value && other && difference && ratioOf(value, other, difference);
}

const WHERE: Readonly<Record<Kind, string>> = {
  warm: worded("where other playlists hold them too"),
  cold: worded("where no other playlist does"),
};

/**
 * The page's first sentence: how often the default finds held-out songs, against the classic
 * hybrid, with the interval of each factor.
 */
export function openingSentence(evaluation: Evaluation): string {
  const parts: string[] = [];
  for (const kind of KINDS) {
    const method = (name: string) => evaluation.find({ method: name, subset: kind, ...RECALL });
    const ours = method(DEFAULT), theirs = method(CLASSIC);
    const ratio = timesClassic(evaluation, kind);
    const isFirst = parts.length === 0;
    if (ratio !== null) {
      const { value, low, high } = ratio;
      const unsure = low <= 1 && high >= 1 ? ", so no difference can be told" : "";
      parts.push(
        `${times(value)} times as often ${isFirst ? "as by the classic hybrid " : ""}` +
          `${WHERE[kind]} (95 % interval ${times(low)} to ${times(high)}${unsure})`,
      );
    } else if (ours !== null && theirs !== null) {
      parts.push(
        theirs.value === 0 && ours.value > 0
          ? `at a share of ${percent(ours.value)} ${
            WHERE[kind]
          }, of which the classic hybrid finds none`
          : `at a share of ${percent(ours.value)} ${WHERE[kind]}, by the classic hybrid ` +
            `of ${percent(theirs.value)}`,
      );
    }
  }
  if (parts.length === 0) return NOTHING;
  return worded`The held-out songs of a playlist are found ${parts.join(", and ")}.`;
}

const NOTHING = worded(
  "How often songs are found cannot be measured on this data set: no playlist has " +
    "the 10 songs or more that it takes to hold a fifth of them out.",
);

/** What was done to measure it, in a few sentences; empty where nothing was held out by chance. */
export function protocolWords(evaluation: Evaluation): string {
  const { seeds } = evaluation;
  const sizes = KINDS.flatMap((kind) => {
    const estimate = evaluation.find({ method: DEFAULT, subset: kind, ...NDCG });
    return estimate === null ? [] : [{ kind, playlists: estimate.playlists }];
  });
  if (sizes.length === 0) return "";
  const of = sizes.map(({ kind, playlists }) =>
    worded`${count(playlists, "playlist")} with ${kind} songs`
  )
    .join(" and ");
  const splits = seeds.length === 1
    ? `one split (seed ${seeds[0]})`
    : `the mean of ${seeds.length} splits (seeds ${seeds.join(", ")})`;
  const few = sizes.some(({ playlists }) => playlists < FEWEST_PLAYLISTS)
    ? worded`, left out below ${FEWEST_PLAYLISTS} playlists: so few say little about others`
    : "";
  return worded(
    "A fifth of the songs of every playlist of 10 songs or more is held out by chance; what " +
      "is left is all that a method learns from, and what it is asked for. Found means among its " +
      "first ten songs. Warm songs are in what is left of another playlist, and are ranked among " +
      "such songs; cold songs are in none, and are ranked among those. ",
  ) +
    worded`Measured on ${of}, ${splits}; bars are 95 % bootstrap intervals over playlists${few}.`;
}

/** Whether the default leads, on each kind of song, by how it differs from each other method. */
export function leaderTitle(evaluation: Evaluation): string {
  const standings = KINDS.flatMap((kind) => {
    const ours = evaluation.find({ method: DEFAULT, subset: kind, ...NDCG });
    if (ours === null) return [];
    const others = evaluation.methods.filter((name) => name !== DEFAULT && name !== AS_SHOWN)
      .flatMap((method) => {
        const estimate = evaluation.find({ method, subset: kind, ...NDCG });
        const difference = evaluation.difference({ method, subset: kind, ...NDCG });
        return estimate && difference ? [{ method, value: estimate.value, difference }] : [];
      }).sort((a, b) => b.value - a.value);
    const best = others[0];
    if (best === undefined) return [];
    const isClear = others.every(({ difference }) => isBelow(difference));
    return [{ kind, best: best.method, isClear, leads: best.value <= ours.value }];
  });
  if (standings.length > 0 && standings.every(({ isClear }) => isClear)) {
    return worded("The default ranks held-out songs higher than every other method, ") +
      standings.map(({ kind }) => kind).join(" and ");
  }
  const phrases = standings.map(({ kind, best, isClear, leads }) =>
    isClear
      ? worded`${kind} songs: the default is clearly ahead`
      : leads
      ? worded`${kind} songs: the default leads, not clearly ahead of the ${best}`
      : worded`${kind} songs: the ${best} is ahead of the default`
  );
  return sentenceCase(phrases.join("; "));
}

/** Where the classic blend is best, for each kind of song. */
export function curveTitle(curves: Readonly<Record<Kind, readonly WeightedEstimate[]>>): string {
  const phrases = KINDS.filter((kind) => curves[kind].length > 0).map((kind) => {
    const most = Math.max(...curves[kind].map(({ value }) => value));
    const best = curves[kind].flatMap(({ value }, i) => most - value < 1e-9 ? [i] : []);
    const share = (i: number) => percent(curves[kind][i].weights.collaborative);
    const first = best[0], last = best[best.length - 1];
    if (first === last) return worded`for ${kind} songs at ${share(first)} collaborative`;
    return best.length === last - first + 1
      ? worded`for ${kind} songs anywhere from ${share(first)} to ${share(last)}`
      : worded`for ${kind} songs at ${best.map(share).join(" and ")}`;
  });
  return `The classic blend is best ${phrases.join(", ")}`;
}

/** What the default's weights reach of the best of the grid. */
export function gridTitle(
  evaluation: Evaluation,
  best: Readonly<Record<Kind, WeightedEstimate | null>>,
): string {
  const shares = KINDS.flatMap((kind) => {
    const ours = evaluation.find({ method: DEFAULT, subset: kind, ...NDCG });
    const most = best[kind];
    return ours && most && most.value > 0
      ? [worded`${shareOfBest(ours.value / most.value)} for ${kind} songs`]
      : [];
  });
  return `Of what the best blend reaches, the default's weights reach ${shares.join(", ")}`;
}

/** Weights of the signals as whole per cent, those of 0 left out. */
export function weightsWords(weights: WeightedEstimate["weights"]): string {
  return (["collaborative", "audio", "catalogue"] as const)
    .filter((signal) => weights[signal] > 0)
    .map((signal) => `${percent(weights[signal])} ${signal}`).join(", ");
}

/** How many methods do well on both kinds of songs. */
export function bothKindsTitle(points: readonly { x: Estimate; y: Estimate }[]): string {
  const mostX = Math.max(...points.map(({ x }) => x.value));
  const mostY = Math.max(...points.map(({ y }) => y.value));
  const good = points.filter(({ x, y }) => x.value >= mostX / 2 && y.value >= mostY / 2).length;
  return `${good} of ${points.length} methods ${
    good === 1 ? "is" : "are"
  } at least half as good as the best on warm and ` +
    worded("on cold songs");
}

/** The end groups by size compared: whether longer playlists are easier. */
export function sizeTitle(groups: Readonly<Record<Kind, readonly GroupEstimate[]>>): string {
  const phrases = KINDS.flatMap((kind) => {
    const known = groups[kind].filter(({ playlists }) => playlists >= FEWEST_PLAYLISTS);
    if (known.length < 2) return [];
    const first = known[0], last = known[known.length - 1];
    const trend = last.low > first.high
      ? worded("better in long playlists")
      : last.high < first.low
      ? worded("better in short playlists")
      : worded("about as well in short and long playlists");
    return [worded`${kind} songs are found ${trend}`];
  });
  return phrases.length === 0
    ? worded("By size of the playlist")
    : sentenceCase([...new Set(phrases)].join(", "));
}

/** Where the default does best and worst. */
export function genreTitle(groups: Readonly<Record<Kind, readonly GroupEstimate[]>>): string {
  const phrases = KINDS.flatMap((kind) => {
    const known = groups[kind].filter(({ playlists }) => playlists >= FEWEST_PLAYLISTS)
      .sort((a, b) => b.value - a.value);
    if (known.length < 2) return [];
    return [
      worded`${kind} songs best in ${known[0].group}, least in ${known[known.length - 1].group}`,
    ];
  });
  return phrases.length === 0 ? worded("By genre") : worded`By genre: ${phrases.join("; ")}`;
}

/** What the list as it is shown costs or gains against the bare ranking. */
export function shownTitle(evaluation: Evaluation): string {
  const phrases = KINDS.flatMap((kind) => {
    const difference = evaluation.difference({ method: AS_SHOWN, subset: kind, ...NDCG });
    if (difference === null || !hasInterval(difference)) return [];
    const { value, low, high } = difference;
    if (low <= 0 && high >= 0) return [worded`makes no clear difference for ${kind} songs`];
    return [worded`${value < 0 ? "costs" : "gains"} ${three(Math.abs(value))} for ${kind} songs`];
  });
  return phrases.length === 0
    ? "What changes when a list is shown"
    : worded`Showing one version of a song and few of an artist ${phrases.join(", ")}`;
}

/** How many methods are clearly below the default. */
export function differencesTitle(evaluation: Evaluation): string {
  const others = evaluation.methods.filter((name) => name !== DEFAULT && name !== AS_SHOWN);
  const phrases = KINDS.flatMap((kind) => {
    const known = others.flatMap((method) =>
      evaluation.difference({ method, subset: kind, ...NDCG }) ?? []
    );
    if (known.length === 0) return [];
    const below = known.filter(isBelow).length;
    return [worded`${below === known.length ? "all" : below} of ${known.length} for ${kind} songs`];
  });
  return `Other methods clearly below the default: ${phrases.join(", ")}`;
}

/** How popular the default's songs are. */
export function popularityTitle(evaluation: Evaluation): string {
  const measure = { metric: "popularity_percentile", k: 10 };
  const phrases = KINDS.flatMap((kind) => {
    const estimate = evaluation.find({ method: DEFAULT, subset: kind, ...measure });
    return estimate ? [worded`${percent(estimate.value)} of all songs in ${kind} lists`] : [];
  });
  return worded`The default's songs are more popular than ${phrases.join(", ")}`;
}

/** How many of the newest songs are found. */
export function newestTitle(evaluation: Evaluation): string {
  const ratio = timesClassic(evaluation, "cold", "newest");
  return ratio === null
    ? worded("The newest songs, held out of all playlists")
    : worded`The newest songs are found ${
      times(ratio.value)
    } times as often as by the classic hybrid ` +
      `(${times(ratio.low)} to ${times(ratio.high)})`;
}

/** The default's value of a measure beside the classic hybrid's, for each kind of song. */
export function besideClassicTitle(
  evaluation: Evaluation,
  measure: Measure,
  kinds: readonly Kind[],
  format: (value: number) => string,
): string {
  const phrases = kinds.flatMap((kind) => {
    const ours = evaluation.find({ method: DEFAULT, subset: kind, ...measure });
    const theirs = evaluation.find({ method: CLASSIC, subset: kind, ...measure });
    return ours && theirs
      ? [worded`${format(ours.value)} for ${kind} songs (classic hybrid ${format(theirs.value)})`]
      : [];
  });
  return `${measureLabel(measure)} of the default: ${phrases.join(", ")}`;
}

/** Whether a difference is below zero whichever playlists there are. */
function isBelow(difference: Estimate): boolean {
  return hasInterval(difference) && difference.high < 0;
}

/** Whole per cent, but never 100 % for what falls short of it. */
function shareOfBest(share: number): string {
  return share >= 0.995 && share < 0.9995 ? percent(share, 1) : percent(share);
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
