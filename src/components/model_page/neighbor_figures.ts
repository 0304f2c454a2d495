/** Figures of the neighbour lists: how alike neighbours are, and how often songs are neighbours. */
import * as Plot from "npm:@observablehq/plot";
import { doublingBins, type Hubness, hubnessOf, topHubs } from "../../statistics/hubness.ts";
import { lookupTable } from "../lookup_table.ts";
import { element } from "../dom.ts";
import { count, fixed, percent, percentTick } from "../feature_format.ts";
import { genreName, type PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { INK, PAPER, pictureOf, staticFigure } from "../plot_figure.ts";
import { songLink } from "../song_link.ts";
import { upperFirst } from "../words.ts";
import type { AnatomyFacts, HubCounts, ScoreRow } from "./facts.ts";
import { withData } from "../export/figure_data.ts";

const COLORS: Readonly<Record<string, string>> = {
  content: "var(--signal-audio)",
  collaborative: "var(--signal-collaborative)",
};

/** A skewness from which lists count as dominated by hubs, after Radovanović et al. */
const STRONG = 1.4;
const TOP_HUBS = 8;

/** Cosines by rank, content beside collaborative; null without any. */
export function scoresFigure(rows: readonly ScoreRow[]): HTMLElement | null {
  if (rows.length === 0) return null;
  const last = (signal: string) => rows.filter((row) => row.signal === signal).at(-1);
  const said = ["content", "collaborative"].flatMap((signal) => {
    const row = last(signal);
    return row ? [`${fixed(row.p50, 3)} (${signal})`] : [];
  });
  return staticFigure({
    id: "neighbour-scores",
    title: `The ${last(rows[0].signal)!.rank}th neighbour still has a cosine of ${
      said.join(" and ")
    } in the median`,
    caption: [
      worded(
        "By rank in the list: the median cosine, half of all songs within the dark band, nine in ten " +
          "within the light one. Where all of a list stand at 1, its songs are in the very same " +
          "playlists and the list is no ranking: ties go to the lower song number.",
      ),
    ],
    panelWidth: 190,
    panels: ["content", "collaborative"].flatMap((signal) => {
      const data = rows.filter((row) => row.signal === signal);
      return data.length === 0
        ? []
        : [{ name: upperFirst(signal), draw: (width: number) => scoresPlot(data, rows, width) }];
    }),
  });
}

function scoresPlot(data: readonly ScoreRow[], all: readonly ScoreRow[], width: number): Element {
  const color = COLORS[data[0].signal];
  const low = Math.min(...all.map(({ p05 }) => p05));
  const rows = data.map((row) => ({
    ...row,
    words: `rank ${row.rank}: ${fixed(row.p50, 3)}\nhalf from ${fixed(row.p25, 3)} to ${
      fixed(row.p75, 3)
    }\n${count(row.songs, "song")}`,
  }));
  const plot = Plot.plot({
    width,
    height: 248,
    marginLeft: 48,
    marginTop: 28,
    marginBottom: 38,
    ariaLabel: `Cosine of ${data[0].signal} neighbours by rank`,
    x: { label: "rank →", domain: [1, Math.max(2, data.length)], ticks: 5, tickFormat: "d" },
    y: { label: "↑ cosine", domain: [low, Math.max(1, low + 0.01)], grid: true, ticks: 5 },
    marks: [
      Plot.areaY(rows, { x: "rank", y1: "p05", y2: "p95", fill: color, fillOpacity: 0.16 }),
      Plot.areaY(rows, { x: "rank", y1: "p25", y2: "p75", fill: color, fillOpacity: 0.3 }),
      Plot.lineY(rows, { x: "rank", y: "p50", stroke: color, strokeWidth: 2 }),
      Plot.tip(rows, Plot.pointerX({ x: "rank", y: "p50", title: "words" })),
    ],
  });
  const picture = pictureOf(
    plot,
    rows.map(({ words }) => words.replaceAll("\n", ", ")).join(". "),
  );
  return withData(
    picture,
    rows,
    ["signal", "rank", "p05", "p25", "p50", "p75", "p95", "songs"],
  );
}

/** How often songs stand in the lists of others. */
export function hubFigures(counts: HubCounts, { k, sample }: AnatomyFacts): HTMLElement[] {
  const signals = signalsOf(counts);
  if (signals.length === 0) return [];
  const measured = signals.map((signal) => ({ signal, ...hubnessOf(counts[signal]) }));
  return [
    staticFigure({
      id: "hubness",
      title: measured.map(({ signal, skewness }, i) => {
        const words = skewness > STRONG ? "dominated by hubs" : "spread evenly";
        return `${i === 0 ? upperFirst(signal) : signal} lists are ${words}`;
      }).join(", "),
      caption: [
        worded`How many songs stand in how many of the others' lists of ${k} (N${k}, the k-occurrence), in ` +
        "steps that double: 4 is 4 to 7. Its skewness measures hubness (Radovanović et al. 2010): ",
        measured.map(hubWords).join(" "),
      ],
      panels: [{ name: "", draw: (width) => occurrencePlot(signals, counts, k, width) }],
    }),
    ...[sampleFigure(counts, k, sample)].filter((figure) => figure !== null),
  ];
}

/** Which songs stand in most lists; null without lists. */
export function hubTables(
  model: PageModel,
  counts: HubCounts,
  { k }: AnatomyFacts,
  fragment: string,
): HTMLElement | null {
  const signals = signalsOf(counts);
  if (signals.length === 0) return null;
  return element(
    "section",
    { class: "hubs", "aria-label": "Hubs" },
    element("h2", {}, worded`The hubs: songs in most lists of ${k}`),
    element(
      "div",
      { class: "hub-tables" },
      ...signals.map((signal) =>
        lookupTable(`By the ${signal} neighbours`, [
          { head: worded("Song"), cell: (song: number) => songLink(model, song, fragment) },
          ...model.catalogue.genreNames.length > 0
            ? [{ head: worded("Genre"), cell: (song: number) => genreName(model, song) }]
            : [],
          {
            head: "Lists",
            isNumber: true,
            cell: (song) => counts[signal][song].toLocaleString("en"),
          },
        ], topHubs(counts[signal], TOP_HUBS))
      ),
    ),
  );
}

function signalsOf(counts: HubCounts): ("content" | "collaborative")[] {
  return (["content", "collaborative"] as const).filter((signal) =>
    counts[signal].some((value) => value > 0)
  );
}

function hubWords(
  { signal, skewness, antiHubs, hubs, hubPlaces }: Hubness & { signal: string },
): string {
  return worded`${upperFirst(signal)}: skewness ${fixed(skewness, 2)}; ${
    percent(antiHubs, 1)
  } of songs are in no list (anti-hubs), and ${percent(hubs, 1)} (hubs, two deviations ` +
    `above the mean) take ${percent(hubPlaces)} of all places.`;
}

function occurrencePlot(
  signals: readonly ("content" | "collaborative")[],
  counts: HubCounts,
  k: number,
  width: number,
): Element {
  const label = ({ low, high }: { low: number; high: number }) =>
    low === high ? String(low) : `${low} to ${high}`;
  const data = signals.flatMap((signal) => {
    const total = counts[signal].length;
    return doublingBins(counts[signal]).map((bin) => ({
      signal,
      bin: String(bin.low),
      low: bin.low,
      share: bin.songs / total,
      color: COLORS[signal],
      words: `${signal}: ${count(bin.songs, "song")} (${percent(bin.songs / total, 1)}) in ${
        label(bin)
      } lists`,
    }));
  });
  const bins = [...new Map(data.map(({ bin, low }) => [bin, low]))].sort((a, b) => a[1] - b[1])
    .map(([bin]) => bin);
  // Named where they peak, past the songs in no list.
  const peaks = signals.map((signal) =>
    data.filter((d) => d.signal === signal && d.low > 0)
      .reduce((a, b) => b.share > a.share ? b : a)
  );
  const plot = Plot.plot({
    width,
    height: 248,
    marginLeft: 48,
    marginTop: 28,
    marginRight: 12,
    marginBottom: 42,
    ariaLabel: worded`Songs by the number of lists of ${k} in which they stand`,
    x: {
      label: worded(`lists in which a song stands (up to the next step) →`),
      domain: bins,
      type: "point",
      padding: 0.3,
    },
    y: { label: worded("↑ share of all songs"), grid: true, tickFormat: percentTick, ticks: 5 },
    color: { type: "identity" },
    marks: [
      Plot.ruleY([0]),
      Plot.lineY(data, { x: "bin", y: "share", z: "signal", stroke: "color", strokeWidth: 2 }),
      Plot.dot(data, { x: "bin", y: "share", fill: "color", r: 3.5 }),
      Plot.text(peaks, {
        x: "bin",
        y: "share",
        text: "signal",
        dy: -12,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
      }),
      Plot.tip(data, Plot.pointer({ x: "bin", y: "share", title: "words" })),
    ],
  });
  const picture = pictureOf(plot, data.map(({ words }) => words).join(". "));
  return withData(picture, data, { signal: "signal", low: "lists_from", share: "share_of_songs" });
}

/** The tuned model beside the two, on the lists of the same sampled songs. */
function sampleFigure(counts: HubCounts, k: number, sample: number): HTMLElement | null {
  const rows = [
    { label: "content", color: COLORS.content, values: counts.contentSample },
    { label: "collaborative", color: COLORS.collaborative, values: counts.collaborativeSample },
    { label: "tuned model", color: INK, values: counts.tunedSample },
  ].flatMap(({ label, color, values }) => {
    const places = values.reduce((sum, value) => sum + value, 0);
    if (places === 0) return [];
    const distinct = values.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
    const most = values.reduce((a, b) => Math.max(a, b), 0);
    return [{
      label,
      color,
      share: distinct / places,
      words: `${label}: ${count(distinct, "distinct song")} in ${
        places.toLocaleString("en")
      } places; the most frequent in ${count(most, "list")}`,
    }];
  });
  const draw = (width: number) => {
    const plot = Plot.plot({
      width,
      height: 170,
      marginLeft: 96,
      marginRight: 56,
      marginBottom: 42,
      ariaLabel: worded("Distinct songs as a share of all places"),
      x: {
        label: worded("distinct songs, of all places of the lists →"),
        domain: [0, 1],
        grid: true,
        tickFormat: percentTick,
        ticks: 4,
      },
      y: { domain: rows.map(({ label }) => label), label: null, tickSize: 0 },
      color: { type: "identity" },
      marks: [
        Plot.ruleY(rows, { y: "label", x1: 0, x2: "share", stroke: "color", strokeWidth: 3 }),
        Plot.dot(rows, { x: "share", y: "label", fill: "color", r: 5 }),
        Plot.text(rows, {
          x: "share",
          y: "label",
          text: (d: { share: number }) => percent(d.share),
          textAnchor: "start",
          dx: 9,
          fill: INK,
        }),
        Plot.tip(rows, Plot.pointerY({ x: "share", y: "label", title: "words" })),
      ],
    });
    const picture = pictureOf(plot, rows.map(({ words }) => words).join(". "));
    return withData(picture, rows, { label: "lists_of", share: "distinct_share" });
  };
  const tuned = rows.find(({ label }) => label === "tuned model");
  if (tuned === undefined) return null;
  const others = rows.filter((row) => row !== tuned);
  const less = others.find(({ share }) => tuned.share >= share);
  const more = others.find(({ share }) => tuned.share < share);
  const order = more === undefined
    ? worded("The tuned model spreads its lists over most songs")
    : less !== undefined
    ? worded`The tuned model repeats songs less than the ${less.label} lists, more than the ${more.label} lists`
    : worded("The tuned model repeats songs most");
  return staticFigure({
    id: "hubness-sample",
    title: order,
    caption: [
      `The lists of ${k} of the same ${
        count(sample, "song")
      }, drawn by chance, each alone as the ` +
      worded(
        "query: 100 % is no song twice. The tuned model is asked at its marked weights. Another draw ",
      ) +
      "would move the values by a per cent or two.",
    ],
    panels: [{ name: "", draw }],
  });
}
