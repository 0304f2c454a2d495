/** Damages a data set in many ways: each gives a catalogue or one sentence, never a crash. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withDuckDB } from "../../loaders/duckdb.ts";
import { UserError } from "../../loaders/errors.ts";
import { randomNumbers } from "../../src/recommender/random.ts";
import { settings } from "../../loaders/settings.ts";
import { readSongs, type SongData } from "../../loaders/songs.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const LINES = 300, DAMAGED_FILES = 600, WHOLE_RUNS = 25;

/** What is likely to upset a reader of CSV, as bytes. */
const TOKENS = [
  ",",
  '"',
  '""',
  "\n",
  "\r\n",
  "\r",
  ";",
  "\t",
  "\0",
  "\x1e",
  "\x1f",
  "\ufeff",
  "NA",
  "nan",
  "inf",
  "-1e400",
  "1e-400",
  "日本",
  ",,,,",
  '"\n"',
  "\\",
  "'",
].map((token) => new TextEncoder().encode(token)).concat([
  Uint8Array.of(0xff),
  Uint8Array.of(0xc3),
  Uint8Array.of(0xed, 0xa0, 0x80),
]);

/** A copy with one to eight changes: bytes replaced, tokens put in, parts cut, doubled or moved. */
function damage(content: Uint8Array, random: () => number): Uint8Array {
  let bytes = [...content];
  const below = (n: number) => Math.floor(random() * n);
  for (let changes = 1 + below(8); changes > 0; changes--) {
    // Half of them early, where the header and the guessed format are.
    const at = below(random() < 0.5 ? Math.min(600, bytes.length) : bytes.length);
    const length = below(random() < 0.5 ? 8 : 400);
    switch (below(6)) {
      case 0:
        bytes[at] = below(256);
        break;
      case 1:
        bytes.splice(at, 0, ...TOKENS[below(TOKENS.length)]);
        break;
      case 2:
        bytes.splice(at, length);
        break;
      case 3:
        bytes.splice(at, 0, ...bytes.slice(at, at + length));
        break;
      case 4:
        bytes.splice(below(bytes.length), 0, ...bytes.splice(at, length));
        break;
      default:
        if (random() < 0.2) bytes = bytes.slice(0, at);
        else bytes.splice(at, 1, ...TOKENS[below(TOKENS.length)]);
    }
  }
  return Uint8Array.from(bytes);
}

/** What must hold of any catalogue. */
function check({ songs, playlists, interactions, report }: SongData): void {
  const { indptr, indices } = interactions;
  assert.ok(songs.count > 0 && playlists.count > 0);
  assert.equal(new Set(songs.trackIds).size, songs.count);
  assert.equal(new Set(playlists.playlistIds).size, playlists.count);
  assert.equal(indptr.length, songs.count + 1);
  for (let song = 0; song < songs.count; song++) {
    assert.ok(indptr[song + 1] > indptr[song], `song ${song} is in no playlist`);
  }
  assert.ok(indices.every((playlist) => playlist >= 0 && playlist < playlists.count));
  for (const { values } of songs.features) {
    assert.equal(values.length, songs.count);
    assert.ok(values.every((value) => Number.isNaN(value) || Number.isFinite(value)));
  }
  const dropped = Object.values(report.dropped).reduce((sum, n) => sum + n, 0);
  assert.equal(report.rowsKept + dropped, report.rowsRead);
}

async function withDamaged(
  seed: number,
  count: number,
  use: (path: string, folder: string, seed: number) => Promise<void> | void,
): Promise<void> {
  const sample = readFileSync(join(ROOT, "data/sample_songs.csv"), "utf8");
  const content = new TextEncoder().encode(sample.split("\n").slice(0, LINES).join("\n") + "\n");
  const folder = mkdtempSync(join(tmpdir(), "segue-fuzz-"));
  try {
    for (let i = seed; i < seed + count; i++) {
      const path = join(folder, "damaged.csv");
      writeFileSync(path, damage(content, randomNumbers(i)));
      await use(path, folder, i);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("readSongs() makes a catalogue of a damaged file or says what is wrong", async () => {
  let read = 0, refused = 0;
  await withDamaged(1, DAMAGED_FILES, async (path, folder, seed) => {
    try {
      check(
        await withDuckDB(
          path,
          "200MB",
          folder,
          (c) => readSongs(c, { path, interactions: null }, settings),
        ),
      );
      read++;
    } catch (error) {
      assert.ok(error instanceof UserError, `seed ${seed}: ${(error as Error).stack}`);
      assert.ok(!error.message.includes("\n"), `seed ${seed}: ${error.message}`);
      refused++;
    }
  });
  console.log(`${read} damaged files read, ${refused} refused`);
  assert.ok(read > 0 && refused > 0);
});

Deno.test("npm run model ends on a damaged file with a model or one line of error", async () => {
  await withDamaged(10_001, WHOLE_RUNS, (path, folder, seed) => {
    const out = join(folder, `model-${seed}`);
    const args = ["run", "--silent", "model", "--", "--csv", path, "--out", out];
    const { status, stderr } = spawnSync("npm", args, { cwd: ROOT, encoding: "utf8" });
    if (status === 0) return;
    assert.equal(status, 1, `seed ${seed}: ${stderr}`);
    const errors = stderr.trim().split("\n").filter((line) => !/^(Building| )/.test(line));
    assert.equal(errors.length, 1, `seed ${seed}: ${stderr}`);
    assert.match(errors[0], /^error: Cannot /, `seed ${seed}`);
  });
});
