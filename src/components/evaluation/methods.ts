/** How the methods are named, ordered and drawn on the Evaluate page. */
import { worded } from "../nouns.ts";
import type { Estimate, Evaluation, Measure, Subset } from "./data.ts";

/** A method as the figures show it. Hue tells the signal, a hollow mark the classic model. */
export interface MethodStyle {
  readonly name: string;
  readonly label: string;
  readonly color: string;
  readonly isFilled: boolean;
}

const INK = "var(--theme-foreground)";

/** In the order of the figures. */
const STYLES: readonly MethodStyle[] = [
  { name: "default", label: "default", color: INK, isFilled: true },
  { name: "default, as shown", label: "default, as shown", color: INK, isFilled: true },
  {
    name: "catalogue signal",
    label: "catalogue signal",
    color: "var(--signal-catalogue)",
    isFilled: true,
  },
  {
    name: "collaborative signal",
    label: "collaborative signal",
    color: "var(--signal-collaborative)",
    isFilled: true,
  },
  { name: "audio signal", label: "audio signal", color: "var(--signal-audio)", isFilled: true },
  { name: "classic hybrid", label: "classic hybrid", color: INK, isFilled: false },
  {
    name: "SVD cosine",
    label: "SVD cosine",
    color: "var(--signal-collaborative)",
    isFilled: false,
  },
  { name: "audio cosine", label: "audio cosine", color: "var(--signal-audio)", isFilled: false },
  {
    name: "popularity",
    label: "popularity",
    color: "var(--theme-foreground-muted)",
    isFilled: true,
  },
];

/** The style of each method that was measured; methods that are not known here come last. */
export function stylesOf(methods: readonly string[]): MethodStyle[] {
  const known = STYLES.filter(({ name }) => methods.includes(name));
  const others = methods.filter((name) => !STYLES.some((style) => style.name === name));
  return [
    ...known,
    ...others.map((name) => ({ name, label: name, color: INK, isFilled: true })),
  ];
}

/** What each method reaches, methods without a measurement left out. */
export function estimatesOf(
  evaluation: Evaluation,
  subset: Subset,
  measure: Measure,
  split: "random" | "newest" = "random",
): { style: MethodStyle; estimate: Estimate }[] {
  return stylesOf(evaluation.methods).flatMap((style) => {
    const estimate = evaluation.find({ method: style.name, subset, ...measure, split });
    return estimate === null ? [] : [{ style, estimate }];
  });
}

const METRICS: Readonly<Record<string, string>> = {
  ndcg: "NDCG",
  recall: "Recall",
  r_precision: "R-precision",
  mrr: "MRR",
  hit_rate: "Hit rate",
  coverage: "Coverage",
  diversity: "Diversity",
  novelty: "Novelty",
  popularity_percentile: "Popularity percentile",
};

/** What a metric says, in a sentence. */
const MEANINGS: Readonly<Record<string, string>> = {
  ndcg: worded(
    "NDCG counts held-out songs in the list, those near the top for more, from 0 to 1 for a " +
      "list that begins with all of them.",
  ),
  recall: worded("Recall is the share of the held-out songs that are in the list."),
  r_precision: worded(
    "R-precision is the share of held-out songs in a list as long as they are many.",
  ),
  mrr: worded("MRR is the mean of one over the rank of the first held-out song."),
  hit_rate: worded(
    "Hit rate is the share of playlists with at least one held-out song in the list.",
  ),
  coverage: worded(
    "Coverage is the share of all songs that are in at least one playlist's list. It is " +
      "of all lists together, so it has no interval.",
  ),
  diversity: worded(
    "Diversity is how much the songs of a list differ in their audio features: the mean " +
      "of one minus the cosine, from 0 to 2.",
  ),
  novelty: worded(
    "Novelty is how few playlists hold the listed songs, in bits: one more is half as many " +
      "playlists. Songs that no playlist holds all have the same.",
  ),
  popularity_percentile: worded(
    "Popularity percentile is the mean share of songs that are less popular " +
      "than the listed ones.",
  ),
};

/** The name of a metric; that of the table where it is not known here. */
export function metricLabel(metric: string): string {
  return METRICS[metric] ?? metric.replaceAll("_", " ");
}

/** "NDCG@10"; metrics without a depth by their name. */
export function measureLabel({ metric, k }: Measure): string {
  return k === 0 ? metricLabel(metric) : `${metricLabel(metric)}@${k}`;
}

/** What a metric says; empty where it is not known here. */
export function metricMeaning(metric: string): string {
  return MEANINGS[metric] ?? "";
}
