/**
 * A data set read on a thread of its own, its parts handed over as soon as they are known.
 *
 * What a program imports first: nothing here loads more than this file.
 */
import type { Incidence } from "../src/recommender/incidence.ts";
import { UserError } from "./errors.ts";
import type {
  ReadingFailure,
  ReadingMessage,
  ReadingTask,
  WrittenSongs,
} from "./reading_worker.ts";
import type { SongFeatures } from "./songs.ts";

/** A thread that reads one data set; each part fails as `readSongs` does. */
export class ReadingThread implements Disposable {
  readonly #worker = new Worker(new URL("reading_worker.ts", import.meta.url), { type: "module" });
  readonly #features = Promise.withResolvers<SongFeatures>();
  readonly #interactions = Promise.withResolvers<Incidence>();
  readonly #written = Promise.withResolvers<WrittenSongs>();
  readonly #closed = Promise.withResolvers<void>();

  /** Starts the thread, which loads what it reads with. */
  constructor() {
    const parts = [this.#features, this.#interactions, this.#written, this.#closed];
    // A failure is met where a part is awaited, which may be later.
    for (const { promise } of parts) promise.catch(() => {});
    const fail = (error: Error) => {
      for (const part of parts) part.reject(error);
    };
    this.#worker.onmessage = ({ data }: MessageEvent<ReadingMessage>) => {
      if ("features" in data) this.#features.resolve(data.features);
      else if ("interactions" in data) this.#interactions.resolve(data.interactions);
      else if ("written" in data) this.#written.resolve(data.written);
      else if ("closed" in data) {
        // What it holds is given back while others still work.
        this.#worker.terminate();
        this.#closed.resolve();
      } else fail(errorOf(data.failure));
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      fail(new Error(`Cannot run the thread that reads: ${event.message}`));
    };
  }

  /** Has it read the data set of a request and write the files of its songs to the folder. */
  begin(task: ReadingTask): this {
    this.#worker.postMessage(task);
    return this;
  }

  /** The songs' features: the first that is known. */
  get features(): Promise<SongFeatures> {
    return this.#features.promise;
  }

  /** Songs × playlists. */
  get interactions(): Promise<Incidence> {
    return this.#interactions.promise;
  }

  /** What was read, when its files are written. */
  get written(): Promise<WrittenSongs> {
    return this.#written.promise;
  }

  /** Settles when DuckDB has left nothing behind. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Ends the thread, whatever it is at. */
  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

function errorOf({ message, stack, forUser }: ReadingFailure): Error {
  const error = forUser ? new UserError(message) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
