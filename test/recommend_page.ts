/** What a test reads of the Recommend page, and how it moves the blend. */
import type { Page } from "playwright-core";

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

/** Moves the blend by keys, as a person without a pointer does. */
export async function moveBlend(page: Page, key: "Home" | "End" | "ArrowRight"): Promise<void> {
  await page.locator("#blend").focus();
  await page.keyboard.press(key);
}
