import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { acceptsEncoding, parseRange } from "./site_handler.ts";
import { serve } from "./serve.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const SCRIPT = "export const list = [1, 2, 3];\n".repeat(50);

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Asks with the path exactly as given, which fetch would tidy. */
function ask(
  address: string,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(address);
    const options = { host: "127.0.0.1", port, path, method, headers, agent: false };
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }));
      response.on("error", reject);
    }).on("error", reject).end();
  });
}

/** Serves a small site of every kind of file for the length of a test. */
async function withSite(test: (address: string, folder: string) => Promise<void>): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), "segue-serve-"));
  const folder = join(parent, "dist");
  const files: Record<string, string | Uint8Array> = {
    "index.html": "<title>home</title>",
    "map.html": "<title>map</title>",
    "404.html": "<title>nothing here</title>",
    "docs/index.html": "<title>docs</title>",
    "_file/letters.0a1b.arrow": LETTERS,
    "_file/table.0a1b.parquet": LETTERS,
    "_file/empty.0a1b.csv": "",
    "_npm/d@1/d.wasm": LETTERS,
    "_import/list.js": SCRIPT,
    "_import/list.js.br": brotliCompressSync(SCRIPT),
    "_import/list.js.gz": gzipSync(SCRIPT),
    "_import/only.js": SCRIPT,
    "_bundle/page.0a1b.js": SCRIPT,
    "_import/only.js.gz": gzipSync(SCRIPT),
    "café 1.txt": "accent",
    ".secret": "hidden",
    "../outside.txt": "outside",
  };
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    const { address, close } = await serve(folder, 0);
    await test(address, folder).finally(close);
  } finally {
    await rm(parent, { recursive: true });
  }
}

Deno.test("a byte range is answered with exactly its bytes", () =>
  withSite(async (address) => {
    const path = "/_file/letters.0a1b.arrow";
    const cases: [string, string, string][] = [
      ["bytes=0-4", "abcde", "bytes 0-4/26"],
      ["bytes=0-0", "a", "bytes 0-0/26"],
      ["bytes=20-", "uvwxyz", "bytes 20-25/26"],
      ["bytes=24-99", "yz", "bytes 24-25/26"],
      ["bytes=-5", "vwxyz", "bytes 21-25/26"],
      ["bytes=-99", LETTERS, "bytes 0-25/26"],
    ];
    for (const [range, body, contentRange] of cases) {
      const answer = await ask(address, path, { range });
      assert.equal(answer.status, 206, range);
      assert.equal(answer.body.toString(), body, range);
      assert.equal(answer.headers["content-range"], contentRange);
      assert.equal(answer.headers["content-length"], String(body.length));
    }
    for (const range of ["bytes=26-", "bytes=-0"]) {
      const answer = await ask(address, path, { range });
      assert.equal(answer.status, 416, range);
      assert.equal(answer.headers["content-range"], "bytes */26");
    }
    for (const range of ["bytes=0-1,4-5", "lines=0-1", "bytes=5-2", "bytes=-", "bytes=a-b"]) {
      const answer = await ask(address, path, { range });
      assert.equal(answer.status, 200, range);
      assert.equal(answer.body.toString(), LETTERS);
    }
  }));

Deno.test("a byte range counts the bytes of the file, not of its compressed form", () =>
  withSite(async (address) => {
    const headers = { range: "bytes=0-5", "accept-encoding": "br, gzip" };
    const answer = await ask(address, "/_import/list.js", headers);
    assert.equal(answer.status, 206);
    assert.equal(answer.headers["content-encoding"], undefined);
    assert.equal(answer.body.toString(), "export");
  }));

Deno.test("a range of another version of the file is answered with the whole file", () =>
  withSite(async (address) => {
    const path = "/_file/letters.0a1b.arrow";
    const { etag } = (await ask(address, path)).headers;
    const same = await ask(address, path, { range: "bytes=0-1", "if-range": etag! });
    assert.equal(same.body.toString(), "ab");
    const other = await ask(address, path, { range: "bytes=0-1", "if-range": '"other"' });
    assert.equal(other.body.toString(), LETTERS);
  }));

Deno.test("the best compressed form that the browser takes is sent", () =>
  withSite(async (address) => {
    const list = "/_import/list.js";
    const brotli = await ask(address, list, { "accept-encoding": "gzip, deflate, br" });
    assert.equal(brotli.headers["content-encoding"], "br");
    assert.equal(brotli.headers["content-type"], "text/javascript; charset=utf-8");
    assert.equal(brotli.headers.vary, "Accept-Encoding");
    assert.equal(brotliDecompressSync(brotli.body).toString(), SCRIPT);
    const refused = await ask(address, list, { "accept-encoding": "br;q=0, gzip" });
    assert.equal(refused.headers["content-encoding"], "gzip");
    const only = await ask(address, "/_import/only.js", { "accept-encoding": "gzip, br" });
    assert.equal(only.headers["content-encoding"], "gzip");
    assert.equal(gunzipSync(only.body).toString(), SCRIPT);
    const plain = await ask(address, list);
    assert.equal(plain.headers["content-encoding"], undefined);
    assert.equal(plain.headers.vary, "Accept-Encoding");
    assert.equal(plain.body.toString(), SCRIPT);
  }));

Deno.test("a file that the browser has is answered with 304, until it changes", () =>
  withSite(async (address, folder) => {
    const headers = { "accept-encoding": "br" };
    const first = await ask(address, "/_import/list.js", headers);
    const tag = { ...headers, "if-none-match": `"x", W/${first.headers.etag}` };
    const again = await ask(address, "/_import/list.js", tag);
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);
    const otherForm = await ask(address, "/_import/list.js", {
      "if-none-match": first.headers.etag!,
    });
    assert.equal(otherForm.status, 200);
    await writeFile(join(folder, "_import/list.js.br"), brotliCompressSync("changed"));
    const changed = await ask(address, "/_import/list.js", tag);
    assert.equal(changed.status, 200);
    assert.equal(brotliDecompressSync(changed.body).toString(), "changed");
  }));

Deno.test("nothing outside the site and no hidden file can be reached", () =>
  withSite(async (address, folder) => {
    // Deno makes a symbolic link only for who may write everywhere.
    const link = { args: ["-s", join(folder, "..", "outside.txt"), join(folder, "link.txt")] };
    assert.ok((await new Deno.Command("ln", link).output()).success);
    const paths = [
      "/../outside.txt",
      "/..%2foutside.txt",
      "/%2e%2e/outside.txt",
      "/%2e%2e%2foutside.txt",
      "/docs/../../outside.txt",
      "/..\\outside.txt",
      "/..%5coutside.txt",
      "//../outside.txt",
      "/link.txt",
      "/.secret",
      "/docs/%2esecret",
      "/index.html%00.txt",
      "/%zz",
      "/docs",
      "/absent",
    ];
    for (const path of paths) {
      const { status, body } = await ask(address, path);
      assert.ok(status === 404 || (path === "/docs" && status === 308), `${path}: ${status}`);
      assert.doesNotMatch(body.toString(), /outside|hidden/, path);
    }
  }));

Deno.test("a missing page is answered with the site's own page and 404", () =>
  withSite(async (address) => {
    const { status, headers, body } = await ask(address, "/absent");
    assert.equal(status, 404);
    assert.equal(headers["content-type"], "text/html; charset=utf-8");
    assert.equal(body.toString(), "<title>nothing here</title>");
  }));

Deno.test("pages have clean addresses, and one that breaks their links is sent on", () =>
  withSite(async (address) => {
    const title = async (path: string) => (await ask(address, path)).body.toString();
    assert.equal(await title("/"), "<title>home</title>");
    assert.equal(await title("/map?song=1"), "<title>map</title>");
    assert.equal(await title("/map.html"), "<title>map</title>");
    assert.equal(await title("/docs/"), "<title>docs</title>");
    assert.equal(await title("/caf%C3%A9%201.txt"), "accent");
    for (const [from, to] of [["/docs?a=1", "/docs/?a=1"], ["/map/?song=1", "/map?song=1"]]) {
      const { status, headers } = await ask(address, from);
      assert.equal(status, 308, from);
      assert.equal(
        new URL(headers.location!, new URL(from, address)).href,
        new URL(to, address).href,
      );
    }
  }));

Deno.test("every kind of file has its type, and what is named by content stays in the cache", () =>
  withSite(async (address) => {
    const cases: [string, string, RegExp][] = [
      ["/_file/letters.0a1b.arrow", "application/vnd.apache.arrow.file", /immutable/],
      ["/_file/table.0a1b.parquet", "application/vnd.apache.parquet", /immutable/],
      ["/_file/empty.0a1b.csv", "text/csv; charset=utf-8", /immutable/],
      ["/_npm/d@1/d.wasm", "application/wasm", /immutable/],
      ["/_bundle/page.0a1b.js", "text/javascript; charset=utf-8", /immutable/],
      ["/_import/list.js", "text/javascript; charset=utf-8", /^no-cache$/],
      ["/map", "text/html; charset=utf-8", /^no-cache$/],
    ];
    for (const [path, type, cache] of cases) {
      const { status, headers } = await ask(address, path);
      assert.equal(status, 200, path);
      assert.equal(headers["content-type"], type);
      assert.match(headers["cache-control"]!, cache);
      assert.equal(headers["x-content-type-options"], "nosniff");
    }
  }));

Deno.test("HEAD is answered as GET is, without the body, and other methods are refused", () =>
  withSite(async (address) => {
    const path = "/_file/letters.0a1b.arrow";
    const head = await ask(address, path, {}, "HEAD");
    assert.equal(head.status, 200);
    assert.equal(head.headers["content-length"], "26");
    assert.equal(head.headers["accept-ranges"], "bytes");
    assert.equal(head.body.length, 0);
    const ranged = await ask(address, path, { range: "bytes=-3" }, "HEAD");
    assert.equal(ranged.status, 206);
    assert.equal(ranged.headers["content-range"], "bytes 23-25/26");
    const post = await ask(address, path, {}, "POST");
    assert.equal(post.status, 405);
    assert.equal(post.headers.allow, "GET, HEAD");
  }));

Deno.test("files that are built while the site is served are found", () =>
  withSite(async (address, folder) => {
    assert.equal((await ask(address, "/new")).status, 404);
    await writeFile(join(folder, "new.html"), "<title>new</title>");
    assert.equal((await ask(address, "/new")).status, 200);
  }));

Deno.test("parseRange gives positions inside the file for any header", () => {
  const position = fc.option(fc.nat(40), { nil: undefined });
  fc.assert(fc.property(position, position, fc.nat(30), (first, last, size) => {
    const range = parseRange(`bytes=${first ?? ""}-${last ?? ""}`, size);
    if (range === undefined) {
      assert.ok(first === undefined ? last === undefined : last !== undefined && last < first);
    } else if (range === null) {
      assert.ok(first === undefined ? last === 0 || size === 0 : first >= size);
    } else {
      assert.ok(0 <= range.start && range.start <= range.end && range.end < size);
      const length = range.end - range.start + 1;
      if (first === undefined) assert.equal(length, Math.min(last!, size));
      else assert.equal(length, Math.min(last ?? Infinity, size - 1) - first + 1);
    }
  }));
});

Deno.test("acceptsEncoding reads names, qualities and the star", () => {
  assert.equal(acceptsEncoding("gzip, deflate, br, zstd", "br"), true);
  assert.equal(acceptsEncoding("gzip;q=1.0, BR;q=0.5", "br"), true);
  assert.equal(acceptsEncoding("br;q=0.000, *", "br"), false);
  assert.equal(acceptsEncoding("*", "br"), true);
  assert.equal(acceptsEncoding("*;q=0", "br"), false);
  assert.equal(acceptsEncoding("brotli", "br"), false);
  assert.equal(acceptsEncoding("", "br"), false);
});
