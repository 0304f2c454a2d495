import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../loaders/errors.ts";
import { download, type Downloaded } from "./download.ts";

const CONTENT = randomBytes(300_000);
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** What the server does at an address. */
interface Behaviour {
  content: Uint8Array;
  etag?: string;
  /** Bytes of the body after which the connection is cut. */
  cutAfter?: number;
  /** Whether it knows ranges. */
  ranges?: boolean;
  status?: number;
  stall?: boolean;
}

interface Bench {
  readonly folder: string;
  readonly path: string;
  readonly url: string;
  readonly server: Behaviour;
  readonly asked: IncomingHttpHeaders[];
  get(patience?: number): Promise<Downloaded>;
}

async function withServer(behaviour: Behaviour, use: (bench: Bench) => Promise<void>) {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    const { content, etag, cutAfter, ranges = true, status, stall } = behaviour;
    if (status !== undefined) return response.writeHead(status).end("no");
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    const isSame = request.headers["if-range"] === undefined ||
      request.headers["if-range"] === etag;
    const start = ranges && range && isSame ? Number(range[1]) : 0;
    if (start >= content.length) return response.writeHead(416).end();
    const body = content.subarray(start);
    if (etag !== undefined) response.setHeader("ETag", etag);
    if (start > 0) {
      response.setHeader("Content-Range", `bytes ${start}-${content.length - 1}/${content.length}`);
    }
    response.writeHead(start > 0 ? 206 : 200, { "Content-Length": body.length });
    if (cutAfter === undefined) return response.end(body);
    response.write(body.subarray(0, cutAfter), () => {
      if (!stall) setTimeout(() => response.destroy(), 50);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "segue-download-"));
  const path = join(folder, "data/songs.csv");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/songs.csv`;
  const file = { url, sha256: hashOf(CONTENT), byHand: "put it there by hand" };
  try {
    await use({
      folder,
      path,
      url,
      asked,
      server: behaviour,
      get: (patience) => download(file, path, undefined, patience),
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  }
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(() => assert.fail("it went well"), (error) => {
    assert.ok(error instanceof UserError, String(error));
    return error.message;
  });

const left = (path: string) => readdirSync(join(path, "..")).sort();

Deno.test("download() brings a file into place, and a second time leaves it alone", () =>
  withServer({ content: CONTENT, etag: '"1"' }, async ({ path, get, asked }) => {
    assert.deepEqual(await get(), { received: CONTENT.length, resumedAt: 0 });
    assert.deepEqual(readFileSync(path), CONTENT);
    assert.deepEqual(left(path), ["songs.csv"]);
    assert.deepEqual(await get(), { received: 0, resumedAt: 0 });
    assert.equal(asked.length, 1);
  }));

Deno.test("download() goes on where it was cut off, with the rest of the same version", () =>
  withServer({ content: CONTENT, etag: '"1"', cutAfter: 100_000 }, async (bench) => {
    const message = await failure(bench.get());
    assert.match(message, /^Cannot download http:\S+: .*; 100000 bytes are kept, run this again/);
    assert.ok(!existsSync(bench.path));
    delete bench.server.cutAfter;
    assert.deepEqual(await bench.get(), { received: 200_000, resumedAt: 100_000 });
    assert.deepEqual(readFileSync(bench.path), CONTENT);
    const { range, "if-range": mark } = bench.asked[1];
    assert.deepEqual([range, mark], ["bytes=100000-", '"1"']);
    assert.deepEqual(left(bench.path), ["songs.csv"]);
  }));

Deno.test("download() begins anew where the server has another version, or no ranges, or no mark", async () => {
  for (const change of [{ etag: '"2"' }, { ranges: false }]) {
    const old = randomBytes(300_000);
    const server = { content: old as Uint8Array, etag: '"1"', cutAfter: 100_000 };
    await withServer(server, async (bench) => {
      await failure(bench.get());
      Object.assign(bench.server, { content: CONTENT, cutAfter: undefined, ...change });
      assert.deepEqual(await bench.get(), { received: CONTENT.length, resumedAt: 0 });
      assert.deepEqual(readFileSync(bench.path), CONTENT);
    });
  }
  await withServer({ content: CONTENT, cutAfter: 100_000 }, async (bench) => {
    await failure(bench.get());
    delete bench.server.cutAfter;
    assert.equal((await bench.get()).resumedAt, 0);
    assert.equal(bench.asked[1].range, undefined);
  });
});

Deno.test("download() finishes what had arrived whole before the run was killed", () =>
  withServer({ content: CONTENT, etag: '"1"' }, async ({ path, get, folder }) => {
    Deno.mkdirSync(join(folder, "data"));
    writeFileSync(`${path}.part`, CONTENT);
    writeFileSync(`${path}.part.etag`, '"1"');
    await get();
    assert.deepEqual(left(path), ["songs.csv"]);
  }));

Deno.test("download() throws away what has another sha256, and says both", () =>
  withServer({ content: randomBytes(1000), etag: '"1"' }, async ({ path, get }) => {
    assert.match(
      await failure(get()),
      new RegExp(`its sha256 is [0-9a-f]{64}, not ${hashOf(CONTENT)}; it was removed`),
    );
    assert.deepEqual(left(path), []);
  }));

Deno.test("download() mends a part that was damaged on the disk by beginning anew", () =>
  withServer({ content: CONTENT, etag: '"1"', cutAfter: 100_000 }, async (bench) => {
    await failure(bench.get());
    writeFileSync(`${bench.path}.part`, randomBytes(90_000));
    delete bench.server.cutAfter;
    assert.match(await failure(bench.get()), /it was removed, run this again/);
    assert.deepEqual(await bench.get(), { received: CONTENT.length, resumedAt: 0 });
  }));

Deno.test("download() leaves another file alone that stands in its place", () =>
  withServer({ content: CONTENT }, async ({ path, get, folder }) => {
    Deno.mkdirSync(join(folder, "data"));
    writeFileSync(path, "mine");
    assert.match(await failure(get()), /another file is there; move it away/);
    assert.equal(readFileSync(path, "utf8"), "mine");
  }));

Deno.test("download() explains itself without a network, at an error, and at a silent server", async () => {
  const file = { url: "http://127.0.0.1:9/x", sha256: "", byHand: "put it there by hand" };
  const path = join(tmpdir(), "segue-no-such-folder", "x");
  assert.match(
    await failure(download(file, path)),
    /^Cannot download http:\/\/127\.0\.0\.1:9\/x: there is no connection \(.*\); run this again, or put it there by hand$/,
  );
  rmSync(join(path, ".."), { recursive: true });
  await withServer({ content: CONTENT, status: 404 }, async ({ get }) => {
    assert.match(await failure(get()), /the server answers 404; put it there by hand/);
  });
  await withServer(
    { content: CONTENT, etag: '"1"', cutAfter: 5000, stall: true },
    async ({ get }) => {
      assert.match(await failure(get(300)), /nothing arrived for 0\.3 s; 5000 bytes are kept/);
    },
  );
});

Deno.test("npm run data goes on after it was killed in the middle", () =>
  withServer({ content: CONTENT, etag: '"1"', cutAfter: 100_000, stall: true }, async (bench) => {
    const run = () =>
      new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--no-check", "-A", "scripts/data.ts"],
          ...["--url", bench.url, "--sha256", hashOf(CONTENT), "--to", bench.path],
        ],
        stdout: "piped",
        stderr: "piped",
      });
    const first = run().spawn();
    const part = `${bench.path}.part`;
    while (!existsSync(part) || Deno.statSync(part).size < 100_000) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    first.kill("SIGKILL");
    await first.output();
    delete bench.server.cutAfter;
    const { code, stdout } = await run().output();
    assert.equal(code, 0);
    assert.match(
      new TextDecoder().decode(stdout),
      /is complete, its first 100000 bytes from before/,
    );
    assert.deepEqual(readFileSync(bench.path), CONTENT);
  }));
