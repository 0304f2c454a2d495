/** One thread of the evaluation: first it is sent the data, then one task after the other. */
import { type EvaluationData, type EvaluationTask, runTask } from "./evaluate_task.ts";
import type { Measured } from "./measure.ts";

const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<EvaluationData | EvaluationTask>) => void;
  postMessage: (measured: Measured[]) => void;
};

let shared: EvaluationData;
thread.onmessage = ({ data }) => {
  if ("catalogue" in data) shared = data;
  else thread.postMessage(runTask(shared, data));
};
