/** What the Catalogue, Model and Genres pages have in common, for their tests. */
import type { Locator } from "playwright-core";

/** What the marks of a figure say, one text each. */
export async function wordsOf(figure: Locator): Promise<string[]> {
  await figure.locator("svg[role=img]").first().waitFor();
  return await figure.locator("svg[role=img]").evaluateAll((plots) =>
    plots.map((plot) => plot.getAttribute("aria-description") ?? "")
  );
}
