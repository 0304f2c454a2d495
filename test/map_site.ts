/**
 * Opens the Feature space page of the built site (`SEGUE_DIST`, else `dist`) in Chromium, and says
 * what it must show: computed from the model's files and the scale that the page gives.
 */
import type { Table } from "apache-arrow";
import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { builtSite, builtTable } from "../scripts/built_files.ts";
import { launchChromium } from "../scripts/chromium.ts";
import { serve, type Served } from "../scripts/serve.ts";
import { slowDown } from "./slow_page.ts";

/** The plot area. */
export const PLOT = ".map-plot";

/** From the unit of the axes to CSS pixels of the plot area. */
export interface Scale {
  ax: number;
  bx: number;
  ay: number;
  by: number;
}

export interface Site {
  served: Served;
  browser: Browser;
  /** The songs as the pages read them. */
  catalogue: Table;
  /** The principal components. */
  x: Float32Array;
  y: Float32Array;
  /** map.arrow. */
  map: Table;
}

/** There once a test runs. */
export let site: Site;

/** A column of numbers, NaN where there is none. */
export function column(table: Table, name: string): Float32Array {
  return Float32Array.from(table.getChild(name)!, (value) => value ?? NaN);
}

/** Serves the site and starts a browser for all tests of a file. */
export function useSite(): void {
  Deno.test.beforeAll(async () => {
    const served = await serve(builtSite(), 0);
    const map = builtTable("map.arrow");
    site = {
      served,
      browser: await launchChromium(),
      catalogue: builtTable("model/catalogue.arrow"),
      x: column(map, "pca_x"),
      y: column(map, "pca_y"),
      map,
    };
  });
  Deno.test.afterAll(async () => {
    await site.browser.close();
    await site.served.close();
  });
}

/** Opens the map; afterwards nothing may have failed, nor another host have been asked. */
export async function withMap(
  fragment: string,
  look: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await site.browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  try {
    const page = await context.newPage();
    await slowDown(page);
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") troubles.push(message.text());
    });
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      const isOurs = origin === new URL(site.served.address).origin;
      if (!isOurs && protocol !== "data:" && protocol !== "blob:") troubles.push(request.url());
    });
    await page.goto(`${site.served.address}map${fragment}`);
    await page.waitForSelector(`${PLOT}[data-drawn]`);
    // The sentence above the plot comes late and may take another line.
    await page.waitForSelector(".map-page .opening[data-ready]");
    await look(page);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

export async function scaleOf(page: Page): Promise<Scale> {
  return JSON.parse((await page.getAttribute(PLOT, "data-scale"))!);
}

/** Waits until the plot's attribute is no longer what it was. */
export async function changed(page: Page, name: string, before: string | null): Promise<void> {
  await page.waitForFunction(
    ([selector, name, before]) => document.querySelector(selector!)!.getAttribute(name!) !== before,
    [PLOT, name, before],
  );
}

/** Of some songs the one that stands most apart from all others, and where it is in the window. */
export async function lonelySong(page: Page, x: Float32Array, y: Float32Array) {
  const { ax, bx, ay, by } = await scaleOf(page);
  const box = (await page.locator(PLOT).boundingBox())!;
  let song = -1, apart = 0;
  for (let i = 0; i < x.length; i += Math.max(1, Math.floor(x.length / 300))) {
    let least = Infinity;
    for (let j = 0; j < x.length && least > apart; j++) {
      if (j !== i) least = Math.min(least, Math.hypot((x[j] - x[i]) * ax, (y[j] - y[i]) * ay));
    }
    if (least > apart) {
      song = i;
      apart = least;
    }
  }
  assert.ok(apart > 1.5, `No song stands apart: ${apart} pixels`);
  const px = x[song] * ax + bx, py = y[song] * ay + by;
  const artists = Array.from(
    site.catalogue.getChild("track_artist")!,
    (name) => name === null ? "" : String(name),
  );
  return {
    song,
    id: String(site.catalogue.getChild("track_id")!.get(song)),
    title: String(site.catalogue.getChild("track_name")!.get(song) ?? "Untitled"),
    artist: artists[song] || (artists.some((name) => name !== "") ? "Unknown artist" : ""),
    px,
    py,
    windowX: box.x + px,
    windowY: box.y + py,
  };
}

/** The fragment of two features. */
export const FEATURES = "#layout=features&x=energy&y=valence";
/** The places of the songs on its axes. */
export const energy = () => column(site.catalogue, "energy");
export const valence = () => column(site.catalogue, "valence");
