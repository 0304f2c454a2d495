/** What the Catalogue, Model and Genres pages have in common, for their tests. */
import { tableFromIPC } from "apache-arrow";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { axeFindings } from "./axe.ts";

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

/** The views in which a page must please axe and fit. */
const VIEWS: readonly BrowserContextOptions[] = [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { viewport: { width: 390, height: 844 } },
];

/** Fails where axe finds something or the page scrolls sideways, in light, dark and on a phone. */
export async function assertManners(
  opened: (options: BrowserContextOptions) => Promise<Page>,
): Promise<void> {
  for (const options of VIEWS) {
    const page = await opened(options);
    assert.deepEqual(await axeFindings(page), []);
    const { width, room } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth,
    }));
    assert.ok(width <= room, `${width} pixels in ${room}`);
    await page.context().close();
  }
}
