import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rowIndices } from "../src/recommender/incidence.ts";
import { randomCatalogue } from "../src/recommender/sample_catalogues.ts";
import { blend } from "../src/recommender/blend.ts";
import { EMPTY_QUERY } from "../src/recommender/query.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import { MARKED_WEIGHTS, TUNED_PARAMETERS } from "../src/recommender/tuned_parameters.ts";
import { randomHoldout } from "./holdout.ts";
import type { Measured } from "./measure.ts";
import { progressOn } from "./progress.ts";
import { comparison, innerSplits, objective, search } from "./tune.ts";
import { KNOBS, withKnob, withWeights, writtenParameters, writtenScaler } from "./tune_knobs.ts";

const FILE = fileURLToPath(new URL("../src/recommender/tuned_parameters.ts", import.meta.url));
const measured = (values: number[], subset: "warm" | "cold" = "warm"): Measured => ({
  method: "default",
  weights: { collaborative: 1, audio: 1, catalogue: 1 },
  subset,
  metric: "ndcg",
  k: 10,
  values: Float64Array.from(values),
});

Deno.test("writing the parameters as they stand changes nothing in their file", () => {
  const text = readFileSync(FILE, "utf8");
  assert.equal(writtenParameters(text, TUNED_PARAMETERS), text);
});

Deno.test("writing one changed number changes that number alone", () => {
  const text = readFileSync(FILE, "utf8");
  for (const knob of KNOBS) {
    const changed = writtenParameters(text, withKnob(TUNED_PARAMETERS, knob, 0.777));
    const lines = text.split("\n"), other = changed.split("\n");
    const differ = lines.flatMap((line, i) => line === other[i] ? [] : [other[i]]);
    assert.equal(differ.length, 1, knob.name);
    assert.match(differ[0], /0\.777/);
  }
});

Deno.test("every number is set without touching the others", () => {
  for (const knob of KNOBS) {
    const changed = withKnob(TUNED_PARAMETERS, knob, 0.777);
    for (const other of KNOBS) {
      assert.equal(other.get(changed), other === knob ? 0.777 : other.get(TUNED_PARAMETERS));
    }
  }
});

Deno.test("withWeights() ranks at the marked weights as the model did at other weights", () => {
  const catalogue = randomCatalogue(2, {
    songs: 90,
    playlists: 6,
    features: 2,
    playlistsPerSong: 1.3,
  });
  const weights = { collaborative: 0.6, audio: 0.3, catalogue: 0.1 };
  const before = tunedModel(catalogue);
  const after = tunedModel(catalogue, { parameters: withWeights(TUNED_PARAMETERS, weights) });
  const query = { ...EMPTY_QUERY, playlists: [1] }, ones = new Float64Array(2).fill(1);
  const was = blend(before.parts(query, ones), weights, new Float32Array(90));
  const is = blend(after.parts(query, ones), MARKED_WEIGHTS, new Float32Array(90));
  was.forEach((score, song) => assert.ok(Math.abs(score - is[song]) < 0.01));
});

Deno.test("writtenScaler() changes the scaler of the settings and nothing else", () => {
  const text = readFileSync(new URL("settings.ts", import.meta.url), "utf8");
  const written = writtenScaler(text, "quantile");
  assert.match(written, /\n {2}scaler: "quantile",/);
  assert.equal(writtenScaler(written, "minmax"), writtenScaler(text, "minmax"));
});

Deno.test("inner splits never see the pairs that the outer split holds out", () => {
  const catalogue = randomCatalogue(6, {
    songs: 300,
    playlists: 8,
    features: 1,
    playlistsPerSong: 1,
  });
  const outer = randomHoldout(catalogue, 4).heldOut;
  for (const { training, heldOut } of innerSplits(catalogue, 4)) {
    assert.ok(heldOut.indices.length > 0);
    for (let playlist = 0; playlist < 8; playlist++) {
      const unseen = new Set(rowIndices(outer, playlist));
      for (const pairs of [training.playlistSongs, heldOut]) {
        assert.ok(rowIndices(pairs, playlist).every((song) => !unseen.has(song)));
      }
    }
  }
});

Deno.test("objective() counts each measurement the same, however many playlists it has", () => {
  assert.equal(objective([measured([1, 1, 1, NaN]), measured([0.5], "cold")]), 0.75);
});

Deno.test("comparison() says what was, what is, and how sure the difference is", () => {
  const [line] = comparison([measured([0.1, NaN, 0.3])], [measured([0.2, NaN, 0.4])]);
  assert.equal(line, "  warm ndcg@10     0.2000 → 0.3000  +0.1000  (95 %: +0.1000 to +0.1000)");
});

Deno.test("search() returns parameters that are no worse on the split it searched", async () => {
  const catalogue = randomCatalogue(6, {
    songs: 120,
    playlists: 5,
    features: 1,
    playlistsPerSong: 1.5,
  });
  const said: string[] = [];
  const progress = progressOn((text) => void said.push(text), false);
  const winner = await search(randomHoldout(catalogue, 1), TUNED_PARAMETERS, 1, progress);
  const turned = KNOBS.filter((knob) => knob.get(winner) !== knob.get(TUNED_PARAMETERS));
  assert.equal(said.filter((line) => line.includes("→")).length, turned.length);
});
