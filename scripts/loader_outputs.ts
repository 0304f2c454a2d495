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
  const placed = [{ output: MODEL, result: await freshModel(request, progress) as Result | null }];
  let toDraw: string | null = null;
  for (const [output, stage] of Object.entries(FURTHER)) {
    const found = await standing(stage, request);
    placed.push({ output, result: typeof found === "string" ? null : found });
    if (output === MAP && typeof found === "string") toDraw = found;
  }
  // All of them at once, so that no page sees the new model beside what was made of the old one.
  place(...placed);
  onModel();
  const map = toDraw === null ? null : drawMapBeside(request);
  if (map !== null) progress.say(`${toDraw}, beside what follows`);
  const drawn = map?.said.then(async (text) => {
    const found = await standing(freshMap, request);
    if (typeof found === "string") return;
    place({ output: MAP, result: found });
    progress.say(text.replace(`${toDraw}\n`, "").trimEnd());
  });
  try {
    for (const [output, stage] of Object.entries(FURTHER)) {
      if (output === MAP) await drawn;
      place({ output, result: await stage(request, progress) });
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

/** The output of a loader and the result that it is taken from; null where there is none yet. */
interface Placed {
  readonly output: string;
  readonly result: Result | null;
}

/** Gives Framework the outputs of loaders, or, without a result, takes them away if they are stale. */
function place(...all: readonly Placed[]): void {
  const before = rememberedOutputs();
  const changed = all.filter(({ output, result }) => result?.folder !== before[output]);
  const now = new Date();
  mkdirSync(FRAMEWORK_CACHE, { recursive: true });
  for (const { output, result } of changed) {
    // What Framework takes out of an archive lies in a folder of its name.
    const isArchive = output.endsWith(".tar");
    rmSync(join(FRAMEWORK_CACHE, output), { force: true });
    if (isArchive) {
      replaceFiles(result, join(FRAMEWORK_CACHE, output.slice(0, -".tar".length)), now);
    } else if (result !== null) {
      linkFile(join(result.folder, output), join(FRAMEWORK_CACHE, output), now);
    }
  }
  const remembered = new Map(Object.entries(before));
  for (const { output, result } of changed) {
    if (result === null) remembered.delete(output);
    else remembered.set(output, result.folder);
  }
  if (changed.length > 0) {
    writeFileWhole(REMEMBERED, JSON.stringify(Object.fromEntries(remembered)));
  }
  // The preview refreshes its pages when the time of a loader changes, and takes an output for
  // fresh that is no older than its loader.
  for (const { output } of changed) utimesSync(join(ROOT, "src", `${output}.ts`), now, now);
}

/** What Framework is writing just now, by the number of its process, or failed to write. */
const UNFINISHED = /\.\d+(\.err)?$/;

/** Has a folder hold a result's files, or none. What Framework is at it finishes there. */
function replaceFiles(result: Result | null, folder: string, time: Date): void {
  mkdirSync(folder, { recursive: true });
  const names = result === null ? [] : readdirSync(result.folder);
  for (const name of readdirSync(folder)) {
    if (!names.includes(name) && !UNFINISHED.test(name)) {
      rmSync(join(folder, name), { recursive: true });
    }
  }
  if (result === null) return;
  for (const name of names) {
    const next = join(folder, `${name}.next`);
    rmSync(next, { force: true });
    linkFile(join(result.folder, name), next, time);
    renameSync(next, join(folder, name));
    // Renaming one name of a file to another one of the same file does nothing.
    rmSync(next, { force: true });
  }
}

function linkFile(from: string, to: string, time: Date): void {
  linkOrCopy(from, to);
  utimesSync(to, time, time);
}
