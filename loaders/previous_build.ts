/**
 * The current build beside the one before it, for the Model page. Which results the last build and
 * the one before consisted of is remembered in `.cache/builds.json`.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBuild } from "./build_files.ts";
import { freshEvaluation } from "./evaluate.ts";
import { freshModel } from "./model.ts";
import type { PreviousBuild } from "../src/statistics/model_diff.ts";
import { compareBuilds } from "./model_diff.ts";
import type { Progress } from "./progress.ts";
import { CACHE, type ModelRequest, ROOT } from "./request.ts";
import { sourceHashes } from "./sources.ts";
import { freshResult, type Result, writeFileWhole } from "./store.ts";

/** The results of a build, by the folder of each stage. */
interface BuildResults {
  readonly model: string;
  readonly evaluation: string;
}

interface Builds {
  readonly current: BuildResults;
  readonly previous: BuildResults | null;
}

const REMEMBERED = join(CACHE, "builds.json");

/** The comparison of a request's build with the one before it. */
export async function freshModelDiff(request: ModelRequest, progress: Progress): Promise<Result> {
  const model = (await freshModel(request, progress)).folder;
  const evaluation = (await freshEvaluation(request, progress)).folder;
  const { current, previous } = remember({ model, evaluation });
  const names = (build: BuildResults | null) =>
    build && [basename(build.model), basename(build.evaluation)].join(" ");
  return await freshResult(
    join(CACHE, "model_diff"),
    {
      before: names(previous),
      now: names(current),
      sources: sourceHashes(fileURLToPath(import.meta.url), ROOT),
    },
    (folder) => progress.stage("compare with last build", () => write(folder, current, previous)),
    () => progress.say("Comparing with the build before"),
  );
}

/** Makes a build the current one and the one that was current, if it is another, the one before. */
function remember(now: BuildResults): Builds {
  const before: Builds | null = existsSync(REMEMBERED)
    ? JSON.parse(readFileSync(REMEMBERED, "utf8"))
    : null;
  const isSame = before?.current.model === now.model &&
    before.current.evaluation === now.evaluation;
  const builds = isSame ? before : { current: now, previous: before?.current ?? null };
  if (!isSame) writeFileWhole(REMEMBERED, JSON.stringify(builds));
  return builds;
}

function write(
  folder: string,
  current: BuildResults,
  previous: BuildResults | null,
): Promise<Record<string, unknown>> {
  const stands = previous !== null && Object.values(previous).every((path) => existsSync(path));
  const open = ({ model, evaluation }: BuildResults) => openBuild(model, evaluation);
  const result: PreviousBuild = {
    diff: stands ? compareBuilds(open(previous), open(current)) : null,
  };
  writeFileWhole(join(folder, "model_diff.json"), JSON.stringify(result));
  return Promise.resolve({});
}
