/** What is there, missing, doubled or hard to believe in a catalogue: counts without a chart. */
import { recordingsOf } from "../../recommender/recordings.ts";
import { outliersOf, OUTLYING, type Spread, spreadOf } from "../../statistics/robust_scores.ts";
import { featureLabel, fixed } from "../feature_format.ts";
import type { PageModel } from "../model.ts";
import { type MapVariable, songVariables } from "../map/variables.ts";
import { worded } from "../nouns.ts";

/** One column of numbers as the page shows it. */
export interface NumberColumn {
  readonly variable: MapVariable;
  readonly spread: Spread;
  /** Songs beyond `OUTLYING`, the furthest first. */
  readonly outliers: readonly { readonly song: number; readonly score: number }[];
  /**
   * Whether so many lie far out that they are the tail of the distribution and no exceptions, or
   * half of all values are equal, so that far out means nothing.
   */
  readonly isSkewed: boolean;
}

/** One column of texts. */
export interface TextColumn {
  readonly name: string;
  readonly label: string;
  readonly missing: number;
  readonly distinct: number;
}

/** Share of songs beyond which far values are a tail. */
const TAIL = 0.01;

/** The numbers of a catalogue: features, release year, popularity. */
export function numberColumns(model: PageModel): NumberColumn[] {
  return songVariables(model).map((variable) => {
    const spread = spreadOf(variable.values);
    const outliers = outliersOf(variable.values, spread);
    return {
      variable,
      spread,
      outliers,
      isSkewed: !(spread.deviation > 0) || outliers.length > TAIL * spread.count,
    };
  });
}

/** The texts of a catalogue, with how many songs have none; not those that no song has. */
export function textColumns(model: PageModel): TextColumn[] {
  const { catalogue, albumNames, songGenres } = model;
  const missing = (of: ArrayLike<number>) =>
    Array.from(of).reduce((n, code) => n + (code < 0 ? 1 : 0), 0);
  const column = (name: string, label: string, missing: number, distinct: number) => ({
    name,
    label,
    missing,
    distinct,
  });
  return [
    column(
      "track_name",
      "title",
      catalogue.titles.filter((title) => title === "").length,
      new Set(catalogue.titles.filter((title) => title !== "")).size,
    ),
    column(
      "track_artist",
      worded("artist"),
      missing(catalogue.artists),
      new Set(catalogue.artists.filter((artist) => artist >= 0)).size,
    ),
    column(
      "track_album_name",
      worded("album"),
      missing(albumNames.codes),
      new Set(albumNames.codes.filter((album) => album >= 0)).size,
    ),
    column(
      "genre",
      worded("genre"),
      missing(songGenres),
      new Set(songGenres.filter((genre) => genre >= 0)).size,
    ),
  ].filter(({ distinct }) => distinct > 0);
}

/** A value that cannot be right. */
export interface Implausible {
  readonly song: number;
  readonly column: string;
  readonly value: number;
  readonly reason: string;
}

/** Bounds by what a column means; in the unit of `songVariables` (minutes for durations). */
const BOUNDS: Readonly<Record<string, { low: number; high: number; reason: string }>> = {
  tempo: { low: 20, high: 400, reason: "no music has this tempo" },
  duration_ms: { low: 1 / 6, high: 180, reason: "under ten seconds or over three hours" },
  // The first recordings of sound (Scott de Martinville 1860).
  release_year: { low: 1860, high: new Date().getFullYear() + 1, reason: "not a year of release" },
  ...Object.fromEntries(
    [
      "danceability",
      "energy",
      "speechiness",
      "acousticness",
      "instrumentalness",
      "liveness",
      "valence",
    ].map((name) => [name, { low: 0, high: 1, reason: "outside 0 to 1" }]),
  ),
};

/** Values outside what their columns can be, by song. */
export function implausibleValues(columns: readonly NumberColumn[]): Implausible[] {
  return columns.flatMap(({ variable: { name, values } }) => {
    if (!Object.hasOwn(BOUNDS, name)) return [];
    const { low, high, reason } = BOUNDS[name];
    const out: Implausible[] = [];
    values.forEach((value, song) => {
      if (Number.isFinite(value) && (value < low || value > high)) {
        out.push({ song, column: name, value, reason });
      }
    });
    return out;
  }).sort((a, b) => a.song - b.song);
}

/** The same recording under several ids. */
export interface Versions {
  /** Songs of each recording that has several, the most versions first. */
  readonly groups: readonly (readonly number[])[];
  /** Songs beyond the first of each recording. */
  readonly further: number;
  /** Recordings by how many ids they have: `sizes[n]` have n. */
  readonly sizes: readonly number[];
}

/** Finds recordings with several ids; takes titles apart, some tenths of a second. */
export function versionsOf(model: PageModel): Versions {
  const recordings = recordingsOf(model.catalogue);
  const members = new Map<number, number[]>();
  recordings.forEach((recording, song) => {
    const there = members.get(recording);
    if (there) there.push(song);
    else members.set(recording, [song]);
  });
  const sizes: number[] = [];
  let further = 0;
  for (const { length } of members.values()) {
    sizes[length] = (sizes[length] ?? 0) + 1;
    further += length - 1;
  }
  return {
    groups: [...members.values()].filter(({ length }) => length > 1)
      .sort((a, b) => b.length - a.length || a[0] - b[0]),
    further,
    sizes: Array.from(sizes, (count = 0) => count),
  };
}

/** Share of a column's variance that lies between groups (η²), 0 to 1; NaN where none varies. */
export function betweenGroups(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
): number {
  const sums = new Float64Array(groupCount), counts = new Float64Array(groupCount);
  let sum = 0, known = 0;
  values.forEach((value, song) => {
    const group = groups[song];
    if (group < 0 || !Number.isFinite(value)) return;
    sums[group] += value;
    counts[group]++;
    sum += value;
    known++;
  });
  const mean = sum / known;
  let all = 0, between = 0;
  values.forEach((value, song) => {
    if (groups[song] >= 0 && Number.isFinite(value)) all += (value - mean) ** 2;
  });
  counts.forEach((count, group) => {
    if (count > 0) between += count * (sums[group] / count - mean) ** 2;
  });
  return between / all;
}

/** "3.7 deviations above the median". */
export function scoreWords(score: number): string {
  return `${fixed(Math.abs(score), 1)} ${score > 0 ? "above" : "below"}`;
}

/** What |z| counts as far out, for captions. */
export const FAR_OUT = fixed(OUTLYING, 1);

/** Name of a column of numbers with its unit. */
export function columnLabel({ name, label, unit }: MapVariable): string {
  const known = name === "release_year" ? "release year" : label || featureLabel(name);
  return unit === "" ? known : `${known} (${unit})`;
}
