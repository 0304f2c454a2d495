/**
 * Where results of the stages live, whole or absent.
 *
 * A stage's result is a folder named by the hash of everything that it depends on. It is written
 * beside and renamed into place when it is complete, `manifest.json` last; a folder without its
 * manifest is no result.
 */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { claimWhenFree, sweepScratch } from "./scratch.ts";
import { fillWhole } from "./whole_folder.ts";

export { replaceFolder, writeFileWhole } from "./whole_folder.ts";

/** What a stage's result depends on, as plain data; its hash names the folder. */
export type Inputs = Readonly<Record<string, unknown>>;

/** A stage's result: where it lies, and why it was made anew, or null where it stood already. */
export interface Result {
  readonly folder: string;
  readonly rebuilt: string | null;
}

/** Changes that are named when a stage says why it runs. */
const NAMED = 6;
/** Old results of a stage that are kept beside the newest. */
const KEPT = 2;

/**
 * The result of a stage for these inputs: the one that stands, or a new one.
 *
 * @param store the folder of the stage's results
 * @param fill writes the result's files into the folder that it is given and returns the manifest;
 *   it also gets the folders of the results that stand, newest first, to take from
 * @param announce hears why the stage runs, before it does
 */
export async function freshResult(
  store: string,
  inputs: Inputs,
  fill: (folder: string, earlier: readonly string[]) => Promise<Record<string, unknown>>,
  announce: (reason: string) => void,
): Promise<Result> {
  const folder = join(store, keyOf(inputs));
  if (existsSync(join(folder, "manifest.json"))) return { folder, rebuilt: null };
  const reason = reasonFor(store, inputs);
  announce(reason);
  // Of two processes that need the same result one makes it and the other one waits for it.
  const release = await claimWhenFree(join(store, `.${keyOf(inputs)}.making`));
  try {
    if (existsSync(join(folder, "manifest.json"))) return { folder, rebuilt: null };
    await makeResult(store, folder, inputs, fill);
  } finally {
    release();
  }
  prune(store);
  return { folder, rebuilt: reason };
}

async function makeResult(
  store: string,
  folder: string,
  inputs: Inputs,
  fill: (folder: string, earlier: readonly string[]) => Promise<Record<string, unknown>>,
): Promise<void> {
  await fillWhole(
    folder,
    async (into) => ({ ...await fill(into, results(store)), inputs }),
    (partial) => {
      // Left by a version of Segue that did not write beside, or by hand.
      if (!existsSync(join(folder, "manifest.json"))) {
        rmSync(folder, { recursive: true, force: true });
      }
      try {
        renameSync(partial, folder);
      } catch (error) {
        // Another process may have finished the same result meanwhile: equal inputs, equal files.
        if (!existsSync(join(folder, "manifest.json"))) throw error;
      }
    },
  );
}

/** A second name for a file, or a copy of it where the file system has no hard links. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
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

/** The sha256 of texts and arrays one after the other, in hexadecimal. */
export function sha256Of(...parts: readonly (string | ArrayBufferView)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(
      typeof part === "string"
        ? part
        : new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
    );
  }
  return hash.digest("hex");
}

/** The name of a result's folder: the hash of its inputs, keys in order. */
export function keyOf(inputs: Inputs): string {
  return createHash("sha256").update(canonical(inputs)).digest("hex").slice(0, 16);
}

/** Complete results of a stage, newest first. */
export function results(store: string): string[] {
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
  sweepScratch(store, ".");
}

/** Why a result is not there: what differs from the newest one that is. */
function reasonFor(store: string, inputs: Inputs): string {
  const [newest] = results(store);
  if (newest === undefined) return "there is none yet";
  const before: Inputs = JSON.parse(readFileSync(join(newest, "manifest.json"), "utf8")).inputs;
  const changes = differences(before, inputs);
  return changes.length > 0 ? `changed: ${enumerated(changes)}` : "it was removed";
}

/** The first few of some phrases, and how many more there are. */
export function enumerated(phrases: readonly string[]): string {
  const some = phrases.slice(0, NAMED).join(", ");
  return phrases.length <= NAMED ? some : `${some} and ${phrases.length - NAMED} more`;
}

/** The parts in which two inputs differ, one phrase each. */
export function differences(before: Inputs, now: Inputs): string[] {
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
    for (const key of keys) {
      const short = isShort(old[key]) && isShort(value[key]);
      if (part === "settings" && short) phrases.push(`${key} ${old[key]} → ${value[key]}`);
      // Which flag or variable set it is worth a word only where the value stayed what it was.
      else if (part !== "overridden") phrases.push(key);
      else if (!phrases.some((phrase) => phrase.split(" ")[0] === key)) {
        phrases.push(`where ${key} is set`);
      }
    }
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
export function canonical(value: unknown): string {
  return JSON.stringify(
    value,
    (_, inner) =>
      isRecord(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
        : inner,
  ) ?? "undefined";
}
