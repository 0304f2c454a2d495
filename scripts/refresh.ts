/**
 * Brings every loader's result up to date and, where one is new, marks its loader as changed, so
 * that a preview that is running fetches it. Run by `dev.ts` in a process of its own, which sees
 * settings and sources as they are saved.
 */
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../loaders/command_line.ts";
import { ROOT } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";
import { readRequest, refreshLoaderOutputs, rememberedOutputs } from "./loader_outputs.ts";

await runCommand(async () => {
  const before = rememberedOutputs();
  const now = await refreshLoaderOutputs(readRequest(), stderrProgress());
  const time = new Date();
  for (const output of Object.keys(now)) {
    // Framework's preview watches the time stamp of the loader.
    if (before[output] !== now[output]) utimesSync(join(ROOT, "src", `${output}.ts`), time, time);
  }
});
