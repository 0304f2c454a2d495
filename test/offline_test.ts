/**
 * Builds a site that uses every built-in with the network cut off, and opens it in Chromium.
 *
 * The fixture is `offline_site/`, built below `.cache/` so that it finds the project's node_modules
 * and configuration.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import JSZip from "jszip";
import { literal, withDuckDB } from "../loaders/duckdb.ts";
import { launchChromium } from "../scripts/chromium.ts";
import { finishSite } from "../scripts/finish_site.ts";
import { selfHost } from "../scripts/self_host.ts";
import { siteHandler } from "../scripts/site_handler.ts";

const CONFIG = `import config from "../../observablehq.config.ts";
export default { ...config, pages: [{ name: "SQL", path: "/sql" }, { name: "More", path: "/more" }] };
`;

/** Lets no socket of a Node process connect: for machines that give no network namespaces. */
const NO_SOCKETS = "data:text/javascript," + encodeURIComponent(
  `import net from "node:net"; import dns from "node:dns";
  const refuse = () => { throw new Error("The network is cut off") };
  net.Socket.prototype.connect = refuse; dns.lookup = refuse;`,
);

/** How to run Node without a network here. */
async function offlineNode(): Promise<{ how: string; program: string; args: string[] }> {
  try {
    const { success } = await new Deno.Command("unshare", { args: ["-rn", "true"] }).output();
    if (success) return { how: "a network namespace", program: "unshare", args: ["-rn", "node"] };
  } catch {
    // No such program, or not on this system.
  }
  return { how: "refused sockets", program: "node", args: ["--import", NO_SOCKETS] };
}

/** Makes a site of the files of a folder, and of others given, for the length of a test. */
async function withSite(
  files: { from?: string; text?: Record<string, string> },
  test: (project: string) => Promise<void>,
): Promise<void> {
  await mkdir(".cache", { recursive: true });
  const project = await mkdtemp(join(".cache", "offline-"));
  try {
    if (files.from) await cp(files.from, join(project, "src"), { recursive: true });
    await mkdir(join(project, "src"), { recursive: true });
    for (const [name, text] of Object.entries(files.text ?? {})) {
      await writeFile(join(project, "src", name), text);
    }
    await writeFile(join(project, "observablehq.config.ts"), CONFIG);
    await test(project);
  } finally {
    await rm(project, { recursive: true });
  }
}

/** Writes the rows of the fixture as Parquet, and in an archive. */
async function writeBinaryFiles(folder: string): Promise<void> {
  const csv = join(folder, "rows.csv");
  await withDuckDB(csv, "100MB", folder, async (connection) => {
    await connection.run(
      `COPY (FROM read_csv(${literal(csv)})) TO ${literal(join(folder, "rows.parquet"))}`,
    );
  });
  const archive = new JSZip();
  archive.file("rows.csv", await readFile(csv));
  await writeFile(join(folder, "rows.zip"), await archive.generateAsync({ type: "uint8array" }));
}

/** Builds a site with the network cut off; what it says comes back. */
async function build(project: string): Promise<{ ok: boolean; said: string; how: string }> {
  await selfHost(join(project, "src"));
  const { how, program, args } = await offlineNode();
  const observable = "../../node_modules/@observablehq/framework/dist/bin/observable.js";
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...args, observable, "build"],
    cwd: project,
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { ok: success, said, how };
}

/** A hash of the names and bytes of all files below a folder. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)).sort();
  for (const path of paths) hash.update(path).update(await readFile(path));
  return hash.digest("hex");
}

/** Serves a folder below `/music/` only, as on somebody's web server. */
async function serveBelowMusic(folder: string): Promise<{ base: string; close: () => void }> {
  const handler = await siteHandler(folder);
  const server = createServer((request, response) => {
    if (!request.url!.startsWith("/music/")) return void response.writeHead(404).end();
    request.url = request.url!.slice("/music".length);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address !== "string");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { base: `http://127.0.0.1:${address.port}/music/`, close };
}

/** A page under watch: what went wrong in it, and the scripts that it loaded. */
interface Watched {
  page: Page;
  wrong: string[];
  scripts: Map<string, string>;
}

async function open(browser: Browser, base: string, path: string): Promise<Watched> {
  const page = await browser.newPage();
  const wrong: string[] = [];
  const scripts = new Map<string, string>();
  page.on("console", (message) => {
    if (/error|warning/.test(message.type())) wrong.push(`${path}: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`${path}: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(base)) wrong.push(`${path}: asks for ${url}`);
  });
  page.on("response", async (response) => {
    if (response.status() >= 400) wrong.push(`${path}: ${response.status()} ${response.url()}`);
    if (response.request().resourceType() !== "script" || !response.ok()) return;
    scripts.set(response.url(), await response.text().catch(() => ""));
  });
  await page.goto(base + path);
  return { page, wrong, scripts };
}

async function answers(page: Page): Promise<Record<string, string>> {
  const texts = async (name: string) => await page.locator(`#answers ${name}`).allInnerTexts();
  await page.locator("#answers").waitFor({ timeout: 120_000 });
  const [terms, values] = await Promise.all([texts("dt"), texts("dd")]);
  return Object.fromEntries(terms.map((term, i) => [term.trim(), values[i].trim()]));
}

/** Text that stands once in the code of each library, whatever it is bundled with. */
const MARKS: Record<string, string> = {
  "apache-arrow": "ARROW1",
  "d3": "aliceblue:15792383",
  "d3-dsv": "2019-01-01T00:00",
  "lodash": "__lodash_hash_undefined__",
  "htl": "interpolated attribute name contains",
  "plot": "invalid mark",
};

function assertOneCopyOfEach(scripts: Map<string, string>, expected: string[]): void {
  for (const name of expected) {
    const holders = [...scripts].filter(([url, text]) =>
      text.includes(MARKS[name]) && !url.startsWith("blob:") // DuckDB's workers
    );
    assert.equal(holders.length, 1, `${name} in ${holders.map(([url]) => url).join(", ")}`);
  }
}

Deno.test("a site that uses every built-in is built and runs without a network", async (t) => {
  await withSite({ from: "test/offline_site" }, async (project) => {
    const dist = join(project, "dist");
    await writeBinaryFiles(join(project, "src"));
    await t.step("it is built, and a second time to the same bytes", async () => {
      const first = await build(project);
      console.log(`The network was cut off by ${first.how}`);
      assert.ok(first.ok, first.said);
      const before = await fingerprint(dist);
      // What a build on another day has: other times of files, and loaders that run anew.
      await rm(join(project, "src/.observablehq/cache/table.arrow"));
      await utimes(join(project, "src/rows.csv"), 1e9, 1e9);
      assert.ok((await build(project)).ok);
      assert.equal(await fingerprint(dist), before);
    });
    await finishSite(dist, join(project, "precompressed"));

    const { base, close } = await serveBelowMusic(dist);
    const browser = await launchChromium();
    try {
      await t.step("its first page answers below a folder, under its policy", async () => {
        const { page, wrong, scripts } = await open(browser, base, "");
        await page.getByRole("button", { name: "Press" }).click();
        await page.locator("#pressed", { hasText: "1" }).waitFor();
        assert.deepEqual(await answers(page), {
          "input": "3",
          "d3": "3",
          "d3 again": "true",
          "csv": "two",
          "tsv": "tab",
          "json": "42",
          "xml": "noted",
          "arrow": "3",
          "arrow again": "true",
          "arrow builder": "1",
          "kdbush": "1",
          "ufuzzy": "1",
          "pressed": "1",
        });
        assert.equal(await page.locator("#handler[onclick]").count(), 0);
        assert.ok(await page.locator("figure svg, svg[class^=plot]").count() >= 2);
        assert.ok(await page.locator("table tbody tr").count() >= 2);
        assert.match(await page.locator("main").innerText(), /Width true, dark boolean, now true/);
        assert.equal(
          await page.locator("#answers dd").first().evaluate((e) => getComputedStyle(e).fontWeight),
          "700",
        );
        assert.equal(await page.locator(".observablehq--error").count(), 0);
        assertOneCopyOfEach(scripts, ["apache-arrow", "d3", "d3-dsv", "htl", "plot"]);
        assert.deepEqual(wrong, []);
        await page.close();
      });
      await t.step("SQL cells and DuckDB clients answer, with the same copies", async () => {
        const { page, wrong, scripts } = await open(browser, base, "sql");
        assert.deepEqual(await answers(page), {
          "count": "3",
          "sum": "7.5",
          "rows": "1",
          "file": "3",
          "parameter": "2",
          "one arrow": "true",
        });
        assert.ok(await page.locator("table tbody tr").count() >= 3);
        assert.equal(await page.locator(".observablehq--error").count(), 0);
        assertOneCopyOfEach(scripts, ["apache-arrow", "d3", "htl", "plot"]);
        assert.deepEqual(wrong, []);
        await page.close();
      });
      await t.step("Parquet, archives, lodash, topojson and TeX answer as well", async () => {
        const { page, wrong, scripts } = await open(browser, base, "more");
        assert.deepEqual(await answers(page), {
          "lodash": "2",
          "topojson": "3",
          "parquet": "2",
          "one arrow": "true",
          "zip": "name,value",
          "tex": "true",
        });
        assert.equal(await page.locator(".observablehq--error").count(), 0);
        assertOneCopyOfEach(scripts, ["apache-arrow", "htl", "lodash"]);
        assert.deepEqual(wrong, []);
        await page.close();
      });
      await t.step("the policy stops code that is not the site's", async () => {
        const { page } = await open(browser, base, "");
        const refused = await page.evaluate(async () => {
          const blocked: string[] = [];
          const { promise, resolve } = Promise.withResolvers<void>();
          document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
            if (blocked.push(blockedURI) === 2) resolve();
          });
          const script = document.createElement("script");
          script.textContent = "globalThis.injected = 1";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", '<img src="https://example.com/a.png">');
          await promise;
          return [...blocked, String("injected" in globalThis)];
        });
        assert.deepEqual(refused, ["inline", "https://example.com/a.png", "false"]);
        await page.close();
      });
    } finally {
      await browser.close();
      close();
    }
  });
});

Deno.test("a page that uses a library which is not hosted fails the build with what to do", async (t) => {
  const cases: [string, string, RegExp][] = [
    [
      "a built-in",
      "```js\ndisplay(L.map(display(html`<div>`)));\n```",
      /Cannot build the page: it uses leaflet, which is not among the libraries hosted with the site; add it with "npm install --save-exact leaflet"/,
    ],
    [
      "a file format",
      '```js\nFileAttachment("a.xlsx").xlsx();\n```',
      /Cannot build the page: it uses exceljs, which is not/,
    ],
    [
      "another version",
      '```js\nimport * as d3 from "npm:d3@6";\ndisplay(d3.sum([1]));\n```',
      /Cannot build the page: it asks for another version of d3 than 7\.\d+\.\d+, which the site has/,
    ],
  ];
  for (const [name, page, sentence] of cases) {
    await t.step(
      name,
      () =>
        withSite({ text: { "index.md": page, "a.xlsx": "PK" } }, async (project) => {
          const { ok, said } = await build(project);
          assert.equal(ok, false, said);
          assert.match(said, sentence);
          assert.doesNotMatch(said, /^\s+at /m);
        }),
    );
  }
});
