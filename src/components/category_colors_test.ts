/**
 * Whether the colours of genres and signals are told apart by people with each kind of colour
 * vision, in both themes. Colour-blindness is simulated by the matrices of Machado, Oliveira and
 * Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency", at
 * full severity, on linear RGB.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { lab, rgb } from "d3";

type Matrix = readonly (readonly [number, number, number])[];

const VISIONS: Readonly<Record<string, Matrix>> = {
  "full colour vision": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/**
 * CIE 1976 ΔE. About 2 is noticed where two areas touch; dots of two pixels on paper of another
 * colour need many times as much.
 */
const LEAST = 30;

const linear = (c: number) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const encoded = (c: number) => c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055;

/** A colour as somebody sees it, in CIELAB. */
function seen(color: string, matrix: Matrix) {
  const { r, g, b } = rgb(color);
  const light = [r, g, b].map((c) => linear(c / 255));
  const [R, G, B] = matrix.map((row) =>
    255 * encoded(Math.min(1, Math.max(0, row.reduce((sum, m, i) => sum + m * light[i], 0))))
  );
  return lab(rgb(R, G, B));
}

/** The colours of a family in the light and in the dark theme, from the style sheet. */
function themes(family: string): Record<"light" | "dark", string[]> {
  const css = readFileSync("src/style.css", "utf8");
  const all = [...css.matchAll(new RegExp(`--${family}-[a-z0-9]+: (#[0-9a-f]{6})`, "g"))]
    .map(([, color]) => color);
  const half = all.length / 2;
  return { light: all.slice(0, half), dark: all.slice(half) };
}

for (const family of ["genre", "signal"]) {
  Deno.test(`the colours of each ${family} are told apart with any colour vision`, () => {
    for (const [theme, colors] of Object.entries(themes(family))) {
      assert.equal(colors.length, family === "genre" ? 6 : 3);
      for (const [vision, matrix] of Object.entries(VISIONS)) {
        const labs = colors.map((color) => seen(color, matrix));
        labs.forEach((a, i) =>
          labs.slice(0, i).forEach((b, j) => {
            const difference = Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
            const pair = `${colors[j]} and ${colors[i]}, ${theme} theme, ${vision}`;
            assert.ok(difference >= LEAST, `${pair}: ΔE ${difference.toFixed(1)}`);
          })
        );
      }
    }
  });
}

Deno.test("seen() leaves grey as it is, and takes red and green together under deuteranopia", () => {
  const grey = seen("#808080", VISIONS.deuteranopia);
  assert.ok(Math.hypot(grey.a, grey.b) < 0.5);
  const of = (color: string, vision: string) => seen(color, VISIONS[vision]);
  const apart = (vision: string) => Math.abs(of("#c00", vision).a - of("#080", vision).a);
  assert.ok(apart("deuteranopia") < apart("full colour vision") / 4);
});
