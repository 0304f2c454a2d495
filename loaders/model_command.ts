/**
 * The command `npm run model`. With `--out` all of a model is made, and the thread that reads is
 * started before the pipeline (model.ts) is loaded: each has a tenth of a second to load.
 */
import { ReadingThread } from "./reading_thread.ts";

const started = Deno.args.some((word) => /^--out(=|$)/.test(word)) ? new ReadingThread() : null;
const { runModelCommand } = await import("./model.ts");
const { linkDeno } = await import("./direct_deno.ts");
linkDeno();
await runModelCommand(started);
