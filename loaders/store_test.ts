import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "./errors.ts";
import { swapIn } from "./whole_folder.ts";
import { fileHashes, freshResult, keyOf, replaceFolder, writeFileWhole } from "./store.ts";

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "segue-store-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A stage that writes its inputs down, and remembers why it ran. */
function stage(store: string) {
  const reasons: string[] = [];
  const run = (inputs: Record<string, unknown>) =>
    freshResult(
      store,
      inputs,
      (folder) => {
        writeFileSync(join(folder, "result"), JSON.stringify(inputs));
        return Promise.resolve({ kind: "test" });
      },
      (reason) => reasons.push(reason),
    );
  return { run, reasons };
}

Deno.test("freshResult() runs a stage once for equal inputs, in whatever order their keys stand", () =>
  inFolder(async (store) => {
    const { run, reasons } = stage(store);
    const first = await run({ dataset: "a", settings: { x: 1, y: 2 } });
    const second = await run({ settings: { y: 2, x: 1 }, dataset: "a" });
    assert.equal(second.folder, first.folder);
    assert.equal(second.rebuilt, null);
    assert.deepEqual(reasons, ["there is none yet"]);
    assert.equal(
      JSON.parse(readFileSync(join(first.folder, "manifest.json"), "utf8")).kind,
      "test",
    );
  }));

Deno.test("freshResult() says what changed: the data set, a setting with its values, a source", () =>
  inFolder(async (store) => {
    const { run, reasons } = stage(store);
    const inputs = {
      dataset: "a",
      settings: { topN: 20 },
      sources: { "svd.ts": "1", "b.ts": "1" },
    };
    await run(inputs);
    await run({ ...inputs, dataset: "b" });
    await run({ ...inputs, dataset: "b", settings: { topN: 30 } });
    await run({ ...inputs, dataset: "b", settings: { topN: 30 }, sources: { "svd.ts": "2" } });
    assert.deepEqual(reasons.slice(1), [
      "changed: dataset",
      "changed: topN 20 → 30",
      "changed: svd.ts, b.ts",
    ]);
    const many = Object.fromEntries(["c", "d", "e", "f", "g", "h", "i", "j"].map((k) => [k, "1"]));
    await run({ ...inputs, dataset: "b", settings: { topN: 30 }, sources: many });
    assert.equal(reasons.at(-1), "changed: svd.ts, c, d, e, f, g and 3 more");
  }));

Deno.test("freshResult() leaves nothing of a stage that failed, and the last good result stands", () =>
  inFolder(async (store) => {
    const { run } = stage(store);
    const good = await run({ dataset: "a" });
    await assert.rejects(
      freshResult(
        store,
        { dataset: "b" },
        (folder) => {
          writeFileSync(join(folder, "half"), "");
          return Promise.reject(new UserError("no"));
        },
        () => {},
      ),
      UserError,
    );
    assert.deepEqual(readdirSync(store), [good.folder.slice(store.length + 1)]);
  }));

Deno.test("freshResult() takes a folder without a manifest for no result", () =>
  inFolder(async (store) => {
    const { run, reasons } = stage(store);
    const inputs = { dataset: "a" };
    mkdirSync(join(store, keyOf(inputs)), { recursive: true });
    await run(inputs);
    assert.equal(reasons.length, 1);
  }));

Deno.test("freshResult() makes a result once when it is asked for twice at the same time", () =>
  inFolder(async (store) => {
    let runs = 0;
    const run = () =>
      freshResult(
        store,
        { dataset: "a" },
        async () => {
          runs++;
          await new Promise((resolve) => setTimeout(resolve, 20));
          return {};
        },
        () => {},
      );
    const [first, second] = await Promise.all([run(), run()]);
    assert.equal(runs, 1);
    assert.equal(first.folder, second.folder);
    assert.deepEqual(readdirSync(store), [keyOf({ dataset: "a" })]);
  }));

Deno.test("freshResult() keeps the newest three results", () =>
  inFolder(async (store) => {
    const { run } = stage(store);
    let last = "";
    for (const dataset of ["a", "b", "c", "d", "e"]) last = (await run({ dataset })).folder;
    assert.equal(readdirSync(store).length, 3);
    assert.ok(existsSync(join(last, "result")));
  }));

Deno.test("replaceFolder() swaps a model in and leaves nothing beside it", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    for (const text of ["one", "two"]) {
      await replaceFolder(out, (into) => {
        writeFileSync(join(into, text), text);
        return Promise.resolve({});
      });
    }
    assert.deepEqual(readdirSync(folder), ["out"]);
    assert.deepEqual(readdirSync(out).sort(), ["manifest.json", "two"]);
  }));

Deno.test("replaceFolder() leaves the model that stood there when the new one fails", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    await replaceFolder(out, () => Promise.resolve({ model: "good" }));
    await assert.rejects(replaceFolder(out, () => Promise.reject(new UserError("no"))), UserError);
    assert.deepEqual(readdirSync(folder), ["out"]);
    assert.match(readFileSync(join(out, "manifest.json"), "utf8"), /good/);
  }));

Deno.test("replaceFolder() brings back the old model after a kill between its two renames", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    await replaceFolder(out, () => Promise.resolve({ model: "good" }));
    renameSync(out, join(folder, ".out.previous"));
    await assert.rejects(replaceFolder(out, () => Promise.reject(new UserError("no"))), UserError);
    assert.match(readFileSync(join(out, "manifest.json"), "utf8"), /good/);
  }));

Deno.test("replaceFolder() keeps a link and replaces the folder that it leads to", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real"), out);
    await replaceFolder(out, () => Promise.resolve({ model: "new" }));
    assert.ok(lstatSync(out).isSymbolicLink());
    assert.deepEqual(readdirSync(join(folder, "real")), ["manifest.json"]);
  }));

Deno.test("replaceFolder() removes what runs that were killed left beside it", () =>
  inFolder(async (folder) => {
    mkdirSync(join(folder, ".out.partial-killed"));
    writeFileSync(join(folder, ".out.partial-killed.lock"), "");
    await replaceFolder(join(folder, "out"), () => Promise.resolve({}));
    assert.deepEqual(readdirSync(folder), ["out"]);
  }));

Deno.test("swapIn() takes the way of two renames where folders cannot be exchanged", () =>
  inFolder((folder) => {
    const [partial, target, previous] = ["new", "out", "previous"].map((name) =>
      join(folder, name)
    );
    for (const path of [partial, target]) {
      mkdirSync(path);
      writeFileSync(join(path, path === partial ? "new" : "old"), "");
    }
    swapIn(partial, target, previous, () => false);
    assert.deepEqual(readdirSync(folder), ["out"]);
    assert.deepEqual(readdirSync(target), ["new"]);
    return Promise.resolve();
  }));

Deno.test("replaceFolder() refuses a folder of other files, and a file", () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, "notes.txt"), "mine");
    const fill = () => Promise.resolve({});
    await assert.rejects(replaceFolder(folder, fill), /is a folder of other files/);
    await assert.rejects(replaceFolder(join(folder, "notes.txt"), fill), /is a file/);
    assert.deepEqual(readdirSync(folder), ["notes.txt"]);
  }));

Deno.test("replaceFolder() fills an empty folder", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    mkdirSync(out);
    await replaceFolder(out, () => Promise.resolve({}));
    assert.deepEqual(readdirSync(out), ["manifest.json"]);
  }));

Deno.test("fileHashes() gives the sha256 of each file by name", () =>
  inFolder((folder) => {
    writeFileWhole(join(folder, "b"), "abc");
    writeFileWhole(join(folder, "a"), new Uint8Array());
    // The test vectors of FIPS 180-2 for "abc" and of RFC 6234 for the empty message.
    assert.deepEqual(fileHashes(folder), {
      a: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      b: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    });
    return Promise.resolve();
  }));
