/** The SQL notebook of the built site in Chromium, whichever data set it was built from. */
import assert from "node:assert/strict";
import { withSiteUnderTest } from "./built_site.ts";

Deno.test("the SQL notebook", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const page = await open("notebook");
    const box = page.locator(".sql-box");
    const status = box.locator(".status");
    const ask = async (query: string, answer: RegExp) => {
      await box.getByLabel("SQL query").fill(query);
      await page.keyboard.press("Control+Enter");
      await status.filter({ hasText: answer }).waitFor({ timeout: 60_000 });
    };

    await t.step(
      "answers the question that it opens with",
      () => status.filter({ hasText: /^\d+ rows? in/ }).waitFor({ timeout: 60_000 }),
    );

    await t.step(
      "answers each of its queries, or says that the data set has nothing of it",
      async () => {
        const headings = await page.locator("#observablehq-main h2").allInnerTexts();
        assert.equal(headings.length, 13, "a box and twelve queries");
        // Framework replaces what stands in a cell's place; each query ends with a table, a chart or a line.
        await page.waitForFunction(
          () => {
            const ends = ".rows, figure, svg[role=img], svg.plot-d6a7b5, svg[aria-label], .nothing";
            const sections: Element[][] = [];
            for (const node of document.querySelectorAll("#observablehq-main > *")) {
              if (node.tagName === "H2") sections.push([]);
              else sections.at(-1)?.push(node);
            }
            return sections.slice(1).every((nodes) =>
              nodes.some((node) => node.matches(ends) || node.querySelector(ends) !== null)
            );
          },
          undefined,
          { timeout: 60_000 },
        );
        assert.equal(await page.locator(".observablehq--error").count(), 0);
      },
    );

    await t.step(
      "runs a query of one's own, shows its text as text, and keeps it in the address",
      async () => {
        await ask("SELECT count(*)::INT AS n, '<b>bold</b>' AS t FROM songs", /^1 row in/);
        const cells = await box.locator("tbody td").allInnerTexts();
        assert.deepEqual(cells.slice(-2), [
          String(model.trackIds.length),
          "<b>bold</b>",
        ]);
        assert.match(new URL(page.url()).hash, /sql=/);
      },
    );

    await t.step("says what is wrong with a query, and answers the next one", async () => {
      await ask("SELECT nothing FROM songs", /nothing/);
      assert.equal(await box.locator(".result table").count(), 0);
      await ask("SELECT 7 AS seven", /^1 row in/);
    });

    await t.step("tells what the tables hold", async () => {
      await box.locator("summary").click();
      await box.locator("dt", { hasText: /^songs$/ }).waitFor();
      const tables = await box.locator("dt").allInnerTexts();
      for (const name of ["songs", "playlists", "interactions", "evaluation"]) {
        assert.ok(tables.includes(name), name);
      }
      assert.match(await box.locator("dd").allInnerTexts().then(String), /track_id varchar/);
    });
    assert.deepEqual(complaints, []);
  });
});
