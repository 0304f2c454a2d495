/**
 * Which list the Recommend page of the built site shows in Chromium, by either model and as it is
 * asked to be made, against the recommender's own code on the model that the site was built from.
 */
import assert from "node:assert/strict";
import { artistName } from "../src/components/model.ts";
import type { QueryState } from "../src/components/query/query_state.ts";
import { expectations, sharedSongs } from "./expected_lists.ts";
import { fragmentOf, listOf, moveBlend } from "./recommend_page.ts";
import { withSiteUnderTest } from "./site_under_test.ts";

Deno.test("the list of the Recommend page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const { catalogue, trackIds } = model;
    const expected = expectations(model), classic = expectations(model, "classic");
    const picks = { songs: sharedSongs(model).slice(0, 2).map((song) => trackIds[song]) };
    const address = `#songs=${picks.songs.join(",")}`;

    for (const [name, { list }] of [["tuned", expected], ["classic", classic]] as const) {
      await t.step(
        `lists what the ${name} model ranks, from one end of the blend to the other`,
        async () => {
          const page = await open(name === "tuned" ? address : `${address}&model=classic`);
          assert.deepEqual(await listOf(page), list(picks));
          const lists = [list({ ...picks, blend: 0 }), list({ ...picks, blend: 1 })];
          assert.notDeepEqual(lists[0], lists[1]);
          await moveBlend(page, "Home");
          assert.deepEqual(await listOf(page), lists[0]);
          assert.match(await page.locator("output[for=blend]").innerText(), /^0 %/);
          await moveBlend(page, "End");
          assert.deepEqual(await listOf(page), lists[1]);
          assert.match(await page.locator("output[for=blend]").innerText(), /^100 %/);
          await page.context().close();
        },
      );
    }

    await t.step("changes the model, and goes back to the blend that is marked", async () => {
      const page = await open(`${address}&blend=0.9`);
      await listOf(page);
      const mark = page.locator(".control.blend:has(#blend) .mark");
      await mark.click();
      assert.deepEqual(await listOf(page), expected.list(picks));
      assert.equal(fragmentOf(page), address);
      await page.locator("#ranking-model").selectOption("classic");
      assert.deepEqual(await listOf(page), classic.list(picks));
      assert.equal(fragmentOf(page), `${address}&model=classic`);
      assert.equal(await page.locator("#split").isVisible(), false);
      await page.locator("#ranking-model").selectOption("tuned");
      assert.deepEqual(await listOf(page), expected.list(picks));
      assert.equal(fragmentOf(page), address);
      await page.context().close();
    });

    await t.step("splits content between catalogue and audio", async () => {
      const page = await open(`${address}&blend=0.2`);
      await listOf(page);
      if (await page.locator("#split").isVisible()) {
        await page.locator("#split").focus();
        await page.keyboard.press("End");
        const split = { ...picks, blend: 0.2, split: 1 };
        assert.deepEqual(await listOf(page), expected.list(split));
        assert.equal(fragmentOf(page), `${address}&blend=0.2&split=1`);
        const legend = await page.locator(".signal-legend").innerText();
        assert.match(legend.replace(/\s+/g, " "), /collaborative 20 % audio 80 % catalogue 0 %/);
      }
      await page.context().close();
    });

    await t.step("makes the list as it is asked to be made", async () => {
      const page = await open(address);
      await listOf(page);
      await page.locator(".fold > summary", { hasText: "How the list is made" }).click();
      await page.locator("#per-artist").selectOption("1");
      assert.deepEqual(await listOf(page), expected.list({ ...picks, perArtist: 1 }));
      await page.locator("#one-version").click();
      await page.locator("#variety").focus();
      await page.keyboard.press("End");
      await page.locator("#novelty").focus();
      await page.keyboard.press("Home");
      const asked = { ...picks, perArtist: 1, oneVersion: false, variety: 1, novelty: -1 };
      const list = await listOf(page);
      assert.deepEqual(list, expected.list(asked));
      const artists = list.map((id) => catalogue.artists[trackIds.indexOf(id)])
        .filter((artist) => artist >= 0);
      assert.equal(new Set(artists).size, artists.length);
      const { hash } = new URL(page.url());
      assert.ok(hash.endsWith("&each=1&versions=all&variety=1&novelty=-1"), hash);
      const again = await open(hash);
      assert.deepEqual(await listOf(again), list);
      await page.context().close();
      await again.context().close();
    });

    await t.step("lists only songs that pass the filters", async () => {
      const page = await open(address);
      await listOf(page);
      await page.locator(".fold > summary", { hasText: "Only songs that" }).click();
      const only = model.songGenres[trackIds.indexOf(expected.list(picks)[0])];
      let state: Partial<QueryState> = picks;
      const genre = page.locator(".genres label");
      if (only >= 0 && await genre.count() > 0) {
        state = { ...state, only: [catalogue.genreNames[only]] };
        await genre.getByText(catalogue.genreNames[only], { exact: true }).click();
        assert.deepEqual(await listOf(page), expected.list(state));
      }
      const highest = page.locator("#only-popularity-highest");
      if (await highest.count() > 0) {
        await highest.focus();
        for (let i = 0; i < 3; i++) await page.keyboard.press("PageDown");
        const text = await page.locator("[aria-label='popularity'] output").innerText();
        const [low, high] = text.split(" – ").map(Number);
        state = { ...state, popularity: { low, high } };
        assert.ok(high > low && high < 100, text);
        assert.ok(fragmentOf(page).endsWith(`&popularity=${low}..${high}`), fragmentOf(page));
        const list = await listOf(page);
        assert.deepEqual(list, expected.list(state));
        assert.ok(list.every((id) => catalogue.popularities[trackIds.indexOf(id)] <= high));
      }
      const { hash } = new URL(page.url());
      const again = await open(hash);
      assert.deepEqual(await listOf(again), expected.list(state));
      await page.context().close();
      await again.context().close();
    });

    await t.step("leaves out an artist at a click, and takes the chip back", async () => {
      const page = await open(address);
      const before = await listOf(page);
      await page.locator(".song-row .leave-out").first().click();
      const row = await page.evaluate(() => location.hash);
      const name = new URLSearchParams(row.slice(1)).get("without") ?? "";
      assert.ok(catalogue.artistNames.includes(name), name);
      const list = await listOf(page);
      assert.deepEqual(list, expected.list({ ...picks, without: [name] }));
      assert.ok(
        list.every((id) => artistName(model, trackIds.indexOf(id)) !== name),
        name,
      );
      await page.locator(".chip[data-kind=artist] button").click();
      assert.deepEqual(await listOf(page), before);
      await page.context().close();
    });

    await t.step("has no error in the console and asks no other host", () => {
      assert.deepEqual(complaints, []);
    });
  });
});
