/**
 * Where results of the stages live, whole or absent.
 *
 * A stage's result is a folder named by the hash of everything that it depends on. It is written
 * beside and renamed into place when it is complete, `manifest.json` last; a folder without its
 * manifest is no result. `--out DIR` is filled the same way and swapped in.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "./errors.ts";

/** What a stage's result depends on, as plain data; its hash names the folder. */
export type Inputs = Readonly<Record<string, unknown>>;

/** A stage's result: where it lies, and why it was made anew, or null where it stood already. */
export interface Result {
  readonly folder: string;
  readonly rebuilt: string | null;
}

/** Old results of a stage that are kept beside the newest. */
const KEPT = 2;

/**
 * The result of a stage for these inputs: the one that stands, or a new one.
 *
 * @param store the folder of the stage's results
 * @param fill writes the result's files into the folder that it is given and returns the manifest
 * @param announce hears why the stage runs, before it does
 */
export async function freshResult(
  store: string,
  inputs: Inputs,
  fill: (folder: string) => Promise<Record<string, unknown>>,
  announce: (reason: string) => void,
): Promise<Result> {
  const folder = join(store, keyOf(inputs));
  if (existsSync(join(folder, "manifest.json"))) return { folder, rebuilt: null };
  const reason = reasonFor(store, inputs);
  announce(reason);
  const partial = await fillBeside(folder, async (into) => ({ ...await fill(into), inputs }));
  try {
    renameSync(partial, folder);
  } catch (error) {
    // Another process may have finished the same result meanwhile: equal inputs, equal files.
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(join(folder, "manifest.json"))) throw error;
  }
  prune(store);
  return { folder, rebuilt: reason };
}

/**
 * Fills a folder that the user names, leaving what stood there untouched until all is written.
 *
 * @throws UserError when the folder holds something other than a model
 */
export async function replaceFolder(
  folder: string,
  fill: (folder: string) => Promise<Record<string, unknown>>,
): Promise<void> {
  const target = resolve(folder);
  const previous = join(dirname(target), `.${basename(target)}.previous`);
  // A run that was killed between the two renames below left the old folder under this name.
  if (existsSync(previous)) {
    if (existsSync(target)) rmSync(previous, { recursive: true });
    else renameSync(previous, target);
  }
  if (existsSync(target)) {
    const isFolder = statSync(target).isDirectory();
    if (
      !isFolder || (readdirSync(target).length > 0 && !existsSync(join(target, "manifest.json")))
    ) {
      throw new UserError(
        `Cannot write a model to ${folder}: it is there and is ${
          isFolder ? "a folder of other files" : "a file"
        }; name a new folder or one that holds a model`,
      );
    }
  }
  const partial = await fillBeside(target, fill);
  const replaced = existsSync(target);
  if (replaced) renameSync(target, previous);
  renameSync(partial, target);
  if (replaced) rmSync(previous, { recursive: true });
}

/** Writes a file of a result beside and renames it, so that it is whole or absent. */
export function writeFileWhole(path: string, content: Uint8Array | string): void {
  const partial = `${path}.partial`;
  writeFileSync(partial, content);
  renameSync(partial, path);
}

/** The sha256 of each file of a folder, by name, in byte order. */
export function fileHashes(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).sort().map((name) => [
      name,
      createHash("sha256").update(readFileSync(join(folder, name))).digest("hex"),
    ]),
  );
}

/** The name of a result's folder: the hash of its inputs, keys in order. */
export function keyOf(inputs: Inputs): string {
  return createHash("sha256").update(canonical(inputs)).digest("hex").slice(0, 16);
}

/** Fills a folder beside the final one, manifest last; nothing is left of one that failed. */
async function fillBeside(
  final: string,
  fill: (folder: string) => Promise<Record<string, unknown>>,
): Promise<string> {
  const partial = join(dirname(final), `.${basename(final)}.partial-${Deno.pid}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    const manifest = await fill(partial);
    writeFileWhole(join(partial, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
    return partial;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Complete results of a stage, newest first. */
function results(store: string): string[] {
  if (!existsSync(store)) return [];
  return readdirSync(store)
    .filter((name) => !name.startsWith("."))
    .map((name) => join(store, name))
    .filter((folder) => existsSync(join(folder, "manifest.json")))
    .map((folder) => ({ folder, time: statSync(join(folder, "manifest.json")).mtimeMs }))
    .sort((a, b) => b.time - a.time)
    .map(({ folder }) => folder);
}

function prune(store: string): void {
  for (const folder of results(store).slice(1 + KEPT)) rmSync(folder, { recursive: true });
  // What killed runs left behind; a day is longer than any run.
  for (const name of readdirSync(store).filter((name) => name.includes(".partial-"))) {
    const path = join(store, name);
    if (Date.now() - statSync(path).mtimeMs > 86_400_000) rmSync(path, { recursive: true });
  }
}

/** Why a result is not there: what differs from the newest one that is. */
function reasonFor(store: string, inputs: Inputs): string {
  const [newest] = results(store);
  if (newest === undefined) return "there is none yet";
  const before: Inputs = JSON.parse(readFileSync(join(newest, "manifest.json"), "utf8")).inputs;
  const changes = differences(before, inputs);
  return changes.length > 0 ? `changed: ${changes.join(", ")}` : "it was removed";
}

/** The parts in which two inputs differ, one phrase each. */
function differences(before: Inputs, now: Inputs): string[] {
  const phrases: string[] = [];
  for (const part of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const old = before[part], value = now[part];
    if (canonical(old) === canonical(value)) continue;
    if (!isRecord(old) || !isRecord(value)) {
      phrases.push(part);
      continue;
    }
    const keys = [...new Set([...Object.keys(old), ...Object.keys(value)])]
      .filter((key) => canonical(old[key]) !== canonical(value[key]));
    phrases.push(
      ...keys.map((key) => {
        const short = isShort(old[key]) && isShort(value[key]);
        return part === "settings" && short ? `${key} ${old[key]} → ${value[key]}` : key;
      }),
    );
  }
  return phrases;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isShort(value: unknown): boolean {
  return typeof value === "number" || typeof value === "string";
}

/** JSON with keys in order, so that equal data gives equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(
    value,
    (_, inner) =>
      isRecord(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
        : inner,
  ) ?? "undefined";
}
