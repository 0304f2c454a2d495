/**
 * Folders in the making. Each has a lock file beside it that its process holds; the system lets go
 * of it when the process ends, however that ends. So what a killed run left behind can be told from
 * what a run is still writing.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

const LOCK = ".lock";

/**
 * Claims the path of a folder that is to be made, and that no other process knows.
 *
 * @returns lets go of it: to be called when the folder has been renamed or removed
 */
export function claimScratch(path: string): () => void {
  for (;;) {
    const file = openLock(path);
    try {
      file.lockSync(true);
    } catch {
      // A file system without locks: there nothing is ever taken for abandoned either.
    }
    if (stillNamed(file, path)) return () => letGo(file, path);
    file.close();
  }
}

/** Claims a path that several processes may want: waits until no other one has it. */
export async function claimWhenFree(path: string): Promise<() => void> {
  for (;;) {
    const file = openLock(path);
    try {
      await file.lock(true);
    } catch {
      // As above: both do the work then, and one of two equal results is dropped.
    }
    if (stillNamed(file, path)) return () => letGo(file, path);
    file.close();
  }
}

function openLock(path: string): Deno.FsFile {
  mkdirSync(dirname(path), { recursive: true });
  return Deno.openSync(path + LOCK, { create: true, write: true });
}

/** Whether the lock is the one beside the path: another process may have removed it meanwhile. */
function stillNamed(file: Deno.FsFile, path: string): boolean {
  try {
    return Deno.statSync(path + LOCK).ino === file.statSync().ino;
  } catch {
    return false;
  }
}

function letGo(file: Deno.FsFile, path: string): void {
  rmSync(path + LOCK, { force: true });
  file.close();
}

/**
 * Removes claimed folders whose process has ended.
 *
 * @param folder where they lie
 * @param prefix with which their names begin
 */
export function sweepScratch(folder: string, prefix: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((name) => name.startsWith(prefix))) {
    const path = join(folder, name.endsWith(LOCK) ? name.slice(0, -LOCK.length) : name);
    if (!existsSync(path + LOCK)) {
      // The lock goes last, so that what has none belongs to nobody.
      rmSync(path, { recursive: true, force: true });
      continue;
    }
    try {
      const file = Deno.openSync(path + LOCK, { write: true });
      if (file.tryLockSync(true)) {
        rmSync(path, { recursive: true, force: true });
        rmSync(path + LOCK, { force: true });
      }
      file.close();
    } catch {
      // Its run has just let go of it, or the file system has no locks.
    }
  }
}
