/**
 * The built site, served, in a Chromium, with the model it was built from: for browser tests that
 * hold for any data set. The folder is that of `SEGUE_DIST`, else `dist`.
 */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { builtJson, builtSite, builtTable } from "../scripts/built_files.ts";
import { launchChromium } from "../scripts/chromium.ts";
import { serve } from "../scripts/serve.ts";
import { loadModel, type PageModel } from "../src/components/model.ts";
import { slowDown } from "./slow_page.ts";

/** A site under test; `complaints` collects what no page may do. */
export interface SiteUnderTest {
  readonly model: PageModel;
  /** Errors in the console and requests to other hosts, of all pages opened so far. */
  readonly complaints: string[];
  /** Opens a page in a browser profile of its own. @param path below the site, such as `#top=5` */
  open(path?: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Serves the site and starts a browser for the length of a test. */
export async function withSiteUnderTest(
  test: (site: SiteUnderTest) => Promise<void>,
): Promise<void> {
  const dist = builtSite();
  const model = readModel(dist);
  const { address, close } = await serve(dist, 0);
  let browser: Browser | undefined;
  try {
    const chromium = browser = await launchChromium();
    const complaints: string[] = [];
    await test({
      model,
      complaints,
      async open(path = "", options = {}) {
        const context = await chromium.newContext({
          viewport: { width: 1280, height: 900 },
          ...options,
        });
        const page = await context.newPage();
        await slowDown(page);
        page.on("console", (message) => {
          if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
        });
        page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
        page.on("request", (request) => {
          if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) {
            complaints.push(`request: ${request.url()}`);
          }
        });
        await page.goto(address + path);
        return page;
      },
    });
  } finally {
    await browser?.close();
    await close();
  }
}

/** The model as the site holds it, read by the pages' own code. */
function readModel(dist: string): PageModel {
  const table = (name: string) => builtTable(`model/${name}.arrow`, dist);
  return loadModel({
    manifest: builtJson("model/manifest.json", dist),
    catalogue: table("catalogue"),
    playlists: table("playlists"),
    interactions: table("interactions"),
    playlistFactors: table("playlist_factors"),
    claims: builtTable("claims.arrow", dist),
  });
}
