import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDataSet, sha256OfFile } from "./dataset.ts";

async function inFolder(use: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "segue-dataset-"));
  const before = Deno.cwd();
  Deno.chdir(folder);
  try {
    await use(folder);
  } finally {
    Deno.chdir(before);
    rmSync(folder, { recursive: true });
  }
}

Deno.test("findDataSet() takes the flag, then SONGS_CSV, then the places in their order", () =>
  inFolder(() => {
    mkdirSync("data");
    const at = (flag?: string, variable?: string) => findDataSet(flag, variable).path;
    assert.throws(() => at(), /^UserError: Cannot find a data set: none of data\/spotify_songs/);
    for (
      const place of ["data/sample_songs.csv", "spotify_songs.csv", "data/spotify_songs.csv"]
    ) {
      writeFileSync(place, "x");
      assert.equal(at(), place);
    }
    writeFileSync("mine.csv", "x");
    assert.equal(at(undefined, "mine.csv"), "mine.csv");
    assert.equal(at("spotify_songs.csv", "mine.csv"), "spotify_songs.csv");
    assert.equal(at(undefined, ""), "data/spotify_songs.csv");
  }));

Deno.test("findDataSet() knows the sample of invented songs", () =>
  inFolder(() => {
    mkdirSync("data");
    writeFileSync("data/sample_songs.csv", "x");
    writeFileSync("other.csv", "x");
    assert.equal(findDataSet(undefined, undefined).invented, true);
    assert.equal(findDataSet("other.csv", undefined).invented, false);
  }));

Deno.test("findDataSet() refuses a missing file, a folder and an empty file by name", () =>
  inFolder(() => {
    mkdirSync("folder");
    writeFileSync("empty.csv", "");
    const refuses = (path: string, what: string) =>
      assert.throws(() => findDataSet(path, undefined), {
        message: `Cannot read ${path} (--csv): ${what}`,
      });
    refuses("missing.csv", "there is no such file");
    refuses("folder", "it is a folder");
    refuses("empty.csv", "the file is empty");
  }));

Deno.test("sha256OfFile() hashes the content", () =>
  inFolder(async () => {
    writeFileSync("abc", "abc");
    assert.equal(
      await sha256OfFile("abc"),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  }));
