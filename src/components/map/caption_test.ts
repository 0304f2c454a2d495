import assert from "node:assert/strict";
import {
  componentsSentence,
  correlation,
  openingSentence,
  qualitySentence,
  readingGuide,
  type Shown,
  spokenSummary,
  trustSentence,
} from "./caption.ts";
import type { MapLayout } from "./layouts.ts";
import type { MapVariable } from "./variables.ts";

function variableOf(
  label: string,
  values: number[],
  given: Partial<MapVariable> = {},
): MapVariable {
  return {
    name: label,
    label,
    unit: "",
    values: Float64Array.from(values),
    extent: [0, 1],
    missing: 0,
    jitter: 0,
    format: (value) => value.toFixed(1),
    ...given,
  };
}

const energy = variableOf("energy", [0.1, 0.2, 0.3, 0.4]);
const tempo = variableOf("tempo", [90, 100, 80, 120], { unit: "beats a minute" });
const SHOWN: Shown = {
  x: energy,
  y: tempo,
  color: null,
  byGenre: true,
  size: null,
  layout: null,
};

Deno.test("openingSentence() claims nothing of sound where there are no features", () => {
  assert.equal(
    openingSentence(1500, 0, 15, 0.17, 0.17),
    "1,500 songs; the data set has no audio features.",
  );
  assert.match(
    openingSentence(1500, 0, 15, 0.17, 0.17, true),
    /^1,500 songs, near each other where they share playlists; the data set has no audio/,
  );
});

Deno.test("openingSentence() compares the share of the genre with chance", () => {
  assert.equal(
    openingSentence(28_356, 12, 20, 0.35, 0.17),
    "Songs that sound alike share a genre 2.1 times as often as songs drawn at random: 35\u00a0% of " +
      "the 20 songs nearest to a song in all 12 audio features are of its genre, against 17\u00a0%.",
  );
});

Deno.test("openingSentence() claims nothing of genres where there are none", () => {
  assert.equal(openingSentence(1, 3, 0, NaN, NaN), "1 song by all 3 audio features.");
});

Deno.test("readingGuide() names axes, units and what gives the colour", () => {
  const guide = readingGuide(SHOWN).join(" ");
  assert.match(guide, /energy from left to right, tempo \(beats a minute\) upwards\./);
  assert.match(guide, /Its colour is its genre/);
  const byTempo = readingGuide({ ...SHOWN, byGenre: false, color: { ...tempo, missing: 2 } });
  assert.match(byTempo.join(" "), /Its colour is its tempo, .*; grey where it is unknown\./);
});

Deno.test("readingGuide() says which songs are spread and which are not drawn", () => {
  const key = variableOf("key", [0, 1, 2, NaN], { jitter: 0.36, missing: 1 });
  const guide = readingGuide({ ...SHOWN, y: key }).join(" ");
  assert.match(guide, /As key takes whole numbers only, songs are spread by up to 0\.36 /);
  assert.match(guide, /1 song without key is not drawn\./);
  assert.doesNotMatch(readingGuide(SHOWN).join(" "), /spread|not drawn/);
});

Deno.test("componentsSentence() names the feature that goes along with each component most", () => {
  const right = variableOf("first component", [-1, -2, -3, -4]);
  const up = variableOf("second component", [9, 10, 8, 12]);
  assert.equal(
    componentsSentence(0.55, right, up, [energy, tempo]),
    "The two components hold 55\u00a0% of the features' variance; songs lie further right with less " +
      "energy (r = −1.00) and further up with more tempo (r = 1.00).",
  );
  assert.equal(componentsSentence(NaN, right, up, [energy]), "");
  assert.equal(componentsSentence(0.5, right, up, []), "");
});

Deno.test("trustSentence() is silent where nothing was measured", () => {
  assert.match(trustSentence(1.46, 20, 12, 400), /1\.5 on average .* \(measured for 400 songs\)/);
  assert.equal(trustSentence(NaN, 20, 12, 400), "");
});

Deno.test("correlation() passes over missing values and is not a number without variation", () => {
  // Deviations (−1, 0, 1) and (−1, 2, −1) do not go along; with (−4/3, 5/3, −1/3): 1 / √(2 · 14/3).
  const a = Float64Array.of(1, 2, 3, NaN);
  assert.equal(correlation(a, Float64Array.of(0, 3, 0, 100)), 0);
  const r = correlation(a, Float64Array.of(0, 3, 1, 5));
  assert.ok(Math.abs(r - 1 / Math.sqrt(28 / 3)) < 1e-12);
  assert.ok(Number.isNaN(correlation(a, Float64Array.of(4, 4, 4, 4))));
});

Deno.test("spokenSummary() gives the medians of each genre", () => {
  assert.equal(
    spokenSummary(SHOWN, Int32Array.of(0, 0, 1, -1), ["edm", "rock"]),
    "4 songs by energy and tempo. Medians by genre: edm: energy 0.2, tempo 95.0; " +
      "rock: energy 0.3, tempo 80.0.",
  );
});

Deno.test("layouts by neighbours are said for what they are, with what they keep and leave out", () => {
  const layout: MapLayout = {
    name: "factors",
    x: energy,
    y: tempo,
    of: "factors",
    missing: 2,
    quality: {
      k: 15,
      sample: 1000,
      trustworthiness: 0.99,
      trustworthiness_error: 0.001,
      hit_rate: 0.76,
      hit_rate_error: 0.01,
    },
  };
  const guide = readingGuide({ ...SHOWN, layout }).join(" ");
  assert.match(guide, /songs whose playlists share songs lie together/);
  assert.match(guide, /2 songs are not drawn: no factor of the model reaches their playlists\./);
  assert.equal(
    qualitySentence(layout.quality!, layout.of, 12),
    "Of the 15 songs that lie nearest to a song here, 11.4 on average are among the 15 whose " +
      "playlists are most like its own; trustworthiness 0.990 ± 0.002 of at most 1 (measured for " +
      "1,000 songs).",
  );
  assert.equal(
    spokenSummary({ ...SHOWN, layout }, Int32Array.of(0), ["edm"]),
    "1 song, by playlists: shared songs together.",
  );
});
