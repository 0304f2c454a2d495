/**
 * The data loaders' outputs as Framework holds them, each the result of a stage. Framework runs a
 * loader when its output is missing or older than the loader, not when its inputs change: so here
 * each output is put in place as soon as its stage has it, and its loader touched when it is stale.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
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

/**
 * Gives Framework the outputs of loaders. What is stale and has no result yet stays where it is:
 * older than its loader, it is read no more, and the preview may be at it.
 */
function place(...all: readonly Placed[]): void {
  const remembered = new Map(Object.entries(rememberedOutputs()));
  const changed = all.filter(({ output, result }) => result?.folder !== remembered.get(output));
  const now = new Date();
  mkdirSync(FRAMEWORK_CACHE, { recursive: true });
  for (const { output, result } of changed) {
    remembered.delete(output);
    if (result === null) continue;
    remembered.set(output, result.folder);
    if (isArchive(output)) replaceFiles(result.folder, join(FRAMEWORK_CACHE, stemOf(output)), now);
    else replaceFile(join(result.folder, output), join(FRAMEWORK_CACHE, output), now);
  }
  if (changed.length > 0) {
    writeFileWhole(REMEMBERED, JSON.stringify(Object.fromEntries(remembered)));
  }
  // The preview refreshes its pages when the time of a loader changes, and takes an output for
  // fresh that is no older than its loader.
  for (const { output } of changed) utimesSync(join(ROOT, "src", `${output}.ts`), now, now);
}

const isArchive = (output: string) => output.endsWith(".tar");
/** What Framework takes out of an archive lies in a folder of its name. */
const stemOf = (output: string) => output.slice(0, -".tar".length);

/**
 * Takes away the archives that Framework packed of earlier results: a build takes what is there,
 * however old. No preview may run meanwhile.
 */
export function removeArchives(): void {
  for (const output of [MODEL, ...Object.keys(FURTHER)].filter(isArchive)) {
    const archive = join(FRAMEWORK_CACHE, output), loader = join(ROOT, "src", `${output}.ts`);
    const made = statSync(archive, { throwIfNoEntry: false });
    if (made !== undefined && made.mtimeMs < statSync(loader).mtimeMs) rmSync(archive);
  }
}

/** What Framework is writing just now, by the number of its process, or failed to write. */
const UNFINISHED = /\.\d+(\.err)?$/;

/** Has a folder hold the files of another one. What Framework is at it finishes there. */
function replaceFiles(from: string, to: string, time: Date): void {
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from);
  for (const name of names) replaceFile(join(from, name), join(to, name), time);
  for (const name of readdirSync(to)) {
    if (!names.includes(name) && !UNFINISHED.test(name)) {
      rmSync(join(to, name), { recursive: true });
    }
  }
}

/** Puts a file in the place of another one, which is there until then. */
function replaceFile(from: string, to: string, time: Date): void {
  const next = `${to}.next`;
  rmSync(next, { force: true });
  linkOrCopy(from, next);
  utimesSync(next, time, time);
  renameSync(next, to);
  // Renaming one name of a file to another one of the same file does nothing.
  rmSync(next, { force: true });
}
