/**
 * The evaluation in tasks, one a split and family of methods, spread over threads. Each task trains
 * its own model, so the result does not depend on how many threads there are.
 */
import { availableParallelism } from "node:os";
import type { Catalogue } from "../src/recommender/contract.ts";
import { fitScalers, scaleFeatures, type ScalerKind } from "../src/recommender/scaling.ts";
import { newestHoldout, randomHoldout } from "./holdout.ts";
import { measure, type Measured } from "./measure.ts";
import { FAMILIES, type Family, isPoint } from "./methods.ts";

/** What is held out: a random fifth by seed, or the newest songs. */
export type Split = { readonly kind: "random"; readonly seed: number } | {
  readonly kind: "newest";
};

export interface EvaluationTask {
  readonly split: Split;
  readonly family: Family;
}

/** What all tasks of an evaluation share. */
export interface EvaluationData {
  readonly catalogue: Catalogue;
  readonly rank: number;
  readonly scaler: ScalerKind;
}

/** Splits, trains and measures. Curves and grids are measured on random splits alone. */
export function runTask(
  { catalogue, rank, scaler }: EvaluationData,
  { split, family }: EvaluationTask,
): Measured[] {
  const holdout = split.kind === "random"
    ? randomHoldout(catalogue, split.seed)
    : newestHoldout(catalogue);
  const group = FAMILIES[family](holdout.training, rank, scaler);
  const { methods } = group, isVaried = group.isVaried && split.kind === "random";
  const measured = methods.filter((method) => split.kind === "random" || !isPoint(method));
  const columns = catalogue.features.map(({ values }) => values);
  const context = {
    vectors: scaleFeatures(scaler, columns, fitScalers(scaler, columns)),
    d: columns.length,
  };
  const asked = { ...group, methods: measured, isVaried };
  return measure(asked, holdout, context, (method) => !isPoint(method));
}

/**
 * Runs tasks on threads, the first ones first: put the longest first.
 *
 * @param threads 0 takes one for each core; 1 runs them here
 * @returns the measurements of each task, in the order of the tasks
 */
export async function runTasks(
  data: EvaluationData,
  tasks: readonly EvaluationTask[],
  threads: number,
  onDone: (done: number) => void,
): Promise<Measured[][]> {
  const results: Measured[][] = [];
  const count = Math.min(threads || availableParallelism(), tasks.length);
  let next = 0, done = 0;
  const work = async (run: (task: EvaluationTask) => Promise<Measured[]>) => {
    while (next < tasks.length) {
      const at = next++;
      results[at] = await run(tasks[at]);
      onDone(++done);
    }
  };
  if (count <= 1) {
    await work((task) => Promise.resolve(runTask(data, task)));
    return results;
  }
  const workers = Array.from({ length: count }, () => startWorker(data));
  try {
    await Promise.all(workers.map(({ run }) => work(run)));
  } finally {
    for (const { worker } of workers) worker.terminate();
  }
  return results;
}

function startWorker(data: EvaluationData) {
  const worker = new Worker(new URL("evaluate_worker.ts", import.meta.url), { type: "module" });
  worker.postMessage(data);
  const run = (task: EvaluationTask) =>
    new Promise<Measured[]>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Measured[]>) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`Cannot evaluate on a thread: ${event.message}`));
      };
      worker.postMessage(task);
    });
  return { worker, run };
}
