/**
 * What the data loaders gave Framework, and whether it still holds. Framework runs a loader when
 * its output is missing, not when its inputs change: so outputs of stale stages are removed here.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freshAnatomy } from "../loaders/anatomy.ts";
import { freshClaims } from "../loaders/claims.ts";
import { freshEvaluation } from "../loaders/evaluate.ts";
import { freshMap } from "../loaders/map.ts";
import { freshModel } from "../loaders/model.ts";
import { CACHE, type ModelRequest, modelRequest, ROOT } from "../loaders/request.ts";
import type { Progress } from "../loaders/progress.ts";
import { type Result, writeFileWhole } from "../loaders/store.ts";

/** The folder of each stage's result, by the output of its loader. */
export type LoaderOutputs = Readonly<Record<string, string>>;

/** Each loader's output in Framework's cache, and the stage that it hands on. */
const STAGES: Readonly<
  Record<string, (request: ModelRequest, progress: Progress) => Promise<Result>>
> = {
  "model.tar": freshModel,
  "map.arrow": freshMap,
  "evaluation.arrow": freshEvaluation,
  "claims.arrow": freshClaims,
  "anatomy.tar": freshAnatomy,
};

const FRAMEWORK_CACHE = join(ROOT, "src/.observablehq/cache");
const REMEMBERED = join(CACHE, "loader_outputs.json");

/** The data set and settings in force, as the loaders will see them. */
export function readRequest(): ModelRequest {
  return modelRequest({});
}

/** The results that Framework's cache was made from. */
export function rememberedOutputs(): LoaderOutputs {
  return existsSync(REMEMBERED) ? JSON.parse(readFileSync(REMEMBERED, "utf8")) : {};
}

/** Brings each stage up to date and removes what Framework holds of an older result. */
export async function refreshLoaderOutputs(
  request: ModelRequest,
  progress: Progress,
): Promise<LoaderOutputs> {
  mkdirSync(CACHE, { recursive: true });
  const before = rememberedOutputs();
  const now: Record<string, string> = {};
  for (const [output, fresh] of Object.entries(STAGES)) {
    now[output] = (await fresh(request, progress)).folder;
    if (before[output] === now[output]) continue;
    rmSync(join(FRAMEWORK_CACHE, output), { force: true });
    // What Framework took out of an archive lies in a folder of the archive's name.
    if (output.endsWith(".tar")) {
      rmSync(join(FRAMEWORK_CACHE, output.slice(0, -4)), { recursive: true, force: true });
    }
  }
  writeFileWhole(REMEMBERED, JSON.stringify(now));
  return now;
}
