/**
 * `npm run dev` in a copy of the project: what an analyst edits shows in the open page.
 */
import assert from "node:assert/strict";
import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { type DevProject, PATIENCE, watched, withDevProject } from "./dev_project.ts";

const SETTINGS = "loaders/settings.ts";

Deno.test("npm run dev", (t) =>
  withDevProject("data/sample_songs.csv", (project) => checks(t, project)));

async function checks(
  t: Deno.TestContext,
  { page, address, dataset, shows, edit, said }: DevProject,
): Promise<void> {
  await t.step("shows the model of the data set and settings", () => shows("topN 20"));

  await t.step("shows the text of a page that is edited", async () => {
    edit("src/probe.md", "Text as written.", "Text as edited.");
    await shows("Text as edited.");
  });

  await t.step(
    "shows the new model when topN is edited, and reruns the searches only",
    async () => {
      edit(SETTINGS, /topN: 20/, "topN: 7");
      await shows("topN 7");
      assert.match(said(), /songs +as before/);
      assert.match(said(), /factors +as before/);
      assert.match(said(), /content neighbours +again: topN 20 → 7/);
      // The data set lies in the project's folder: what is written below it is no other change.
      assert.equal(said().match(/Building the model .*topN 20 → 7/g)?.length, 1);
    },
  );

  await t.step("shows new settings on the Model page, whatever is still measured", async () => {
    const topN = (value: number) =>
      page.locator("#making tr", { hasText: new RegExp(`topN\\s*${value}`) })
        .waitFor({ timeout: PATIENCE });
    await watched(page, () => page.goto(`${address}/model`));
    await topN(7);
    edit(SETTINGS, /topN: 7/, "topN: 8");
    await topN(8);
    assert.equal(await page.locator(".observablehq--error").count(), 0);
    edit(SETTINGS, /topN: 8/, "topN: 7");
    await watched(page, () => page.goto(`${address}/probe`));
    await shows("topN 7");
  });

  await t.step("calls things by the words of the settings at once", async () => {
    await shows("Of a song.");
    edit(SETTINGS, `song: ["song", "songs"]`, `song: ["item", "items"]`);
    await shows("Of an item.");
    await watched(page, () => page.reload());
  });

  await t.step("shows the error of a rerun that fails, and the last good model", async () => {
    edit(SETTINGS, /topN: 7/, "topN: 0");
    await shows(/topN = 0 \(loaders\/settings\.ts\): it must be at least 1/);
    await shows("topN 7");
    await watched(page, () => page.reload());
    await shows(/topN = 0 .*The page shows the last good model/);
    await shows("topN 7");
  });

  await t.step("takes the error away when it is mended", async () => {
    edit(SETTINGS, /topN: 0/, "topN: 9");
    await shows("topN 9");
    await page.locator("[role=alert]").waitFor({ state: "detached", timeout: PATIENCE });
  });

  await t.step("shows the error of settings that cannot be read at all", async () => {
    edit(SETTINGS, /topN: 9,/, "topN: 9 8,");
    await shows(/Expected.*The page shows the last good model/);
    edit(SETTINGS, /topN: 9 8,/, "topN: 9,");
    await page.locator("[role=alert]").waitFor({ state: "detached", timeout: PATIENCE });
  });

  await t.step("shows the data set that replaces another under its name and time", async () => {
    const { atime, mtime } = statSync(dataset);
    const lines = readFileSync(dataset, "utf8").split("\n");
    const songs = new Set(lines.slice(1, 301).map((line) => line.split(",")[0])).size;
    writeFileSync(dataset, lines.slice(0, 301).join("\n") + "\n");
    utimesSync(dataset, atime, mtime);
    await shows(`${songs} songs`);
  });
}
