/** How the numbers of songs are distributed in each genre: one ridge a genre, one panel a column. */
import * as Plot from "npm:@observablehq/plot";
import { densityOf, silvermanBandwidth } from "../../statistics/density.ts";
import { quantileOfSorted } from "../../recommender/scaling.ts";
import { percent } from "../feature_format.ts";
import { colorExtent, genreColors, genreCounts } from "../map/colors.ts";
import { genreVariable } from "../map/theme.ts";
import type { MapVariable } from "../map/variables.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { INK, MUTED, PAPER, pictureOf, staticFigure } from "../plot_figure.ts";
import { betweenGroups, columnLabel, type NumberColumn } from "./quality.ts";
import { withData } from "../export/figure_data.ts";

/** Genres shown; those with most songs where there are more. */
const MOST_GENRES = 12;
/** Height of a ridge, and how far it may reach into the one above. */
const ROW = 22, REACH = 1.7;
/** Height of the highest bar, of a row: bars of different genres do not overlap. */
const BAR = 0.8;
/** Whole numbers up to so many are drawn as they are, bar by bar. */
const MOST_LEVELS = 24;
/** Steps between the whole numbers that are named, at most. */
const MOST_TICKS = 6;

interface Group {
  readonly name: string;
  readonly color: string;
  readonly songs: Int32Array;
}

/** All columns, those first by which genres differ most; null without numbers. */
export function distributionFigure(
  model: PageModel,
  columns: readonly NumberColumn[],
): HTMLElement | null {
  if (columns.length === 0) return null;
  const { groups, left } = groupsOf(model);
  const { songGenres, catalogue: { genreNames } } = model;
  const isGrouped = groups.length > 1;
  const ordered = columns.filter(({ spread }) => spread.count > 0).map(({ variable }) => ({
    variable,
    share: isGrouped ? betweenGroups(variable.values, songGenres, genreNames.length) : NaN,
  }));
  if (isGrouped) ordered.sort((a, b) => (b.share || 0) - (a.share || 0));
  const first = ordered.slice(0, 2).map(({ variable }) => variable.label);
  const last = ordered.at(-1)!.variable.label;
  return staticFigure({
    id: "distributions",
    isLarge: true,
    title: isGrouped
      ? worded`Genres differ most in ${first.join(" and ")}${
        ordered.length > first.length ? `, least in ${last}` : ""
      }`
      : worded("How the values of songs are distributed"),
    caption: [
      worded(
        `A Gaussian kernel density of ${isGrouped ? "each genre's" : "the"} songs (Silverman's ` +
          "bandwidth), to the same scale within a panel, whole numbers as bars; the tick is the " +
          "median. Panels show the values from the 1st to the 99th percentile of all songs" +
          (isGrouped
            ? ", those first in which more of the variance lies between genres (η², beside the name)."
            : "."),
      ),
      left > 0
        ? worded` The ${MOST_GENRES} genres with most songs; ${left} others are left out.`
        : "",
    ],
    panelWidth: 260,
    panels: ordered.map(({ variable, share }) => ({
      name: columnLabel(variable) +
        (Number.isFinite(share) ? ` · ${percent(share, share < 0.1 ? 1 : 0)}` : ""),
      draw: (width) => ridges(variable, groups, width),
    })),
  });
}

/** The genres of the songs, in the genres' own order; all songs as one where there are none. */
function groupsOf({ songGenres, catalogue }: PageModel): { groups: Group[]; left: number } {
  const { genreNames, songCount } = catalogue;
  const counts = genreCounts(songGenres, genreNames.length);
  const colors = genreColors(songGenres, genreNames.length);
  const present = Array.from(genreNames.keys()).filter((genre) => counts[genre] > 0);
  const kept = present.toSorted((a, b) => counts[b] - counts[a]).slice(0, MOST_GENRES)
    .sort((a, b) => a - b);
  if (kept.length === 0) {
    const songs = Int32Array.from({ length: songCount }, (_, song) => song);
    return { groups: [{ name: "all", color: MUTED, songs }], left: 0 };
  }
  const all = Int32Array.from(songGenres.keys());
  return {
    groups: kept.map((genre) => ({
      name: genreNames[genre],
      color: `var(${genreVariable(colors[genre])})`,
      songs: all.filter((song) => songGenres[song] === genre),
    })),
    left: present.length - kept.length,
  };
}

function ridges(variable: MapVariable, groups: readonly Group[], width: number): Element {
  const [low, high] = colorExtent(variable);
  const isLevels = variable.jitter > 0 && high - low < MOST_LEVELS;
  const curves = groups.map(({ songs, ...group }, row) => {
    const values = Float64Array.from(songs, (song) => variable.values[song])
      .filter(Number.isFinite);
    const { at, density } = isLevels
      ? levels(values, low, high)
      : densityOf(values, low, high, silvermanBandwidth(values), 96);
    return { ...group, row, at, density, median: quantileOfSorted(values.sort(), 0.5) };
  });
  const top = Math.max(...curves.flatMap(({ density }) => [...density]), 1e-12);
  const offset = (row: number) => groups.length - 1 - row;
  const points = curves.flatMap(({ name, color, row, at, density }) =>
    Array.from(at, (x, i) => ({
      name,
      color,
      x,
      density: density[i],
      base: offset(row),
      y: offset(row) + (isLevels ? BAR : REACH) * density[i] / top,
    }))
  );
  const medians = curves.filter(({ median }) => Number.isFinite(median))
    .map(({ name, median, row }) => ({
      x: median,
      y1: offset(row) - 0.06,
      y2: offset(row) + 0.3,
      middle: offset(row),
      words: `${name}: median ${variable.format(median)}`,
    }));
  const pad = isLevels ? 0.6 : 0;
  const plot = Plot.plot({
    width,
    height: groups.length * ROW + 56,
    marginLeft: 52,
    marginRight: 8,
    marginTop: 14,
    marginBottom: 28,
    ariaLabel: worded`Distribution of ${variable.label} by genre`,
    x: {
      domain: high > low ? [low - pad, high + pad] : [low - 1, high + 1],
      label: null,
      ticks: isLevels ? wholeTicks(low, high) : 4,
      tickFormat: isLevels ? variable.format : variable.name === "release_year" ? "d" : undefined,
    },
    y: {
      domain: [-0.1, groups.length - 1 + REACH],
      ticks: groups.map((_, row) => offset(row)),
      tickFormat: (value: number) => groups[offset(value)]?.name ?? "",
      tickSize: 0,
      label: null,
    },
    color: { type: "identity" },
    marks: [
      ...curves.flatMap(({ name }) => {
        const own = points.filter((point) => point.name === name);
        return isLevels
          ? [Plot.rect(own, {
            x1: (d: { x: number }) => d.x - 0.4,
            x2: (d: { x: number }) => d.x + 0.4,
            y1: "base",
            y2: "y",
            fill: "color",
            fillOpacity: 0.75,
          })]
          : [
            Plot.areaY(own, { x: "x", y1: "base", y2: "y", fill: PAPER, fillOpacity: 0.6 }),
            Plot.areaY(own, { x: "x", y1: "base", y2: "y", fill: "color", fillOpacity: 0.35 }),
            Plot.lineY(own, { x: "x", y: "y", stroke: "color", strokeWidth: 1.25 }),
          ];
      }),
      Plot.ruleX(medians, { x: "x", y1: "y1", y2: "y2", stroke: INK, strokeWidth: 1.75 }),
      Plot.tip(medians, Plot.pointerY({ x: "x", y: "middle", title: "words" })),
    ],
  });
  const picture = pictureOf(plot, medians.map(({ words }) => words).join(". "));
  return withData(picture, points, { name: "genre", x: "value", density: "density" });
}

/** Whole numbers from `low` to `high` in even steps. */
function wholeTicks(low: number, high: number): number[] {
  const step = Math.max(1, Math.ceil((high - low) / MOST_TICKS));
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
}

/** Shares of the whole numbers from `low` to `high`. */
function levels(values: Float64Array, low: number, high: number) {
  const at = Float64Array.from({ length: Math.round(high - low) + 1 }, (_, i) => low + i);
  const density = new Float64Array(at.length);
  for (const value of values) {
    if (value >= low && value <= high) density[Math.round(value - low)] += 1 / values.length;
  }
  return { at, density };
}
