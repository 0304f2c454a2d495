/** Selecting on the map: lines around songs, ids in the address, brushes, and what is made of it. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { axeFindings } from "./axe.ts";
import { changed, column, PLOT, scaleOf, site, useSite, withMap } from "./map_site.ts";

useSite();

const selected = (page: Page) => page.locator(".selection-bar .words");

async function selectedCount(page: Page): Promise<number> {
  await selected(page).waitFor();
  return Number(/^[\d,]+/.exec(await selected(page).innerText())![0].replaceAll(",", ""));
}

/** A window that holds the whole plot, whatever stands above it. */
const TALL = { viewport: { width: 1280, height: 1400 } };

/** Draws a rectangle over the middle of the plot, as fractions of it, with the lasso. */
async function lasso(page: Page, from: number, to: number): Promise<void> {
  const { x, y, width, height } = (await page.locator(PLOT).boundingBox())!;
  const corners = [[from, from], [to, from], [to, to], [from, to]];
  await page.keyboard.down("Shift");
  await page.mouse.move(x + from * width, y + from * height);
  await page.mouse.down();
  for (const [px, py] of corners.slice(1)) {
    await page.mouse.move(x + px * width, y + py * height, { steps: 5 });
  }
  await page.mouse.up();
  await page.keyboard.up("Shift");
}

/** Songs whose place on the opening layout lies in that rectangle. */
async function songsWithin(page: Page, from: number, to: number): Promise<number> {
  const { ax, bx, ay, by } = await scaleOf(page);
  const { width, height } = (await page.locator(PLOT).boundingBox())!;
  const x = column(site.map, "umap_x"), y = column(site.map, "umap_y");
  return x.filter((value, song) => {
    const px = value * ax + bx, py = y[song] * ay + by;
    return px > from * width && px < to * width && py > from * height && py < to * height;
  }).length;
}

Deno.test("a line around songs selects them, on every layout and wherever its address is opened", async () => {
  await withMap("", async (page) => {
    await lasso(page, 0.15, 0.85);
    const inside = await songsWithin(page, 0.15, 0.85), found = await selectedCount(page);
    // The line runs through pixels of songs: those on it may fall to either side.
    assert.ok(Math.abs(found - inside) <= Math.max(5, 0.02 * inside), `${found} is not ${inside}`);
    const before = await page.getAttribute(PLOT, "data-scale");
    await page.selectOption("select[name=layout]", "pca");
    await changed(page, "data-scale", before);
    assert.equal(await selectedCount(page), found);
    assert.equal(Number(await page.getAttribute(PLOT, "data-drawn")), found);
    const fragment = new URL(page.url()).hash;
    await withMap(fragment, async (other) => assert.equal(await selectedCount(other), found));
    await page.goBack();
    await page.goBack();
    await page.getByRole("button", { name: "Clear" }).waitFor({ state: "hidden" });
  }, TALL);
});

Deno.test("track ids in the address are selected, and unknown ones are passed over", async () => {
  const ids = [3, 1].map((song) => String(site.catalogue.getChild("track_id")!.get(song)));
  await withMap(`#select=${ids.join(",")},nobody`, async (page) => {
    assert.equal(await selectedCount(page), 2);
    assert.equal(await page.getAttribute(PLOT, "data-drawn"), "2");
    await page.getByRole("button", { name: "Pick them" }).click();
    await page.waitForFunction(
      (ids) => ids.every((id) => location.hash.includes(id)) && location.hash.includes("songs="),
      ids,
    );
    assert.equal(await page.locator(".map-marks .pick").count(), 2);
    await page.getByRole("button", { name: "Show as table" }).click();
    const table = page.getByRole("grid", { name: "Selected songs" });
    await table.waitFor();
    assert.match(await table.getAttribute("aria-rowcount") ?? "", /[23]/);
    assert.deepEqual(await axeFindings(page, ".map-page"), []);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: "CSV file" }).click();
    const csv = await readFile((await (await download).path())!, "utf8");
    for (const id of ids) assert.ok(csv.includes(id));
    assert.equal(csv.trim().split("\n").length, 3);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.waitForFunction(() => !location.hash.includes("select="));
    assert.equal(await page.getAttribute(PLOT, "data-drawn"), String(site.x.length));
  });
});

Deno.test("brushing a histogram narrows the map, every histogram and the selection", async () => {
  await withMap("", async (page) => {
    const brush = page.getByRole("group", { name: "energy", exact: true });
    const before = await page.getAttribute(PLOT, "data-drawn");
    const { x, y, width, height } = (await brush.locator(".brush-track").boundingBox())!;
    const other = page.getByRole("group", { name: "valence", exact: true }).locator(".focused");
    const bars = await other.getAttribute("d");
    await page.mouse.move(x + 0.5 * width, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 0.75 * width, y + height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() => location.hash.includes("brush="));
    await changed(page, "data-drawn", before);
    assert.notEqual(await other.getAttribute("d"), bars);
    const [, low, high] = /energy%3A([\d.]+?)\.\.([\d.]+)/.exec(page.url())!.map(Number);
    const energy = column(site.catalogue, "energy");
    const inside = energy.filter((value) => value >= low && value <= high).length;
    const drawn = Number(await page.getAttribute(PLOT, "data-drawn"));
    assert.ok(Math.abs(drawn - inside) <= 2, `${drawn} is not ${inside}`);
    // The same by keys.
    await brush.getByRole("slider", { name: "energy, lowest" }).focus();
    await page.keyboard.press("End");
    await page.waitForFunction(
      ([selector, drawn]) => document.querySelector<HTMLElement>(selector)!.dataset.drawn !== drawn,
      [PLOT, String(drawn)],
    );
    await brush.getByRole("button", { name: "Any energy" }).click();
    await page.waitForFunction(() => !location.hash.includes("brush="));
    assert.equal(await page.getAttribute(PLOT, "data-drawn"), before);
  });
});

Deno.test("keys select the song looked at and all in view; a rectangle selects too", async () => {
  await withMap("", async (page) => {
    await page.locator(PLOT).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("s");
    assert.equal(await selectedCount(page), 1);
    await page.keyboard.press("s");
    await selected(page).waitFor({ state: "hidden" });
    await page.keyboard.press("v");
    assert.equal(
      await selectedCount(page),
      column(site.map, "umap_x").filter(Number.isFinite).length,
    );
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Select songs in a rectangle" }).click();
    const { x, y, width, height } = (await page.locator(PLOT).boundingBox())!;
    await page.mouse.move(x + 0.2 * width, y + 0.2 * height);
    await page.mouse.down();
    await page.mouse.move(x + 0.8 * width, y + 0.8 * height, { steps: 4 });
    await page.mouse.up();
    const inside = await songsWithin(page, 0.2, 0.8), found = await selectedCount(page);
    assert.ok(Math.abs(found - inside) <= Math.max(5, 0.02 * inside), `${found} is not ${inside}`);
  });
});

Deno.test("the song looked at is linked to those most like it, and the card counts them", async () => {
  await withMap("", async (page) => {
    await page.locator(PLOT).focus();
    await page.keyboard.press("ArrowRight");
    const card = page.locator(".map-card .near");
    await card.waitFor();
    const [, shared, k] = /^(\d+) of the (\d+) songs most like it/.exec(await card.innerText())!
      .map(Number);
    const subpaths = async (name: string) =>
      ((await page.getAttribute(`.map-marks .${name}`, "d")) ?? "").split("M").length - 1;
    assert.equal(await subpaths("links"), k);
    assert.equal(await subpaths("lookalikes"), k - shared);
    const id = await page.getAttribute(PLOT, "data-looked");
    const href = await page.getByRole("link", { name: "Its page" }).getAttribute("href");
    assert.ok(href!.includes(`song#song=${encodeURIComponent(id!)}`), href!);
  });
});
