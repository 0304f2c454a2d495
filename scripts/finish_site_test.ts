import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { UserError } from "../loaders/errors.ts";
import { finishSite } from "./finish_site.ts";
import { compressAhead } from "./precompress.ts";

const PAGE = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<script type="module">${"\nimport './x.js';".repeat(100)}</script>
</head>
<body></body>
</html>
`;

const SCRIPT = "export const list = [1, 2, 3];\n".repeat(100);

/** Bytes that no compression makes smaller. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0, state = 1; i < length; ++i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

async function withSite(test: (folder: string, cache: string) => Promise<void>): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), "segue-finish-"));
  try {
    await test(join(parent, "dist"), join(parent, "cache"));
  } finally {
    await rm(parent, { recursive: true });
  }
}

async function write(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "docs"), { recursive: true });
  await writeFile(join(folder, "index.html"), PAGE);
  await writeFile(join(folder, "docs", "one.html"), PAGE);
  await writeFile(join(folder, "a.js"), SCRIPT);
  await writeFile(join(folder, "docs", "same.js"), SCRIPT);
  await writeFile(join(folder, "noise.arrow"), noise(5000));
  await writeFile(join(folder, "tiny.js"), "export {};");
}

async function contents(folder: string): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    all.set(path.slice(folder.length + 1), (await readFile(path)).toString("base64"));
  }
  return all;
}

Deno.test("finishSite finishes every page and compresses what gains by it", () =>
  withSite(async (folder, cache) => {
    await write(folder);
    const result = await finishSite(folder, cache);
    assert.equal(result.pages, 2);
    assert.equal(result.files, 4);
    for (const page of ["index.html", "docs/one.html"]) {
      const html = await readFile(join(folder, page), "utf8");
      assert.match(html, /lang="en"/);
      assert.equal(
        brotliDecompressSync(await readFile(join(folder, `${page}.br`))).toString(),
        html,
      );
    }
    assert.equal(gunzipSync(await readFile(join(folder, "a.js.gz"))).toString(), SCRIPT);
    const names = [...(await contents(folder)).keys()];
    assert.ok(!names.some((name) => /^(noise\.arrow|tiny\.js)\./.test(name)), names.join());
  }));

Deno.test("finishSite gives the same bytes from an empty cache, a full one, and twice", () =>
  withSite(async (folder, cache) => {
    await write(folder);
    assert.ok((await finishSite(folder, cache)).compressed > 0);
    const first = await contents(folder);
    await write(folder);
    assert.equal((await finishSite(folder, cache)).compressed, 0);
    assert.deepEqual(await contents(folder), first);
    await finishSite(folder, cache);
    assert.deepEqual(await contents(folder), first);
  }));

Deno.test("compressAhead compresses the large files of another folder, which a site takes over", () =>
  withSite(async (folder, cache) => {
    const sources = join(folder, "..", "sources");
    const large = SCRIPT.repeat(200);
    await mkdir(sources);
    await writeFile(join(sources, "large.wasm"), large);
    await writeFile(join(sources, "small.js"), SCRIPT);
    await compressAhead(sources, cache);
    const names = await readdir(cache);
    assert.equal(names.length, 2);
    const files = () => Promise.all(names.map(async (name) => (await stat(join(cache, name))).ino));
    const ahead = await files();
    await write(folder);
    await writeFile(join(folder, "large.wasm"), large);
    await finishSite(folder, cache);
    assert.deepEqual(await files(), ahead);
    const form = await readFile(join(folder, "large.wasm.br"));
    assert.equal(brotliDecompressSync(form).toString(), large);
  }));

Deno.test("finishSite keeps compressed forms of the files of the last build only", () =>
  withSite(async (folder, cache) => {
    await write(folder);
    await finishSite(folder, cache);
    const before = (await readdir(cache)).length;
    await write(folder);
    await writeFile(join(folder, "a.js"), SCRIPT + SCRIPT);
    await rm(join(folder, "docs"), { recursive: true });
    await finishSite(folder, cache);
    // One script (and its two forms) has replaced another; the noise and the page have stayed.
    assert.equal((await readdir(cache)).length, before);
  }));

Deno.test("finishSite says to build the site first where there is no page", () =>
  withSite(async (folder, cache) => {
    await assert.rejects(
      finishSite(folder, cache),
      new UserError(`Cannot finish the site: there is no page in ${folder}; build it first`),
    );
  }));
