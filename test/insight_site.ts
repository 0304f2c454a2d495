/** What the Catalogue, Model and Genres pages have in common, for their tests. */
import { tableFromIPC } from "apache-arrow";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { Locator } from "playwright-core";

/** A file of the site by its folder and name, as bytes. */
function siteFile(folder: string, name: string): Uint8Array {
  const path = join(process.env.SEGUE_DIST ?? "dist", "_file", folder);
  const [stem, ending] = name.split(".");
  const file = readdirSync(path).find((entry) =>
    entry.startsWith(`${stem}.`) && entry.endsWith(`.${ending}`)
  );
  assert.ok(file, `There is no ${name} in ${path}`);
  return readFileSync(join(path, file));
}

/** A table of the site. */
export function siteTable(folder: string, name: string) {
  return tableFromIPC(siteFile(folder, `${name}.arrow`));
}

/** A JSON file of the site. */
// deno-lint-ignore no-explicit-any
export function siteJson(folder: string, name: string): any {
  return JSON.parse(new TextDecoder().decode(siteFile(folder, `${name}.json`)));
}

/** What the marks of a figure say, one text each. */
export async function wordsOf(figure: Locator): Promise<string[]> {
  await figure.locator("svg[role=img]").first().waitFor();
  return await figure.locator("svg[role=img]").evaluateAll((plots) =>
    plots.map((plot) => plot.getAttribute("aria-description") ?? "")
  );
}
