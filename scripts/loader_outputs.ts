/**
 * The data loaders' outputs as Framework holds them, each the result of a stage. Framework runs a
 * loader when its output is missing or older than the loader, not when its inputs change: so here
 * each output is put in place as soon as its stage has it, and removed when it is stale.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { freshAnatomy } from "../loaders/anatomy.ts";
import { freshClaims } from "../loaders/claims.ts";
import { freshEvaluation } from "../loaders/evaluate.ts";
import { freshMap } from "../loaders/map.ts";
import { freshModel } from "../loaders/model.ts";
import { freshModelDiff } from "../loaders/previous_build.ts";
import type { Progress } from "../loaders/progress.ts";
import { CACHE, type ModelRequest, modelRequest, ROOT } from "../loaders/request.ts";
import { linkOrCopy, type Result, writeFileWhole } from "../loaders/store.ts";
import { drawMapBeside } from "./map_beside.ts";

/** The folder of each stage's result, by the output of its loader. */
export type LoaderOutputs = Readonly<Record<string, string>>;

type Stage = (request: ModelRequest, progress: Progress) => Promise<Result>;

const MODEL = "model.tar", MAP = "map.arrow";
/**
 * The other outputs, the quick ones first, and the stages that they hand on. The map is drawn beside
 * those before it.
 */
const FURTHER: Readonly<Record<string, Stage>> = {
  "claims.arrow": freshClaims,
  "anatomy.tar": freshAnatomy,
  "evaluation.arrow": freshEvaluation,
  [MAP]: freshMap,
  "model_diff.json": freshModelDiff,
};

/** What Framework holds of loaders' outputs and of libraries. */
export const FRAMEWORK_CACHE = join(ROOT, "src/.observablehq/cache");
const REMEMBERED = join(CACHE, "loader_outputs.json");

/** The data set and settings in force, as the loaders will see them. */
export function readRequest(): ModelRequest {
  return modelRequest({});
}

/** The results that Framework's cache was made from. */
export function rememberedOutputs(): LoaderOutputs {
  return existsSync(REMEMBERED) ? JSON.parse(readFileSync(REMEMBERED, "utf8")) : {};
}

/**
 * Brings each stage up to date and its output into Framework's cache.
 *
 * @param onModel called when the model stands and no stale output is left: what the other stages
 *   are still at is missing, and a page that asks for it waits for it
 */
export async function refreshLoaderOutputs(
  request: ModelRequest,
  progress: Progress,
  onModel: () => void = () => {},
): Promise<LoaderOutputs> {
  mkdirSync(CACHE, { recursive: true });
  place(MODEL, await freshModel(request, progress));
  let toDraw: string | null = null;
  for (const [output, stage] of Object.entries(FURTHER)) {
    const found = await standing(stage, request);
    place(output, typeof found === "string" ? null : found);
    if (output === MAP && typeof found === "string") toDraw = found;
  }
  onModel();
  const map = toDraw === null ? null : drawMapBeside(request);
  if (map !== null) progress.say(`${toDraw}, beside what follows`);
  const drawn = map?.said.then(async (text) => {
    const found = await standing(freshMap, request);
    if (typeof found === "string") return;
    place(MAP, found);
    progress.say(text.replace(`${toDraw}\n`, "").trimEnd());
  });
  try {
    for (const [output, stage] of Object.entries(FURTHER)) {
      if (output === MAP) await drawn;
      place(output, await stage(request, progress));
    }
  } finally {
    map?.stop();
  }
  return rememberedOutputs();
}

/** The result of a stage if it stands already, else what it says when it runs; it does not. */
async function standing(stage: Stage, request: ModelRequest): Promise<Result | string> {
  const itRuns = new Error("The stage would run");
  let said = "";
  const say = (line: string) => {
    said = line;
    throw itRuns;
  };
  try {
    // A stage says why it runs before it does.
    return await stage(request, { say, stage: say, seconds: {}, costs: {} });
  } catch (error) {
    if (error === itRuns) return said;
    throw error;
  }
}

/** Gives Framework the output of a loader, or, without a result, takes it away if it is stale. */
function place(output: string, result: Result | null): void {
  const { [output]: before, ...others } = rememberedOutputs();
  if (result?.folder === before) return;
  const now = new Date();
  mkdirSync(FRAMEWORK_CACHE, { recursive: true });
  rmSync(join(FRAMEWORK_CACHE, output), { force: true });
  // What Framework takes out of an archive lies in a folder of its name.
  const archive = output.endsWith(".tar") ? output.slice(0, -".tar".length) : null;
  if (archive !== null) rmSync(join(FRAMEWORK_CACHE, archive), { recursive: true, force: true });
  if (result !== null) {
    if (archive !== null) linkFiles(result.folder, join(FRAMEWORK_CACHE, archive), now);
    else linkFile(join(result.folder, output), join(FRAMEWORK_CACHE, output), now);
  }
  const remembered = result === null ? others : { ...others, [output]: result.folder };
  writeFileWhole(REMEMBERED, JSON.stringify(remembered));
  // The preview refreshes its pages when the time of a loader changes, and takes an output for
  // fresh that is no older than its loader.
  utimesSync(join(ROOT, "src", `${output}.ts`), now, now);
}

/** The files of a folder in another one, which is there when it has all of them. */
function linkFiles(from: string, to: string, time: Date): void {
  const partial = `${to}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  for (const name of readdirSync(from)) linkFile(join(from, name), join(partial, name), time);
  renameSync(partial, to);
}

function linkFile(from: string, to: string, time: Date): void {
  linkOrCopy(from, to);
  utimesSync(to, time, time);
}
