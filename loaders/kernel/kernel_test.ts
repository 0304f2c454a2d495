import assert from "node:assert/strict";
import { createJob, extendJob } from "./job.ts";
import { instantiateKernel, kernelModule, startTopNByDot } from "./kernel.ts";
import { KernelThreads } from "./threads.ts";

const COUNT = 1000;
const DIMENSIONS = 12;

/** Unit vectors around 20 directions, so that most leaves can be left out. */
function clusteredVectors(): Float32Array {
  const vectors = new Float32Array(COUNT * DIMENSIONS);
  for (let row = 0; row < COUNT; row++) {
    const values = Array.from(
      { length: DIMENSIONS },
      (_, d) => Math.sin((row % 20 + 1) * (d + 1.5) * 3.7) + 0.01 * Math.sin(row * (d + 2.5)),
    );
    const length = Math.hypot(...values);
    vectors.set(values.map((value) => value / length), row * DIMENSIONS);
  }
  return vectors;
}

const all = Int32Array.from({ length: COUNT }, (_, row) => row);

/** Runs a whole job on this thread. */
async function run(slack?: number) {
  const job = createJob(clusteredVectors(), DIMENSIONS, all, 15, slack);
  const kernel = instantiateKernel(await kernelModule(), job.memory);
  const scratch = extendJob(job, kernel.scratchBytes(job.address));
  while (kernel.topN(job.address, scratch, 5) > 0);
  return job;
}

Deno.test("topN() leaves out by bounds only what changes nothing", async () => {
  const [bounded, exhaustive] = [await run(), await run(Infinity)];
  assert.deepEqual(bounded.neighbors, exhaustive.neighbors);
  assert.deepEqual(bounded.scores, exhaustive.scores);
});

Deno.test("topN() takes no more leaves than its limit and says how many it took", async () => {
  const job = createJob(clusteredVectors(), DIMENSIONS, all, 15);
  const kernel = instantiateKernel(await kernelModule(), job.memory);
  const scratch = extendJob(job, kernel.scratchBytes(job.address));
  assert.equal(kernel.topN(job.address, scratch, 0), 0);
  assert.equal(kernel.topN(job.address, scratch, 3), 3);
  assert.equal(job.done(), 96);
  // 1,000 rows fill 31 leaves of 32 and a part of one.
  assert.equal(kernel.topN(job.address, scratch, 100), 29);
  assert.equal(job.done(), COUNT);
  assert.equal(kernel.topN(job.address, scratch, 100), 0);
});

Deno.test("topN() finds the same in blocks of several leaves", async () => {
  // 17,000 rows of 17 dimensions go in blocks of eight leaves, their first 12 dimensions alone do not.
  const count = 17_000;
  const wide = new Float32Array(count * 17);
  const narrow = new Float32Array(count * 12);
  for (let row = 0; row < count; row++) {
    const values = Array.from({ length: 12 }, (_, d) => Math.sin((row + 1) * (d + 1.5)));
    const length = Math.hypot(...values);
    wide.set(values.map((value) => value / length), row * 17);
    narrow.set(values.map((value) => value / length), row * 12);
  }
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const options = { keep: 5, threads: 1 };
  const finishWide = await startTopNByDot(wide, rows, { dimensions: 17, ...options });
  const finishNarrow = await startTopNByDot(narrow, rows, { dimensions: 12, ...options });
  assert.deepEqual(await finishWide(), await finishNarrow());
});

Deno.test("startTopNByDot() names rows by their position among those it was given", async () => {
  const vectors = clusteredVectors();
  const every7th = all.filter((row) => row % 7 === 3);
  const options = { dimensions: DIMENSIONS, keep: 4, threads: 1 };
  const finish = await startTopNByDot(vectors, every7th, options);
  const copied = new Float32Array(every7th.length * DIMENSIONS);
  every7th.forEach((row, i) =>
    copied.set(vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS), i * DIMENSIONS)
  );
  const finishCopied = await startTopNByDot(copied, all.slice(0, every7th.length), options);
  assert.deepEqual(await finish(), await finishCopied());
});

Deno.test("startTopNByDot() searches again, and twice at a time, with the same threads", async () => {
  const vectors = clusteredVectors();
  const options = { dimensions: DIMENSIONS, keep: 6 };
  const alone = await (await startTopNByDot(vectors, all, { ...options, threads: 1 }))();
  using pool = new KernelThreads();
  const search = () => startTopNByDot(vectors, all, { ...options, threads: 3, pool });
  const together = await Promise.all([search(), search()]);
  for (const finish of together) assert.deepEqual(await finish(), alone);
  assert.deepEqual(await (await search())(), alone);
});
