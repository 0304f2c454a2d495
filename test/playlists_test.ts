/** The Playlists page of the built site in Chromium, for any data set. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { misspeltLines } from "../src/components/playlists/misspelt_lines.ts";
import { artistName } from "../src/components/model.ts";
import { rowIndices } from "../src/recommender/incidence.ts";
import { recordingsOf } from "../src/recommender/recordings.ts";
import { parseFragment, plainFragment, readState } from "../src/components/query/query_state.ts";
import { axeFindings } from "./axe.ts";
import { expectations } from "./expected_lists.ts";
import { withSiteUnderTest } from "./built_site.ts";

const opening = (page: Page) => page.locator(".playlists-page .opening").innerText();
/** The songs of the address, which packs many of them. */
const songsOf = (page: Page) =>
  readState(parseFragment(plainFragment(new URL(page.url()).hash))).songs;
const found = (page: Page) => page.locator(".found-sentence").innerText();

async function paste(page: Page, text: string): Promise<void> {
  await page.locator("#pasted").fill(text);
  await page.getByRole("button", { name: "Find these songs" }).click();
}

Deno.test("the Playlists page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const { catalogue, trackIds, playlistIds } = model;
    const playlist = [...playlistIds.keys()].find((row) =>
      rowIndices(catalogue.playlistSongs, row).length >= 5
    )!;
    const songs = [...rowIndices(catalogue.playlistSongs, playlist)];
    const hasNames = songs.every((song) => catalogue.titles[song] && catalogue.artists[song] >= 0);

    await t.step("invites to pick one, or to bring one's own", async () => {
      const page = await open("playlists");
      await page.locator(".data-table .row").first().waitFor();
      assert.match(await opening(page), /Pick a playlist, or bring your own\.$/);
      assert.deepEqual(await axeFindings(page), []);
      await page.locator(".playlist-picker .row").first().click();
      assert.match(new URL(page.url()).hash, /list=/);
      await page.locator(".subject").waitFor();
      assert.match(await opening(page), /^“.+” has [\d,]+ songs?, /);
      await page.context().close();
    });

    await t.step("continues a playlist as the Recommend page does", async () => {
      const page = await open(`playlists#list=${playlistIds[playlist]}`);
      const rows = page.locator("[aria-label=Continuation] .row [data-column=title] a");
      await rows.first().waitFor();
      const first = await rows.first().getAttribute("href");
      const [expected] = expectations(model).list({ playlists: [playlistIds[playlist]] });
      assert.match(first ?? "", new RegExp(`song=${encodeURIComponent(expected)}`));
      assert.deepEqual(await axeFindings(page), []);
      await page.context().close();
    });

    await t.step("names what sets songs apart where there are features, else says so", async () => {
      const page = await open(`playlists#list=${playlistIds[playlist]}`);
      await page.locator("[aria-label=Continuation]").waitFor();
      const outliers = await page.locator("[aria-label='Songs that fit least'] .row").count();
      if (catalogue.features.length > 0) assert.ok(outliers > 0);
      else assert.match(await page.locator(".subject").innerText(), /no audio features/);
      await page.context().close();
    });

    await t.step("finds links and ids, and makes them the query", async () => {
      const page = await open("playlists");
      const ids = songs.slice(0, 4).map((song) => trackIds[song]);
      await paste(page, ids.join("\n"));
      assert.equal(await found(page), "4 of 4 lines found.");
      assert.deepEqual(songsOf(page), ids);
      await page.locator("[aria-label=Continuation] .row").first().waitFor();
      await page.context().close();
    });

    if (hasNames) {
      await t.step(
        "finds misspelt lines, shows the doubtful and takes what is confirmed",
        async () => {
          const page = await open("playlists");
          const named = Array.from({ length: catalogue.songCount }, (_, song) => song)
            .filter((song) => catalogue.titles[song] !== "" && catalogue.artists[song] >= 0);
          const { songs: rows, lines } = misspeltLines(
            named.length,
            (row) => ({
              artist: artistName(model, named[row]),
              title: catalogue.titles[named[row]],
            }),
            200,
            7,
          );
          await paste(page, [...lines, "Qwxzptk - Zzyrgl Vvoqqh"].join("\n"));
          assert.match(await found(page), /, 1 not found\.$|, \d+ not found\.$/);
          assert.match(await page.locator(".not-found").innerText(), /Qwxzptk - Zzyrgl Vvoqqh/);
          const recordings = recordingsOf(catalogue);
          const meant = new Set(rows.map((row) => recordings[named[row]]));
          const recordingOf = (id: string) => recordings[trackIds.indexOf(id)];
          const taken = songsOf(page);
          assert.ok(taken.filter((id) => meant.has(recordingOf(id))).length >= 0.97 * taken.length);
          const doubtful = page.locator(".doubtful select");
          if (await doubtful.count() > 0) {
            await page.getByRole("button", { name: "Take all first choices" }).click();
            assert.ok(songsOf(page).length > taken.length);
          }
          const right = songsOf(page).filter((id) => meant.has(recordingOf(id))).length;
          assert.ok(right >= 0.95 * meant.size, `${right} of ${meant.size}`);
          await page.goBack();
          assert.deepEqual(songsOf(page), taken);
          assert.deepEqual(await axeFindings(page), []);
          await page.context().close();
        },
      );
    }

    await t.step("takes a CSV file with features, whose unknown songs speak by them", async () => {
      const page = await open("playlists");
      const features = catalogue.features.map(({ name }) => name);
      const csv = [
        ["Track URI", "Track Name", "Artist Name(s)", ...features].join(","),
        [trackIds[songs[0]], "x", "y", ...features.map(() => "0")].join(","),
        ["", "Zzyrgl Vvoqqh", "Qwxzptk", ...catalogue.features.map(({ values }) => values[0])]
          .join(","),
      ].join("\n");
      await page.locator("#playlist-file").setInputFiles({
        name: "mine.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(csv),
      });
      assert.equal(await found(page), "1 of 2 lines found, 1 not found.");
      const says = await page.locator(".match-review").innerText();
      assert.equal(/1 song of these speaks/.test(says), features.length > 0);
      if (features.length > 0) {
        // It stays: in a fresh browser, and as a pick of the other pages.
        const hash = new URL(page.url()).hash;
        const continued = async (page: Page) => {
          const rows = page.locator("[aria-label=Continuation] .row");
          await rows.first().waitFor();
          return await rows.allInnerTexts();
        };
        const own = await continued(page);
        const again = await open(`playlists${hash}`);
        assert.deepEqual(await continued(again), own);
        await again.goto(new URL(`./${hash}`, again.url()).href);
        const chip = again.locator(".chip[data-kind=own]");
        assert.match(await chip.innerText(), /your own 1 song Zzyrgl Vvoqqh, Qwxzptk/);
        await chip.getByRole("button").click();
        await chip.waitFor({ state: "detached" });
        assert.ok(!new URL(again.url()).hash.includes("own="));
        await again.context().close();
      }
      await page.context().close();
    });

    await t.step("says in one sentence what it cannot read", async () => {
      const page = await open("playlists");
      await paste(page, "a,b\0");
      assert.match(
        await page.locator(".message").innerText(),
        /^Cannot read the playlist: it is no text; /,
      );
      await page.context().close();
    });

    await t.step("shows names as text, whatever they hold", async () => {
      const page = await open("playlists");
      await paste(page, "<img src=x onerror=alert(1)> - <script>alert(1)</script>");
      assert.match(await page.locator(".not-found").innerText(), /<script>alert\(1\)<\/script>/);
      assert.equal(await page.locator(".match-review img, .match-review script").count(), 0);
      await page.context().close();
    });

    await t.step("fits a phone", async () => {
      const page = await open(`playlists#list=${playlistIds[playlist]}`, {
        viewport: { width: 390, height: 844 },
      });
      await page.locator("[aria-label=Continuation] .row").first().waitFor();
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
