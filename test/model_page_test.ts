/** The Model page of the built site in Chromium, whichever data set it was built from. */
import assert from "node:assert/strict";
import type { BrowserContextOptions } from "playwright-core";
import { builtJson, builtTable } from "../scripts/built_files.ts";
import { topPlaylists, topSongs } from "../src/components/model_page/factor_parts.ts";
import { playlistName } from "../src/components/model.ts";
import { topHubs } from "../src/statistics/hubness.ts";
import { wordsOf } from "./insight_site.ts";
import { withSiteUnderTest } from "./built_site.ts";

Deno.test("the Model page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const manifest = builtJson("model/manifest.json");
    const { rank } = model.playlistFactors;
    const opened = async (options: BrowserContextOptions = {}, fragment = "") => {
      const page = await open(`model${fragment}`, options);
      await page.locator("#making").waitFor({ timeout: 120_000 });
      await page.locator("#stages svg[role=img]").waitFor();
      return page;
    };
    const page = await opened();

    await t.step("opens with what the factors hold", async () => {
      const ratios = builtTable("model/spectrum.arrow").getChild("explained_variance_ratio")!
        .toArray();
      const share = (ratios as Float64Array).reduce((sum, ratio) => sum + ratio, 0);
      const sentence = (await page.locator(".opening").innerText()).replaceAll("\u00a0", " ");
      assert.ok(sentence.includes(`${rank} factor`), sentence);
      assert.ok(sentence.includes(`${Math.round(100 * share)} %`), sentence);
      const [, sums] = await wordsOf(page.locator("#spectrum"));
      assert.ok(sums.includes(`${(100 * share).toFixed(1)}\u00a0%`), sums);
    });

    await t.step(
      "names a factor by its playlists and songs, and keeps it in the address",
      async () => {
        const factor = Math.min(2, rank - 1);
        await page.getByRole("spinbutton", { name: "Factor" }).fill(String(factor + 1));
        await page.keyboard.press("Enter");
        await page.locator(".factor-words", { hasText: `Factor ${factor + 1}` }).waitFor();
        assert.match(new URL(page.url()).hash, new RegExp(`factor=${factor + 1}\\b`));
        const playlists = await page.locator(".factor-parts table").first().locator("tbody th")
          .allInnerTexts();
        assert.deepEqual(
          playlists.map((name) => name.replace(/\s+/g, " ").trim()),
          topPlaylists(model, factor, playlists.length).map(({ row }) =>
            playlistName(model, row).replace(/\s+/g, " ").trim()
          ),
        );
        const songs = await page.locator(".factor-parts [data-song]").evaluateAll((links) =>
          links.map((link) => link.getAttribute("data-song")!)
        );
        assert.deepEqual(
          songs,
          topSongs(model, factor, songs.length).map(({ row }) => model.trackIds[row]),
        );
      },
    );

    await t.step("lists the hubs of both kinds of neighbours", async () => {
      const table = builtTable("anatomy/hubness.arrow");
      const shown = page.locator(".hub-tables .table-frame");
      for (const [i, signal] of ["content", "collaborative"].entries()) {
        const counts = table.getChild(signal)!.toArray() as Int32Array;
        if (counts.every((count) => count === 0)) continue;
        const ids = await shown.nth(i).locator("[data-song]").evaluateAll((links) =>
          links.map((link) => link.getAttribute("data-song")!)
        );
        assert.deepEqual(ids, topHubs(counts, ids.length).map((song) => model.trackIds[song]));
      }
    });

    await t.step("tells each setting, where it was set, each stage and each library", async () => {
      const text = await page.locator("#making").innerText();
      for (const name of Object.keys(manifest.settings)) assert.ok(text.includes(name), name);
      for (const source of Object.values(manifest.overridden)) {
        assert.ok(text.includes(String(source)), String(source));
      }
      for (const [name, version] of Object.entries(manifest.libraries)) {
        assert.ok(text.includes(`${name} ${version}`), name);
      }
      const [stages] = await wordsOf(page.locator("#stages"));
      for (const stage of Object.keys(manifest.seconds)) assert.ok(stages.includes(stage), stage);
    });

    await t.step(
      "opens at the factor that an address names, and passes over one that is not there",
      async () => {
        const other = await opened({}, `#factor=${rank}`);
        assert.equal(await other.locator(".steps input").inputValue(), String(rank));
        await other.context().close();
        const none = await opened({}, "#factor=99999");
        assert.equal(await none.locator(".steps input").inputValue(), "1");
        await none.context().close();
      },
    );
    await page.context().close();

    assert.deepEqual(complaints, []);
  });
});
