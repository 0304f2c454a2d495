import assert from "node:assert/strict";
import { Evaluation, type WeightedEstimate } from "./data.ts";
import * as words from "./words.ts";
import { evaluationTable, type Row } from "./sample_evaluations.ts";

type Numbers = readonly [value: number, low: number, high: number];

/** The default and one other method on warm songs, and how they differ. */
function pair(method: string, ours: Numbers, theirs: Numbers, difference: Numbers, about = {}) {
  const row = (name: string, [value, low, high]: Numbers, more = {}): Row => ({
    method: name,
    value,
    low,
    high,
    ...about,
    ...more,
  });
  return [
    row("default", ours),
    row(method, theirs),
    row(method, difference, { baseline: "default" }),
  ];
}

const evaluationOf = (rows: readonly Row[]) => new Evaluation(evaluationTable(rows));
const RECALL = { metric: "recall", k: 10 };

Deno.test("the opening sentence gives each factor with its interval", () => {
  const double: [Numbers, Numbers, Numbers] = [
    [0.4, 0.3, 0.5],
    [0.2, 0.15, 0.25],
    [-0.2, -0.25, -0.15],
  ];
  const warm = pair("classic hybrid", ...double, RECALL);
  assert.equal(
    words.openingSentence(evaluationOf(warm)),
    "The held-out songs of a playlist are found 2.0 times as often as by the classic hybrid " +
      "where other playlists hold them too (95 % interval 2.0 to 2.0).",
  );
  const cold = pair("classic hybrid", [0.5, 0.4, 0.6], [0.025, 0.02, 0.03], [
    -0.475,
    -0.57,
    -0.38,
  ], { ...RECALL, subset: "cold" });
  assert.match(
    words.openingSentence(evaluationOf([...warm, ...cold])),
    /, and 20 times as often where no other playlist does \(95 % interval 20 to 20\)\.$/,
  );
});

Deno.test("the opening sentence says when no difference can be told, and when there is nothing", () => {
  const alike = pair("classic hybrid", [0.21, 0.11, 0.31], [0.2, 0.1, 0.3], [
    -0.01,
    -0.15,
    0.13,
  ], RECALL);
  assert.match(words.openingSentence(evaluationOf(alike)), /so no difference can be told\)\.$/);
  const nothing = pair("classic hybrid", [NaN, NaN, NaN], [NaN, NaN, NaN], [NaN, NaN, NaN], RECALL);
  assert.match(words.openingSentence(evaluationOf(nothing)), /cannot be measured on this data set/);
  assert.equal(words.protocolWords(evaluationOf(nothing)), "");
  assert.match(words.openingSentence(evaluationOf([])), /cannot be measured on this data set/);
});

Deno.test("the opening sentence gives shares where the classic hybrid finds nothing", () => {
  const none = pair("classic hybrid", [0.3, 0.2, 0.4], [0, 0, 0], [-0.3, -0.4, -0.2], RECALL);
  assert.equal(
    words.openingSentence(evaluationOf(none)),
    "The held-out songs of a playlist are found at a share of 30\u00a0% where other playlists hold " +
      "them too, of which the classic hybrid finds none.",
  );
});

Deno.test("few playlists give shares and no factor, and the protocol says why", () => {
  const few = pair("classic hybrid", [0.4, 0.3, 0.5], [0.2, 0.1, 0.3], [-0.2, -0.3, -0.1], {
    playlists: 4,
  });
  const both = evaluationOf([...few, ...few.map((row) => ({ ...row, ...RECALL }))]);
  assert.match(
    words.openingSentence(both),
    /at a share of 40\u00a0% where .*, by the classic hybrid of 20\u00a0%\.$/,
  );
  assert.match(words.protocolWords(both), /left out below 5 playlists/);
  assert.doesNotMatch(
    words.protocolWords(evaluationOf([{ method: "default", value: 1 }])),
    /left out/,
  );
});

Deno.test("leaderTitle() claims the lead only where every difference is clear", () => {
  const clear = pair("popularity", [0.4, 0.3, 0.5], [0.1, 0, 0.2], [-0.3, -0.4, -0.2]);
  assert.equal(
    words.leaderTitle(evaluationOf(clear)),
    "The default ranks held-out songs higher than every other method, warm",
  );
  const close = pair("popularity", [0.4, 0.3, 0.5], [0.3, 0, 0.4], [-0.1, -0.3, 0.1]);
  assert.equal(
    words.leaderTitle(evaluationOf(close)),
    "Warm songs: the default leads, not clearly ahead of the popularity",
  );
  const behind = pair("popularity", [0.4, 0.3, 0.5], [0.5, 0.4, 0.6], [0.1, 0, 0.2]);
  assert.equal(
    words.leaderTitle(evaluationOf(behind)),
    "Warm songs: the popularity is ahead of the default",
  );
});

function point(collaborative: number, value: number): WeightedEstimate {
  const weights = { collaborative, audio: 1 - collaborative, catalogue: 0 };
  return { weights, value, low: value, high: value, playlists: 9 };
}

Deno.test("curveTitle() gives a peak, or the range of equal ones", () => {
  assert.equal(
    words.curveTitle({
      warm: [point(0, 0.1), point(0.5, 0.3), point(1, 0.2)],
      cold: [point(0, 0.2), point(0.5, 0.2), point(1, 0)],
    }),
    "The classic blend is best for warm songs at 50\u00a0% collaborative, for cold songs anywhere " +
      "from 0\u00a0% to 50\u00a0%",
  );
  assert.equal(
    words.curveTitle({ warm: [point(0, 0.3), point(0.5, 0.1), point(1, 0.3)], cold: [] }),
    "The classic blend is best for warm songs at 0\u00a0% and 100\u00a0%",
  );
});

Deno.test("gridTitle() does not call 99.8 % the best", () => {
  const rows = pair("popularity", [0.499, 0.4, 0.6], [0.1, 0, 0.2], [-0.3, -0.4, -0.2]);
  const title = (most: number) =>
    words.gridTitle(evaluationOf(rows), { warm: point(0, most), cold: null });
  assert.match(title(0.5), /99\.8\u00a0% for warm songs$/);
  assert.match(title(0.499), /100\u00a0% for warm songs$/);
  assert.match(title(0.998), /50\u00a0% for warm songs$/);
});

Deno.test("sizeTitle() tells a trend only from intervals that do not meet, of enough playlists", () => {
  const group = (group: string, low: number, high: number, playlists = 20) => ({
    group,
    value: (low + high) / 2,
    low,
    high,
    playlists,
  });
  const short = group("1 to 24", 0.1, 0.2), long = group("50 to 74", 0.3, 0.4);
  const few = group("100 or more", 0.9, 0.9, 2);
  assert.equal(
    words.sizeTitle({ warm: [short, long], cold: [long, short] }),
    "Warm songs are found better in long playlists, cold songs are found better in short playlists",
  );
  assert.equal(
    words.sizeTitle({ warm: [short, group("25 to 49", 0.15, 0.3), few], cold: [] }),
    "Warm songs are found about as well in short and long playlists",
  );
  assert.equal(words.sizeTitle({ warm: [short, few], cold: [] }), "By size of the playlist");
});

Deno.test("shownTitle() names a cost only where the interval is off zero", () => {
  const rows = (difference: Numbers) =>
    pair("default, as shown", [0.4, 0.3, 0.5], [0.39, 0.3, 0.5], difference);
  assert.match(words.shownTitle(evaluationOf(rows([-0.01, -0.02, -0.005]))), /costs 0\.010 for/);
  assert.match(words.shownTitle(evaluationOf(rows([0.01, 0.005, 0.02]))), /gains 0\.010 for/);
  assert.match(words.shownTitle(evaluationOf(rows([-0.01, -0.02, 0]))), /no clear difference for/);
});

Deno.test("numbers are written with as much as they mean", () => {
  assert.equal(words.times(6.84), "6.8");
  assert.equal(words.times(9.96), "10");
  assert.equal(words.times(1234.5), "1,235");
  assert.equal(words.signed(0.0123), "+0.012");
  assert.equal(words.signed(-0.0123), "−0.012");
  assert.equal(words.signed(0.0001), "0.000");
  assert.equal(words.signed(-0.0001), "0.000");
  assert.equal(
    words.estimateWords({ value: 0.157, low: 0.134, high: 0.183, playlists: 307 }),
    "0.157 (0.134 to 0.183), 307 playlists",
  );
  assert.equal(
    words.estimateWords({ value: 0.5, low: NaN, high: NaN, playlists: 0 }),
    "0.500",
  );
});
