/**
 * Which list the Recommend page of the built site shows in Chromium, by either model and as it is
 * asked to be made, against the recommender's own code on the model that the site was built from.
 */
import assert from "node:assert/strict";
import { artistName } from "../src/components/model.ts";
import type { QueryState } from "../src/components/query/query_state.ts";
import {
  blendOfWeights,
  stepAside,
  weightsOfBlend,
  withWeight,
} from "../src/components/recommend/blend_weights.ts";
import type { Weights } from "../src/recommender/contract.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import { relevancesOf, tunedFindings } from "../src/recommender/tuned_findings.ts";
import { expectations, sharedSongs } from "./expected_lists.ts";
import { blendAfter, fragmentOf, listOf, moveBlend } from "./recommend_page.ts";
import { withSiteUnderTest } from "./built_site.ts";

Deno.test("the list of the Recommend page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const { catalogue, trackIds } = model;
    const expected = expectations(model), classic = expectations(model, "classic");
    const picks = { songs: sharedSongs(model).slice(0, 2).map((song) => trackIds[song]) };
    const address = `#songs=${picks.songs.join(",")}`;

    await t.step(
      "ranks with what the build found in the catalogue, as the page would find it",
      () => {
        const found = tunedFindings(catalogue);
        const relevances = relevancesOf(tunedModel(catalogue, { findings: found }));
        const expected = { ...found, relevances };
        assert.deepEqual(model.tunedFindings ?? expected, expected);
      },
    );

    for (const [name, { list, ranker }] of [["tuned", expected], ["classic", classic]] as const) {
      await t.step(
        `lists what the ${name} model ranks, from one end of the blend to the other`,
        async () => {
          const page = await open(name === "tuned" ? address : `${address}&model=classic`);
          assert.deepEqual(await listOf(page), list(picks));
          const after = (move: "none" | "all") => list({ ...picks, ...blendAfter(ranker, move) });
          assert.notDeepEqual(after("none"), after("all"));
          const legend = page.locator(".signal-legend li", { hasText: "collaborative" });
          await moveBlend(page, "none");
          assert.deepEqual(await listOf(page), after("none"));
          assert.match(await legend.innerText(), / 0\s%/);
          await moveBlend(page, "all");
          assert.deepEqual(await listOf(page), after("all"));
          assert.match(await legend.innerText(), / 100\s%/);
          await page.context().close();
        },
      );
    }

    await t.step("changes the model, and goes back to the blend that is marked", async () => {
      const page = await open(`${address}&blend=0.9`);
      await listOf(page);
      await page.getByRole("button", { name: "Default" }).click();
      assert.deepEqual(await listOf(page), expected.list(picks));
      assert.equal(fragmentOf(page), address);
      await page.locator("#ranking-model").selectOption("classic");
      assert.deepEqual(await listOf(page), classic.list(picks));
      assert.equal(fragmentOf(page), `${address}&model=classic`);
      assert.equal(await page.locator(".weight-triangle").isVisible(), false);
      assert.equal(await page.locator("#blend").isVisible(), true);
      await page.locator("#ranking-model").selectOption("tuned");
      assert.deepEqual(await listOf(page), expected.list(picks));
      assert.equal(fragmentOf(page), address);
      await page.context().close();
    });

    if (expected.ranker.isSplit) {
      const at = (weights: Weights) => {
        const { blend, split } = blendOfWeights(weights);
        return { ...picks, blend, split };
      };
      const { markedBlend, markedSplit } = expected.ranker;
      const marked = weightsOfBlend(markedBlend, markedSplit);

      await t.step("takes the blend to a corner, by name", async () => {
        const page = await open(address);
        await listOf(page);
        await page.getByRole("button", { name: "audio", exact: true }).click();
        assert.deepEqual(await listOf(page), expected.list(at(withWeight(marked, "audio", 1))));
        assert.equal(fragmentOf(page), `${address}&blend=0&split=1`);
        const legend = await page.locator(".signal-legend").innerText();
        assert.match(legend.replace(/\s+/g, " "), /collaborative 0 % audio 100 % catalogue 0 %/);
        await page.getByRole("button", { name: "Classic hybrid" }).click();
        assert.equal(fragmentOf(page), `${address}&blend=0.5&split=1`);
        const fields = page.locator(".weight-field input");
        assert.deepEqual(
          await fields.evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value)),
          ["0", "50", "50"],
        );
        await page.context().close();
      });

      await t.step("moves the point of the triangle by arrow keys and by the pointer", async () => {
        const page = await open(address);
        await listOf(page);
        const point = page.locator(".surface .point");
        await point.focus();
        await page.keyboard.press("ArrowUp");
        const up = stepAside(marked, 0, 0.02);
        assert.deepEqual(await listOf(page), expected.list(at(up)));
        assert.equal(
          await page.locator("#weight-of-catalogue").inputValue(),
          String(Math.round(100 * up.catalogue)),
        );
        assert.match(await point.getAttribute("aria-valuetext") ?? "", /% catalogue$/);
        const box = (await page.locator(".surface").boundingBox())!;
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await page.mouse.down();
        // Far above the triangle: its upper corner is the nearest place.
        await page.mouse.move(box.x + box.width / 2, Math.max(1, box.y - 150), { steps: 4 });
        // The hand rests: its list is in order for those too who do not see it.
        await page.locator(".songs:not(.afloat)").waitFor();
        const shown = await listOf(page);
        assert.deepEqual(shown, expected.list(at(withWeight(marked, "catalogue", 1))));
        assert.equal(fragmentOf(page).includes("blend=0&"), false, "a drag is no step yet");
        await page.mouse.up();
        await page.waitForFunction(
          (fragment) => decodeURIComponent(location.hash) === decodeURIComponent(fragment),
          `${address}&blend=0&split=0`,
        );
        await page.context().close();
      });

      await t.step("shows each list of a drag in its order, before the hand rests", async () => {
        const page = await open(address);
        await listOf(page);
        const seen = await page.locator(".surface").evaluate(async (surface) => {
          const { left, top, width, height } = surface.getBoundingClientRect();
          surface.setPointerCapture = () => {};
          const send = (type: string, x: number, y: number) =>
            surface.dispatchEvent(
              new PointerEvent(type, { clientX: left + width * x, clientY: top + height * y }),
            );
          const list = document.querySelector(".songs")!;
          // To and fro, and at last far above the upper corner.
          send("pointerdown", 0.5, 0.9);
          const isAfloat = list.classList.contains("afloat");
          for (let frame = 0; frame < 60; frame++) {
            if (frame < 30) send("pointermove", 0.5 + 0.3 * Math.sin(frame), 0.9 - frame / 60);
            else send("pointermove", 0.5, -3);
            await new Promise((drawn) => requestAnimationFrame(drawn));
          }
          const rows = Array.from(list.querySelectorAll<HTMLElement>(".song-row"))
            .filter((row) => row.checkVisibility({ visibilityProperty: true }))
            .map((row) => ({ row, ...row.getBoundingClientRect().toJSON() as DOMRect }))
            .filter(({ top }) => top >= 0 && top < innerHeight)
            .sort((a, b) => a.top - b.top);
          return {
            isAfloat,
            songs: rows.map(({ row }) => row.dataset.song ?? ""),
            ranks: rows.map(({ row }) => Number(row.querySelector(".rank")?.textContent)),
            gaps: rows.slice(1).map(({ top }, i) => Math.abs(top - rows[i].bottom)),
          };
        });
        assert.equal(seen.isAfloat, true);
        const list = expected.list(at(withWeight(marked, "catalogue", 1)));
        assert.ok(seen.songs.length > 3, String(seen.songs.length));
        assert.deepEqual(seen.songs, seen.ranks.map((rank) => list[rank - 1]));
        assert.deepEqual(seen.ranks, seen.ranks.map((_, i) => seen.ranks[0] + i));
        assert.ok(seen.gaps.every((gap) => gap < 1), String(seen.gaps));
        await page.context().close();
      });

      await t.step("says what was measured at the blend, for known and for new songs", async () => {
        const page = await open(address);
        const words = page.locator("#blend-words");
        await page.waitForFunction(() =>
          Boolean(document.querySelector("#blend-words")?.textContent)
        );
        if (/^No accuracy/.test(await words.innerText())) return await page.context().close();
        assert.match(await words.innerText(), /^At the default: .*warm NDCG@10 0\.\d{3}\.$/);
        assert.ok(await page.locator(".surface .cells path").count() > 5);
        await page.getByLabel("New songs").check();
        assert.match(await words.innerText(), /cold NDCG@10/);
        await page.getByRole("button", { name: "audio", exact: true }).click();
        assert.match(await words.innerText(), /^At this blend: .*cold NDCG@10 0\.\d{3} \(default /);
        await page.context().close();
      });
    }

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
      await page.locator(".song-row .ask").first().click();
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
