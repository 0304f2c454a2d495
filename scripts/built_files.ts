/** The files of a built site, which Framework names by their contents: `songs.1a2b3c4d.arrow`. */
import { type Table, tableFromIPC } from "apache-arrow";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** The folder of the built site. */
export function builtSite(): string {
  return process.env.SEGUE_DIST ?? "dist";
}

/**
 * A file that pages read.
 *
 * @param path as pages name it, such as `model/songs.arrow`
 * @throws Error when the site does not hold it
 */
export function builtFile(path: string, dist: string = builtSite()): Uint8Array {
  const at = path.lastIndexOf("/") + 1;
  const folder = join(dist, "_file", path.slice(0, at));
  const [stem, ending] = path.slice(at).split(".");
  const file = existsSync(folder) &&
    readdirSync(folder).find((name) => name.startsWith(`${stem}.`) && name.endsWith(`.${ending}`));
  if (!file) throw new Error(`There is no ${path} in ${dist}`);
  return readFileSync(join(folder, file));
}

/** An Arrow file that pages read. */
export function builtTable(path: string, dist?: string): Table {
  return tableFromIPC(builtFile(path, dist));
}

/** A JSON file that pages read. */
// deno-lint-ignore no-explicit-any
export function builtJson(path: string, dist?: string): any {
  return JSON.parse(new TextDecoder().decode(builtFile(path, dist)));
}
