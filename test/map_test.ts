/** What the map draws: every song in its place, by the axes, the colours and the theme. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { axeFindings, COLOUR_RULES } from "./axe.ts";
import {
  changed,
  column,
  energy,
  FEATURES,
  PLOT,
  scaleOf,
  site,
  useSite,
  valence,
  withMap,
} from "./map_site.ts";

useSite();

async function drawnSongs(page: Page): Promise<number> {
  return Number(await page.getAttribute(PLOT, "data-drawn"));
}

/** How many songs stand on a bare pixel, and how many painted pixels are far from every song. */
async function comparePixels(page: Page, x: Float32Array, y: Float32Array) {
  const { ax, bx, ay, by } = await scaleOf(page);
  const places = Array.from(x, (value, song) => [value * ax + bx, y[song] * ay + by])
    .filter(([px, py]) => Number.isFinite(px + py));
  return await page.evaluate(([selector, places]) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas.focused`)!;
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
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas.focused`)!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < data.length; i++) sums[i % 4] += data[i];
    return sums.join(" ");
  }, PLOT);
}

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
      const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas.focused`)!;
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

Deno.test("the colours follow the theme", async () => {
  await withMap(FEATURES, async (page) => {
    const light = await pixelSums(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction(
      ([selector, light]) => {
        const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas.focused`)!;
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
  await withMap(FEATURES, async (page) => {
    assert.match(await page.locator(".opening").innerText(), /\d+\s%.*\d+\s%/);
    assert.deepEqual(await axeFindings(page, ".map-page"), []);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await axeFindings(page, ".map-page", COLOUR_RULES), []);
  });
});

Deno.test("the page opens on the layout by neighbours, and says of each layout what it keeps", async () => {
  const layouts: { name: string; quality: { trustworthiness: number } | null }[] = JSON.parse(
    site.map.schema.metadata.get("layouts")!,
  );
  await withMap("", async (page) => {
    assert.equal(await page.inputValue("select[name=layout]"), "umap");
    const x = column(site.map, "umap_x"), y = column(site.map, "umap_y");
    assert.equal(await drawnSongs(page), x.filter(Number.isFinite).length);
    assert.deepEqual(
      await comparePixels(page, x, y).then(({ bare, far }) => [bare, far]),
      [0, 0],
    );
    // Its coordinates mean nothing, so it has no axes.
    assert.ok(await page.locator(".map-axes").isHidden());
    const figure = await page.locator(".trust-figure [role=img]").first().getAttribute(
      "aria-description",
    );
    for (const { quality } of layouts) {
      if (quality !== null) {
        assert.ok(figure!.includes(quality.trustworthiness.toFixed(3)), figure!);
      }
    }
    const before = await page.getAttribute(PLOT, "data-scale");
    await page.selectOption("select[name=layout]", "factors");
    await changed(page, "data-scale", before);
    const placed = column(site.map, "factors_x").filter(Number.isFinite).length;
    await page.waitForFunction(
      ([selector, placed]) =>
        document.querySelector<HTMLElement>(selector)!.dataset.drawn === placed,
      [PLOT, String(placed)],
    );
    const missing = site.x.length - placed;
    if (missing > 0) {
      const words = `${missing.toLocaleString("en")} song`;
      await page.locator("figcaption", { hasText: words }).waitFor();
    }
  });
});

Deno.test("songs move from one layout to the next, and not where people want less movement", async () => {
  for (const reducedMotion of ["no-preference", "reduce"] as const) {
    await withMap("#layout=pca", async (page) => {
      await page.evaluate(() => {
        const chart = document.querySelector(".map-chart")!;
        new MutationObserver(() => {
          if (chart.classList.contains("is-changing")) chart.setAttribute("data-moved", "");
        }).observe(chart, { attributeFilter: ["class"] });
      });
      const before = await page.getAttribute(PLOT, "data-scale");
      await page.selectOption("select[name=layout]", "umap");
      await changed(page, "data-scale", before);
      await page.waitForSelector(".map-chart:not(.is-changing)");
      const x = column(site.map, "umap_x"), y = column(site.map, "umap_y");
      await page.waitForFunction(
        ([selector, drawn]) =>
          document.querySelector<HTMLElement>(selector)!.dataset.drawn === drawn,
        [PLOT, String(x.filter(Number.isFinite).length)],
      );
      const { bare } = await comparePixels(page, x, y);
      assert.equal(bare, 0);
      assert.equal(
        await page.locator(".map-chart[data-moved]").count(),
        reducedMotion === "reduce" ? 0 : 1,
      );
    }, { reducedMotion });
  }
});
