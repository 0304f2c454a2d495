import assert from "node:assert/strict";
import { tableFromIPC } from "apache-arrow";
import { catalogueOf } from "../src/recommender/sample_catalogues.ts";
import { arrowBytes } from "./arrow.ts";
import { EvaluationTable } from "./evaluation_table.ts";
import type { Measured } from "./measure.ts";

const weights = { collaborative: 0.5, audio: 0.5, catalogue: 0 };
const measured = (method: string, values: number[]): Measured => ({
  method,
  weights,
  subset: "warm",
  metric: "ndcg",
  k: 10,
  values: Float64Array.from(values),
});

const read = (tables: EvaluationTable[]) =>
  tableFromIPC(arrowBytes(EvaluationTable.columns(tables))).toArray().map((row) => row.toJSON());

Deno.test("a row holds the mean of the playlists that have a value, and how many they are", () => {
  const table = new EvaluationTable("random", 3);
  table.add([measured("a", [1, NaN, 0, 0.5])]);
  const [{ low, high, ...row }] = read([table]);
  assert.deepEqual(row, {
    method: "a",
    w_collaborative: 0.5,
    w_audio: 0.5,
    w_catalogue: 0,
    variety: 0,
    split: "random",
    seed: 3,
    subset: "warm",
    metric: "ndcg",
    k: 10,
    value: 0.5,
    baseline: null,
    group_kind: null,
    group: null,
    playlists: 3,
  });
  assert.ok(0 <= low && low < 0.5 && 0.5 < high && high <= 1);
});

Deno.test("a difference names its baseline and is paired", () => {
  const table = new EvaluationTable("random", 1);
  const a = [0.1, 0.9, 0.4, NaN], b = a.map((value) => value + 0.25);
  table.addDifferences([measured("b", b)], [measured("a", a)]);
  const [{ baseline, value, low, high }] = read([table]);
  assert.equal(baseline, "a");
  for (const number of [value, low, high]) assert.ok(Math.abs(number - 0.25) < 1e-9);
});

Deno.test("a measure of all lists together has no interval", () => {
  const table = new EvaluationTable("newest", 0);
  table.add([{ ...measured("a", []), metric: "coverage", whole: 0.125 }]);
  const [{ value, low, high, playlists }] = read([table]);
  assert.deepEqual([value, low, high, playlists], [0.125, null, null, 0]);
});

Deno.test("groups are by size of the training playlist and by genre", () => {
  const songs = Array.from({ length: 60 }, (_, song) => [song < 30 ? 0 : song < 50 ? 1 : 2]);
  const catalogue = catalogueOf(3, songs, {
    playlistGenres: Int32Array.of(0, 1, -1),
    genreNames: ["pop", "rock"],
  });
  const table = new EvaluationTable("random", 1);
  table.addGroups([measured("a", [1, 0.5, 0])], catalogue);
  const rows = read([table]).map(({ group_kind, group, value }) => [group_kind, group, value]);
  assert.deepEqual(rows, [
    ["size", "1 to 24", 0.25],
    ["size", "25 to 49", 1],
    ["genre", "pop", 1],
    ["genre", "rock", 0.5],
  ]);
});

Deno.test("tables follow each other, and the same numbers give the same table", () => {
  const table = (seed: number) => {
    const one = new EvaluationTable("random", seed);
    one.add([measured("a", [1, 0, 0.25])]);
    return one;
  };
  assert.deepEqual(read([table(1), table(2)]).map(({ seed }) => seed), [1, 2]);
  assert.deepEqual(read([table(1), table(2)]), read([table(1), table(2)]));
});

Deno.test("the summary has a line a method, without curves, differences and groups", () => {
  const table = new EvaluationTable("random", 4);
  const one = measured("a", [0.5, 1]), curve = measured("weight grid", [1, 1]);
  table.add([one, curve]);
  table.addDifferences([measured("b", [1, 1])], [one]);
  const lines = table.summary();
  assert.equal(lines.length, 2);
  assert.match(lines[0], /^seed 4 +warm ndcg@10 +warm recall@50/);
  assert.match(lines[1], /^a +0\.7500 *$/);
});

Deno.test("the summary says so where no song could be held out", () => {
  const table = new EvaluationTable("newest", 0);
  table.add([measured("a", [NaN]), { ...measured("a", []), metric: "coverage", whole: 0 }]);
  assert.deepEqual(table.summary(), [
    "newest songs: no song could be held out, so nothing was measured",
  ]);
});
