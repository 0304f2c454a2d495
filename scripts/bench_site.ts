/**
 * How long people wait in the built site: `npm run bench -- --part site`. Chromium with software
 * rendering, 1280 × 800; each figure from pages opened anew. Queries, lines and lists are drawn from
 * the site's own catalogue with seeds. Where other programs work as well, trust the processor time (of
 * all of Chromium's processes) before the clock.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { UserError } from "../loaders/errors.ts";
import { codedTexts, texts } from "../src/components/arrow_columns.ts";
import { misspeltLines } from "../src/components/playlists/misspelt_lines.ts";
import { randomNumbers } from "../src/recommender/random.ts";
import { builtTable } from "./built_files.ts";
import { launchChromium } from "./chromium.ts";
import { serve } from "./serve.ts";

/** What was measured, in the unit of its name; `budget` is the most that it may be. */
export interface SiteMeasure {
  readonly name: string;
  readonly unit: "ms" | "MB";
  readonly budget: number | null;
  readonly values: readonly number[];
}

interface Names {
  readonly trackIds: readonly string[];
  readonly titles: readonly string[];
  readonly artistOf: (song: number) => string;
}

/** Opens pages of the site, each in a browser profile of its own, so that nothing is cached. */
type Open = (path: string) => Promise<Page>;

/** Frames of a drag, and songs that lines and lists are drawn from. */
const FRAMES = 120, LINES = 200, PICKS = 5;

/**
 * @param dist the built site
 * @param repetitions pages opened for each figure
 * @throws UserError where there is no site
 */
export async function benchSite(dist: string, repetitions: number): Promise<SiteMeasure[]> {
  const names = readNames(dist);
  const site = await serve(dist, 0);
  let browser: Browser | undefined;
  try {
    const chromium = browser = await launchChromium();
    const open: Open = async (path) => {
      const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.addInitScript(noteFirst);
      await page.goto(site.address + path);
      return page;
    };
    const runs: SiteMeasure[][] = [];
    for (let run = 0; run < repetitions; run++) {
      console.error(`site, run ${run + 1} of ${repetitions}`);
      const query = queryOf(names, run + 1);
      runs.push([
        ...await firstList(open, query),
        ...await keysInSearch(open, names, run + 1),
        ...await weightDragged(open, query),
        ...await playlistPasted(open, names, run + 1),
        ...await listOrdered(open, query),
      ]);
    }
    return runs[0].map((measure, i) => ({
      ...measure,
      values: runs.flatMap((run) => run[i].values),
    }));
  } finally {
    await browser?.close();
    await site.close();
  }
}

function readNames(dist: string): Names {
  if (!existsSync(join(dist, "_file"))) {
    throw new UserError(`Cannot measure the site: there is none in ${dist}; run "npm run build"`);
  }
  const table = builtTable("model/catalogue.arrow", dist);
  const artists = codedTexts(table, "track_artist");
  return {
    trackIds: texts(table, "track_id"),
    titles: texts(table, "track_name"),
    artistOf: (song) => artists.names[artists.codes[song]] ?? "",
  };
}

/** Milliseconds of processor time of all of the browser's processes so far. */
async function processorTime(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return 1000 * processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** What an action takes of it. */
async function processorTimeOf<Result>(page: Page, action: () => Promise<Result>) {
  const before = await processorTime(page);
  const result = await action();
  return { result, spent: await processorTime(page) - before };
}

/** Songs drawn by chance, as an address holds them. */
function queryOf({ trackIds }: Names, seed: number): string {
  const random = randomNumbers(seed);
  const songs = Array.from({ length: PICKS }, () => Math.floor(random() * trackIds.length));
  return `songs=${songs.map((song) => encodeURIComponent(trackIds[song])).join(",")}`;
}

/** In the page, before its own code: notes when the first row of a list is painted. */
function noteFirst(): void {
  const first = new MutationObserver(() => {
    if (document.querySelector(".song-row") === null) return;
    first.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark("first-row")));
  });
  first.observe(document, { childList: true, subtree: true });
}

async function firstList(open: Open, query: string): Promise<SiteMeasure[]> {
  const blank = await open("robots.txt");
  const before = await processorTime(blank);
  await blank.context().close();
  const page = await open(`#${query}`);
  const { time, bytes, duckdb } = await page.evaluate(async () => {
    while (performance.getEntriesByName("first-row").length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const time = performance.getEntriesByName("first-row")[0].startTime;
    const entries = [
      ...performance.getEntriesByType("navigation"),
      ...performance.getEntriesByType("resource"),
    ] as PerformanceResourceTiming[];
    const before = entries.filter(({ responseEnd }) => responseEnd <= time);
    return {
      time,
      bytes: before.reduce((sum, { transferSize }) => sum + transferSize, 0),
      duckdb: entries.filter(({ name }) => /duckdb/.test(name)).length,
    };
  });
  const spent = await processorTime(page) - before;
  if (duckdb > 0) throw new Error("The first list loads DuckDB, which it does not need");
  await page.context().close();
  return [
    { name: "first list of a query, cold cache", unit: "ms", budget: 1500, values: [time] },
    { name: "  its processor time", unit: "ms", budget: null, values: [spent] },
    { name: "transferred until then", unit: "MB", budget: 4, values: [bytes / 1e6] },
  ];
}

/** Titles and artists typed letter by letter: from the key to the matches laid out. */
async function keysInSearch(open: Open, names: Names, seed: number): Promise<SiteMeasure[]> {
  const random = randomNumbers(seed);
  const typed = Array.from({ length: 12 }, (_, i) => {
    const song = Math.floor(random() * names.titles.length);
    return (i % 2 === 0 ? names.titles[song] : names.artistOf(song)).slice(0, 14);
  });
  const page = await open("");
  // The index is made when nothing else is to be done.
  const box = page.locator(".search-box input").first();
  await box.focus();
  await page.waitForTimeout(2500);
  const values = await box.evaluate((input: HTMLInputElement, typed) => {
    const times: number[] = [];
    for (const text of typed) {
      for (let length = 1; length <= text.length; length++) {
        const start = performance.now();
        input.value = text.slice(0, length);
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        input.closest(".search-box")?.getBoundingClientRect();
        times.push(performance.now() - start);
      }
    }
    return times;
  }, typed);
  await page.context().close();
  return [{ name: "a key in the search", unit: "ms", budget: 16, values }];
}

/** Frames while the point of the triangle is dragged, beside those of the page left alone. */
async function weightDragged(open: Open, query: string): Promise<SiteMeasure[]> {
  const page = await open(`#${query}`);
  const triangle = page.locator("svg.surface").first();
  await page.locator(".song-row").first().waitFor();
  await triangle.scrollIntoViewIfNeeded();
  await page.waitForTimeout(2500);
  const { result: [idle, dragged], spent } = await processorTimeOf(
    page,
    () =>
      triangle.evaluate(async (node, frames) => {
        const { left, top, width, height } = node.getBoundingClientRect();
        const send = (type: string, turn: number) =>
          node.dispatchEvent(
            new PointerEvent(type, {
              pointerId: 1,
              isPrimary: true,
              button: 0,
              buttons: type === "pointerup" ? 0 : 1,
              bubbles: true,
              cancelable: true,
              clientX: left + width * (0.5 + 0.22 * Math.sin(turn)),
              clientY: top + height * (0.62 + 0.2 * Math.cos(turn)),
            }),
          );
        node.setPointerCapture = () => {};
        const run = async (moves: boolean) => {
          const times: number[] = [];
          if (moves) send("pointerdown", 0);
          for (let i = 0; i <= frames; i++) {
            times.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
            if (moves) send("pointermove", i / 9);
          }
          if (moves) send("pointerup", 0);
          return times.slice(1).map((time, i) => time - times[i]);
        };
        return [await run(false), await run(true)];
      }, FRAMES),
  );
  await page.context().close();
  return [
    { name: "frames of the page left alone", unit: "ms", budget: null, values: idle },
    { name: "frames while a weight is dragged", unit: "ms", budget: 32, values: dragged },
    { name: "  processor time a frame", unit: "ms", budget: null, values: [spent / FRAMES] },
  ];
}

/** From the button to the matches of misspelt lines painted. */
async function playlistPasted(open: Open, names: Names, seed: number): Promise<SiteMeasure[]> {
  const { titles, artistOf } = names;
  const nameOf = (song: number) => ({ title: titles[song], artist: artistOf(song) });
  const { lines } = misspeltLines(titles.length, nameOf, LINES, seed);
  const page = await open("playlists");
  const area = page.locator(".paste-box textarea");
  await area.fill(lines.join("\n"));
  await page.waitForTimeout(3000); // The index of names is made meanwhile.
  const button = page.locator(".paste-box button.primary");
  const { result: time, spent } = await processorTimeOf(
    page,
    () =>
      button.evaluate(async (node: HTMLButtonElement) => {
        const start = performance.now();
        node.click();
        // The message comes after the frame that shows the matches, before what follows it.
        await new Promise<void>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          requestAnimationFrame(() => port2.postMessage(null));
        });
        const time = performance.now() - start;
        if (document.querySelector(".review")?.childElementCount === 0) {
          throw new Error("No line was matched");
        }
        return time;
      }),
  );
  await page.context().close();
  return [
    { name: "200 misspelt lines matched", unit: "ms", budget: 1000, values: [time] },
    { name: "  its processor time", unit: "ms", budget: null, values: [spent] },
  ];
}

/** From a choice of an arc to the list of 50 songs in another order, and from a pin to it. */
async function listOrdered(open: Open, query: string): Promise<SiteMeasure[]> {
  const page = await open(`sequence#${query}&top=50`);
  await page.locator(".ordered > li").nth(20).waitFor();
  await page.waitForTimeout(500);
  const { result: arcs, spent } = await processorTimeOf(
    page,
    () =>
      page.evaluate(() =>
        ["rising", "wave", "arch"].flatMap((arc) => {
          const input = document.getElementById(`arc-${arc}`);
          if (input === null || input.closest("[hidden]")) return [];
          const start = performance.now();
          input.click();
          return [performance.now() - start];
        })
      ),
  );
  const pins = await page.evaluate(() =>
    [4, 17, 33].map((place) => {
      const row = document.querySelectorAll(".ordered > li")[place];
      const button = row.querySelector<HTMLButtonElement>('button[aria-label$=" up"]');
      const start = performance.now();
      button?.click();
      return performance.now() - start;
    })
  );
  await page.context().close();
  return [
    { name: "50 songs put in order along an arc", unit: "ms", budget: 100, values: arcs },
    { name: "  its processor time", unit: "ms", budget: null, values: [spent / arcs.length] },
    { name: "50 songs put in order around pins", unit: "ms", budget: 100, values: pins },
  ];
}
