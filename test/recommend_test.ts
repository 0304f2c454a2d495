/**
 * The Recommend page of the built site in Chromium. What to expect is derived from the model that
 * the site was built from, so the tests hold for the sample and for any other data set.
 */
import assert from "node:assert/strict";
import { classicModel } from "../src/recommender/classic.ts";
import { rowIndices } from "../src/recommender/incidence.ts";
import { artistName, playlistName, songTitle, spotifyAddress } from "../src/components/model.ts";
import { foldText } from "../src/components/query/fold_text.ts";
import { SongSearch } from "../src/components/query/song_search.ts";
import { axeFindings, COLOUR_RULES } from "./axe.ts";
import { expectations, sharedSongs } from "./expected_lists.ts";
import { blendAfter, chipsOf, fragmentOf, listOf, moveBlend, noticeOf } from "./recommend_page.ts";
import { withSiteUnderTest } from "./built_site.ts";

Deno.test("the Recommend page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const { catalogue, trackIds } = model;
    const expected = expectations(model);
    const [first, second] = sharedSongs(model);
    const address = `#songs=${trackIds[first]},${trackIds[second]}`;
    const picks = { songs: [trackIds[first], trackIds[second]] };

    await t.step("invites with ready-made queries that have answers", async () => {
      const page = await open();
      const points = page.locator(".starting-points li button");
      await points.first().waitFor();
      const count = await points.count();
      assert.ok(count >= 3, `${count} ready-made queries`);
      for (let i = 0; i < count; i++) {
        await points.nth(i).click();
        assert.ok((await listOf(page)).length > 0, `query ${i} has an answer`);
        await page.goBack();
        await points.first().waitFor();
      }
      const hasBanner = await page.locator(".dataset-notice").count() === 1;
      assert.equal(hasBanner, model.manifest.dataset.invented);
      const line = await page.locator(".dataset-line").innerText();
      assert.ok(line.includes(model.manifest.dataset.name), line);
      await page.context().close();
    });

    await t.step("finds a song without its accents and its case, and picks it", async () => {
      const song = sharedSongs(model).find((row) =>
        /\p{Script=Latin}/u.test(songTitle(model, row)) &&
        foldText(songTitle(model, row)) !== songTitle(model, row).toLowerCase()
      ) ?? first;
      const typed = foldText(`${songTitle(model, song)} ${artistName(model, song)}`).toUpperCase();
      const page = await open();
      await page.locator("#search").fill(typed);
      const found = new SongSearch(model).search(typed);
      assert.ok(
        found.some(({ list, row }) =>
          list === "songs" && row === song
        ),
        typed,
      );
      const option = page.locator("[role=option]");
      await option.first().waitFor();
      assert.equal(await option.count(), found.length);
      const at = found.findIndex(({ list, row }) => list === "songs" && row === song);
      await option.nth(at).click();
      assert.deepEqual(await listOf(page), expected.list({ songs: [trackIds[song]] }));
      assert.equal(fragmentOf(page), `#songs=${trackIds[song]}`);
      assert.deepEqual(await chipsOf(page), [
        `${songTitle(model, song)} ${artistName(model, song)}`.replace(/\s+/g, " ").trim(),
      ]);
      await page.context().close();
    });

    await t.step("shows what the recommender scores in each row", async () => {
      const page = await open(address);
      await listOf(page);
      const ranks = await page.locator(".song-row > .rank").allInnerTexts();
      assert.deepEqual(ranks, ranks.map((_, i) => String(i + 1)));
      const scores = (await page.locator(".song-row .score").allInnerTexts()).map(Number);
      assert.deepEqual(scores, [...scores].sort((a, b) => b - a));
      const link = page.locator(".song-row .listen").first();
      const [top] = expected.list(picks);
      // Invented songs and those of other catalogues cannot be heard there.
      assert.equal(
        await link.getAttribute("href"),
        spotifyAddress(model, trackIds.indexOf(top)),
      );
      assert.match(await link.getAttribute("rel") ?? "", /noopener/);
      await page.context().close();
    });

    await t.step("says on demand why a song is there", async () => {
      const page = await open(`${address}&blend=1`);
      const [id] = await listOf(page);
      const row = page.locator(".song-row").first();
      await row.locator(".ask").click();
      const why = await row.locator(".why").innerText();
      const song = trackIds.indexOf(id);
      const own = new Set(rowIndices(catalogue.songPlaylists, song));
      const shared = [first, second].flatMap((pick) =>
        [...rowIndices(catalogue.songPlaylists, pick)].filter((playlist) => own.has(playlist))
      );
      assert.equal(/Shares [\d,]+ playlists? with/.test(why), shared.length > 0, why);
      if (shared.length > 0) {
        assert.ok(shared.some((playlist) => why.includes(playlistName(model, playlist))), why);
      }
      const score = await row.locator(".score").innerText();
      assert.equal(await row.locator(".score-table tfoot td").innerText(), score);
      const shares = await row.locator(".score-table .signal td:last-child").allInnerTexts();
      const value = (text: string) => Number(text.replace("−", "-"));
      const sum = shares.reduce((sum, text) => sum + value(text), 0);
      assert.ok(shares.length > 0 && Math.abs(sum - value(score)) < 0.002, `${shares} ${score}`);
      await row.locator(".ask").click();
      await row.locator(".why").waitFor({ state: "hidden" });
      await page.context().close();
    });

    await t.step("holds all of its state in the address, also in a fresh browser", async () => {
      const page = await open(address);
      await listOf(page);
      await moveBlend(page, "more");
      const { blend } = blendAfter(expected.ranker, "more");
      await page.locator("#list-length").selectOption("50");
      if (catalogue.features.length > 0) {
        await page.locator(".fold > summary", { hasText: "How it should sound" }).click();
        await page.locator(".feature-slider input").first().focus();
        await page.keyboard.press("ArrowRight");
        await page.locator(".fold > summary", { hasText: "Which features count" }).click();
        await page.locator(".feature-weight input").last().focus();
        await page.keyboard.press("Home");
      }
      const list = await listOf(page), chips = await chipsOf(page);
      const { hash } = new URL(page.url());
      const { name: last } = catalogue.features.at(-1) ?? { name: "" };
      if (last !== "") assert.ok(fragmentOf(page).includes(`&weigh=${last}:0`), hash);
      assert.ok(hash.includes(`&blend=${blend}`) && hash.includes("&top=50"), hash);
      const again = await open(hash);
      assert.deepEqual(await listOf(again), list);
      assert.deepEqual(await chipsOf(again), chips);
      const legend = await again.locator(".signal-legend").innerText();
      assert.match(
        legend.replace(/\s+/g, " "),
        new RegExp(`collaborative ${Math.round(100 * blend)} %`),
      );
      assert.equal(new URL(again.url()).hash, hash);
      await page.context().close();
      await again.context().close();
    });

    await t.step(
      "undoes with the back button and carries the query to the other pages",
      async () => {
        const page = await open(`#songs=${trackIds[first]}`);
        const before = await listOf(page);
        await page.locator(".song-row .add").first().click();
        assert.equal((await chipsOf(page)).length, 2);
        const link = page.locator("#observablehq-sidebar a[href*='map']").first();
        assert.ok((await link.getAttribute("href"))?.endsWith(new URL(page.url()).hash));
        await page.goBack();
        assert.equal((await chipsOf(page)).length, 1);
        assert.deepEqual(await listOf(page), before);
        await page.goForward();
        assert.equal((await chipsOf(page)).length, 2);
        await page.context().close();
      },
    );

    await t.step("removes a pick with its chip", async () => {
      const page = await open(address);
      await listOf(page);
      await page.locator(".chip button").first().click();
      assert.deepEqual(await listOf(page), expected.list({ songs: [trackIds[second]] }));
      await page.locator(".chip button").click();
      await page.locator(".starting-points").waitFor();
      assert.equal(fragmentOf(page), "");
      await page.context().close();
    });

    await t.step("folds the first of very many picks away, and shows them on request", async () => {
      const many = trackIds.slice(0, 40);
      const page = await open(`#songs=${many.map(encodeURIComponent).join(",")}`);
      await listOf(page);
      const seen = page.locator(".chip:visible");
      const count = await seen.count();
      assert.ok(count < many.length, `${count} chips`);
      const more = page.locator(".chips button[aria-expanded]");
      await more.click();
      assert.equal(await more.getAttribute("aria-expanded"), "true");
      assert.equal(await seen.count(), many.length);
      await seen.last().getByRole("button").click();
      assert.equal(await page.locator(".chip").count(), many.length - 1);
      await page.context().close();
    });

    await t.step("continues a playlist without listing its own songs", async () => {
      const { playlistSongs, playlistCount } = catalogue;
      const sizes = Array.from(
        { length: playlistCount },
        (_, p) => rowIndices(playlistSongs, p).length,
      );
      const playlist = sizes.indexOf(Math.max(...sizes));
      const page = await open(`#playlists=${model.playlistIds[playlist]}`);
      const list = await listOf(page);
      assert.deepEqual(list, expected.list({ playlists: [model.playlistIds[playlist]] }));
      const own = new Set([...rowIndices(playlistSongs, playlist)].map((song) => trackIds[song]));
      assert.ok(list.length > 0 && list.every((id) => !own.has(id)));
      await page.context().close();
    });

    await t.step("says in a sentence when a query has no answer, or only half of one", async () => {
      const [genre] = catalogue.genreNames;
      if (genre === undefined) return;
      const page = await open(`#genres=${encodeURIComponent(genre)}&blend=1`);
      assert.deepEqual(await listOf(page), []);
      assert.match(await noticeOf(page), /^Genres .* Move the blend towards content\.$/);
      await moveBlend(page, "none");
      assert.ok((await listOf(page)).length > 0);
      assert.equal(await noticeOf(page), "");
      await moveBlend(page, "more");
      assert.match(await noticeOf(page), /so content alone ranks this list\.$/);
      await page.context().close();
    });

    await t.step("has no collaborative answer for a song that no factor knows", async () => {
      const { factors } = classicModel(catalogue, model.playlistFactors);
      const song = factors.vectorOf.indexOf(-1);
      if (song < 0) return;
      const page = await open(`#songs=${trackIds[song]}&blend=1&model=classic`);
      assert.deepEqual(await listOf(page), []);
      assert.match(await noticeOf(page), /^No other song shares enough playlists/);
      await page.context().close();
    });

    await t.step("names what an address asks for and this data set does not have", async () => {
      const page = await open(`#songs=${trackIds[first]},no-such-song`);
      await listOf(page);
      const missing = page.locator(".missing");
      assert.match(await missing.innerText(), /no-such-song is not in this data set/);
      await missing.getByRole("button").click();
      assert.equal(fragmentOf(page), `#songs=${trackIds[first]}`);
      assert.equal(await missing.innerText(), "");
      await page.context().close();
    });

    await t.step("works by keyboard alone", async () => {
      const page = await open();
      await page.locator(".starting-points").waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type(foldText(songTitle(model, first)));
      await page.locator("[role=option]").first().waitFor();
      const options = await page.locator("[role=option]").count();
      await page.keyboard.press("ArrowUp");
      assert.equal(
        await page.locator("#search").getAttribute("aria-activedescendant"),
        `search-hit-${options - 1}`,
      );
      await page.keyboard.press("Escape");
      await page.locator("#search-hits").waitFor({ state: "hidden" });
      await page.keyboard.press("End");
      await page.keyboard.type(" ");
      await page.locator("[role=option]").first().waitFor();
      await page.keyboard.press("Enter");
      await listOf(page);
      await page.keyboard.press("Tab");
      const label = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
      assert.match(label ?? "", /^Remove /);
      await page.keyboard.press("Enter");
      await page.locator(".starting-points").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
      await page.context().close();
    });

    await t.step("keeps the rows of songs that stay, and keeps them still on request", async () => {
      const page = await open(address, { reducedMotion: "reduce" });
      await listOf(page);
      await page.evaluate(() =>
        document.querySelectorAll(".song-row").forEach((row) => row.classList.add("marked"))
      );
      await moveBlend(page, "more");
      const kept = new Set(expected.list(picks));
      const moved = { ...picks, ...blendAfter(expected.ranker, "more") };
      const stayed = expected.list(moved).filter((id) => kept.has(id));
      const marked = await page.locator(".song-row.marked").evaluateAll((rows) =>
        rows.map((row) => (row as HTMLElement).dataset.song ?? "")
      );
      assert.deepEqual(marked, stayed);
      const moving = await page.evaluate(() =>
        document.getAnimations().filter(({ effect }) =>
          (effect as KeyframeEffect).target?.matches(".song-row")
        ).length
      );
      assert.equal(moving, 0);
      await page.context().close();
    });

    await t.step("fits a phone: one line of controls, nothing scrolls sideways", async () => {
      const page = await open(address, {
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
      });
      await listOf(page);
      assert.equal(await page.locator(".blend-control").isVisible(), false);
      // With nothing picked what to do stands above all controls; the first pick makes room for its list.
      await page.evaluate(() => void (location.hash = ""));
      const invitation = page.locator(".starting-points button").first();
      await invitation.waitFor();
      const bottom = async (at: typeof invitation) => {
        const { y, height } = (await at.boundingBox())!;
        return y + height;
      };
      assert.ok(await bottom(invitation) < 844);
      await invitation.tap();
      await listOf(page);
      assert.ok(await bottom(page.locator(".song-row").first()) < 844);
      await page.locator(".query-fold > summary").tap();
      assert.equal(await page.locator(".blend-control").isVisible(), true);
      await page.locator(".song-row .ask").first().tap();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width, 390);
      await page.context().close();
    });

    await t.step("gives axe nothing to report with all folds open, in light and dark", async () => {
      const page = await open(address, { reducedMotion: "reduce" });
      await listOf(page);
      for (const summary of await page.locator(".fold > summary").all()) await summary.click();
      await page.locator(".song-row .ask").first().click();
      if (catalogue.features.length > 0) await page.locator(".profile svg[role=img]").waitFor();
      await page.locator("#search").fill("a");
      assert.deepEqual(await axeFindings(page, "main"), []);
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await axeFindings(page, "main", COLOUR_RULES), []);
      await page.context().close();
    });

    await t.step("has no error in the console and asks no other host", () => {
      assert.deepEqual(complaints, []);
    });
  });
});
