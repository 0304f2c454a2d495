import assert from "node:assert/strict";
import { type Estimate, Evaluation, NDCG, ratioOf } from "./data.ts";
import { evaluationTable, type Row } from "./sample_evaluations.ts";

const seeds: Row[] = [
  { method: "default", seed: 1, value: 0.2, low: 0.1, high: 0.3, playlists: 10 },
  { method: "default", seed: 2, value: 0.4, low: 0.3, high: 0.5, playlists: 12 },
  { method: "default", split: "newest", seed: 0, value: 0.9, low: 0.8, high: 1, playlists: 5 },
  { method: "default", subset: "cold", seed: 1, value: NaN, low: NaN, high: NaN, playlists: 0 },
  { method: "default", metric: "mrr", k: 0, seed: 1, value: 0.5, low: 0.4, high: 0.6 },
];

Deno.test("find() is the mean over the seeds, with an interval as wide as that of one split", () => {
  const evaluation = new Evaluation(evaluationTable(seeds));
  const found = evaluation.find({ method: "default", subset: "warm", ...NDCG })!;
  assert.ok(Math.abs(found.value - 0.3) < 1e-12);
  assert.ok(Math.abs(found.low - 0.2) < 1e-12 && Math.abs(found.high - 0.4) < 1e-12);
  assert.equal(found.playlists, 11);
  assert.deepEqual(evaluation.seeds, [1, 2]);
});

Deno.test("find() keeps splits, subsets and depths apart and is null without a value", () => {
  const evaluation = new Evaluation(evaluationTable(seeds));
  const query = { method: "default", subset: "warm" } as const;
  assert.equal(evaluation.find({ ...query, split: "newest", ...NDCG })!.value, 0.9);
  assert.equal(evaluation.find({ ...query, subset: "cold", ...NDCG }), null);
  assert.equal(evaluation.find({ ...query, metric: "ndcg", k: 50 }), null);
  assert.equal(evaluation.find({ ...query, metric: "mrr", k: 0 })!.value, 0.5);
  assert.equal(evaluation.find({ ...query, method: "no such method", ...NDCG }), null);
});

Deno.test("methods are those with a name of their own, measures each once", () => {
  const evaluation = new Evaluation(evaluationTable([
    ...seeds,
    { method: "popularity", value: 0.1 },
    { method: "popularity", value: -0.2, baseline: "default" },
    { method: "classic curve", value: 0.1 },
    { method: "weight grid", metric: "recall", k: 50, value: 0.1 },
  ]));
  assert.deepEqual(evaluation.methods, ["default", "popularity"]);
  assert.deepEqual(evaluation.measures, [NDCG, { metric: "mrr", k: 0 }]);
  const query = { method: "popularity", subset: "warm", ...NDCG } as const;
  assert.equal(evaluation.find(query)!.value, 0.1);
  assert.equal(evaluation.difference(query)!.value, -0.2);
});

Deno.test("curve() rises by the collaborative share and joins the seeds of a point", () => {
  const point = (collaborative: number, seed: number, value: number): Row => ({
    method: "classic curve",
    weights: { collaborative, audio: 1 - collaborative, catalogue: 0 },
    seed,
    value,
  });
  const evaluation = new Evaluation(
    evaluationTable([point(1, 1, 0.3), point(0, 1, 0.1), point(1, 2, 0.5)]),
  );
  const curve = evaluation.curve("warm", NDCG);
  assert.deepEqual(curve.map(({ weights, value }) => [weights.collaborative, value]), [
    [0, 0.1],
    [1, 0.4],
  ]);
  assert.deepEqual(evaluation.curve("cold", NDCG), []);
});

Deno.test("groups() are in the order of the numbers they begin with, else of their letters", () => {
  const group = (groupKind: string, group: string, value: number): Row => ({
    method: "default",
    groupKind,
    group,
    value,
  });
  const evaluation = new Evaluation(evaluationTable([
    group("size", "100 or more", 0.3),
    group("size", "25 to 49", 0.2),
    group("size", "1 to 24", NaN),
    group("genre", "rock", 0.2),
    group("genre", "edm", 0.2),
  ]));
  const names = (kind: "size" | "genre") =>
    evaluation.groups(kind, "warm", NDCG).map(({ group }) => group);
  assert.deepEqual(names("size"), ["25 to 49", "100 or more"]);
  assert.deepEqual(names("genre"), ["edm", "rock"]);
  assert.deepEqual(evaluation.groups("genre", "cold", NDCG), []);
});

Deno.test("a table without a column that is needed is refused by its name", () => {
  const table = evaluationTable(seeds).select(["method", "split"]);
  assert.throws(() => new Evaluation(table), /there is no column "subset"/);
});

function estimate(value: number, low: number, high: number): Estimate {
  return { value, low, high, playlists: 100 };
}

Deno.test("ratioOf() of independent means adds their relative variances", () => {
  // Standard errors of 0.03 and 0.02, and of their difference the root of the sum of squares.
  const of = (value: number, error: number) =>
    estimate(value, value - 1.96 * error, value + 1.96 * error);
  const { value, low, high } = ratioOf(
    of(0.6, 0.03),
    of(0.2, 0.02),
    of(-0.4, Math.hypot(0.03, 0.02)),
  )!;
  const spread = Math.hypot(0.03 / 0.6, 0.02 / 0.2);
  assert.ok(Math.abs(value - 3) < 1e-12);
  assert.ok(Math.abs(low - 3 * Math.exp(-1.96 * spread)) < 1e-9);
  assert.ok(Math.abs(high - 3 * Math.exp(1.96 * spread)) < 1e-9);
});

Deno.test("ratioOf() of a method and its double is exactly 2", () => {
  const { value, low, high } = ratioOf(
    estimate(0.4, 0.3, 0.5),
    estimate(0.2, 0.15, 0.25),
    estimate(-0.2, -0.25, -0.15),
  )!;
  for (const bound of [value, low, high]) assert.ok(Math.abs(bound - 2) < 1e-9);
});

Deno.test("ratioOf() is about the percentile bootstrap of the ratio itself", () => {
  // Pairs that share what makes a playlist hard; a linear congruential generator draws them.
  let state = 7;
  const next = () => (state = (1103515245 * state + 12345) % 2147483648) / 2147483648;
  const items = 300, draws = 2000;
  const pairs = Array.from({ length: items }, () => {
    const ease = next() ** 3;
    return [ease * next(), ease * next() * 0.3];
  });
  const means = Array.from({ length: draws }, () => {
    let a = 0, b = 0;
    for (let i = 0; i < items; i++) {
      const pair = pairs[Math.floor(next() * items)];
      a += pair[0] / items;
      b += pair[1] / items;
    }
    return [a, b];
  });
  const mean = (of: (pair: number[]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / items;
  const interval = (of: (pair: number[]) => number, value: number) => {
    const sorted = Float64Array.from(means, of).sort();
    return estimate(value, sorted[draws * 0.025], sorted[draws * 0.975]);
  };
  const ours = interval(([a]) => a, mean(([a]) => a));
  const theirs = interval(([, b]) => b, mean(([, b]) => b));
  const difference = interval(([a, b]) => b - a, theirs.value - ours.value);
  const expected = interval(([a, b]) => a / b, ours.value / theirs.value);
  const found = ratioOf(ours, theirs, difference)!;
  assert.ok(Math.abs(found.value - expected.value) < 1e-9);
  const width = expected.high - expected.low;
  assert.ok(Math.abs(found.low - expected.low) < 0.15 * width, `${found.low} ${expected.low}`);
  assert.ok(Math.abs(found.high - expected.high) < 0.15 * width, `${found.high} ${expected.high}`);
});

Deno.test("ratioOf() is null where nothing is found, or without intervals", () => {
  const some = estimate(0.2, 0.1, 0.3), none = estimate(0, 0, 0);
  assert.equal(ratioOf(some, none, some), null);
  assert.equal(ratioOf(none, some, some), null);
  assert.equal(ratioOf(estimate(0.2, NaN, NaN), some, some), null);
});

Deno.test("the curve of variety ascends in it, is a mean over seeds and no method", () => {
  const point = (variety: number, seed: number, value: number) =>
    ({ method: "variety curve", variety, seed, value }) as const;
  const evaluation = new Evaluation(
    evaluationTable([point(0.5, 1, 0.1), point(0, 1, 0.3), point(0, 2, 0.5)]),
  );
  assert.deepEqual(
    evaluation.varieties("warm", NDCG).map(({ variety, value }) => [variety, value]),
    [[0, 0.4], [0.5, 0.1]],
  );
  assert.deepEqual(evaluation.methods, []);
  assert.deepEqual(evaluation.varieties("cold", NDCG), []);
});
