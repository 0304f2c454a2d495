import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cosineTopN,
  type CosineTopNOptions,
  type Neighbors,
  startCosineTopN,
} from "./neighbors.ts";

/** Float32 values in [-1, 1), seeded (mulberry32). */
function randomVectors(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}

/** Cosines in float64, or -2 where a row is zero. */
function cosineInFloat64(vectors: Float32Array, dimensions: number, a: number, b: number): number {
  let dot = 0, squareA = 0, squareB = 0;
  for (let d = 0; d < dimensions; d++) {
    const x = vectors[a * dimensions + d], y = vectors[b * dimensions + d];
    dot += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA > 0 && squareB > 0 ? dot / Math.sqrt(squareA) / Math.sqrt(squareB) : -2;
}

/** The documented score: unit vectors rounded to float32, every product and sum rounded. */
function documentedScore(unit: number[][], a: number, b: number): number {
  let sum = 0;
  for (let d = 0; d < unit[a].length; d++) {
    sum = Math.fround(sum + Math.fround(unit[a][d] * unit[b][d]));
  }
  return Math.min(sum, 1);
}

/** The contract by nested loops and a sort. */
function reference(
  vectors: Float32Array,
  { count, dimensions, topN }: CosineTopNOptions,
): [row: number, score: number][][] {
  const unit = Array.from({ length: count }, (_, row) => {
    const values = Array.from(vectors.subarray(row * dimensions, (row + 1) * dimensions));
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    return values.map((value) => length > 0 ? Math.fround(value / length) : 0);
  });
  const hasSignal = unit.map((values) => values.some((value) => value !== 0));
  return unit.map((_, row) => {
    const others = [...unit.keys()].filter((other) =>
      other !== row && hasSignal[row] && hasSignal[other]
    );
    return others.map((other): [number, number] => [other, documentedScore(unit, row, other)])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, topN);
  });
}

function listed({ count, offsets, neighbors, scores }: Neighbors): [number, number][][] {
  return Array.from({ length: count }, (_, row) => {
    const at = Array.from({ length: offsets[row + 1] - offsets[row] }, (_, i) => offsets[row] + i);
    return at.map((i): [number, number] => [neighbors[i], scores[i]]);
  });
}

async function assertAsDocumented(vectors: Float32Array, options: CosineTopNOptions) {
  const found = await cosineTopN(vectors, options);
  assert.equal(found.offsets.length, options.count + 1);
  assert.equal(found.neighbors.length, found.offsets[options.count]);
  assert.equal(found.scores.length, found.offsets[options.count]);
  assert.deepEqual(listed(found), reference(vectors, options));
}

for (const dimensions of [1, 3, 12, 50, 64, 512]) {
  Deno.test(`cosineTopN() agrees with nested loops at ${dimensions} dimensions`, async () => {
    const count = dimensions > 100 ? 90 : 333;
    const vectors = randomVectors(count * dimensions, 100 + dimensions);
    await assertAsDocumented(vectors, { count, dimensions, topN: 20 });
  });
}

Deno.test("cosineTopN() finds the neighbours and cosines of float64 nested loops", async () => {
  const count = 400, dimensions = 24, topN = 10;
  const vectors = randomVectors(count * dimensions, 7).map((value) => value * 1000);
  const lists = listed(await cosineTopN(vectors, { count, dimensions, topN }));
  for (let row = 0; row < count; row++) {
    const exact = Array.from({ length: count }, (_, other) => other)
      .filter((other) => other !== row)
      .map((other): [number, number] => [
        other,
        cosineInFloat64(vectors, dimensions, row, other),
      ])
      .sort((a, b) => b[1] - a[1])
      .slice(0, topN);
    assert.deepEqual(lists[row].map(([other]) => other), exact.map(([other]) => other));
    lists[row].forEach(([, score], i) => assert.ok(Math.abs(score - exact[i][1]) < 5e-7));
  }
});

Deno.test("cosineTopN() of a hand-worked case", async () => {
  // deno-fmt-ignore
  const vectors = new Float32Array([
    3, 4, //  0: (0.6, 0.8)
    0, 0, //  1: no signal
    0, 9, //  2: (0, 1)
    6, 8, //  3: as row 0
    -1, 0, // 4
  ]);
  const found = await cosineTopN(vectors, { count: 5, dimensions: 2, topN: 2 });
  assert.deepEqual([...found.offsets], [0, 2, 2, 4, 6, 8]);
  assert.deepEqual([...found.neighbors], [3, 2, 0, 3, 0, 2, 2, 0]);
  const cosine = Math.fround(0.8);
  assert.deepEqual([...found.scores], [1, cosine, cosine, cosine, 1, cosine, 0, -Math.fround(0.6)]);
});

Deno.test("cosineTopN() breaks ties by the lower row number, at the cut as well", async () => {
  // Bits as floats: few distinct scores, so most cuts fall within a tie.
  const count = 500, dimensions = 6;
  const vectors = randomVectors(count * dimensions, 11).map((value) => value > 0 ? 1 : 0);
  for (const topN of [1, 7, 64, 499]) {
    await assertAsDocumented(vectors, { count, dimensions, topN });
    await assertAsDocumented(vectors, { count, dimensions, topN, collapse: false });
  }
});

Deno.test("cosineTopN() ranks rows of equal score of several groups in one ascending run", async () => {
  // Rows alternate between two directions that are equally far from row 0's.
  const vectors = new Float32Array([1, 0, 1, 1, 1, -1, 1, 1, 1, -1, 1, 1, 1, -1]);
  const found = await cosineTopN(vectors, { count: 7, dimensions: 2, topN: 5 });
  assert.deepEqual([...found.neighbors.subarray(0, 5)], [1, 2, 3, 4, 5]);
});

Deno.test("cosineTopN() takes a row of zeros for no signal", async () => {
  const count = 200, dimensions = 8;
  const vectors = randomVectors(count * dimensions, 13);
  for (let row = 0; row < count; row += 3) {
    vectors.fill(0, row * dimensions, (row + 1) * dimensions);
  }
  vectors.fill(-0, 0, dimensions);
  await assertAsDocumented(vectors, { count, dimensions, topN: 9 });
  await assertAsDocumented(vectors, { count, dimensions, topN: 9, collapse: false });
  const all = await cosineTopN(new Float32Array(30), { count: 10, dimensions: 3, topN: 4 });
  assert.deepEqual(listed(all), Array.from({ length: 10 }, () => []));
});

Deno.test("cosineTopN() gives equal vectors each other, at their own score", async () => {
  // 600 rows of 9 distinct vectors of any length, in no order.
  const count = 600, dimensions = 5;
  const distinct = randomVectors(9 * dimensions, 17);
  const pick = randomVectors(count, 19).map((value) => Math.floor((value + 1) * 4.5));
  const vectors = Float32Array.from(
    { length: count * dimensions },
    (_, i) => {
      const row = Math.floor(i / dimensions);
      return distinct[pick[row] * dimensions + i % dimensions] * 2 ** (row % 3);
    },
  );
  for (const topN of [1, 20, 100, 300]) {
    await assertAsDocumented(vectors, { count, dimensions, topN });
    await assertAsDocumented(vectors, { count, dimensions, topN, collapse: false });
  }
});

Deno.test("cosineTopN() of clustered rows prunes nothing that belongs in a list", async () => {
  const count = 1500, dimensions = 12;
  const centers = randomVectors(30 * dimensions, 23);
  const noise = randomVectors(count * dimensions, 29);
  const vectors = noise.map((value, i) =>
    centers[Math.floor(i / dimensions) % 30 * dimensions + i % dimensions] + value * 1e-3
  );
  await assertAsDocumented(vectors, { count, dimensions, topN: 20 });
  await assertAsDocumented(vectors, { count, dimensions, topN: 70 });
});

Deno.test("cosineTopN() of no row, one row and two rows", async () => {
  for (const count of [0, 1, 2]) {
    const vectors = randomVectors(count * 3, 31);
    await assertAsDocumented(vectors, { count, dimensions: 3, topN: 5 });
    await assertAsDocumented(vectors, { count, dimensions: 3, topN: 5, workers: 3 });
  }
});

Deno.test("cosineTopN() lists all other rows when topN is larger than their number", async () => {
  const vectors = randomVectors(70 * 4, 37);
  await assertAsDocumented(vectors, { count: 70, dimensions: 4, topN: 1000 });
});

Deno.test("cosineTopN() keeps scores within -1 and 1 for vectors of any length", async () => {
  const count = 300, dimensions = 7;
  const scales = [1e-45, 1e-30, 1, 1e30, 3e38];
  const vectors = randomVectors(count * dimensions, 41).map((value, i) =>
    value * scales[Math.floor(i / dimensions) % scales.length]
  );
  const { scores } = await cosineTopN(vectors, { count, dimensions, topN: count });
  assert.ok(scores.every((score) => score >= -1 - 1e-6 && score <= 1));
  await assertAsDocumented(vectors, { count, dimensions, topN: 10 });
});

Deno.test("cosineTopN() leaves its input as it is", async () => {
  const vectors = randomVectors(100 * 5, 43);
  const before = vectors.slice();
  await cosineTopN(vectors, { count: 100, dimensions: 5, topN: 5 });
  assert.deepEqual(vectors, before);
});

Deno.test("cosineTopN() gives the same bytes for 1, 2, 3 and 5 workers", async () => {
  const count = 3000, dimensions = 20;
  const vectors = randomVectors(count * dimensions, 47);
  vectors.copyWithin(1000 * dimensions, 0, 500 * dimensions);
  const one = await cosineTopN(vectors, { count, dimensions, topN: 15, workers: 1 });
  for (const workers of [2, 3, 5]) {
    assert.deepEqual(await cosineTopN(vectors, { count, dimensions, topN: 15, workers }), one);
  }
});

Deno.test("cosineTopN() agrees with nested loops on any small shape and values", async () => {
  const shape = fc.record({
    count: fc.integer({ min: 0, max: 150 }),
    dimensions: fc.integer({ min: 1, max: 9 }),
    topN: fc.integer({ min: 1, max: 30 }),
    workers: fc.constant(1),
    collapse: fc.boolean(),
    levels: fc.constantFrom(1, 2, 5, 1000),
    seed: fc.integer(),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ levels, seed, ...options }) => {
      const vectors = randomVectors(options.count * options.dimensions, seed)
        .map((value) => Math.round(value * levels));
      await assertAsDocumented(vectors, options);
    }),
    { numRuns: 150, seed: 5 },
  );
});

Deno.test("cosineTopN() gives the same bytes for any number of workers", async () => {
  const shape = fc.record({
    count: fc.integer({ min: 65, max: 400 }),
    dimensions: fc.integer({ min: 1, max: 9 }),
    topN: fc.integer({ min: 1, max: 30 }),
    levels: fc.constantFrom(1, 5, 1000),
    seed: fc.integer(),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ levels, seed, ...options }) => {
      const vectors = randomVectors(options.count * options.dimensions, seed)
        .map((value) => Math.round(value * levels));
      const one = await cosineTopN(vectors, { ...options, workers: 1 });
      assert.deepEqual(await cosineTopN(vectors, { ...options, workers: 2 }), one);
      assert.deepEqual(await cosineTopN(vectors, { ...options, workers: 3 }), one);
    }),
    { numRuns: 5, seed: 9 },
  );
});

Deno.test("startCosineTopN() lets the calling thread work before it takes its share", async () => {
  const options = { count: 2000, dimensions: 10, topN: 7, workers: 2 };
  const vectors = randomVectors(options.count * options.dimensions, 67);
  const reports: number[] = [];
  const finish = await startCosineTopN(vectors, {
    ...options,
    onProgress: (done) => reports.push(done),
  });
  assert.deepEqual(reports, []);
  assert.deepEqual(await finish(), await cosineTopN(vectors, { ...options, workers: 1 }));
  assert.equal(reports.at(-1), options.count);
});

Deno.test("cosineTopN() reports progress that rises to the number of vectors", async () => {
  const count = 4000, dimensions = 64;
  const reports: [number, number][] = [];
  await cosineTopN(randomVectors(count * dimensions, 53), {
    count,
    dimensions,
    topN: 5,
    onProgress: (done, total) => reports.push([done, total]),
  });
  assert.deepEqual(reports.at(-1), [count, count]);
  assert.ok(reports.every(([done], i) => i === 0 || done >= reports[i - 1][0]));
});

Deno.test("cosineTopN() rejects values that are not finite, with their row", async () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    const vectors = randomVectors(30, 59);
    vectors[7] = value;
    await assert.rejects(cosineTopN(vectors, { count: 10, dimensions: 3, topN: 2 }), {
      name: "RangeError",
      message: "Cannot compare row 2 as its vector has a value that is not finite",
    });
  }
});

Deno.test("cosineTopN() rejects a search that 4 GB cannot hold", async () => {
  const vectors = randomVectors(70_000, 61);
  await assert.rejects(
    cosineTopN(vectors, { count: 70_000, dimensions: 1, topN: 8000, collapse: false, workers: 1 }),
    { name: "RangeError", message: /^Cannot search neighbours within 4 GB of memory: \d+ bytes/ },
  );
});

Deno.test("cosineTopN() rejects arguments out of range, with their value", async () => {
  const vectors = new Float32Array(6);
  const good = { count: 2, dimensions: 3, topN: 1 };
  const cases: [Partial<CosineTopNOptions>, string][] = [
    [{ topN: 0 }, "Cannot search neighbours as topN must be a whole number >= 1: it is 0"],
    [{ topN: NaN }, "Cannot search neighbours as topN must be a whole number >= 1: it is NaN"],
    [{ count: -1 }, "Cannot search neighbours as count must be a whole number >= 0: it is -1"],
    [
      { dimensions: 1.5 },
      "Cannot search neighbours as dimensions must be a whole number >= 0: it is 1.5",
    ],
    [{ workers: 0 }, "Cannot search neighbours as workers must be a whole number >= 1: it is 0"],
    [{ count: 3 }, "Cannot read 3 rows of 3 from vectors: its length is 6"],
  ];
  for (const [wrong, message] of cases) {
    await assert.rejects(cosineTopN(vectors, { ...good, ...wrong }), {
      name: "RangeError",
      message,
    });
  }
});
