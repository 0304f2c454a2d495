/**
 * Folders that are whole or absent: filled beside their place, `manifest.json` last, and put there
 * in one step when they are complete.
 */
import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "./errors.ts";
import { exchange, findRenameat2 } from "./exchange.ts";
import { claimScratch, sweepScratch } from "./scratch.ts";

/** Writes the files of a folder and returns its manifest, which is written last. */
export type Fill = (folder: string) => Promise<Record<string, unknown>>;

/** What the names of folders in the making have before their number. */
const PARTIAL = ".partial-";

/**
 * Fills a folder beside its place and hands it to `place`, which moves it; what is left of one that
 * failed, then or in an earlier run that was killed, is removed.
 */
export async function fillWhole(
  final: string,
  fill: Fill,
  place: (partial: string) => void,
): Promise<void> {
  const parent = dirname(final), name = `.${basename(final)}${PARTIAL}`;
  mkdirSync(parent, { recursive: true });
  sweepScratch(parent, name);
  const partial = join(parent, name + randomUUID().slice(0, 8));
  const release = claimScratch(partial);
  try {
    mkdirSync(partial);
    const manifest = await fill(partial);
    writeFileWhole(join(partial, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
    place(partial);
  } finally {
    rmSync(partial, { recursive: true, force: true });
    release();
  }
}

/**
 * Fills a folder that the user names, leaving what stood there untouched until all is written.
 *
 * @throws UserError when the folder holds something other than a model
 */
export async function replaceFolder(folder: string, fill: Fill): Promise<void> {
  const named = resolve(folder);
  // A link stays what it is: the folder that it leads to is replaced.
  const target = existsSync(named) ? realpathSync(named) : named;
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
  const fillAndPrepare: Fill = (folder) => {
    const filling = fill(folder);
    // While other threads are at work: it takes as long as moving the folders.
    findRenameat2();
    return filling;
  };
  await fillWhole(target, fillAndPrepare, (partial) => swapIn(partial, target, previous));
}

/**
 * Puts a folder in the place of another, or where there is none; the other one is gone afterwards.
 *
 * Where the system cannot exchange two folders, the old one bears the name `previous` for a moment.
 */
export function swapIn(
  partial: string,
  target: string,
  previous: string,
  inOneStep = exchange,
): void {
  if (!existsSync(target)) return renameSync(partial, target);
  if (inOneStep(partial, target)) return rmSync(partial, { recursive: true });
  renameSync(target, previous);
  renameSync(partial, target);
  rmSync(previous, { recursive: true });
}

/** Writes a file of a result beside and renames it, so that it is whole or absent. */
export function writeFileWhole(path: string, content: Uint8Array | string): void {
  const partial = `${path}.partial`;
  writeFileSync(partial, content);
  renameSync(partial, path);
}
