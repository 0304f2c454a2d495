import assert from "node:assert/strict";
import {
  codesByGenre,
  codesByValue,
  colorExtent,
  filterCodes,
  GENRE_COLORS,
  genreColors,
  genreCounts,
  SCALE_STEPS,
  toggleGenre,
} from "./colors.ts";
import type { MapVariable } from "./variables.ts";

function variableOf(values: number[]): MapVariable {
  return {
    name: "energy",
    label: "energy",
    unit: "",
    values: Float64Array.from(values),
    extent: [Math.min(...values), Math.max(...values)],
    missing: 0,
    jitter: 0,
    format: String,
  };
}

Deno.test("genreColors() keeps the order of the genres while the colours suffice", () => {
  assert.deepEqual([...genreColors(Int32Array.of(2, 2, 0, -1), 3)], [0, 1, 2]);
});

Deno.test("genreColors() leaves the genres with fewest songs grey, earlier ones first", () => {
  // Genre 0 has one song, as genre 7; 1 to 6 have two each.
  const songGenres = Int32Array.of(0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7);
  assert.deepEqual([...genreCounts(songGenres, 8)], [1, 2, 2, 2, 2, 2, 2, 1]);
  assert.deepEqual([...genreColors(songGenres, 8)], [GENRE_COLORS, 0, 1, 2, 3, 4, 5, GENRE_COLORS]);
});

Deno.test("codesByGenre() gives songs without a genre the grey", () => {
  assert.deepEqual(
    [...codesByGenre(Int32Array.of(1, -1, 0), Int16Array.of(0, 1))],
    [1, GENRE_COLORS, 0],
  );
});

Deno.test("codesByValue() runs over the scale, clamps outliers, marks missing values", () => {
  const codes = codesByValue(variableOf([0, 0.5, 1, -9, 9, NaN]), [0, 1]);
  assert.deepEqual([...codes], [
    0,
    SCALE_STEPS / 2,
    SCALE_STEPS - 1,
    0,
    SCALE_STEPS - 1,
    SCALE_STEPS,
  ]);
  assert.deepEqual([...codesByValue(variableOf([4, 4]), [4, 4])], [0, 0]);
});

Deno.test("colorExtent() leaves out the outermost hundredths", () => {
  const values = Array.from({ length: 101 }, (_, i) => i);
  values[100] = 1e6;
  assert.deepEqual(colorExtent(variableOf(values)), [1, 99]);
  assert.deepEqual(colorExtent(variableOf([...new Array(300).fill(0), 1])), [0, 1]);
});

Deno.test("filterCodes() hides songs of other genres and those without one", () => {
  const codes = Int16Array.of(5, 6, 7), genres = Int32Array.of(0, 1, -1);
  const out = new Int16Array(3);
  assert.deepEqual([...filterCodes(codes, genres, new Set([1]), out)], [-1, 6, -1]);
  assert.deepEqual([...filterCodes(codes, genres, null, out)], [5, 6, 7]);
});

Deno.test("toggleGenre() first leaves one alone, then adds and removes; none or all is no filter", () => {
  const one = toggleGenre(null, 2, 3)!;
  assert.deepEqual([...one], [2]);
  const two = toggleGenre(one, 0, 3)!;
  assert.deepEqual([...two].sort(), [0, 2]);
  assert.equal(toggleGenre(two, 1, 3), null);
  assert.equal(toggleGenre(one, 2, 3), null);
  assert.deepEqual([...one], [2]);
});
