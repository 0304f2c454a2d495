/** Keys on the Camelot wheel and tempos beside each other, by hand-worked cases. */
import assert from "node:assert/strict";
import {
  camelotCode,
  camelotLabel,
  fitsInKey,
  fitsInTempo,
  keysBlend,
  keyStep,
  mixColumns,
  tempoCost,
  temposBlend,
  tempoStep,
} from "./harmony.ts";

const code = (label: string) => parseInt(label) - 1 + (label.endsWith("B") ? 12 : 0);

Deno.test("camelotCode() places all keys as the wheel of Mixed In Key does", () => {
  const major = "8B 3B 10B 5B 12B 7B 2B 9B 4B 11B 6B 1B".split(" ");
  const minor = "5A 12A 7A 2A 9A 4A 11A 6A 1A 8A 3A 10A".split(" ");
  for (let key = 0; key < 12; key++) {
    assert.equal(camelotLabel(camelotCode(key, 1)), major[key]);
    assert.equal(camelotLabel(camelotCode(key, 0)), minor[key]);
  }
});

Deno.test("camelotCode() is -1 and has no label where key or mode is unknown", () => {
  for (const [key, mode] of [[-1, 1], [12, 0], [NaN, 1], [3, NaN], [3, 0.5], [2.5, 1]]) {
    assert.equal(camelotCode(key, mode), -1);
  }
  assert.equal(camelotLabel(-1), "");
});

Deno.test("keyStep() names the relation of two keys and counts the steps round the clock", () => {
  const cases: [string, string, string, number][] = [
    ["8A", "8A", "same", 0],
    ["8A", "9A", "step", 1],
    ["1A", "12A", "step", -1],
    ["8A", "8B", "relative", 0],
    ["12B", "1A", "diagonal", 1],
    ["8A", "10A", "boost", 2],
    ["8A", "3A", "boost", -5],
    ["10A", "8A", "clash", -2],
    ["8A", "11B", "parallel", 3],
    ["11B", "8A", "parallel", -3],
    ["8B", "11A", "clash", 3],
    ["8A", "2A", "clash", 6],
  ];
  for (const [from, to, relation, steps] of cases) {
    const found = keyStep(code(from), code(to));
    assert.deepEqual([found.relation, found.steps], [relation, steps], `${from} to ${to}`);
  }
});

Deno.test("keyStep() costs nothing in the same key, little in a blend, most far away", () => {
  const cost = (from: string, to: string) => keyStep(code(from), code(to)).cost;
  assert.equal(cost("8A", "8A"), 0);
  assert.ok(cost("8A", "9A") < cost("8A", "9B"));
  assert.ok(cost("8A", "9B") < cost("8A", "10A"));
  assert.ok(cost("8A", "10A") < cost("8A", "6A"));
  assert.ok(cost("8A", "6A") < cost("8A", "2A"));
  assert.equal(cost("8A", "2A"), 1);
  assert.equal(keyStep(-1, 3).cost, 0.5);
});

Deno.test("keysBlend() holds for four keys, the key itself among them", () => {
  for (let from = 0; from < 24; from++) {
    const blending = Array.from({ length: 24 }, (_, to) => to).filter((to) => keysBlend(from, to));
    assert.equal(blending.length, 4);
    assert.ok(blending.includes(from));
  }
  assert.equal(keysBlend(-1, 3), false);
  assert.equal(keysBlend(-1, -1), false);
});

Deno.test("tempoStep() counts at half or double time where that is nearer", () => {
  const step = (from: number, to: number) => {
    const { fold, change } = tempoStep(from, to);
    return [fold, Number(change.toFixed(4))];
  };
  assert.deepEqual(step(124, 126), [1, 0.0161]);
  assert.deepEqual(step(64, 128), [0.5, 0]);
  assert.deepEqual(step(140, 71), [2, 0.0143]);
  assert.deepEqual(step(100, 150), [0.5, -0.25]);
  assert.ok(Number.isNaN(tempoStep(0, 120).change));
  assert.ok(Number.isNaN(tempoStep(120, NaN).change));
});

Deno.test("tempoCost() is the same up and down, and a little more at half time", () => {
  const cost = (from: number, to: number) => tempoCost(tempoStep(from, to));
  assert.equal(cost(120, 120), 0);
  assert.ok(Math.abs(cost(120, 126) - cost(126, 120)) < 1e-12);
  assert.equal(cost(60, 120), 0.1);
  assert.equal(cost(100, 125), 1);
  assert.equal(cost(100, 0), 0.5);
});

Deno.test("temposBlend() holds within a semitone's change of pitch, at half time too", () => {
  assert.ok(temposBlend(120, 127.2));
  assert.ok(temposBlend(127.2, 120));
  assert.ok(!temposBlend(120, 128));
  assert.ok(temposBlend(60, 127));
  assert.ok(temposBlend(100, 110, 0.1));
  assert.ok(!temposBlend(NaN, 120));
});

Deno.test("fitsInKey() and fitsInTempo() ask for one song that fits, and for the columns", () => {
  const feature = (name: string, ...values: number[]) => ({
    name,
    values: Float64Array.from(values),
  });
  const features = [
    feature("key", 9, 4, 6),
    feature("mode", 0, 0, 0),
    feature("tempo", 120, 62, 90),
  ];
  const columns = mixColumns({ songCount: 3, features });
  assert.equal(columns.energies, null);
  assert.ok(fitsInKey(columns, 1, [2, 0]));
  assert.ok(!fitsInKey(columns, 2, [0]));
  assert.ok(fitsInTempo(columns, 1, [0]));
  assert.ok(!fitsInTempo(columns, 2, [0, 1]));
  assert.ok(!fitsInTempo(columns, 2, []));
  const none = mixColumns({ songCount: 3, features: features.slice(0, 1) });
  assert.ok(!fitsInKey(none, 1, [0]));
  assert.ok(!fitsInTempo(none, 1, [0]));
});
