import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import {
  arrowBytes,
  type Column,
  dictionaryColumn,
  float64Column,
  int32Column,
  utf8Column,
  vectorColumn,
} from "./arrow.ts";
import { writeArrowFile } from "./arrow_file.ts";

const NAMES = ["Ü", null, "b", "a", "", "b", null, "日本", "a", "z"];

function columns(): Column[] {
  return [
    int32Column("song", Int32Array.from({ length: 10 }, (_, i) => i)),
    utf8Column("name", NAMES),
    dictionaryColumn("kind", NAMES),
    float64Column("tempo", Float64Array.from([1, NaN, 3, 4, 5, 6, NaN, 8, 9, 10])),
    vectorColumn("vector", Float32Array.from({ length: 20 }, (_, i) => i / 2), 2, 10),
  ];
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "segue-arrow-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("writeArrowFile() writes the bytes of arrowBytes() and returns their sha256", () =>
  inFolder(async (folder) => {
    const path = join(folder, "songs.arrow");
    const written = columns();
    const sha256 = await writeArrowFile(path, written);
    const content = readFileSync(path);
    assert.deepEqual(new Uint8Array(content), arrowBytes(written));
    assert.equal(sha256, createHash("sha256").update(content).digest("hex"));
    assert.deepEqual(readdirSync(folder), ["songs.arrow"]);
  }));

Deno.test("writeArrowFile() splits large columns into batches that read as one table", () =>
  inFolder(async (folder) => {
    const path = join(folder, "songs.arrow");
    await writeArrowFile(path, columns(), 4);
    const table = tableFromIPC(readFileSync(path));
    assert.deepEqual(table.batches.map(({ numRows }) => numRows), [4, 4, 2]);
    const whole = tableFromIPC(arrowBytes(columns()));
    assert.deepEqual(
      table.toArray().map((row) => JSON.stringify(row)),
      whole.toArray().map((row) => JSON.stringify(row)),
    );
    assert.deepEqual([...table.getChild("kind")!], NAMES);
  }));

Deno.test("writeArrowFile() writes a schema where there are no rows", () =>
  inFolder(async (folder) => {
    const path = join(folder, "none.arrow");
    await writeArrowFile(path, [int32Column("song", new Int32Array(0))]);
    const table = tableFromIPC(readFileSync(path));
    assert.equal(table.numRows, 0);
    assert.deepEqual(table.schema.names, ["song"]);
  }));
