/** The Catalogue page of the built site in Chromium, whichever data set it was built from. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { BrowserContextOptions } from "playwright-core";
import { builtJson } from "../scripts/built_files.ts";
import { numberColumns, versionsOf } from "../src/components/catalogue/quality.ts";
import { recordingTitle } from "../src/recommender/recordings.ts";
import { wordsOf } from "./insight_site.ts";
import { withSiteUnderTest } from "./built_site.ts";

Deno.test("the Catalogue page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const manifest = builtJson("model/manifest.json");
    const opened = async (options: BrowserContextOptions = {}, fragment = "") => {
      const page = await open(`catalogue${fragment}`, options);
      await page.locator(".figures[data-ready]").waitFor({ timeout: 120_000 });
      return page;
    };
    const page = await opened();

    await t.step("opens with songs, playlists, versions and what cannot be right", async () => {
      const sentence = await page.locator(".opening").innerText();
      assert.ok(sentence.includes(model.catalogue.songCount.toLocaleString("en")), sentence);
      const { further } = versionsOf(model);
      if (further > 0) assert.ok(sentence.includes(further.toLocaleString("en")), sentence);
    });

    await t.step("counts what is missing in every column", async () => {
      const rows = await page.locator("#columns tbody tr").evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent ?? ""))
      );
      const untitled = model.catalogue.titles.filter((title) => title === "").length;
      assert.equal(
        rows.find(([name]) => name === "title")![1].split("\u00a0")[0].split(" ")[0],
        untitled.toLocaleString("en"),
      );
      for (const { variable } of numberColumns(model)) {
        const row = rows.find(([name]) =>
          name.startsWith(
            variable.name === "release_year" ? "release year" : variable.label,
          )
        );
        assert.ok(row, variable.name);
        assert.equal(Number.parseInt(row[1].replaceAll(",", "")), variable.missing, variable.name);
      }
    });

    await t.step("saves what the overview of columns says as CSV", async () => {
      await page.locator("#columns .menu-opener").click();
      const download = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: "CSV of the data" }).click();
      const [head, ...lines] = readFileSync(await (await download).path(), "utf8").trim()
        .split("\r\n");
      assert.ok(head.startsWith("column,missing,"), head);
      assert.equal(lines.length, await page.locator("#columns tbody tr").count());
    });

    await t.step("links songs that stand far out, with their values", async () => {
      const found = numberColumns(model).filter(({ isSkewed }) => !isSkewed)
        .reduce((sum, { outliers }) => sum + outliers.length, 0);
      if (found === 0) {
        await page.getByText("No song stands far out").waitFor();
        return;
      }
      const link = page.locator("#outliers [role=grid] a").first();
      const address = await link.getAttribute("href");
      const id = decodeURIComponent(/song=([^&]*)/.exec(address!)![1]);
      assert.ok(model.trackIds.includes(id), address!);
    });

    await t.step("shows recordings that have several ids", async () => {
      const { groups } = versionsOf(model);
      if (groups.length === 0) return;
      const ids = await page.locator("#versions tbody tr").first().locator("[data-song]")
        .evaluateAll((links) => links.map((link) => link.getAttribute("data-song")!));
      const songs = ids.map((id) => model.trackIds.indexOf(id));
      const titles = new Set(songs.map((song) => recordingTitle(model.catalogue.titles[song])));
      assert.equal(titles.size, 1);
      assert.ok(songs.length > 1);
    });

    await t.step("says what became of the rows, with every warning", async () => {
      const rows = page.locator("#rows");
      const text = await rows.innerText();
      assert.ok(text.includes(manifest.rows.read.toLocaleString("en")), text);
      for (const reason of Object.keys(manifest.rows.dropped)) assert.ok(text.includes(reason));
      for (const warning of manifest.warnings) assert.ok(text.includes(warning), warning);
    });

    await t.step("draws distributions and counts for what the data set has", async () => {
      const columns = numberColumns(model).filter(({ spread }) => spread.count > 0).length;
      assert.equal(await page.locator("#distributions .panel").count(), columns);
      const [years] = model.years.some(Number.isFinite)
        ? await wordsOf(page.locator("#years"))
        : ["median"];
      assert.match(years, /median/);
    });

    await t.step("keeps the kind of correlation in the address", async () => {
      const choice = page.getByRole("button", { name: /Pearson/ });
      if (await choice.count() === 0) return;
      const [ranks] = await wordsOf(page.locator("#correlations"));
      await choice.click();
      await page.waitForFunction(() => location.hash.includes("correlation=pearson"));
      await page.waitForFunction(
        (before) =>
          document.querySelector("#correlations svg[role=img]")
            ?.getAttribute("aria-description") !== before,
        ranks,
      );
      const again = await opened({}, "#correlation=pearson");
      assert.equal(
        await again.getByRole("button", { name: /Pearson/ }).getAttribute("aria-pressed"),
        "true",
      );
      assert.deepEqual(
        await wordsOf(again.locator("#correlations")),
        await wordsOf(page.locator("#correlations")),
      );
      await again.context().close();
    });
    await page.context().close();

    assert.deepEqual(complaints, []);
  });
});
