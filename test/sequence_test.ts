/** The Sequence page of the built site in Chromium, for any data set. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { mixColumns } from "../src/recommender/harmony.ts";
import { rowIndices } from "../src/recommender/incidence.ts";
import {
  DEFAULT_SEQUENCE_WEIGHTS,
  stepCosts,
  weighStep,
} from "../src/recommender/sequence_costs.ts";
import { axeFindings } from "./axe.ts";
import { expectations, sharedSongs } from "./expected_lists.ts";
import { withSiteUnderTest } from "./built_site.ts";

async function orderOf(page: Page): Promise<string[]> {
  await page.locator(".ordered > li").first().waitFor();
  return await page.locator(".ordered > li").evaluateAll((rows) =>
    rows.map((row) => (row as HTMLElement).dataset.song ?? "")
  );
}

Deno.test("the Sequence page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const { catalogue, trackIds } = model;
    const columns = mixColumns(catalogue);
    const expected = expectations(model);
    const picks = { songs: sharedSongs(model).slice(0, 2).map((song) => trackIds[song]) };
    const query = `songs=${picks.songs.join(",")}`;
    const list = expected.list(picks);
    const cost = (ids: readonly string[]) => {
      const songs = ids.map((id) => trackIds.indexOf(id));
      return songs.slice(1).reduce((sum, song, i) =>
        sum + weighStep(
          stepCosts({ columns, artists: catalogue.artists, energyReach: 0.4 }, songs[i], song),
          DEFAULT_SEQUENCE_WEIGHTS,
        ), 0);
    };

    await t.step("invites to pick something where nothing is asked for", async () => {
      const page = await open("sequence");
      await page.locator(".starting-points button").first().click();
      assert.ok((await orderOf(page)).length > 1);
      await page.context().close();
    });

    await t.step(
      "puts the recommendations of the address in an order that costs less",
      async () => {
        const page = await open(`sequence#${query}`);
        const order = await orderOf(page);
        assert.deepEqual(order.toSorted(), list.toSorted());
        assert.ok(cost(order) <= cost(list));
        assert.deepEqual(await axeFindings(page), []);
        await page.context().close();
      },
    );

    await t.step("says of every step but the first what it does", async () => {
      const page = await open(`sequence#${query}`);
      const order = await orderOf(page);
      const steps = page.locator(".ordered .step:not([hidden])");
      assert.equal(await steps.count(), order.length - 1);
      for (const [name, column] of [["key", columns.keys], ["tempo", columns.tempos]] as const) {
        const parts = await page.locator(`.ordered .step [data-part=${name}]`).count();
        assert.equal(parts, column === null ? 0 : order.length - 1);
      }
      await page.context().close();
    });

    await t.step("follows an arc that is chosen, and finds it again in the address", async () => {
      const page = await open(`sequence#${query}`);
      await orderOf(page);
      const rising = page.locator("#arc-rising");
      assert.equal(await rising.isVisible(), columns.energies !== null);
      if (columns.energies !== null) {
        await rising.check();
        assert.match(new URL(page.url()).hash, /&arc=rising/);
        const order = await orderOf(page);
        const energy = order.map((id) => columns.energies![trackIds.indexOf(id)]);
        const half = order.length >> 1;
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
        assert.ok(sum(energy.slice(-half)) >= sum(energy.slice(0, half)));
        const again = await open(`sequence${new URL(page.url()).hash}`);
        assert.deepEqual(await orderOf(again), order);
        await again.context().close();
      }
      await page.context().close();
    });

    await t.step("moves a song by keys, keeps it there, and lets it go again", async () => {
      const page = await open(`sequence#${query}`);
      const before = await orderOf(page);
      const row = page.locator(`.ordered > li[data-song="${before[3]}"]`);
      await row.getByRole("button", { name: /^Move .* up$/ }).focus();
      await page.keyboard.press("Enter");
      assert.equal((await orderOf(page))[2], before[3]);
      assert.equal(
        await page.evaluate(() => document.activeElement?.closest("li")?.dataset.song),
        before[3],
      );
      if (columns.energies !== null) {
        await page.locator("#arc-falling").check();
        assert.equal((await orderOf(page))[2], before[3]);
        await page.goBack();
      }
      const again = await open(`sequence${new URL(page.url()).hash}`);
      assert.deepEqual(await orderOf(again), await orderOf(page));
      await page.goBack();
      assert.deepEqual(await orderOf(page), before);
      await again.getByRole("button", { name: "Unpin all" }).click();
      assert.ok(!new URL(again.url()).hash.includes("pins="));
      await page.context().close();
      await again.context().close();
    });

    await t.step("moves a song by its handle", async () => {
      const page = await open(`sequence#${query}`);
      const before = await orderOf(page);
      const from = page.locator(`.ordered > li[data-song="${before[0]}"] .handle`);
      await from.scrollIntoViewIfNeeded();
      const start = (await from.boundingBox())!;
      const end = (await page.locator(`.ordered > li[data-song="${before[2]}"] .handle`)
        .boundingBox())!;
      await page.mouse.move(start.x + 5, start.y + 5);
      await page.mouse.down();
      await page.mouse.move(end.x + 5, end.y + 8, { steps: 4 });
      await page.mouse.up();
      assert.equal((await orderOf(page))[2], before[0]);
      await page.context().close();
    });

    await t.step("puts a playlist in order", async () => {
      const playlist = [...model.playlistIds.keys()].find((row) => {
        const size = rowIndices(catalogue.playlistSongs, row).length;
        return size > 3 && size < 200;
      });
      if (playlist === undefined) return;
      const page = await open("sequence");
      await page.locator("#order-of").selectOption(`playlist:${model.playlistIds[playlist]}`);
      const songs = [...rowIndices(catalogue.playlistSongs, playlist)].map((song) =>
        trackIds[song]
      );
      assert.deepEqual((await orderOf(page)).toSorted(), songs.toSorted());
      await page.context().close();
    });

    await t.step("fits a phone", async () => {
      const page = await open(`sequence#${query}`, { viewport: { width: 390, height: 844 } });
      await orderOf(page);
      const sideways = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      assert.ok(sideways <= 0, `${sideways} pixels too wide`);
      await page.context().close();
    });

    await t.step("has no error in the console and asks no other host", () => {
      assert.deepEqual(complaints, []);
    });
  });
});
