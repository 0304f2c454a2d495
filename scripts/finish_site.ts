/**
 * The last step of a build: bundles the pages' modules (`bundle_modules.ts`), mends what Framework
 * writes around every page (`finish_page.ts`) and writes compressed forms beside the files
 * (`precompress.ts`). Once a build: pages that are finished
 * already are left alone.
 */
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../loaders/errors.ts";
import { filesBelow } from "./files_below.ts";
import { bundleModules, type Page } from "./bundle_modules.ts";
import { finishPage } from "./finish_page.ts";
import { precompress, type PrecompressResult } from "./precompress.ts";

/** What was done to a site. */
export interface FinishResult extends PrecompressResult {
  pages: number;
}

/**
 * Finishes a site that Framework has just built.
 * @param folder the built site
 * @param cache a folder that keeps compressed files from run to run
 * @throws UserError where the folder holds no page
 */
export async function finishSite(folder: string, cache: string): Promise<FinishResult> {
  const files = existsSync(folder) ? filesBelow(folder) : [];
  const pages = files.filter((path) => path.endsWith(".html"));
  if (pages.length === 0) {
    throw new UserError(`Cannot finish the site: there is no page in ${folder}; build it first`);
  }
  const unfinished: Page[] = [];
  for (const path of pages) {
    const html = await readFile(join(folder, path), "utf8");
    if (!html.includes('http-equiv="Content-Security-Policy"')) unfinished.push({ path, html });
  }
  for (const { path, html } of await bundleModules(folder, unfinished)) {
    const file = join(folder, path);
    await writeFile(`${file}.new`, finishPage(html));
    await rename(`${file}.new`, file);
  }
  return { pages: pages.length, ...await precompress(folder, cache) };
}
