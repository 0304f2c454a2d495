/** All pages of the built site, and when one of them stands. */
import process from "node:process";
import type { Page } from "playwright-core";
import { filesBelow } from "../scripts/files_below.ts";

/** Paths of the pages below the site: "" for the first, then "map", "evaluate" … */
export function sitePages(): string[] {
  return filesBelow(process.env.SEGUE_DIST ?? "dist")
    .filter((path) => path.endsWith(".html") && !path.startsWith("_") && path !== "404.html")
    .map((path) => path.replace(/(^|\/)index\.html$/, "").replace(/\.html$/, ""))
    .sort();
}

/** Waits until everything that a page shows at first is there: nothing loads, nothing moves. */
export async function standing(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => {
    const isSeen = (node: Element) => node.getClientRects().length > 0;
    return document.readyState === "complete" &&
      !Array.from(document.querySelectorAll("observablehq-loading, .loading")).some(isSeen) &&
      document.querySelector(".figures:not([data-ready])") === null;
  });
  // Plots draw once they know their width.
  await page.waitForTimeout(400);
}
