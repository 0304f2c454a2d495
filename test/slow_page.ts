/** A page on a slow machine, for finding tests that read before the page has answered. */
import process from "node:process";
import type { Page } from "playwright-core";

/**
 * Makes a page's own code run as many times slower as `SEGUE_SLOWDOWN` says: a test that reads too
 * early fails then, and not one day on a busy machine. Does nothing where it is not set.
 */
export async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env.SEGUE_SLOWDOWN ?? 1);
  if (!(rate > 1)) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}
