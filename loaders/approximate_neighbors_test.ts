import assert from "node:assert/strict";
import { type FoundNeighbors, type NearestOptions, startNearest } from "./approximate_neighbors.ts";
import { UserError } from "./errors.ts";
import { cosineTopN } from "./neighbors.ts";
import { randomNumbers } from "../src/recommender/random.ts";

const COUNT = 3000, DIMENSIONS = 8, TOP_N = 20;

/** Vectors around 40 centres; row 5 is zero, rows 10 to 19 are equal, row 20 is row 10 doubled. */
function clusteredVectors(): Float32Array {
  const random = randomNumbers(3);
  const centers = Float32Array.from({ length: 40 * DIMENSIONS }, () => random() - 0.5);
  const vectors = new Float32Array(COUNT * DIMENSIONS);
  for (let row = 0; row < COUNT; row++) {
    const center = Math.floor(random() * 40) * DIMENSIONS;
    for (let d = 0; d < DIMENSIONS; d++) {
      vectors[row * DIMENSIONS + d] = centers[center + d] + 0.2 * (random() - 0.5);
    }
  }
  vectors.fill(0, 5 * DIMENSIONS, 6 * DIMENSIONS);
  for (let row = 11; row < 20; row++) {
    vectors.copyWithin(row * DIMENSIONS, 10 * DIMENSIONS, 11 * DIMENSIONS);
  }
  for (let d = 0; d < DIMENSIONS; d++) {
    vectors[20 * DIMENSIONS + d] = 2 * vectors[10 * DIMENSIONS + d];
  }
  return vectors;
}

async function nearest(options: Partial<NearestOptions> = {}): Promise<FoundNeighbors> {
  const finish = await startNearest(clusteredVectors(), {
    count: COUNT,
    dimensions: DIMENSIONS,
    topN: TOP_N,
    exactUpTo: 0,
    ...options,
  });
  return await finish();
}

Deno.test("startNearest() compares all pairs up to the limit", async () => {
  const { neighbors, search } = await nearest({ exactUpTo: COUNT * DIMENSIONS });
  const options = { count: COUNT, dimensions: DIMENSIONS, topN: TOP_N };
  assert.deepEqual(neighbors, await cosineTopN(clusteredVectors(), options));
  assert.deepEqual(search, { method: "exact", recall_at_10: 1, candidates: null });
});

Deno.test("startNearest() counts the numbers of distinct vectors against the limit, not of all rows", async () => {
  // Ten rows less: nine copies, a multiple and none for the row of zeros.
  const numbers = (COUNT - 11) * DIMENSIONS;
  assert.equal((await nearest({ exactUpTo: numbers })).search.method, "exact");
  assert.equal((await nearest({ exactUpTo: numbers - 1 })).search.method, "approximate");
});

Deno.test("startNearest() beyond the limit finds what it says that it finds", async () => {
  const { neighbors, search } = await nearest();
  assert.equal(search.method, "approximate");
  assert.ok(search.recall_at_10 >= 0.95 && search.recall_at_10 <= 1);
  const truth = await cosineTopN(clusteredVectors(), {
    count: COUNT,
    dimensions: DIMENSIONS,
    topN: TOP_N,
  });
  assert.deepEqual(neighbors.offsets, truth.offsets);
  let hits = 0, places = 0;
  for (let row = 0; row < COUNT; row++) {
    const start = truth.offsets[row];
    if (start === truth.offsets[row + 1]) continue;
    for (let i = start; i < start + 10; i++, places++) {
      if (neighbors.scores[i] >= truth.scores[start + 9]) hits++;
    }
  }
  assert.ok(Math.abs(hits / places - search.recall_at_10) < 0.02, `${hits / places}`);
});

Deno.test("startNearest() beyond the limit keeps the rules of the exact search", async () => {
  const { neighbors: { offsets, neighbors, scores } } = await nearest();
  assert.equal(offsets[5], offsets[6], "a row of zeros has neighbours");
  assert.ok(!neighbors.includes(5), "a row of zeros is a neighbour");
  for (let row = 0; row < COUNT; row++) {
    const own = neighbors.subarray(offsets[row], offsets[row + 1]);
    assert.ok(!own.includes(row), `row ${row} is its own neighbour`);
    assert.equal(new Set(own).size, own.length);
    for (let i = offsets[row] + 1; i < offsets[row + 1]; i++) {
      const ordered = scores[i - 1] > scores[i] ||
        (scores[i - 1] === scores[i] && neighbors[i - 1] < neighbors[i]);
      assert.ok(ordered, `row ${row}`);
    }
  }
  const others = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
  assert.deepEqual([...neighbors.subarray(offsets[10], offsets[10] + 10)], others);
});

Deno.test("startNearest() beyond the limit gives the same result in every run", async () => {
  assert.deepEqual(await nearest(), await nearest());
});

Deno.test("startNearest() reports progress of an approximate search to its end", async () => {
  const shares: number[] = [];
  await nearest({ onProgress: (done, total) => shares.push(done / total) });
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
  assert.equal(shares.at(-1), 1);
});

Deno.test("startNearest() says what to set where the recall stays too low", async () => {
  await assert.rejects(
    nearest({ recallTarget: 1.01 }),
    (error) =>
      error instanceof UserError && /reaches \d\.\d+ at its greatest effort/.test(error.message) &&
      /--exact-up-to 23912$/.test(error.message),
  );
});

Deno.test("startNearest() finds no neighbours without dimensions", async () => {
  const finish = await startNearest(new Float32Array(0), {
    count: 3,
    dimensions: 0,
    topN: 5,
    exactUpTo: 100,
  });
  assert.deepEqual([...(await finish()).neighbors.offsets], [0, 0, 0, 0]);
});
