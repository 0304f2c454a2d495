/** The spectrum: what each factor holds, beside chance, and what they hold together. */
import * as Plot from "npm:@observablehq/plot";
import { count, fixed, percent, percentTick } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import { INK, MUTED, PAPER, pictureOf, staticFigure } from "../plot_figure.ts";
import { type AnatomyFacts, cumulativeShares, type Spectrum } from "./facts.ts";
import { withData } from "../export/figure_data.ts";

const ACCENT = "var(--signal-collaborative)";
/** Components shown, as a multiple of the rank, and at least: the rest falls off evenly. */
const SHOWN_RANKS = 3, FEWEST_SHOWN = 20;

/** Singular values and cumulative explained variance; null where there are no factors. */
export function spectrumFigure(spectrum: Spectrum, { chance_runs }: AnatomyFacts) {
  const { rank, aboveChance, values } = spectrum;
  if (rank === 0) return null;
  const isChanceKnown = Number.isFinite(aboveChance);
  const shares = cumulativeShares(spectrum);
  return staticFigure({
    id: "spectrum",
    isLarge: true,
    title: isChanceKnown
      ? aboveChance >= rank
        ? `All ${rank} factors stand above chance`
        : `${aboveChance} of the ${count(rank, "factor")} stand above chance`
      : `${count(rank, "factor")} hold ${percent(shares[rank - 1])} of the variance`,
    caption: [
      "Left: the singular value of each component; filled are the factors of the model, hollow the " +
      "first of those that it leaves out. ",
      isChanceKnown
        ? worded`The grey band is what ${chance_runs} data sets by chance give, in which every song is in ` +
          worded(
            "as many playlists and every playlist as long as here, but who is with whom is drawn ",
          ) +
          worded(
            "(Horn's parallel analysis). Factors above it say something about which playlists go ",
          ) +
          worded("together; those within it are little more than the sizes of single playlists. ")
        : "",
      "Right: the share of all variance (σ² over the sum of all, uncentred) that the first " +
      "components hold together.",
    ],
    panels: [
      { name: "What each component holds", draw: (width) => valuesPlot(spectrum, width) },
      {
        name: "What the first hold together",
        draw: (width) => sharesPlot(shares, rank, values.length, width),
      },
    ],
  });
}

function valuesPlot(spectrum: Spectrum, width: number): Element {
  const { values, chanceLow, chanceHigh, rank } = spectrum;
  const data = Array.from(values, (value, i) => ({
    component: i + 1,
    value,
    low: chanceLow[i],
    high: chanceHigh[i],
    words: `component ${i + 1}: σ = ${fixed(value, 3)}` +
      (i < chanceHigh.length ? `\nby chance ${fixed(chanceHigh[i], 3)}` : ""),
  })).slice(0, Math.max(FEWEST_SHOWN, SHOWN_RANKS * rank));
  const plot = Plot.plot({
    width,
    height: 300,
    marginLeft: 48,
    marginRight: 12,
    marginTop: 28,
    marginBottom: 40,
    ariaLabel: "Singular values by component",
    x: { label: "component →", domain: [1, data.length], ticks: width > 400 ? 8 : 4 },
    y: { label: "↑ singular value σ", grid: true, nice: true, ticks: 6 },
    marks: [
      chanceHigh.length > 0
        ? Plot.areaY(data, {
          x: "component",
          y1: "low",
          y2: "high",
          fill: MUTED,
          fillOpacity: 0.35,
        })
        : null,
      chanceHigh.length > 0
        ? Plot.lineY(data, { x: "component", y: "high", stroke: MUTED, strokeWidth: 1.5 })
        : null,
      Plot.ruleX([rank], { stroke: INK, strokeDasharray: "3,3" }),
      Plot.text([rank], {
        x: (r: number) => r,
        frameAnchor: "bottom",
        text: () => `rank ${rank}`,
        textAnchor: "start",
        dy: -6,
        dx: 5,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
      }),
      Plot.dot(data, {
        x: "component",
        y: "value",
        r: 2.6,
        stroke: ACCENT,
        strokeWidth: 1,
        fill: (d: { component: number }) => d.component <= rank ? ACCENT : "none",
      }),
      Plot.tip(data, Plot.pointerX({ x: "component", y: "value", title: "words" })),
    ],
  });
  const picture = pictureOf(
    plot,
    `Singular values fall from ${fixed(values[0], 2)} to ${fixed(values[rank - 1], 2)} at the ` +
      `${rank}th component.`,
  );
  return withData(picture, data, {
    component: "component",
    value: "singular_value",
    low: "chance_low",
    high: "chance_high",
  });
}

function sharesPlot(shares: Float64Array, rank: number, known: number, width: number): Element {
  const data = Array.from(shares, (share, i) => ({
    component: i + 1,
    share,
    words: `first ${i + 1}: ${percent(share, 1)}`,
  }));
  const marked = data[rank - 1];
  const plot = Plot.plot({
    width,
    height: 300,
    marginLeft: 48,
    marginRight: 12,
    marginTop: 28,
    marginBottom: 40,
    ariaLabel: "Explained variance of the first components",
    x: { label: "components →", domain: [0, known] },
    y: {
      label: "↑ variance explained",
      domain: [0, 1],
      percent: false,
      grid: true,
      tickFormat: percentTick,
    },
    marks: [
      Plot.lineY(data, { x: "component", y: "share", stroke: ACCENT, strokeWidth: 2 }),
      Plot.ruleX([marked], { x: "component", y2: "share", stroke: INK, strokeDasharray: "3,3" }),
      Plot.dot([marked], { x: "component", y: "share", r: 4.5, fill: ACCENT }),
      Plot.text([marked], {
        x: "component",
        y: "share",
        text: () => `rank ${rank}: ${percent(marked.share, 1)}`,
        textAnchor: rank > known / 2 ? "end" : "start",
        dx: rank > known / 2 ? -10 : 10,
        dy: rank > known / 2 ? -8 : 8,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
      }),
      Plot.tip(data, Plot.pointerX({ x: "component", y: "share", title: "words" })),
    ],
  });
  const picture = pictureOf(plot, `The first ${rank} hold ${percent(marked.share, 1)}.`);
  return withData(picture, data, { component: "components", share: "variance_explained" });
}
