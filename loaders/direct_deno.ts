/**
 * Lets `deno` in package.json's scripts be the program itself. npm names a script of Node so, which
 * finds the program and starts it: a tenth of a second each time. The package's install script would
 * replace that name by a link to the program; as no install scripts are run, this does it later.
 */
import { readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./project.ts";

/**
 * Replaces the script by the link, once, where the package `deno` has put its program beside the
 * script, which it does when the script runs first. Where it cannot, all stays as it is.
 *
 * @param modules the folder of packages
 */
export function linkDeno(modules = join(ROOT, "node_modules")): void {
  const link = join(modules, ".bin", "deno"), partial = `${link}.${Deno.pid}`;
  try {
    if (readlinkSync(link) !== "../deno/bin.cjs") return;
    Deno.statSync(join(modules, "deno", "deno"));
    symlinkSync("../deno/deno", partial);
    renameSync(partial, link);
  } catch {
    // Windows has no links there; a folder may not be written to.
    rmSync(partial, { force: true });
  }
}
