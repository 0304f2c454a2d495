/** The colours of the map as the theme has them, for drawing into pixels. */
import * as Plot from "npm:@observablehq/plot";
import { GENRE_COLORS, SCALE_STEPS } from "./colors.ts";

export interface MapTheme {
  readonly isDark: boolean;
  /** Colours of the genres, the grey of the rest last: `GENRE_COLORS` + 1 rows of RGB. */
  readonly genrePalette: Uint8ClampedArray;
  /** The sequential scale, the grey of missing values last: `SCALE_STEPS` + 1 rows of RGB. */
  readonly scalePalette: Uint8ClampedArray;
  /** The colour of a map without colours, and of nothing else: one row of RGB. */
  readonly inkPalette: Uint8ClampedArray;
  /** The colour of songs that are not in focus: one row of RGB. */
  readonly faintPalette: Uint8ClampedArray;
}

/**
 * The sequential scale for Plot: the end that stands out from the paper is the high one. The other
 * end is cut off where it would vanish in it.
 */
export function colorScale(isDark: boolean): Plot.ScaleOptions {
  return { type: "linear", scheme: "viridis", range: isDark ? [0.12, 1] : [0.92, 0], clamp: true };
}

/** The variable of the style sheet that holds a genre's colour, the grey of the rest last. */
export function genreVariable(color: number): string {
  return color < GENRE_COLORS ? `--genre-${color + 1}` : "--theme-foreground-muted";
}

/** Reads the theme in force at an element of the page. */
export function readTheme(node: Element): MapTheme {
  const toRgb = colorReader(node);
  const isDark = luma(toRgb("var(--theme-background)")) < 128;
  const scale = Plot.scale({ color: { ...colorScale(isDark), domain: [0, SCALE_STEPS - 1] } });
  const genres = Array.from(
    { length: GENRE_COLORS + 1 },
    (_, color) => toRgb(`var(${genreVariable(color)})`),
  );
  const steps = Array.from({ length: SCALE_STEPS }, (_, step) => toRgb(scale.apply(step)));
  return {
    isDark,
    genrePalette: paletteOf(genres),
    scalePalette: paletteOf([...steps, genres[GENRE_COLORS]]),
    inkPalette: paletteOf([toRgb("var(--theme-foreground)")]),
    faintPalette: paletteOf([
      toRgb("color-mix(in srgb, var(--theme-foreground) 16%, var(--theme-background))"),
    ]),
  };
}

/** Calls back when the theme changes; returns the way to stop. */
export function onThemeChange(changed: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Whether the person has asked for less movement. */
export function prefersStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

type Rgb = readonly [number, number, number];

/** Reads any colour that CSS can write, as it is at an element, by painting it. */
function colorReader(node: Element): (color: string) => Rgb {
  const probe = document.createElement("span");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return (color) => {
    probe.style.color = color;
    node.append(probe);
    context.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b];
  };
}

function luma([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function paletteOf(colors: readonly Rgb[]): Uint8ClampedArray {
  return Uint8ClampedArray.from(colors.flat());
}
