/** The Model page's comparison of two builds in Chromium: what an edit changed, in words and tables. */
import assert from "node:assert/strict";
import { axeFindings } from "./axe.ts";
import { withComponents } from "./component_page.ts";
import type { ModelDiff, SetDiff } from "../src/statistics/model_diff.ts";

const same: SetDiff = { before: 3, now: 3, added: 0, gone: 0, addedNames: [], goneNames: [] };
const DIFF: ModelDiff = {
  datasets: ["songs.csv", "songs.csv"],
  sameData: false,
  songs: {
    ...same,
    now: 5,
    added: 3,
    gone: 1,
    addedNames: ["New <i>song</i>"],
    goneNames: ["Old"],
  },
  playlists: same,
  pairs: { ...same, added: 1 },
  settings: [{ name: "topN", before: "20", now: "30" }],
  accuracy: [{
    subset: "warm",
    metric: "ndcg",
    k: 10,
    before: 0.141,
    now: 0.139,
    difference: -0.002,
    low: -0.006,
    high: 0.002,
    playlists: 400,
  }],
  lists: [{
    signal: "audio",
    songs: 3,
    meanOverlap: 0.925,
    unchanged: 2,
    most: [{ id: "a", name: "<b>Title</b>", overlap: 0.4 }],
  }],
};

const codeOf = (diff: ModelDiff | null) => `
import {modelDiffSection} from "./model_diff/section.ts";
document.querySelector("main").append(modelDiffSection({diff: ${JSON.stringify(diff)}}));
`;

Deno.test("the comparison of two builds", async (t) => {
  await withComponents(async (open, complaints) => {
    const page = await open(codeOf(DIFF));
    const section = page.getByRole("region", { name: "What did the last edit change?" });
    const rows = (caption: string) =>
      section.locator("table", { hasText: caption }).locator("tbody tr").allInnerTexts();

    await t.step("says what came and went", async () => {
      const text = await section.innerText();
      assert.match(text, /3 songs came and 1 went, 0 playlists came and 0 went, 1 pair came/);
      assert.match(text, /New songs: New <i>song<\/i> and 2 more\./);
      assert.match(text, /Songs that went: Old\./);
    });

    await t.step("sets settings and accuracy beside those before, with the interval", async () => {
      assert.deepEqual(await rows("Settings that differ"), ["topN\t20\t30"]);
      assert.deepEqual(await rows("Accuracy of the default"), [
        "NDCG@10, warm songs\t0.141\t0.139\t−0.002\t−0.006 to +0.002",
      ]);
    });

    await t.step("tells how far lists agree and which changed most, names as text", async () => {
      assert.deepEqual(await rows("First 20 neighbours"), ["audio\t92.5\u00a0%\t2 of 3 songs"]);
      assert.deepEqual(await rows("changed most"), ["<b>Title</b>\t40\u00a0%"]);
    });

    await t.step("passes axe", async () => assert.deepEqual(await axeFindings(page), []));

    await t.step("invites to an edit where there is no build before", async () => {
      const alone = await open(codeOf(null));
      await alone.getByText("There is no earlier build to compare with").waitFor();
    });
    assert.deepEqual(complaints, []);
  });
});
