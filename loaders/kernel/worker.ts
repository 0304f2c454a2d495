/** One thread of the kernel: works on the job it is sent until no leaf is left, then says so. */

/** What a thread is sent; offsets are bytes in `memory`. */
export interface ThreadTask {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  job: number;
  scratch: number;
}

const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<ThreadTask>) => void;
  postMessage: (done: "done") => void;
};

thread.onmessage = ({ data: { module, memory, job, scratch } }) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  (exports.topN as (job: number, scratch: number, limit: number) => number)(job, scratch, 2 ** 30);
  thread.postMessage("done");
};
