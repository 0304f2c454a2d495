/**
 * The typed face of the WebAssembly kernel: for each of some unit vectors, the others of largest dot
 * product. It runs on several threads over one shared memory, and its result has the same bits for
 * any number of them.
 */
import { setImmediate } from "node:timers";
import { createJob, extendJob, type Job } from "./job.ts";
import { LEAF_ROWS } from "./leaves.ts";
import { KernelThreads } from "./threads.ts";

/** What `assembly/top_n.ts` exports; addresses are bytes in the memory. */
export interface KernelExports {
  topN(job: number, scratch: number, limit: number): number;
  scratchBytes(job: number): number;
  peak(rounds: number, at: number): void;
}

export interface TopNOptions {
  /** Floats of a row: 1 or more. */
  dimensions: number;
  /** Neighbours kept a row: from 1 to rows.length - 1. */
  keep: number;
  /** Threads, the calling one included: 1 or more. */
  threads: number;
  /** The other threads, which then stay for further searches. @default new ones for this search */
  pool?: KernelThreads;
  /** Called now and then with the number of rows done and of all rows. */
  onProgress?: (done: number, total: number) => void;
}

export interface TopN {
  /** Positions in `rows`, `keep` for each of the rows, best first. */
  neighbors: Int32Array;
  /** Their dot products, none above 1. */
  scores: Float32Array;
}

/** Milliseconds that the calling thread works between two turns of its event loop. */
const SLICE = 10;

/**
 * Begins to search, for each of the `rows` of `vectors` (row-major, unit length, finite), the `keep`
 * other ones of largest dot product, ties by lower position in `rows`. A dot product is the float32
 * sum over the dimensions in their order, each product and each sum rounded; those above 1 count as 1.
 *
 * Returns, with the other threads at work, a function that takes the calling thread's share and gives
 * the result; it must be called once. What the calling thread does before costs no search time.
 *
 * Needs, in shared memory, 4 bytes a dimension and 38 + 8 · keep more for each of the rows. Throws a
 * RangeError where that is more than 4 GB.
 */
export async function startTopNByDot(
  vectors: Float32Array,
  rows: Int32Array,
  { dimensions, keep, threads, pool, onProgress }: TopNOptions,
): Promise<() => Promise<TopN>> {
  const module = await kernelModule();
  const others = Math.min(threads, Math.ceil(rows.length / LEAF_ROWS)) - 1;
  const own = pool === undefined ? new KernelThreads() : null;
  const running = pool ?? own!;
  // They get ready while this thread writes the job.
  running.start(others);
  try {
    const job = createJob(vectors, dimensions, rows, keep);
    const { memory, address } = job;
    const kernel = instantiateKernel(module, memory);
    const scratchBytes = Math.ceil(kernel.scratchBytes(address) / 64) * 64;
    const scratch = extendJob(job, scratchBytes * (others + 1));
    const finished = running.run(Array.from({ length: others }, (_, i) => ({
      module,
      memory,
      job: address,
      scratch: scratch + (i + 1) * scratchBytes,
    })));
    return () =>
      search(job, kernel, scratch, finished, onProgress).finally(() => own?.[Symbol.dispose]());
  } catch (error) {
    own?.[Symbol.dispose]();
    throw error;
  }
}

/** Works on the job in slices, between which the event loop turns, until all threads are done. */
async function search(
  job: Job,
  kernel: KernelExports,
  scratch: number,
  others: Promise<void>,
  onProgress: TopNOptions["onProgress"],
): Promise<TopN> {
  let turn = performance.now();
  while (kernel.topN(job.address, scratch, 1) > 0) {
    if (performance.now() - turn < SLICE) continue;
    onProgress?.(job.done(), job.rows);
    await new Promise<void>((resolve) => setImmediate(resolve));
    turn = performance.now();
  }
  await others;
  onProgress?.(job.done(), job.rows);
  return { neighbors: job.neighbors, scores: job.scores };
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The kernel, read and compiled once; all threads share its machine code. */
export function kernelModule(): Promise<WebAssembly.Module> {
  compiled ??= Deno.readFile(new URL("top_n.wasm", import.meta.url))
    .then((bytes) => WebAssembly.compile(bytes));
  return compiled;
}

/** The kernel over a memory, for the calling thread. */
export function instantiateKernel(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): KernelExports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as KernelExports;
}
