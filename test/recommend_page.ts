/** What a test reads of the Recommend page, and how it moves the blend. */
import type { Page } from "playwright-core";
import {
  blendOfWeights,
  weightsOfBlend,
  withWeight,
} from "../src/components/recommend/blend_weights.ts";
import type { Ranker } from "../src/components/recommend/ranking_models.ts";

/** track_id of each listed song, once the page shows a list or says why there is none. */
export async function listOf(page: Page): Promise<string[]> {
  await page.locator(".song-row, .answer-notice:not(:empty)").first().waitFor();
  return await page.locator(".song-row").evaluateAll((rows) =>
    rows.map((row) => (row as HTMLElement).dataset.song ?? "")
  );
}

export const noticeOf = (page: Page) => page.locator(".answer-notice").innerText();
export const chipsOf = (page: Page) => page.locator(".chip .text").allInnerTexts();
export const fragmentOf = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

/** Where the blend can be taken without a pointer. */
export type BlendMove = "none" | "all" | "more";

/** Sets the weight of the collaborative signal to nothing, all, or a hundredth more, by keys. */
export async function moveBlend(page: Page, move: BlendMove): Promise<void> {
  const slider = page.locator("#blend");
  if (await slider.isVisible()) {
    await slider.focus();
    await page.keyboard.press({ none: "Home", all: "End", more: "ArrowRight" }[move]);
    return;
  }
  const field = page.locator("#weight-of-collaborative");
  const now = Number(await field.inputValue());
  await field.fill(String({ none: 0, all: 100, more: now + 1 }[move]));
  await page.keyboard.press("Tab");
}

/** The blend that a move leads to from a ranker's own one, as the address then holds it. */
export function blendAfter(ranker: Ranker, move: BlendMove): { blend: number; split?: number } {
  const { isSplit, markedBlend, markedSplit } = ranker;
  if (!isSplit) {
    return { blend: { none: 0, all: 1, more: Math.round(100 * markedBlend + 1) / 100 }[move] };
  }
  const marked = weightsOfBlend(markedBlend, markedSplit);
  const weight = { none: 0, all: 1, more: Math.round(100 * marked.collaborative + 1) / 100 }[move];
  const { blend, split } = blendOfWeights(withWeight(marked, "collaborative", weight));
  return split === null ? { blend: blend! } : { blend: blend!, split };
}
