import assert from "node:assert/strict";
import { drawFirst, normalNumbers, randomNumbers, shuffle } from "./random.ts";

Deno.test("randomNumbers() gives the same numbers for the same seed, from 0 to below 1", () => {
  const one = randomNumbers(5), same = randomNumbers(5), other = randomNumbers(6);
  const numbers = Array.from({ length: 1000 }, one);
  assert.deepEqual(numbers, Array.from({ length: 1000 }, same));
  assert.notDeepEqual(numbers, Array.from({ length: 1000 }, other));
  assert.ok(numbers.every((number) => number >= 0 && number < 1));
});

Deno.test("normalNumbers() have mean 0, deviation 1 and 95 % of them within 1.96", () => {
  const numbers = Array.from({ length: 40_000 }, normalNumbers(randomNumbers(3)));
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const square = numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length;
  const within = numbers.filter((x) => Math.abs(x) < 1.96).length / numbers.length;
  assert.ok(Math.abs(mean) < 0.02 && Math.abs(square - 1) < 0.03, `${mean} ${square}`);
  assert.ok(Math.abs(within - 0.95) < 0.005, String(within));
});

Deno.test("shuffle() is worked out by hand, from the last place to the second", () => {
  const values = [10, 11, 12, 13], chances = [0, 0.5, 0.9];
  // 13 and 10 change places; then 12 and the second of three; then 11, now second, stays.
  shuffle(values, () => chances.shift()!);
  assert.deepEqual(values, [13, 12, 11, 10]);
});

Deno.test("drawFirst() is worked out by hand, from the first place on", () => {
  const values = Int32Array.of(10, 11, 12, 13), chances = [0.75, 0.4];
  // The fourth of four comes first; then the second of the three that are left.
  assert.deepEqual(drawFirst(values, 2, () => chances.shift()!), Int32Array.of(13, 12));
});

Deno.test("drawFirst() draws each value about equally often, none twice, and all where few are there", () => {
  const random = randomNumbers(1), counts = new Int32Array(5);
  for (let round = 0; round < 5000; round++) {
    const drawn = drawFirst([0, 1, 2, 3, 4], 2, random);
    assert.equal(new Set(drawn).size, 2);
    for (const value of drawn) counts[value]++;
  }
  for (const count of counts) assert.ok(Math.abs(count - 2000) < 150, String(counts));
  assert.deepEqual(drawFirst([3, 1, 2], 9, random).sort(), [1, 2, 3]);
});

Deno.test("shuffle() makes every order about equally likely", () => {
  const random = randomNumbers(2), counts = new Map<string, number>();
  for (let round = 0; round < 6000; round++) {
    const values = [1, 2, 3];
    shuffle(values, random);
    counts.set(values.join(), (counts.get(values.join()) ?? 0) + 1);
  }
  assert.equal(counts.size, 6);
  for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 150);
});
