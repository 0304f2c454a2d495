/** What the export menus save, in Chromium: files that can be read back, pictures of the right size. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Download, Page } from "playwright-core";
import { withComponents } from "./component_page.ts";

const LIST = `
import {exportMenu} from "./export/export_menu.ts";
const songs = Array.from({length: 3}, (_, i) => ({
  track_id: "id" + i, title: i === 1 ? "<script>alert(1)</script>" : "Song, " + i, artist: "A “B”",
  album: "", year: 2000 + i, genre: "rock", popularity: null, duration: 200.4,
  spotify: i === 0 ? "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC" : null, further: {rank: i + 1}
}));
document.querySelector("main").append(exportMenu(() => ({name: "Songs like these", songs})));
`;

const FIGURE = `
import * as Plot from "npm:@observablehq/plot";
import {withData} from "./export/figure_data.ts";
import {withFigureMenu} from "./export/figure_menu.ts";
const figure = document.createElement("figure");
figure.style.cssText = "width: 300px; margin: 0";
const title = document.createElement("h2");
title.textContent = "Songs <by> year";
const stack = document.createElement("div");
stack.style.cssText = "position: relative; width: 300px; height: 200px";
const canvas = document.createElement("canvas");
canvas.width = 600; canvas.height = 400;
canvas.style.cssText = "position: absolute; left: 0; top: 0; width: 300px; height: 200px";
const context = canvas.getContext("2d");
context.fillStyle = "#ff0000";
context.fillRect(100, 100, 200, 200);
const plot = Plot.plot({width: 300, height: 200, style: "position: absolute; left: 0; top: 0; background: none",
  marks: [Plot.dot([[2, 1], [4, 3]], {r: 8, fill: "var(--signal-audio)", stroke: "color-mix(in srgb, var(--theme-foreground) 50%, transparent)"})]});
stack.append(canvas, withData(plot, [{year: 2, songs: 1, words: "one"}, {year: 4, songs: NaN}], {year: "release_year", songs: "songs"}));
figure.append(title, stack);
document.querySelector("main").append(withFigureMenu(figure, "Songs by year"));
`;

async function choose(page: Page, label: string): Promise<void> {
  await page.locator(".menu-opener").click();
  await page.getByRole("menuitem", { name: label }).click();
}

async function saved(page: Page, label: string): Promise<{ name: string; path: string }> {
  const download: Promise<Download> = page.waitForEvent("download");
  await choose(page, label);
  const file = await download;
  return { name: file.suggestedFilename(), path: await file.path() };
}

Deno.test("the export menu", async (t) => {
  await withComponents(async (open, complaints) => {
    const page = await open(LIST);

    await t.step("saves a CSV that another reader reads back", async () => {
      const { name, path } = await saved(page, "CSV file");
      assert.equal(name, "songs-like-these.csv");
      const { data, errors } = Papa.parse<Record<string, string>>(
        readFileSync(path, "utf8").trimEnd(),
        { header: true },
      );
      assert.deepEqual(errors, []);
      assert.deepEqual(data.map(({ title }) => title), [
        "Song, 0",
        "<script>alert(1)</script>",
        "Song, 2",
      ]);
      assert.equal(data[2].rank, "3");
    });

    await t.step("saves JSON and M3U under the name of the list", async () => {
      const json = await saved(page, "JSON file");
      assert.equal(json.name, "songs-like-these.json");
      assert.equal(JSON.parse(readFileSync(json.path, "utf8")).songs.length, 3);
      const m3u = await saved(page, "M3U playlist");
      assert.equal(m3u.name, "songs-like-these.m3u8");
      assert.match(readFileSync(m3u.path, "utf8"), /^#EXTM3U\n#PLAYLIST:Songs like these\n/);
    });

    await t.step("copies artists and titles, and links, and says so", async () => {
      await choose(page, "Copy as text");
      await page.getByRole("status").filter({ hasText: "Copied 3 songs" }).waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(text.split("\n")[1], "A “B” – <script>alert(1)</script>");
      await choose(page, "Copy Spotify links");
      await page.getByRole("status").filter({ hasText: "Copied 1 link" }).waitFor();
    });

    await t.step("opens, moves, chooses and closes by keys, and gives the focus back", async () => {
      await page.locator(".menu-opener").focus();
      await page.keyboard.press("ArrowDown");
      assert.equal(await page.locator(":focus").innerText(), "CSV file");
      await page.keyboard.press("End");
      assert.equal(await page.locator(":focus").innerText(), "Copy Spotify links");
      await page.keyboard.press("j");
      assert.equal(await page.locator(":focus").innerText(), "JSON file");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("[role=menu]").isVisible(), false);
      assert.equal(await page.locator(":focus").innerText(), "Export");
    });
    assert.deepEqual(complaints, []);
  });
});

Deno.test("the figure menu", async (t) => {
  await withComponents(async (open, complaints) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await open(FIGURE, { colorScheme });
      const background = colorScheme === "light" ? 255 : 22;

      await t.step(`saves SVG that needs no style sheet, ${colorScheme}`, async () => {
        const { name, path } = await saved(page, "SVG file");
        assert.equal(name, "songs-by-year.svg");
        const text = readFileSync(path, "utf8");
        assert.doesNotMatch(text, /var\(|currentColor|color-mix|class=|<style/);
        assert.match(text, /font-family="[^"]*sans-serif/);
        const read = await page.evaluate((text) => {
          const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
          return {
            error: parsed.querySelector("parsererror")?.textContent ?? null,
            texts: Array.from(parsed.querySelectorAll("text"), (node) => node.textContent),
            images: parsed.querySelectorAll("image").length,
            dots: Array.from(
              parsed.querySelectorAll("circle"),
              (node) => node.closest("[fill]")!.getAttribute("fill"),
            ),
          };
        }, text);
        assert.equal(read.error, null);
        assert.equal(read.texts[0], "Songs <by> year");
        assert.equal(read.images, 1);
        assert.equal(read.dots.length, 2);
        assert.match(read.dots[0]!, /^rgb\(/);
      });

      await t.step(`saves what it was drawn from as CSV, ${colorScheme}`, async () => {
        const { name, path } = await saved(page, "CSV of the data");
        assert.equal(name, "songs-by-year.csv");
        assert.equal(readFileSync(path, "utf8"), "release_year,songs\r\n2,1\r\n4,\r\n");
      });

      await t.step(`saves a PNG at twice the size, with what is seen, ${colorScheme}`, async () => {
        const { name, path } = await saved(page, "PNG image");
        assert.equal(name, "songs-by-year.png");
        const bytes = [...readFileSync(path)];
        const { width, height, corner, red } = await page.evaluate(async (bytes) => {
          const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext("2d")!;
          context.drawImage(bitmap, 0, 0);
          const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
          let red = 0;
          for (let i = 0; i < data.length; i += 4) {
            if (data[i] === 255 && data[i + 1] === 0 && data[i + 2] === 0) red++;
          }
          return { width: bitmap.width, height: bitmap.height, corner: data[0], red };
        }, bytes);
        const seen = (await page.locator("figure").boundingBox())!;
        assert.equal(width, 2 * (Math.ceil(seen.width) + 24));
        assert.ok(height >= 2 * 200 && height <= 2 * (seen.height + 30), `${height}`);
        assert.ok(Math.abs(corner - background) < 12, `${corner}`);
        // The square of the canvas, 200 × 200 of its 600 × 400 pixels, less what lies over it.
        assert.ok(red > 36_000 && red <= 40_000, `${red} red pixels`);
      });
      await page.context().close();
    }
    assert.deepEqual(complaints, []);
  });
});
