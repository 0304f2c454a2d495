/**
 * Brings every stage and what Framework holds of it up to date. Run by `dev.ts` in a process of its
 * own, which sees settings and sources as they are saved; what it reports there goes to standard
 * output, a line of JSON each.
 */
import { resolve } from "node:path";
import { runCommand } from "../loaders/command_line.ts";
import { pathsOf } from "../loaders/dataset.ts";
import { describe } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";
import { readRequest, refreshLoaderOutputs } from "./loader_outputs.ts";

/** The model stands: pages may be shown and refreshed. */
export interface ModelReport {
  /** One phrase on the data set. */
  readonly dataset: string;
  /** The absolute paths of its files. */
  readonly files: readonly string[];
}

if (import.meta.main) {
  await runCommand(async () => {
    const request = readRequest();
    await refreshLoaderOutputs(request, stderrProgress(), () => {
      const report: ModelReport = {
        dataset: describe(request.dataset),
        files: pathsOf(request.dataset).map((path) => resolve(path)),
      };
      console.log(JSON.stringify(report));
    });
  });
}
