/**
 * Folders in the making. Each has a lock file beside it that its process holds; the system lets go
 * of it when the process ends, however that ends. So what a killed run left behind can be told from
 * what a run is still writing.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const LOCK = ".lock";

/**
 * Claims the path of a folder that is to be made.
 *
 * @returns lets go of it: to be called when the folder has been renamed or removed
 */
export function claimScratch(path: string): () => void {
  const lock = path + LOCK;
  for (;;) {
    const file = Deno.openSync(lock, { create: true, write: true });
    try {
      file.lockSync(true);
    } catch {
      // A file system without locks: there nothing is ever taken for abandoned either.
    }
    // Another run may have taken the file for abandoned before it was locked, and removed it.
    if (existsSync(lock) && Deno.statSync(lock).ino === file.statSync().ino) {
      return () => {
        rmSync(lock, { force: true });
        file.close();
      };
    }
    file.close();
  }
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
