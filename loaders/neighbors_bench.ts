/**
 * The neighbour search on 28,356 rows, the size of the real file: GFLOP/s on one core beside a loop
 * of the same instructions on registers, then the search as the precompute calls it.
 *
 *     deno bench --no-check --allow-read=loaders loaders/neighbors_bench.ts
 */
import process from "node:process";
import { quantileOfSorted } from "../src/recommender/scaling.ts";
import { collapseRows } from "./collapse.ts";
import { createJob, extendJob } from "./kernel/job.ts";
import { instantiateKernel, kernelModule } from "./kernel/kernel.ts";
import { cosineTopN } from "./neighbors.ts";

const COUNT = 28_356;
const TOP_N = 20;

/** Normal deviates (Box and Muller) from a seeded generator (mulberry32), so that runs compare. */
function normal(seed: number): () => number {
  const uniform = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 1) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** No structure: nothing can be left out at 50 dimensions. */
function unstructured(dimensions: number): Float32Array {
  return Float32Array.from({ length: COUNT * dimensions }, normal(1));
}

/** 500 clusters. */
function clustered(dimensions: number): Float32Array {
  const next = normal(2);
  const centers = Float32Array.from({ length: 500 * dimensions }, next);
  return Float32Array.from({ length: COUNT * dimensions }, (_, i) => {
    const row = Math.floor(i / dimensions);
    return centers[row * 7 % 500 * dimensions + i % dimensions] + 0.3 * next();
  });
}

/** Like audio features: from 0 to 1, a few directions of large spread. */
function features(dimensions: number): Float32Array {
  const next = normal(3);
  return Float32Array.from(
    { length: COUNT * dimensions },
    (_, i) => Math.min(1, Math.max(0, 0.5 + 0.4 * next() / (1 + i % dimensions / 3))),
  );
}

/** Like factors of a file where most songs share their playlists: 2,400 distinct rows. */
function repeated(dimensions: number): Float32Array {
  const next = normal(4);
  const distinct = Float32Array.from({ length: 2400 * dimensions }, next);
  return Float32Array.from({ length: COUNT * dimensions }, (_, i) => {
    const row = Math.floor(i / dimensions);
    return distinct[row * row % 2400 * dimensions + i % dimensions];
  });
}

/** Rows of length 1, as the kernel wants them. */
function unit(vectors: Float32Array, dimensions: number): Float32Array {
  return vectors.map((value, i) => {
    const start = i - i % dimensions;
    let square = 0;
    for (let d = 0; d < dimensions; d++) square += vectors[start + d] ** 2;
    return value / Math.sqrt(square);
  });
}

/** Some work to time; it returns the number of its floating-point operations. */
type Work = () => number;

/** What a work reaches beside the loop on registers, one number a round, ascending. */
interface Measured {
  readonly gigaflops: Float64Array;
  readonly ratios: Float64Array;
}

/**
 * Works in turns, the loop before and after each of them in each round, so that the processor's clock
 * is the same for both. By processor time: what other programs take of the core in between counts for
 * neither, though they empty its caches. What shares the core from outside a virtual machine does
 * count, and more for the works, which have more instructions to an operation.
 */
function besideLoop(loop: Work, works: Work[], rounds = 60, warmUp = 3): Measured[] {
  const rate = (measured: Work) => {
    const before = process.cpuUsage();
    const operations = measured();
    const { user, system } = process.cpuUsage(before);
    return operations / (user + system) / 1e3;
  };
  const all = works.map((): Measured => ({
    gigaflops: new Float64Array(rounds),
    ratios: new Float64Array(rounds),
  }));
  for (let round = -warmUp; round < rounds; round++) {
    works.forEach((work, i) => {
      const before = rate(loop), own = rate(work), after = rate(loop);
      if (round < 0) return;
      all[i].gigaflops[round] = own;
      all[i].ratios[round] = own * 2 / (before + after);
    });
  }
  for (const { gigaflops, ratios } of all) {
    gigaflops.sort();
    ratios.sort();
  }
  return all;
}

/** The loop on registers: the multiplications and additions of the search, nothing else. */
function registerLoop(): Work {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const kernel = instantiateKernel(module, memory);
  const vectors = new Float32Array(memory.buffer, 64, 14 * 4);
  const rounds = 2e6;
  return () => {
    vectors.fill(0.5);
    kernel.peak(rounds, 64);
    // Twelve times the limit, 1, of x / 2 + 0.5: the loop has run.
    if (vectors[0] !== 12) throw new Error(`The loop on registers ended in ${vectors[0]}`);
    return 96 * rounds;
  };
}

/** A search for some hundred rows that leaves out no pair, its lists included. */
function searchOfRows(vectors: Float32Array, dimensions: number): Work {
  const rows = Int32Array.from({ length: COUNT }, (_, row) => row);
  const job = createJob(unit(vectors, dimensions), dimensions, rows, TOP_N, Infinity);
  const kernel = instantiateKernel(module, job.memory);
  const scratch = extendJob(job, kernel.scratchBytes(job.address));
  return () => {
    const before = job.done();
    while (job.done() < before + 256) {
      if (kernel.topN(job.address, scratch, 1) !== 1) throw new Error("No rows are left");
    }
    return (job.done() - before) * COUNT * dimensions * 2;
  };
}

const module = await kernelModule();
const loop = registerLoop();
const searches: [string, Work][] = [
  ["50 unstructured", searchOfRows(unstructured(50), 50)],
  ["50 clustered", searchOfRows(clustered(50), 50)],
  ["12 features", searchOfRows(features(12), 12)],
];
besideLoop(loop, searches.map(([, work]) => work)).forEach(({ gigaflops, ratios }, i) => {
  const [low, middle, high] = [0.05, 0.5, 0.95].map((share) =>
    quantileOfSorted(ratios, share).toFixed(2)
  );
  console.error(
    `one core, all pairs of ${COUNT} × ${searches[i][0].padEnd(15)} ` +
      `${
        quantileOfSorted(gigaflops, 0.5).toFixed(1)
      } GFLOP/s, ratio to a loop on registers ${middle} ` +
      `(5 to 95 % of rounds: ${low} to ${high})`,
  );
});

const shapes: [string, number, (dimensions: number) => Float32Array][] = [
  ["features", 12, features],
  ["clustered", 12, clustered],
  ["unstructured", 12, unstructured],
  ["repeated", 50, repeated],
  ["clustered", 50, clustered],
  ["unstructured", 50, unstructured],
];
for (const [name, dimensions, make] of shapes) {
  const vectors = make(dimensions);
  const { count } = collapseRows(vectors, { count: COUNT, dimensions });
  const cases: [string, { workers?: number; collapse?: boolean }][] = [
    ["all cores", {}],
    ["one core", { workers: 1 }],
  ];
  if (count < COUNT) cases.push(["one core, not collapsed", { workers: 1, collapse: false }]);
  for (const [how, options] of cases) {
    Deno.bench({
      name: `${name}, ${how}`,
      group: `${COUNT} × ${dimensions} ${name}`,
      n: 5,
      warmup: 1,
      async fn() {
        await cosineTopN(vectors, { count: COUNT, dimensions, topN: TOP_N, ...options });
      },
    });
  }
}
