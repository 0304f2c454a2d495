/**
 * The Feature space page in Chromium, from the built site: `SEGUE_DIST`, else `dist`. What is
 * expected is computed here from the model's files and the scale that the page shows.
 */
import { type Table, tableFromIPC } from "apache-arrow";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "../scripts/chromium.ts";
import { serve, type Served } from "../scripts/serve.ts";

const DIST = process.env.SEGUE_DIST ?? "dist";
const PLOT = ".map-plot";

interface Scale {
  ax: number;
  bx: number;
  ay: number;
  by: number;
}

interface Site {
  served: Served;
  browser: Browser;
  /** The songs as the pages read them. */
  catalogue: Table;
  x: Float32Array;
  y: Float32Array;
}

let site: Site;

async function modelTable(folder: string, name: string): Promise<Table> {
  const files = await readdir(join(DIST, "_file", folder));
  const file = files.find((file) => file.startsWith(`${name}.`) && file.endsWith(".arrow"));
  assert.ok(file, `There is no ${name}.arrow in the site`);
  return tableFromIPC(await readFile(join(DIST, "_file", folder, file)));
}

function column(table: Table, name: string): Float32Array {
  return Float32Array.from(table.getChild(name)!.toArray() as Float32Array);
}

Deno.test.beforeAll(async () => {
  const served = await serve(DIST, 0);
  const map = await modelTable("", "map");
  site = {
    served,
    browser: await launchChromium(),
    catalogue: await modelTable("model", "catalogue"),
    x: column(map, "pca_x"),
    y: column(map, "pca_y"),
  };
});

Deno.test.afterAll(async () => {
  await site.browser.close();
  await site.served.close();
});

/** Opens the map; afterwards nothing may have failed, nor another host have been asked. */
async function withMap(
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
    await look(page);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

async function scaleOf(page: Page): Promise<Scale> {
  return JSON.parse((await page.getAttribute(PLOT, "data-scale"))!);
}

async function drawnSongs(page: Page): Promise<number> {
  return Number(await page.getAttribute(PLOT, "data-drawn"));
}

/** Waits until the plot's attribute is no longer what it was. */
async function changed(page: Page, name: string, before: string | null): Promise<void> {
  await page.waitForFunction(
    ([selector, name, before]) => document.querySelector(selector!)!.getAttribute(name!) !== before,
    [PLOT, name, before],
  );
}

/** How many songs stand on a bare pixel, and how many painted pixels are far from every song. */
async function comparePixels(page: Page, x: Float32Array, y: Float32Array) {
  const { ax, bx, ay, by } = await scaleOf(page);
  const places = Array.from(x, (value, song) => [value * ax + bx, y[song] * ay + by]);
  return await page.evaluate(([selector, places]) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`)!;
    const { width, height } = canvas;
    const ratio = width / canvas.getBoundingClientRect().width;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, width, height);
    const near = new Uint8Array(width * height);
    const reach = Math.ceil(5 * ratio);
    let bare = 0, far = 0, painted = 0;
    for (const [px, py] of places) {
      const column = Math.floor(px * ratio), row = Math.floor(py * ratio);
      if (data[4 * (row * width + column) + 3] === 0) bare++;
      for (let r = Math.max(0, row - reach); r <= Math.min(height - 1, row + reach); r++) {
        near.fill(
          1,
          r * width + Math.max(0, column - reach),
          r * width + Math.min(width, column + reach + 1),
        );
      }
    }
    for (let i = 0; i < near.length; i++) {
      if (data[4 * i + 3] === 0) continue;
      painted++;
      if (near[i] === 0) far++;
    }
    return { bare, far, painted };
  }, [PLOT, places] as const);
}

/** Sum over the canvas of each channel: another picture has another. */
async function pixelSums(page: Page): Promise<string> {
  return await page.evaluate((selector) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`)!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < data.length; i++) sums[i % 4] += data[i];
    return sums.join(" ");
  }, PLOT);
}

/** Of some songs the one that stands most apart from all others, and where it is in the window. */
async function lonelySong(page: Page, x: Float32Array, y: Float32Array) {
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
  return {
    song,
    id: String(site.catalogue.getChild("track_id")!.get(song)),
    title: String(site.catalogue.getChild("track_name")!.get(song) ?? "Untitled"),
    artist: String(site.catalogue.getChild("track_artist")!.get(song) ?? "Unknown artist"),
    px,
    py,
    windowX: box.x + px,
    windowY: box.y + py,
  };
}

const FEATURES = "#layout=features&x=energy&y=valence";
const energy = () => column(site.catalogue, "energy");
const valence = () => column(site.catalogue, "valence");

Deno.test("the map of all features draws every song where its components say, and nothing else", async () => {
  await withMap("#layout=pca", async (page) => {
    assert.equal(await drawnSongs(page), site.x.length);
    const { bare, far, painted } = await comparePixels(page, site.x, site.y);
    assert.deepEqual([bare, far], [0, 0]);
    assert.ok(painted > 0);
  });
});

Deno.test("the axes can be any two features", async () => {
  await withMap("#layout=pca", async (page) => {
    const before = await page.getAttribute(PLOT, "data-scale");
    await page.selectOption("select[name=layout]", "features");
    await page.selectOption("select[name=across]", "energy");
    await page.selectOption("select[name=up]", "valence");
    await changed(page, "data-scale", before);
    await page.waitForFunction(() => location.hash.includes("layout=") || location.hash === "");
    assert.equal(await drawnSongs(page), site.x.length);
    const { bare, far } = await comparePixels(page, energy(), valence());
    assert.deepEqual([bare, far], [0, 0]);
    const axes = await page.locator(".map-axes").innerText();
    assert.ok(axes.includes("energy →") && axes.includes("↑ valence"), axes);
    await page.selectOption("select[name=up]", "tempo");
    await page.waitForFunction(() => location.hash.includes("y=tempo"));
    await page.locator(".map-axes", { hasText: "tempo (beats a minute)" })
      .waitFor({ state: "attached" });
  });
});

Deno.test("songs of whole-numbered features are spread around them, and the caption says so", async () => {
  await withMap("#layout=features&x=mode&y=energy", async (page) => {
    assert.equal(await drawnSongs(page), site.x.length);
    const { ax, bx } = await scaleOf(page);
    // Were they not spread, all songs would stand in two columns.
    const columns = await page.evaluate((selector) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`)!;
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, width, height);
      const painted = new Set<number>();
      for (let i = 0; i < width * height; i++) if (data[4 * i + 3] > 0) painted.add(i % width);
      return [...painted].map((column) => column * canvas.getBoundingClientRect().width / width);
    }, PLOT);
    assert.ok(columns.length > 100);
    const middle = ax / 2 + bx;
    assert.ok(columns.every((px) => Math.abs(px - middle) > ax * 0.1));
    await page.locator("figcaption", { hasText: "As mode takes whole numbers only" }).waitFor();
  });
});

Deno.test("a feature or the genre gives the colour, and a click on a genre leaves it alone", async () => {
  await withMap(FEATURES, async (page) => {
    const byGenre = await pixelSums(page);
    await page.selectOption("select[name=colour]", "tempo");
    await page.getByRole("img", { name: /^Colours from .* of tempo$/ }).waitFor();
    await page.waitForFunction(() => location.hash.includes("colour=tempo"));
    assert.notEqual(await pixelSums(page), byGenre);
    const button = page.locator(".genre-legend [data-genre]").nth(1);
    const genre = await button.getAttribute("data-genre");
    const before = await page.getAttribute(PLOT, "data-drawn");
    await button.click();
    await changed(page, "data-drawn", before);
    const genres = [...site.catalogue.getChild("genre")!];
    assert.equal(await drawnSongs(page), genres.filter((other) => other === genre).length);
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    await page.getByRole("button", { name: "All genres" }).click();
    await changed(page, "data-drawn", String(genres.filter((other) => other === genre).length));
    assert.equal(await drawnSongs(page), site.x.length);
  });
});

Deno.test("the pointer names the song under it, a click picks it and another lets it go", async () => {
  await withMap(FEATURES, async (page) => {
    const { song, id, title, artist, px, py, windowX, windowY } = await lonelySong(
      page,
      energy(),
      valence(),
    );
    await page.mouse.move(windowX, windowY);
    const card = page.locator(".map-card");
    await card.waitFor();
    assert.equal(await card.locator(".title").innerText(), title);
    assert.equal(await card.locator(".artist").innerText(), artist);
    await page.mouse.click(windowX, windowY);
    await page.waitForFunction((id) => location.hash.includes(`songs=${id}`), id);
    const pick = page.locator(`.map-marks .pick[data-song="${song}"]`);
    await pick.waitFor();
    const [markX, markY] = /translate\((.*)\)/.exec((await pick.getAttribute("transform"))!)![1]
      .split(",").map(Number);
    assert.ok(Math.hypot(markX - px, markY - py) < 0.2, `${markX},${markY} is not ${px},${py}`);
    await page.locator(".map-marks .recommendation").first().waitFor({ state: "attached" });
    assert.match(await card.innerText(), /One of your picks/);
    await page.mouse.click(windowX, windowY);
    await page.waitForFunction(() => !location.hash.includes("songs="));
    await pick.waitFor({ state: "detached" });
    assert.equal(await page.locator(".map-marks .recommendation").count(), 0);
  });
});

Deno.test("picks and the axes survive the way to Recommend, whose list is the one on the map", async () => {
  await withMap(FEATURES, async (page) => {
    const { id, windowX, windowY } = await lonelySong(page, energy(), valence());
    await page.mouse.click(windowX, windowY);
    const first = page.locator('.map-marks .recommendation[data-rank="1"]');
    await first.waitFor({ state: "attached" });
    const best = Number(await first.getAttribute("data-song"));
    const ranks = await page.locator(".map-marks .recommendation").count();
    await page.getByRole("link", { name: "See these recommendations" }).click();
    const rows = page.locator(".song-row");
    await rows.first().waitFor();
    assert.match(page.url(), new RegExp(`songs=${id}`));
    assert.match(page.url(), /layout=features/);
    assert.equal(await rows.count(), ranks);
    assert.equal(
      await rows.first().locator(".title").innerText(),
      String(site.catalogue.getChild("track_name")!.get(best)),
    );
  });
});

Deno.test("wheel, drag and buttons move the map, and what is under the pointer stays there", async () => {
  await withMap(FEATURES, async (page) => {
    const box = (await page.locator(PLOT).boundingBox())!;
    const home = await scaleOf(page), homeText = await page.getAttribute(PLOT, "data-scale");
    const px = 300, py = 200;
    await page.mouse.move(box.x + px, box.y + py);
    await page.mouse.wheel(0, -600);
    await changed(page, "data-scale", homeText);
    const zoomed = await scaleOf(page);
    assert.ok(zoomed.ax > 1.5 * home.ax);
    assert.ok(Math.abs((px - zoomed.bx) / zoomed.ax - (px - home.bx) / home.ax) < 0.01);
    const before = await page.getAttribute(PLOT, "data-scale");
    await page.mouse.down();
    await page.mouse.move(box.x + px + 20, box.y + py);
    await page.mouse.move(box.x + px + 40, box.y + py - 30, { steps: 4 });
    await page.mouse.up();
    await changed(page, "data-scale", before);
    const dragged = await scaleOf(page);
    assert.equal(dragged.ax, zoomed.ax);
    assert.ok(Math.abs(dragged.bx - zoomed.bx - 40) <= 6);
    assert.ok(Math.abs(dragged.by - zoomed.by + 30) <= 6);
    // A drag is no click.
    assert.doesNotMatch(page.url(), /songs=/);
    await page.getByRole("button", { name: "Show all songs" }).click();
    await page.waitForFunction(
      ([selector, home]) => document.querySelector(selector!)!.getAttribute("data-scale") === home,
      [PLOT, homeText],
    );
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForSelector(`${PLOT}[data-zoom="2.000"]`);
  });
});

Deno.test("the keyboard goes from song to song and picks", async () => {
  await withMap(FEATURES, async (page) => {
    await page.locator(PLOT).focus();
    const texts: string[] = [];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowUp"]) {
      await page.keyboard.press(key);
      texts.push(await page.locator(".map [role=status]").innerText());
    }
    assert.equal(new Set(texts).size, 3);
    const id = await page.getAttribute(PLOT, "data-looked");
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => location.hash.includes(`songs=${id}`), id);
    await page.keyboard.press("+");
    await page.waitForSelector(`${PLOT}[data-zoom="1.600"]`);
    await page.keyboard.press("0");
    await page.waitForSelector(`${PLOT}[data-zoom="1.000"]`);
  });
});

Deno.test("on a phone a tap shows the song and its button picks it; nothing scrolls sideways", async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  await withMap(FEATURES, async (page) => {
    const { windowX, windowY } = await lonelySong(page, energy(), valence());
    await page.evaluate(() => scrollTo(0, 0));
    await page.touchscreen.tap(windowX, windowY);
    const button = page.locator(".map-card").getByRole("button", { name: "Add to picks" });
    await button.waitFor();
    assert.doesNotMatch(page.url(), /songs=/);
    // Not a click, which would bring a mouse along.
    const box = (await button.boundingBox())!;
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction(() => location.hash.includes("songs="));
    await page.locator(".map-card").getByRole("button", { name: "Remove from picks" }).waitFor();
    const [content, width] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    assert.ok(content <= width);
    const small = await page.locator(".map-page :is(button, select, a):visible").evaluateAll(
      (nodes) =>
        nodes.filter((node) => node.getBoundingClientRect().height < 44).map((node) =>
          node.textContent
        ),
    );
    assert.deepEqual(small, []);
  }, phone);
});

Deno.test("two fingers zoom around their middle", async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  await withMap(FEATURES, async (page) => {
    const box = (await page.locator(PLOT).boundingBox())!;
    const home = await scaleOf(page), homeText = await page.getAttribute(PLOT, "data-scale");
    const session = await page.context().newCDPSession(page);
    const middle = { x: 130, y: 150 };
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", spread: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: type === "touchEnd" ? [] : [-spread, spread].map((dx) => ({
          x: box.x + middle.x + dx,
          y: box.y + middle.y,
        })),
      });
    await touch("touchStart", 20);
    for (const spread of [30, 45, 60]) await touch("touchMove", spread);
    await touch("touchEnd", 60);
    await changed(page, "data-scale", homeText);
    await page.waitForFunction(
      (selector) => Number(document.querySelector<HTMLElement>(selector)!.dataset.zoom) > 2.9,
      PLOT,
    );
    const zoomed = await scaleOf(page);
    assert.ok(Math.abs(zoomed.ax / home.ax - 3) < 0.05, String(zoomed.ax / home.ax));
    const at = ({ ax, bx }: Scale) => (middle.x - bx) / ax;
    assert.ok(Math.abs(at(zoomed) - at(home)) * zoomed.ax < 2);
    assert.ok(await page.locator(".map-card").isHidden());
  }, phone);
});

Deno.test("the colours follow the theme", async () => {
  await withMap(FEATURES, async (page) => {
    const light = await pixelSums(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction(
      ([selector, light]) => {
        const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`)!;
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        const sums = [0, 0, 0, 0];
        for (let i = 0; i < data.length; i++) sums[i % 4] += data[i];
        return sums.join(" ") !== light;
      },
      [PLOT, light],
    );
  });
});

Deno.test("the opening sentence gives figures, and axe finds nothing in light and dark", async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const colorScheme of ["light", "dark"] as const) {
    await withMap(FEATURES, async (page) => {
      await page.waitForSelector(".opening[data-ready]");
      assert.match(await page.locator(".opening").innerText(), /\d+\s%.*\d+\s%/);
      const findings = await page.evaluate(async (axe) => {
        // The page's policy forbids scripts that are put into it, but not its debugger.
        (0, eval)(axe);
        const { axe: run } = globalThis as unknown as {
          axe: { run(scope: string): Promise<{ violations: { id: string; help: string }[] }> };
        };
        return (await run.run(".map-page")).violations.map(({ id, help }) => `${id}: ${help}`);
      }, axe);
      assert.deepEqual(findings, []);
    }, { colorScheme, bypassCSP: true });
  }
});
