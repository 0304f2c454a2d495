/**
 * What songs can be placed and coloured by: the components of the map, the audio features, release
 * year and popularity; and where a variable of whole numbers gets its jitter.
 */
import { featureLabel, fixed, formatFeature } from "../feature_format.ts";
import type { Extent } from "./view.ts";
import type { PageModel } from "../model.ts";

/** One number a song. */
export interface MapVariable {
  /** As addresses and the page's defaults call it. */
  readonly name: string;
  readonly label: string;
  /** Of the axis: "dB"; "" where the number has none. */
  readonly unit: string;
  /** In the unit of the axis; NaN where missing. */
  readonly values: Float64Array;
  /** Of the values that are there; [0, 0] where there is none. */
  readonly extent: Extent;
  /** Songs without a value. */
  readonly missing: number;
  /** How far songs are spread to each side of a whole number; 0 for a variable of any numbers. */
  readonly jitter: number;
  /** A value in words, with its unit. */
  format(value: number): string;
}

/** The coordinates of the layout, one a song. */
export interface Layout {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Whole numbers up to so many are spread: more make a scale of their own, such as milliseconds. */
const MOST_LEVELS = 256;

/** So far that two neighbouring whole numbers stay apart. */
const JITTER = 0.36;

/** Units that are known by the name of a feature. */
const UNITS: Readonly<Record<string, string>> = {
  loudness: "dB",
  tempo: "beats a minute",
  duration_ms: "minutes",
};

const MINUTE = 60_000;

/** The features of a model, then release year and popularity where there are any. */
export function songVariables(
  { catalogue, years }: Pick<PageModel, "catalogue" | "years">,
): MapVariable[] {
  const features = catalogue.features.map(({ name, values }) =>
    // Milliseconds make no readable axis.
    name === "duration_ms"
      ? variable(
        name,
        values.map((value) => value / MINUTE),
        (value) => formatFeature(name, value * MINUTE),
      )
      : variable(name, values, (value) => formatFeature(name, value))
  );
  const whole = (value: number) => Number.isFinite(value) ? String(Math.round(value)) : "unknown";
  const taken = new Set(features.map(({ name }) => name));
  const described = [
    variable("release_year", years, whole),
    variable("popularity", catalogue.popularities, whole),
  ];
  return [
    ...features,
    ...described.filter(({ name, missing, values }) => missing < values.length && !taken.has(name)),
  ];
}

/**
 * The two coordinates of a layout; their numbers have no unit that means anything by itself.
 *
 * @param layout its name: the coordinates of the principal components have an order
 */
export function layoutVariables(layout: string, { x, y }: Layout): [MapVariable, MapVariable] {
  // A place of the layout is where a song is, never spread.
  const component = (name: string, label: string, values: Float32Array) => ({
    ...variable(name, Float64Array.from(values), (value) => fixed(value, 2)),
    label,
    jitter: 0,
  });
  return layout === "pca"
    ? [component("pca_x", "first component", x), component("pca_y", "second component", y)]
    : [component(`${layout}_x`, "across", x), component(`${layout}_y`, "up", y)];
}

function variable(
  name: string,
  values: Float64Array,
  format: (value: number) => string,
): MapVariable {
  let low = Infinity, high = -Infinity, missing = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) missing++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return {
    name,
    label: featureLabel(name),
    unit: Object.hasOwn(UNITS, name) ? UNITS[name] : "",
    values,
    extent: low <= high ? [low, high] : [0, 0],
    missing,
    jitter: isWholeNumbered(values) ? JITTER : 0,
    format,
  };
}

/** Whether the values are whole numbers, and few: a song of any such value has others on it. */
function isWholeNumbered(values: Float64Array): boolean {
  const levels = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (!Number.isInteger(value)) return false;
    levels.add(value);
    if (levels.size > MOST_LEVELS) return false;
  }
  return levels.size > 0;
}

/**
 * Places of the songs on an axis: their values, spread where they are whole numbers.
 *
 * The spread is uniform and depends on the song's row alone, so that a song stays where it is.
 *
 * @param seed another one for each axis, so that the spreads do not agree
 */
export function placesOn({ values, jitter }: MapVariable, seed: number): Float32Array {
  const places = Float32Array.from(values);
  if (jitter > 0) {
    for (let i = 0; i < places.length; i++) places[i] += jitter * (2 * hashUniform(i, seed) - 1);
  }
  return places;
}

/** The part of an axis that `placesOn` may use. */
export function extentOf({ extent: [low, high], jitter }: MapVariable): Extent {
  return [low - jitter, high + jitter];
}

/** 0 ≤ u < 1 from two integers: the finaliser of MurmurHash3 (Appleby 2008). */
function hashUniform(i: number, seed: number): number {
  let h = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
