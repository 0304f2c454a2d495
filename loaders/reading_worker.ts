/**
 * A thread that reads a data set and writes the files of its songs, while others are at work on the
 * numbers that it has found.
 */
import { openDuckDB } from "./duckdb.ts";
import { UserError } from "./errors.ts";
import type { FileHashes } from "./model_files.ts";
import type { ReadOutcome } from "./read_outcome.ts";
import type { ModelRequest } from "./request.ts";
import type { SongData, SongFeatures } from "./songs.ts";

/** What the thread is sent, once. */
export interface ReadingTask {
  readonly request: ModelRequest;
  /** The folder that the files are written to. */
  readonly folder: string;
}

/** What was read, in numbers, and the files that hold it. */
export interface WrittenSongs {
  readonly outcome: ReadOutcome;
  readonly files: FileHashes;
}

/** What the thread sends, in this order; instead of what does not come, the failure. */
export type ReadingMessage =
  | { readonly features: SongFeatures }
  | { readonly interactions: SongData["interactions"] }
  | { readonly written: WrittenSongs }
  | { readonly closed: true }
  | { readonly failure: ReadingFailure };

/** An error as it passes between threads, which keep an error's message but not its class. */
export interface ReadingFailure {
  readonly message: string;
  readonly stack: string | undefined;
  /** Whether it is a UserError. */
  readonly forUser: boolean;
}

const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<ReadingTask>) => void;
  postMessage: (message: ReadingMessage) => void;
};

// The database opens while what works with it is loaded and the task is on its way.
const opening = openDuckDB();
opening.catch(() => {});
const loading = Promise.all([import("./request_data.ts"), import("./read_outcome.ts")]);

thread.onmessage = async ({ data: { request, folder } }) => {
  try {
    const [{ readRequestWhile }, { readOutcome }] = await loading;
    let files: Promise<typeof import("./model_files.ts")> | undefined;
    await readRequestWhile(request, {
      // The longest query has begun: there is time to load what writes its result.
      rows: () => files = import("./model_files.ts"),
      features: (features) => thread.postMessage({ features }),
      interactions: (interactions) => thread.postMessage({ interactions }),
    }, async (data) => {
      const { writeSongFiles } = await files!;
      const written = await writeSongFiles(folder, data);
      thread.postMessage({ written: { outcome: readOutcome(data), files: written } });
    }, opening);
    thread.postMessage({ closed: true });
  } catch (error) {
    const { message, stack } = error as Error;
    thread.postMessage({ failure: { message, stack, forUser: error instanceof UserError } });
  }
};
