/**
 * Likes, dislikes, undo, keys in the list, filters that fit and the comparison of two lists on the
 * Recommend page in Chromium, against the recommender's own code: for any data set.
 */
import assert from "node:assert/strict";
import { songTitle } from "../src/components/model.ts";
import { listMoves, overlapWords } from "../src/components/recommend/list_moves.ts";
import { knownFits } from "../src/recommender/filters.ts";
import { axeFindings, COLOUR_RULES } from "./axe.ts";
import { expectations, sharedSongs } from "./expected_lists.ts";
import { chipsOf, fragmentOf, listOf, moveBlend } from "./recommend_page.ts";
import { withSiteUnderTest } from "./built_site.ts";

Deno.test("feedback and comparison on the Recommend page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const { trackIds } = model;
    const expected = expectations(model);
    const [first, second] = sharedSongs(model);
    const picks = { songs: [trackIds[first]] };
    const address = `#songs=${trackIds[first]}`;
    const title = (id: string) => songTitle(model, trackIds.indexOf(id));

    await t.step(
      "dislikes a song: it goes, what is like it steps back, a chip undoes it",
      async () => {
        const page = await open(address);
        const [disliked] = await listOf(page);
        await page.locator(".song-row .dislike").first().click();
        const list = await listOf(page);
        assert.deepEqual(list, expected.list({ ...picks, dislikes: [disliked] }));
        assert.ok(!list.includes(disliked));
        assert.equal(fragmentOf(page), `${address}&dislikes=${disliked}`);
        const chip = page.locator(".chip[data-kind=dislike]");
        assert.ok((await chip.innerText()).startsWith(`unlike ${title(disliked)}`));
        // What the dislike takes away stands in the reasons, and the terms still sum to the score.
        const pushed = expected.answer({ ...picks, dislikes: [disliked] });
        const at = pushed.list.findIndex(({ song }) => pushed.pushOf(song, "catalogue") !== null);
        if (at >= 0) {
          const row = page.locator(".song-row").nth(at);
          await row.locator(".ask").click();
          assert.match(await row.locator(".why").innerText(), /which you dislike/);
          const value = (text: string) => Number(text.replace("−", "-"));
          const shares = await row.locator(".score-table .signal td:last-child").allInnerTexts();
          const sum = shares.reduce((sum, text) => sum + value(text), 0);
          assert.ok(Math.abs(sum - value(await row.locator(".score").innerText())) < 0.003);
        }
        await chip.getByRole("button").click();
        assert.deepEqual(await listOf(page), expected.list(picks));
        await page.context().close();
      },
    );

    await t.step("likes and dislikes by key, the focus staying in the list", async () => {
      const page = await open(address);
      const [top, next] = await listOf(page);
      await page.locator(".song-row").first().focus();
      await page.keyboard.press("ArrowDown");
      const focused = () =>
        page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.song ?? "");
      assert.equal(await focused(), next);
      await page.keyboard.press("d");
      assert.equal(fragmentOf(page), `${address}&dislikes=${next}`);
      const list = await listOf(page);
      assert.ok(list.length < 2 || (await focused()) === list[1]);
      await page.keyboard.press("Home");
      const liked = await focused();
      await page.keyboard.press("l");
      assert.ok(fragmentOf(page).startsWith(`#songs=${trackIds[first]},${liked}`), top);
      assert.equal((await chipsOf(page)).length, 3);
      await page.locator(".chip button").first().focus();
      await page.keyboard.press("x");
      assert.equal((await chipsOf(page)).length, 2);
      await page.context().close();
    });

    await t.step("takes changes back and makes them again, by key and by button", async () => {
      const page = await open(address);
      const before = await listOf(page);
      await page.locator(".song-row .add").first().click();
      const after = await listOf(page), hash = fragmentOf(page);
      assert.notEqual(hash, address);
      // It shows as liked, in a fresh browser too, and a press takes the like back.
      const liked = page.locator(".feedback .liked");
      assert.equal(await liked.getAttribute("aria-label"), `Liked: ${title(before[0])}`);
      const other = await open(hash);
      assert.deepEqual(await listOf(other), after);
      await other.locator(".feedback .liked[aria-pressed=true]").click();
      assert.deepEqual(await listOf(other), before);
      assert.ok(await other.locator(".feedback").isHidden());
      assert.equal(fragmentOf(other), address);
      await other.context().close();
      await page.keyboard.press("Control+z");
      await page.waitForFunction((hash) => location.hash === hash, address);
      assert.deepEqual(await listOf(page), before);
      await page.keyboard.press("Control+Shift+z");
      await page.waitForFunction((hash) => location.hash !== hash, address);
      assert.deepEqual(await listOf(page), after);
      const undo = page.getByRole("button", { name: "Undo", exact: true });
      assert.equal(await undo.first().getAttribute("aria-disabled"), "false");
      await undo.first().click();
      await page.waitForFunction((hash) => location.hash === hash, address);
      assert.equal(await undo.first().getAttribute("aria-disabled"), "true");
      await page.context().close();
    });

    await t.step(
      "lists only what fits the picks, where the data set knows key or tempo",
      async () => {
        const page = await open(address);
        await listOf(page);
        await page.locator(".fold > summary", { hasText: "Only songs that" }).click();
        const fits = page.locator("fieldset", { hasText: "fit a pick" }).locator("label");
        const known = knownFits(model.catalogue);
        assert.equal(await fits.count(), known.length);
        if (known.length > 0) {
          await fits.first().click();
          assert.deepEqual(await listOf(page), expected.list({ ...picks, fits: [known[0]] }));
          assert.equal(fragmentOf(page), `${address}&fits=${known[0]}`);
        }
        await page.context().close();
      },
    );

    await t.step("compares a pinned list with the list under another blend", async () => {
      const page = await open(address);
      await listOf(page);
      await page.getByRole("button", { name: "Pin", exact: true }).click();
      await moveBlend(page, "none");
      const before = expected.list(picks);
      const shown = await listOf(page);
      const pinned = await page.locator(".pinned-songs li").evaluateAll((rows) =>
        rows.map((row) => (row as HTMLElement).dataset.song ?? "")
      );
      assert.deepEqual(pinned, before);
      const rows = (ids: string[]) => ids.map((id) => trackIds.indexOf(id));
      const moves = listMoves(rows(before), rows(shown));
      assert.equal(
        await page.locator(".overlap").innerText(),
        overlapWords(moves, Math.max(before.length, shown.length)),
      );
      assert.equal(await page.locator(".slopes path").count(), moves.shared);
      assert.equal(await page.locator(".move[data-way=new]").count(), shown.length - moves.shared);
      assert.equal(await page.locator(".has-left").count(), before.length - moves.shared);
      // The address holds both lists.
      const again = await open(new URL(page.url()).hash);
      assert.deepEqual(await listOf(again), shown);
      assert.equal(await again.locator(".pinned-songs li").count(), before.length);
      await again.getByRole("button", { name: "Swap" }).click();
      assert.deepEqual(await listOf(again), before);
      await again.getByRole("button", { name: "Unpin" }).click();
      assert.equal(fragmentOf(again), address);
      assert.equal(await again.locator(".pinned-bar").isVisible(), false);
      await page.context().close();
      await again.context().close();
    });

    await t.step("shows where the list lies and leads to the large map", async () => {
      const page = await open(address);
      const list = await listOf(page);
      await page.locator(".small-map").scrollIntoViewIfNeeded();
      await page.locator(".small-map .picked").first().waitFor();
      assert.ok(await page.locator(".small-map .listed").count() <= list.length);
      const href = await page.locator(".small-map").getAttribute("href");
      assert.match(href ?? "", new RegExp(`^\\./map${address}&layout=\\w+$`));
      await page.context().close();
    });

    await t.step("gives axe nothing to report while comparing, in light and dark", async () => {
      const pin = encodeURIComponent(`songs=${trackIds[second]}`);
      const page = await open(`${address}&dislikes=${trackIds[second]}&pin=${pin}`);
      await listOf(page);
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
