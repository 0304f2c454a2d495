import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleModules } from "./bundle_modules.ts";

/** A page as Framework writes it: links, then cells that import modules and read files. */
function page(preloads: readonly string[], cells: string, up = "./"): string {
  return `<!DOCTYPE html>
<html>
<head>
${preloads.map((href) => `<link rel="modulepreload" href="${up}${href}">\n`).join("")}</head>
<script type="module">
import {define} from "${up}_observablehq/client.js";
registerFile("./large.arrow", {"name":"./large.arrow","path":"${up}_file/large.arrow","size":900});
registerFile("./small.json", {"name":"./small.json","path":"${up}_file/small.json","size":9});
registerFile("./later.csv", {"name":"./later.csv","path":"${up}_file/later.csv","size":99});
${cells}
</script>
</html>
`;
}

const FILES: Readonly<Record<string, string>> = {
  "index.html": page(
    ["_observablehq/client.js", "_import/list.js", "_import/count.js", "_npm/plot@1.0.0/p.js"],
    `define({id: "1", body: async () => {
const [{songs}, {plotted}] = await Promise.all([import("./_import/list.js"), import("./_import/chart.js")]);
}});
define({id: "2", body: (FileAttachment) => {
const files = [FileAttachment("./small.json").json(), FileAttachment("./large.arrow").arrow()];
const later = () => FileAttachment("./later.csv").csv();
}});`,
  ).replace("</head>", `<link rel="modulepreload" href="./_import/chart.js">\n</head>`),
  "docs/other.html": page(
    ["_observablehq/client.js", "_import/list.js", "_import/count.js"],
    `define({id: "1", body: async () => {
const {songs} = await import("../_import/list.js");
const {rare} = await import("../_import/rare.js");
}});`,
    "../",
  ),
  "_import/list.js": `import {count} from "./count.js"; export const songs = () => count.next();`,
  "_import/count.js":
    `let n = 0; export const count = {next: () => ++n}; export const home = import.meta.url;`,
  "_import/chart.js":
    `import {draw} from "../_npm/plot@1.0.0/p.js"; import {count, home} from "./count.js";
     export const plotted = () => draw(count.next()); export {home};`,
  "_import/rare.js": `import {songs} from "./list.js"; export const rare = () => -songs();`,
  "_npm/plot@1.0.0/p.js": `export const draw = (n) => "drawn " + n;`,
};

async function withSite(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "segue-bundle-"));
  try {
    for (const [name, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    await test(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const pages = ["index.html", "docs/other.html"].map((path) => ({ path, html: FILES[path] }));

/** The value of the first `import(…)` expression of a page that matches. */
async function imported(folder: string, path: string, html: string, pattern: RegExp) {
  const [, href, name] = pattern.exec(html) ?? assert.fail(`${pattern} in ${html}`);
  const module = await import(pathToFileURL(join(folder, dirname(path), href)).href);
  return name === undefined ? module : module[name];
}

Deno.test("bundled pages import what they did, one copy of what they share", () =>
  withSite(async (folder) => {
    const [index, other] = await bundleModules(folder, pages);
    const both = /\[import\("([^"]+)"\)\.then\(\(page\) => page\.(\w+)\)/;
    const { songs } = await imported(folder, index.path, index.html, both);
    assert.equal(songs(), 1);
    const second = /, import\("([^"]+)"\)\.then\(\(page\) => page\.(\w+)\)/;
    const { plotted, home } = await imported(folder, index.path, index.html, second);
    assert.equal(plotted(), "drawn 2");
    // What a module reads beside itself stays beside it.
    assert.equal(home, pathToFileURL(join(folder, "_import/count.js")).href);
    const one = /\{songs\} = await import\("([^"]+)"\)\.then\(\(page\) => page\.(\w+)\)/;
    assert.equal((await imported(folder, other.path, other.html, one)).songs(), 3);
    const rare = /\{rare\} = await import\("([^"]+)"\);/;
    assert.equal((await imported(folder, other.path, other.html, rare)).rare(), -4);
    assert.deepEqual(await readdir(join(folder, "_import")), []);
  }));

Deno.test("a page loads its bundles at once, and no library that only other pages use", () =>
  withSite(async (folder) => {
    const [index, other] = await bundleModules(folder, pages);
    const linked = (html: string) =>
      [...html.matchAll(/<link rel="(\w+)".* href="([^"]+)">/g)].map(([, , href]) =>
        href.replace(/\.[\w-]{8}\.js$/, ".js")
      );
    assert.deepEqual(linked(index.html), [
      "./_file/large.arrow",
      "./_bundle/index.js",
      "./_bundle/shared.js",
      "./_observablehq/client.js",
      "./_npm/plot@1.0.0/p.js",
      "./_file/small.json",
    ]);
    assert.deepEqual(linked(other.html), [
      "../_bundle/docs-other.js",
      "../_bundle/shared.js",
      "../_observablehq/client.js",
    ]);
    const shared = /_bundle\/(shared[^"]+)"/.exec(other.html)![1];
    assert.doesNotMatch(await readFile(join(folder, "_bundle", shared), "utf8"), /_npm/);
  }));

Deno.test("the same modules give the same bundles, others other names", () =>
  withSite(async (folder) => {
    const [first] = await bundleModules(folder, pages);
    await withSite(async (again) => {
      assert.equal((await bundleModules(again, pages))[0].html, first.html);
    });
    await withSite(async (changed) => {
      await writeFile(join(changed, "_import/count.js"), FILES["_import/count.js"] + "n = 1;");
      assert.notEqual((await bundleModules(changed, pages))[0].html, first.html);
    });
  }));

Deno.test("pages that import no module of the site stay as they are", () =>
  withSite(async (folder) => {
    const plain = { path: "index.html", html: "<!DOCTYPE html>\n<p>Nothing to import</p>\n" };
    assert.deepEqual(await bundleModules(folder, [plain]), [plain]);
  }));
