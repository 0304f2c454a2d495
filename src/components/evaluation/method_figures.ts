/** Figures that set the methods side by side, a row each. */
import { element } from "../dom.ts";
import { AS_SHOWN, type Measure, NDCG } from "./data.ts";
import { measureLabel, metricMeaning, stylesOf } from "./methods.ts";
import { type Figure, methodPanels, panel, PANEL_NAMES, RANKING } from "./panels.ts";
import * as words from "./words.ts";
import { percent, percentTick } from "../feature_format.ts";
import { worded } from "../nouns.ts";

const { KINDS, signed, three } = words;

export const comparison: Figure = (evaluation) => ({
  id: "methods",
  isLarge: true,
  title: words.leaderTitle(evaluation),
  caption: [
    worded(
      "Each dot is a method's mean over playlists, its bar the 95 % interval: further right is ",
    ),
    "better. Filled dots rank with the tuned model or one of its three signals alone, hollow ones ",
    "with the classic model and its halves; the hue is the signal. The two sides have scales of ",
    worded("their own: warm and cold songs compete with different numbers of others. "),
    metricMeaning("ndcg"),
  ],
  panels: methodPanels(evaluation, NDCG, { format: three }),
});

export const differences: Figure = (evaluation) => ({
  id: "differences",
  title: words.differencesTitle(evaluation),
  caption: [
    worded`How far each method's ${RANKING} is from the default's on the same playlists; left of the `,
    worded(
      "line is worse than the default. What makes a playlist hard for both cancels out, so a bar ",
    ),
    worded(
      "that does not reach the line is a difference that the choice of playlists does not explain.",
    ),
  ],
  panels: KINDS.flatMap((kind) => {
    const rows = stylesOf(evaluation.methods).flatMap(({ name, label, color, isFilled }) => {
      const estimate = evaluation.difference({ method: name, subset: kind, ...NDCG });
      return estimate === null ? [] : [{ label, color, isFilled, estimate }];
    });
    return panel(PANEL_NAMES[kind], rows, {
      axis: `difference in ${RANKING}`,
      format: signed,
      reference: 0,
    });
  }),
});

/** What of a list changes when it is shown: accuracy, and how much its songs differ. */
const SHOWN: readonly Measure[] = [
  NDCG,
  { metric: "recall", k: 10 },
  { metric: "recall", k: 50 },
  { metric: "r_precision", k: 0 },
  { metric: "mrr", k: 0 },
  { metric: "hit_rate", k: 10 },
  { metric: "diversity", k: 10 },
];

export const asShown: Figure = (evaluation) => ({
  id: "as-shown",
  title: words.shownTitle(evaluation),
  caption: [
    "The bare ranking is what the methods above are compared by. The list as it is shown holds a ",
    worded(
      "recording once and no more than a few songs of an artist; each dot is how far that moves a ",
    ),
    worded("measure, on the same playlists: right of the line it gains, left of it it loses."),
  ],
  panels: KINDS.flatMap((kind) => {
    const rows = SHOWN.flatMap((measure) => {
      const estimate = evaluation.difference({ method: AS_SHOWN, subset: kind, ...measure });
      return estimate === null ? [] : [{ label: measureLabel(measure), estimate }];
    });
    return panel(PANEL_NAMES[kind], rows, {
      axis: "as shown, less the ranking",
      format: signed,
      reference: 0,
      labelWidth: 92,
    });
  }),
});

export const newest: Figure = (evaluation) => ({
  id: "newest",
  title: words.newestTitle(evaluation),
  caption: [
    worded(
      "A second split, as a check on new music that no playlist claims yet: the newest fifth of all ",
    ),
    worded(
      "songs by release date is held out of every playlist, so all of them are cold and compete with ",
    ),
    worded(
      "each other. Popularity, dates and artists of these songs are as the data set has them today.",
    ),
  ],
  panels: methodPanels(evaluation, NDCG, { format: three, split: "newest", names: false }),
});

export const popularity: Figure = (evaluation) => ({
  id: "popularity",
  title: words.popularityTitle(evaluation),
  caption: [
    worded(
      "How popular the first ten songs of a method are, as the share of all songs that are less ",
    ),
    "popular. The dashed line at 50 % is a list that does not lean to either side; further right ",
    "leans to hits.",
  ],
  panels: methodPanels(evaluation, { metric: "popularity_percentile", k: 10 }, {
    format: percent,
    reference: 0.5,
    domain: [0, 1],
    axis: "popularity percentile of the first ten",
    tickFormat: percentTick,
  }),
});

export const together: Figure = (evaluation) => ({
  id: "all",
  title: worded("Over all songs together: read with care"),
  caption: [
    element("strong", {}, "Warning. "),
    worded(
      "Songs come from playlists here, so a song that is in no training playlist must be a held-out ",
    ),
    worded(
      "one. A method that ranks cold songs first gains here without telling songs apart any better; ",
    ),
    worded("the figures for warm and for cold songs cannot be moved that way."),
  ],
  panels: methodPanels(evaluation, NDCG, { format: three, subsets: ["all"], names: false }),
});
