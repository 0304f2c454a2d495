/** The long table of songs in Chromium: rows in view only, keys, order, selection, phones. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { axeFindings } from "./axe.ts";
import { withComponents } from "./component_page.ts";

const SONGS = 5000;
const CODE = `
import {songTable} from "./song_table.ts";
import {pageModelOf} from "./sample_page_models.ts";
const model = pageModelOf(Array.from({length: ${SONGS}}, (_, i) => ({
  title: i === 2 ? "<img src=x onerror=alert(1)>" : "Song " + String(i).padStart(4, "0") + (i === 4 ? " with a very long name ".repeat(9) : ""),
  artist: "Artist " + (i % 7), popularity: (i * 37) % 101, playlists: [i % 4], energy: i / ${SONGS}
})));
window.log = [];
const table = songTable(model, Int32Array.from({length: ${SONGS}}, (_, i) => i), {
  label: "Songs of the test",
  features: ["energy"],
  actions: [{sign: "+", key: "+", label: (song) => "Add " + song, run: (song) => window.log.push("add " + song)}],
  onSelect: (songs) => window.log.push("select " + songs.length),
  onOpen: (song) => window.log.push("open " + song)
});
document.querySelector("main").append(table.node);
window.table = table;
`;

const gridOf = (page: Page) => page.getByRole("grid", { name: "Songs of the test" });
const titles = (page: Page) =>
  page.locator(".row:not([hidden]) [data-column=title]").allInnerTexts();
const activeTitle = async (page: Page) => {
  const id = await gridOf(page).getAttribute("aria-activedescendant");
  return id === null ? null : await page.locator(`#${id} [data-column=title]`).innerText();
};
const logOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { log: string[] }).log);

Deno.test("the table of songs", async (t) => {
  await withComponents(async (open, complaints) => {
    const page = await open(CODE);
    const grid = gridOf(page);

    await t.step("holds the rows in view only and tells how many there are", async () => {
      assert.equal(await grid.getAttribute("aria-rowcount"), String(SONGS + 1));
      const rows = page.locator(".row");
      const before = await rows.count();
      assert.ok(before < 40, `${before} rows`);
      assert.equal(await page.locator(".size").innerText(), "5,000 songs");
      for (const top of [10_000, 90_000, 150_000, 40_000, 0]) {
        await grid.evaluate((node, top) => node.scrollTop = top, top);
        await page.waitForTimeout(50);
        const places = await page.locator(".row:not([hidden])").evaluateAll((nodes) =>
          nodes.map((node) => Number(node.getAttribute("aria-rowindex")))
        );
        assert.deepEqual(places, places.map((_, i) => places[0] + i), "in order");
      }
      assert.ok(await rows.count() < 45);
    });

    await t.step("shows names as text and lets cut ones be read", async () => {
      assert.equal((await titles(page))[2], "<img src=x onerror=alert(1)>");
      const long = page.locator(".row[aria-rowindex='6'] [data-column=title]");
      assert.match(
        await long.getAttribute("title") ?? "",
        /^Song 0004( with a very long name ){9}$/,
      );
      await page.locator(".row[aria-rowindex='6'] [data-column=artist]").click();
      assert.match(await page.locator(".reading").innerText(), /(with a very long name\s+){9}/);
    });

    await t.step("is walked by keys to both ends", async () => {
      await grid.focus();
      await page.keyboard.press("End");
      assert.equal(await activeTitle(page), "Song 4999");
      await page.keyboard.press("ArrowUp");
      assert.equal(await activeTitle(page), "Song 4998");
      await page.keyboard.press("Home");
      assert.equal(await activeTitle(page), "Song 0000");
      await page.keyboard.press("PageDown");
      await page.keyboard.press("ArrowDown");
      assert.match(await activeTitle(page) ?? "", /^Song 001\d$/);
      await page.keyboard.press("Enter");
      await page.keyboard.press("+");
      const [opened, added] = (await logOf(page)).slice(-2);
      assert.equal(opened.replace("open", "add"), added);
    });

    await t.step("selects by Space, Shift and Ctrl, and says how many", async () => {
      await page.keyboard.press("Home");
      await page.keyboard.press("Escape");
      await page.keyboard.press(" ");
      await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+ArrowDown");
      assert.equal(await page.locator(".size").innerText(), "5,000 songs · 3 selected");
      assert.equal((await logOf(page)).at(-1), "select 3");
      assert.equal(await page.locator(".row[aria-selected=true]").count(), 3);
      await page.keyboard.press("Control+a");
      assert.equal((await logOf(page)).at(-1), "select 5000");
      await page.keyboard.press("Escape");
      assert.equal((await logOf(page)).at(-1), "select 0");
      await page.locator(".row[aria-rowindex='3'] [data-column=artist]").click();
      await page.locator(".row[aria-rowindex='5'] [data-column=artist]").click({
        modifiers: ["Shift"],
      });
      assert.equal((await logOf(page)).at(-1), "select 3");
    });

    await t.step(
      "sorts by a column: numbers from the highest, then the other way, then not",
      async () => {
        const head = page.getByRole("columnheader", { name: "Energy" });
        const button = head.getByRole("button");
        await button.click();
        assert.equal(await head.getAttribute("aria-sort"), "descending");
        assert.equal((await titles(page))[0], "Song 4999");
        await button.click();
        assert.equal(await head.getAttribute("aria-sort"), "ascending");
        assert.equal((await titles(page))[0], "Song 0000");
        await button.click();
        assert.equal(await head.getAttribute("aria-sort"), "none");
      },
    );

    await t.step("has no finding of axe", async () => {
      assert.deepEqual(await axeFindings(page), []);
      await page.context().close();
    });

    await t.step("gives a song two lines on a phone, and scrolls nothing sideways", async () => {
      const phone = await open(CODE, { width: 390 });
      await gridOf(phone).waitFor();
      const { scrollWidth, clientWidth } = await gridOf(phone).evaluate((node) => ({
        scrollWidth: node.scrollWidth,
        clientWidth: node.clientWidth,
      }));
      assert.equal(scrollWidth, clientWidth);
      const row = phone.locator(".row[aria-rowindex='2']");
      assert.equal(await row.locator("[data-column=title]").isVisible(), true);
      assert.equal(await row.locator("[data-column=artist]").isVisible(), true);
      assert.equal(await row.locator("[data-column=energy]").isVisible(), false);
      await phone.getByLabel("Sorted by").selectOption("energy");
      assert.equal(await row.locator("[data-column=energy]").isVisible(), true);
      assert.equal(await row.locator("[data-column=title]").innerText(), "Song 4999");
      assert.deepEqual(await axeFindings(phone), []);
      await phone.context().close();
    });
    assert.deepEqual(complaints, []);
  });
});
