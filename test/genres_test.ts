/** The Genres page of the built site in Chromium, whichever data set it was built from. */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import {
  type Grouping,
  GROUPINGS,
  groupsOf,
  sharedSongs,
} from "../src/components/genres/groups.ts";
import { GroupSound } from "../src/components/genres/sound.ts";
import { wordsOf } from "./insight_site.ts";
import { withSiteUnderTest } from "./built_site.ts";

Deno.test("the Genres page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const opened = async (options: BrowserContextOptions = {}, fragment = "") => {
      const page = await open(`genres${fragment}`, options);
      await page.locator(".figures[data-ready]").waitFor({ timeout: 120_000 });
      return page;
    };
    const available = GROUPINGS.filter((by) => groupsOf(model, by).groups.length > 1);
    if (available.length === 0) {
      await t.step("says so where there are no genres", async () => {
        const page = await opened();
        assert.match(await page.locator(".opening").innerText(), /names no two genres/);
      });
      return;
    }
    const [by] = available;
    const { groups } = groupsOf(model, by);
    const page = await opened();

    await t.step("draws what sound and songs say of every pair", () => assertPairs(page, by));

    await t.step("shows the chosen pair, its bridges, and a query from them", async () => {
      const last = groups.length - 1;
      await page.getByLabel("First of the pair").selectOption({ index: 0 });
      await page.getByLabel("Second of the pair").selectOption({ index: last });
      const names = [groups[0].name, groups[last].name];
      await page.getByLabel(`Songs between ${names[0]} and ${names[1]}`).waitFor();
      assert.ok(
        decodeURIComponent(new URL(page.url()).hash).includes(`between=${names.join("|")}`),
      );
      const link = page.locator("#bridges a.action");
      const ids = (await link.getAttribute("data-ids"))!.split(",").map(decodeURIComponent);
      assert.ok(ids.length > 0 && ids.every((id) => model.trackIds.includes(id)), ids.join());
      const first = await page.locator("#bridges [role=grid] a").first().getAttribute("href");
      assert.ok(first!.includes(encodeURIComponent(ids[0])), `${first} ${ids[0]}`);

      const again = await opened({}, new URL(page.url()).hash);
      assert.equal(
        await again.getByLabel("Second of the pair").inputValue(),
        await page.getByLabel("Second of the pair").inputValue(),
      );
      await again.context().close();
    });

    await t.step("lets nobody compare a genre with itself", async () => {
      await page.getByLabel("First of the pair").selectOption({ index: groups.length - 1 });
      assert.notEqual(
        await page.getByLabel("First of the pair").inputValue(),
        await page.getByLabel("Second of the pair").inputValue(),
      );
    });

    if (available.length > 1) {
      await t.step("compares subgenres, in the address", async () => {
        await page.getByRole("button", { name: "Subgenres" }).click();
        await page.waitForFunction(() => location.hash.includes("by=subgenre"));
        await assertPairs(page, "subgenre");
      });
    }
    await page.context().close();

    assert.deepEqual(complaints, []);

    async function assertPairs(page: Page, by: Grouping): Promise<void> {
      const { groups } = groupsOf(model, by);
      const sound = new GroupSound(model, groups), shared = sharedSongs(model, groups);
      const panels = await wordsOf(page.locator("#overlap"));
      const songs = panels.at(-2)!;
      if (groups.length < 10) {
        for (let a = 0; a < groups.length; a++) {
          for (let b = a + 1; b < groups.length; b++) {
            const pair = `${groups[a].name} and ${groups[b].name}: `;
            const at = songs.indexOf(pair);
            assert.ok(at >= 0, `${pair} in ${songs}`);
            assert.ok(
              songs.slice(at + pair.length).startsWith(shared[a][b].shared.toLocaleString("en")),
              pair,
            );
            if (sound.featureCount === 0) continue;
            assert.ok(
              panels[0].includes(`${pair}energy distance ${sound.distance(a, b).toFixed(3)}`),
              `${pair} ${sound.distance(a, b)}`,
            );
          }
        }
      }
      if (sound.featureCount === 0) return;
      // Every distance lies within its interval.
      await page.waitForFunction(() =>
        document.querySelector("#distances svg[role=img]")
          ?.getAttribute("aria-description")?.includes("95 %")
      );
      const [distances] = await wordsOf(page.locator("#distances"));
      const rows = distances.matchAll(/: ([\d.]+), 95 %: ([\d.]+) to ([\d.]+\d)/g);
      let read = 0;
      for (const [, value, low, high] of rows) {
        assert.ok(Number(low) <= Number(value) && Number(value) <= Number(high), distances);
        read++;
      }
      assert.ok(read > 0, distances);
    }
  });
});
