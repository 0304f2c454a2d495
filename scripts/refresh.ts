/**
 * Brings every stage and what Framework holds of it up to date, for `standby.ts`, whose process sees
 * settings and sources as they are saved; what it reports goes to standard output, a line of JSON
 * each.
 */
import { constants, setPriority } from "node:os";
import { resolve } from "node:path";
import { pathsOf } from "../loaders/source_columns.ts";
import { describe } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";
import type { Nouns } from "../src/components/nouns.ts";
import { readRequest, refreshLoaderOutputs } from "./loader_outputs.ts";

/** The model stands: pages may be shown and refreshed. */
export interface ModelReport {
  /** One phrase on the data set. */
  readonly dataset: string;
  /** The absolute paths of its files. */
  readonly files: readonly string[];
  /** What the pages call its things, which stands in their heads. */
  readonly nouns: Nouns;
}

/** @throws UserError when the data set or the settings cannot be used */
export async function refresh(): Promise<void> {
  const request = readRequest();
  await refreshLoaderOutputs(request, stderrProgress(), () => {
    const report: ModelReport = {
      dataset: describe(request.dataset),
      files: pathsOf(request.dataset).map((path) => resolve(path)),
      nouns: request.effective.settings.nouns,
    };
    console.log(JSON.stringify(report));
    // The open page shows the model first; what else is to be made takes what is left.
    setPriority(constants.priority.PRIORITY_LOW);
  });
}
