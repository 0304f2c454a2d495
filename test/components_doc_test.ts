/** The examples of docs/components.md, each run in Chromium as an analyst would paste it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { examplesPage } from "../src/examples.md.ts";
import { axeFindings } from "./axe.ts";
import { withComponents } from "./component_page.ts";

/** What a page has before an example: the model, and Framework's `display`. */
const BEFORE = `
import {pageModelOf} from "./sample_page_models.ts";
const model = pageModelOf(Array.from({length: 40}, (_, i) => ({
  title: i === 3 ? "<script>alert(1)</script>" : "Song " + i, artist: "Artist " + (i % 5),
  popularity: (7 * i) % 100, playlists: [i % 4, (i + 1) % 4], energy: i / 40
})));
const display = (node) => document.querySelector("main").append(node);
`;

Deno.test("the page of examples runs each in a scope of its own and shows its code below", () => {
  const text = readFileSync("docs/components.md", "utf8");
  const page = examplesPage(text);
  assert.match(page, /^---\ntitle: .*\nstyle: .*\ndraft: true\n---\n/);
  const examples = [...text.matchAll(/^```js$/gm)].length - 1; // The first one reads the model.
  assert.equal([...page.matchAll(/^```js\n\{$/gm)].length, examples);
  assert.equal([...page.matchAll(/^```js run=false$/gm)].length, examples);
  const run = page.replace(/^```js run=false[^]*?^```$/gm, "");
  const imports = run.match(/^import .*$/gm) ?? [];
  assert.ok(imports.length > 0);
  assert.equal(new Set(imports).size, imports.length);
});

Deno.test("the examples of docs/components.md run, show something and pass axe", async (t) => {
  const text = readFileSync("docs/components.md", "utf8").replace(/````md[\s\S]*?````/g, "");
  const examples = Array.from(text.matchAll(/## ([^\n]+)\n|```js\n([\s\S]*?)```/g));
  await withComponents(async (open, complaints) => {
    let heading = "";
    for (const [, title, code] of examples) {
      heading = title ?? heading;
      if (code === undefined) continue;
      await t.step(heading, async () => {
        const page = await open(
          BEFORE +
            code.replaceAll("./components/", "./").replaceAll("./recommender/", "../recommender/"),
        );
        await page.waitForFunction(() =>
          (document.querySelector("main")?.childNodes.length ?? 0) > 1
        );
        assert.deepEqual(await axeFindings(page), []);
        await page.context().close();
      });
    }
    assert.deepEqual(complaints, []);
  });
});
