/**
 * Threads that run the kernel beside the calling one. They take a tenth of a second to start: who
 * is going to search starts them early and has the same ones search again.
 */
import type { ThreadTask } from "./worker.ts";

export class KernelThreads implements Disposable {
  readonly #threads: Thread[] = [];

  /** Sees to it that at least so many threads run or are starting. */
  start(count: number): void {
    while (this.#threads.length < count) this.#threads.push(new Thread());
  }

  /**
   * Has a thread of its own work on each task, after what it was given before.
   *
   * @returns settles when all are done; to be awaited after the calling thread's own share
   */
  run(tasks: readonly ThreadTask[]): Promise<void> {
    this.start(tasks.length);
    const done = Promise.all(tasks.map((task, i) => this.#threads[i].run(task))).then(() => {});
    done.catch(() => {});
    return done;
  }

  /** Ends all threads, whatever they are at. */
  [Symbol.dispose](): void {
    for (const thread of this.#threads.splice(0)) thread.end();
  }
}

class Thread {
  readonly #worker = new Worker(new URL("worker.ts", import.meta.url), { type: "module" });
  /** Of the tasks that it was given, in their order. */
  readonly #pending: PromiseWithResolvers<void>[] = [];

  constructor() {
    this.#worker.onmessage = () => this.#pending.shift()?.resolve();
    this.#worker.onerror = (event) => {
      event.preventDefault();
      const error = new Error(`Cannot run a thread of the kernel: ${event.message}`);
      for (const task of this.#pending.splice(0)) task.reject(error);
    };
  }

  run(task: ThreadTask): Promise<void> {
    const pending = Promise.withResolvers<void>();
    this.#pending.push(pending);
    this.#worker.postMessage(task);
    return pending.promise;
  }

  end(): void {
    this.#worker.terminate();
  }
}
