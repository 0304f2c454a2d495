/** The panel of saved queries in Chromium: kept in the browser, opened, taken along, removed. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { axeFindings } from "./axe.ts";
import { withComponents } from "./component_page.ts";

const PANEL = `
import {QueryAddress} from "./query/query_address.ts";
import {savedQueries} from "./query/saved_queries.ts";
document.querySelector("main").append(savedQueries(new QueryAddress(), () => "A name in words"));
`;
const NAME = "<script>alert(1)</script>";

Deno.test("queries that are saved", async () => {
  await withComponents(async (open, complaints) => {
    const page = await open(PANEL);
    const summary = page.getByText("Saved queries");
    const entries = page.locator(".saved-list li");
    const status = page.locator(".saved-status");
    const hash = () => new URL(page.url()).hash;
    const keep = async (fragment: string, name: string) => {
      await page.evaluate((fragment) => location.hash = fragment, fragment);
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByRole("button", { name: "Save", exact: true }).click();
    };

    await summary.click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    assert.match(await status.innerText(), /nothing to save/);
    await keep("#songs=a,b&blend=0.3", NAME);
    await keep("#genres=rock", "");
    assert.deepEqual(await page.locator(".saved-list .name").allInnerTexts(), [
      "A name in words",
      NAME,
    ]);
    assert.deepEqual(await axeFindings(page), []);

    // They outlast the page, and each opens as it was kept; the back button undoes that.
    await page.reload();
    await summary.click();
    await entries.nth(1).locator(".open").click();
    assert.equal(hash(), "#songs=a,b&blend=0.3");
    await page.goBack();
    assert.equal(hash(), "#genres=rock");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export" }).click(),
    ]);
    const text = readFileSync(await download.path(), "utf8");
    const exported: { queries: { name: string; fragment: string }[] } = JSON.parse(text);
    assert.deepEqual(exported.queries.map(({ name, fragment }) => [name, fragment]), [
      ["A name in words", "genres=rock"],
      [NAME, "songs=a,b&blend=0.3"],
    ]);

    await page.getByRole("button", { name: `Remove ${NAME} from the saved queries` }).click();
    assert.equal(await entries.count(), 1);
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await entries.count(), 2);

    // In another browser: none, then those of the file.
    const other = await open(PANEL);
    await other.getByText("Saved queries").click();
    assert.equal(await other.locator(".saved-list li").count(), 0);
    await other.locator("input[type=file]").setInputFiles({
      name: "queries.json",
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });
    await other.locator(".saved-list li").nth(1).waitFor();
    assert.deepEqual(complaints, []);
  });
});
