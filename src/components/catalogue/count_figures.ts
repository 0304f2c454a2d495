/** How songs spread over years and popularity, and how songs and playlists hold each other. */
import * as Plot from "npm:@observablehq/plot";
import { quantileOfSorted } from "../../recommender/scaling.ts";
import { count, fixed, percent } from "../feature_format.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { INK, MUTED, PAPER, pictureOf, staticFigure } from "../plot_figure.ts";
import { withData } from "../export/figure_data.ts";

/** The four figures; those for which the data set has nothing are left out. */
export function countFigures(model: PageModel): HTMLElement[] {
  const { years, catalogue: { popularities, songPlaylists, playlistSongs } } = model;
  return [
    yearsFigure(years),
    popularityFigure(popularities),
    sizesFigure(rowLengths(playlistSongs.indptr)),
    playlistsPerSongFigure(rowLengths(songPlaylists.indptr)),
  ].filter((figure) => figure !== null);
}

function yearsFigure(years: Float64Array): HTMLElement | null {
  const known = years.filter(Number.isFinite).sort();
  if (known.length === 0) return null;
  const from = quantileOfSorted(known, 0.25), median = quantileOfSorted(known, 0.5);
  return staticFigure({
    id: "years",
    title: worded`Half of all songs are of ${Math.round(median)} or later, a quarter of before ${
      Math.round(from)
    }`,
    caption: [
      worded(
        "Songs by year of release; the line is the median. A release date may be that of a re-issue. ",
      ),
      known.length < years.length
        ? `${count(years.length - known.length, "song has", "songs have")} no date.`
        : "",
    ],
    panels: [{
      name: "",
      draw: (width) =>
        bars(levelsOf(known, 1), width, {
          label: "year of release",
          marked: median,
          markedText: `median ${Math.round(median)}`,
          tickFormat: "d",
          what: worded("Songs by year of release"),
          words: (year) => String(year),
        }),
    }],
  });
}

function popularityFigure(popularities: Float64Array): HTMLElement | null {
  const known = popularities.filter(Number.isFinite).sort();
  if (known.length === 0) return null;
  const median = quantileOfSorted(known, 0.5), zero = known.filter((value) => value === 0).length;
  const range = known[known.length - 1] - known[0];
  const step = Number.isInteger(known[0]) && range <= 200
    ? Math.max(1, range / 50)
    : range / 50 || 1;
  return staticFigure({
    id: "popularity",
    title: zero / known.length >= 0.02
      ? worded`The median popularity is ${fixed(median, 0)}; ${
        percent(zero / known.length)
      } of songs have none at all`
      : `The median popularity is ${fixed(median, 0)}`,
    caption: [
      worded(
        "Songs by popularity in the unit of the data set (Spotify: 0 to 100, by recent plays at the " +
          "time of the export); the line is the median.",
      ),
    ],
    panels: [{
      name: "",
      draw: (width) =>
        bars(levelsOf(known, step), width, {
          label: "popularity",
          step,
          marked: median,
          markedText: `median ${fixed(median, 0)}`,
          what: worded("Songs by popularity"),
          words: (value) => fixed(value, 0),
        }),
    }],
  });
}

function sizesFigure(sizes: Int32Array): HTMLElement | null {
  if (sizes.length === 0) return null;
  const sorted = Float64Array.from(sizes).sort();
  const median = quantileOfSorted(sorted, 0.5), high = sorted[sorted.length - 1];
  const step = Math.max(1, Math.ceil(high / 40));
  return staticFigure({
    id: "playlist-sizes",
    title: worded`A playlist has ${count(Math.round(median), "song")} in the median, the longest ${
      high.toLocaleString("en")
    }`,
    caption: [worded("Playlists by their number of distinct songs; the line is the median.")],
    panels: [{
      name: "",
      draw: (width) =>
        bars(levelsOf(sorted, step), width, {
          label: worded("songs of the playlist"),
          of: worded("playlists"),
          step,
          marked: median,
          markedText: `median ${fixed(median, 0)}`,
          what: worded("Playlists by size"),
          words: (value) => worded`${value} to ${value + step - 1} songs`,
        }),
    }],
  });
}

function playlistsPerSongFigure(lengths: Int32Array): HTMLElement | null {
  if (lengths.length === 0) return null;
  const songs: number[] = [];
  for (const length of lengths) songs[length] = (songs[length] ?? 0) + 1;
  const data = Array.from(songs, (of = 0, playlists) => ({ playlists, songs: of }))
    .filter(({ songs }) => songs > 0)
    .map((row) => ({
      ...row,
      words: `${count(row.songs, "song")} in ${count(row.playlists, "playlist")}`,
    }));
  const one = (songs[1] ?? 0) / lengths.length;
  const draw = (width: number) => {
    const plot = Plot.plot({
      width,
      height: 220,
      marginLeft: 56,
      marginBottom: 40,
      ariaLabel: worded("Songs by the number of playlists that hold them"),
      x: { label: worded("playlists of the song →"), ticks: 8, tickFormat: "d" },
      y: {
        label: worded("↑ songs (logarithmic)"),
        type: "log",
        grid: true,
        tickFormat: "~s",
        ticks: 4,
      },
      marks: [
        Plot.ruleX(data, { x: "playlists", y1: 0.7, y2: "songs", stroke: MUTED, strokeWidth: 3 }),
        Plot.dot(data, { x: "playlists", y: "songs", fill: INK, r: 3.5 }),
        Plot.tip(data, Plot.pointerX({ x: "playlists", y: "songs", title: "words" })),
      ],
    });
    const picture = pictureOf(plot, data.map(({ words }) => words).join(", "));
    return withData(picture, data, ["playlists", "songs"]);
  };
  return staticFigure({
    id: "playlists-per-song",
    title: worded`${percent(one)} of songs are in one playlist only`,
    caption: [
      worded(
        "Songs by the number of playlists that hold them, on a logarithmic scale: what songs of one " +
          "playlist have in common with others, no other playlist says.",
      ),
    ],
    panels: [{ name: "", draw }],
  });
}

interface BarOptions {
  readonly label: string;
  readonly of?: string;
  readonly step?: number;
  readonly marked: number;
  readonly markedText: string;
  readonly tickFormat?: string;
  readonly what: string;
  words(value: number): string;
}

function bars(
  data: readonly { value: number; count: number }[],
  width: number,
  { label, of = worded("songs"), step = 1, marked, markedText, tickFormat, what, words }:
    BarOptions,
): Element {
  const rows = data.map((row) => ({
    ...row,
    x1: row.value,
    x2: row.value + step,
    words: `${words(row.value)}: ${row.count.toLocaleString("en")} ${of}`,
  }));
  const middle = marked + (step === 1 ? 0.5 : 0);
  const low = rows[0].x1, high = rows[rows.length - 1].x2;
  const isRight = (middle - low) / (high - low) > 0.6;
  const most = rows.reduce((most, row) => Math.max(most, row.count), 0);
  const plot = Plot.plot({
    width,
    height: 220,
    marginLeft: 56,
    marginBottom: 40,
    ariaLabel: what,
    x: { label: `${label} →`, ticks: Math.max(3, Math.floor(width / 80)), tickFormat },
    // Room above the bars for the words at the line.
    y: { label: `↑ ${of}`, domain: [0, 1.14 * most], grid: true, ticks: 5, tickFormat: "~s" },
    marks: [
      Plot.rectY(rows, {
        x1: "x1",
        x2: "x2",
        y1: 0,
        y2: "count",
        fill: MUTED,
        fillOpacity: 0.75,
        insetLeft: 0.25,
        insetRight: 0.25,
      }),
      Plot.ruleX([middle], { stroke: INK, strokeWidth: 1.5 }),
      Plot.text([middle], {
        x: (d: number) => d,
        frameAnchor: "top",
        text: () => markedText,
        textAnchor: isRight ? "end" : "start",
        dx: isRight ? -6 : 6,
        dy: 4,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
      }),
      Plot.ruleY([0]),
      Plot.tip(
        rows,
        Plot.pointerX({ x1: "x1", x2: "x2", y: "count", title: "words" }),
      ),
    ],
  });
  return withData(pictureOf(plot, `${what}: ${markedText}.`), rows, {
    x1: "from",
    x2: "to",
    count: "count",
  });
}

/** Counts of values in steps from the lowest. */
function levelsOf(sorted: Float64Array, step: number): { value: number; count: number }[] {
  const low = Math.floor(sorted[0] / step) * step;
  const counts: number[] = [];
  for (const value of sorted) {
    const bin = Math.floor((value - low) / step + 1e-9);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return Array.from(counts, (count = 0, bin) => ({ value: low + bin * step, count }));
}

function rowLengths(indptr: Int32Array): Int32Array {
  return Int32Array.from(
    { length: Math.max(0, indptr.length - 1) },
    (_, row) => indptr[row + 1] - indptr[row],
  );
}
