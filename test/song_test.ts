/** The Song page of the built site in Chromium, against the data it was built from. */
import assert from "node:assert/strict";
import { rowIndices } from "../src/recommender/incidence.ts";
import { EMPTY_QUERY } from "../src/recommender/query.ts";
import { recordingsOf } from "../src/recommender/recordings.ts";
import { signalNeighbors } from "../src/recommender/signal_neighbors.ts";
import { artistName, playlistName, songTitle } from "../src/components/model.ts";
import { EMPTY_STATE, featureWeights } from "../src/components/query/query_state.ts";
import { createRanker } from "../src/components/recommend/ranking_models.ts";
import { openingSentence, relatedSongs, standings } from "../src/components/song/facts.ts";
import { examples } from "../src/components/song/start.ts";
import { axeFindings } from "./axe.ts";
import { sharedSongs } from "./expected_lists.ts";
import { standing } from "./site_pages.ts";
import { withSiteUnderTest } from "./built_site.ts";

Deno.test("the Song page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const [song, other] = sharedSongs(model);
    const id = model.trackIds[song], otherId = model.trackIds[other];
    const { catalogue } = model;

    await t.step("opens with one sentence from the data, under the song's name", async () => {
      const page = await open(`song#song=${id}`);
      await page.locator(".opening").waitFor();
      assert.equal(await page.locator(".song-view > h2").innerText(), songTitle(model, song));
      assert.equal(await page.locator(".opening").innerText(), openingSentence(model, song));
      assert.match(await page.title(), new RegExp("Segue$"));
      await page.context().close();
    });

    await t.step(
      "shows features with their units, playlists, and songs of album and artist",
      async () => {
        const page = await open(`song#song=${id}`);
        await standing(page);
        if (standings(model, song).length > 0) {
          const plot = page.locator(".sound svg[role=img]");
          assert.match(await plot.getAttribute("aria-label") ?? "", /^How it sounds\. \w/);
        }
        const playlists = Array.from(rowIndices(catalogue.songPlaylists, song));
        assert.deepEqual(
          await page.getByRole("list", { name: "Its playlists" }).getByRole("link").allInnerTexts(),
          playlists.map((playlist) => playlistName(model, playlist)),
        );
        const { sameArtist } = relatedSongs(model, song);
        if (sameArtist.length > 0) {
          const heading = page.getByRole("heading", {
            name: `By the same artist (${sameArtist.length})`,
          });
          assert.equal(await heading.count(), 1);
        }
        await page.context().close();
      },
    );

    await t.step("lists the neighbours of each signal as the recommender ranks them", async () => {
      const page = await open(`song#song=${id}`);
      await page.locator(".signals .song-links li, .signals .none").first().waitFor();
      const ranker = createRanker("tuned", model);
      const parts = ranker.model.parts(
        { ...EMPTY_QUERY, songs: [song] },
        featureWeights(EMPTY_STATE, model, {}),
      );
      const excluded = new Uint8Array(catalogue.songCount);
      for (const version of [song, ...relatedSongs(model, song).versions]) excluded[version] = 1;
      const groups = recordingsOf(catalogue);
      for (const { signal, songs } of signalNeighbors(parts, { count: 10, excluded, groups })) {
        const list = page.getByRole("list", { name: `Nearest songs by the ${signal} signal` });
        assert.deepEqual(
          await list.getByRole("link").allInnerTexts(),
          Array.from(songs, (neighbor) => songTitle(model, neighbor)),
          signal,
        );
      }
      await page.context().close();
    });

    await t.step("goes from song to song and back, and keeps the picks", async () => {
      const page = await open(`song#song=${id}&songs=${otherId}`);
      const link = page.locator(".signals .song-links a").first();
      await link.waitFor();
      const title = await link.innerText();
      await link.click();
      await page.locator(".song-view > h2", { hasText: title }).first().waitFor();
      assert.match(page.url(), new RegExp(`#song=.*songs=${otherId}`));
      await page.getByRole("button", { name: "← Back" }).click();
      await page.waitForURL((url) => url.hash.includes(`song=${id}`));
      assert.equal(await page.locator(".song-view > h2").innerText(), songTitle(model, song));
      await page.context().close();
    });

    await t.step(
      "adds the song to the picks and takes it away; they are there on Recommend",
      async () => {
        const page = await open(`song#song=${id}`);
        const pick = page.locator(".pick");
        await pick.click();
        assert.equal(await pick.getAttribute("aria-pressed"), "true");
        assert.match(page.url(), new RegExp(`songs=${id}`));
        await page.getByRole("link", { name: "Recommend" }).click();
        await page.locator(".chip").first().waitFor();
        await page.goBack();
        await page.locator(".pick[aria-pressed=true]").click();
        assert.doesNotMatch(page.url(), /songs=/);
        await page.context().close();
      },
    );

    await t.step("leads to Spotify by a plain link, where the id is one of theirs", async () => {
      const page = await open(`song#song=${id}`);
      await page.locator(".song-actions").waitFor();
      const link = page.locator("a.listen");
      const isTheirs = !model.manifest.dataset.invented && /^[0-9A-Za-z]{22}$/.test(id);
      assert.equal(await link.count(), isTheirs ? 1 : 0);
      if (isTheirs) {
        assert.equal(await link.getAttribute("href"), `https://open.spotify.com/track/${id}`);
        assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
      }
      await page.context().close();
    });

    await t.step(
      "is found by search and by ready-made examples where no song is chosen",
      async () => {
        const page = await open("song");
        await page.locator(".song-start").waitFor();
        const [first] = examples(model);
        assert.equal(
          await page.locator(".song-start .title").first().innerText(),
          songTitle(model, first.song),
        );
        await page.keyboard.press("/");
        await page.keyboard.type(`${songTitle(model, song)} ${artistName(model, song)}`);
        await page.locator("#search-hits [role=option]").first().waitFor();
        await page.keyboard.press("Enter");
        await page.locator(".song-view").waitFor();
        await page.context().close();
      },
    );

    await t.step("says so where the data set does not have the song of an address", async () => {
      const page = await open(`song#song=<script>alert(1)</script>${"x".repeat(80)}`, {
        viewport: { width: 390, height: 844 },
      });
      const status = page.getByRole("status").filter({ hasText: "not in this data set" });
      assert.match(
        await status.innerText(),
        /The song <script>alert\(1\)<\/script>x+ of this address/,
      );
      // However long the id is, the page does not scroll sideways.
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      await page.context().close();
    });

    await t.step("passes axe, and lists its keys at ?", async () => {
      const page = await open(`song#song=${id}`);
      await standing(page);
      assert.deepEqual(await axeFindings(page), []);
      await page.keyboard.press("?");
      const dialog = page.getByRole("dialog", { name: "Keys" });
      assert.match(await dialog.innerText(), /Search/);
      for (let stop = 0; stop < 6; stop++) {
        await page.keyboard.press("Tab");
        const isOutside = await page.evaluate(() =>
          document.activeElement !== document.body &&
          document.activeElement?.closest("dialog") === null
        );
        assert.equal(isOutside, false, "the focus stays in the dialog");
      }
      assert.deepEqual(await axeFindings(page), []);
      await page.keyboard.press("Escape");
      assert.equal(await dialog.count(), 0);
      await page.context().close();
    });
    assert.deepEqual(complaints, []);
  });
});
