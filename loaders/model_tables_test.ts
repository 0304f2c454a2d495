import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Table, tableFromIPC, tableToIPC } from "apache-arrow";
import { arrowBytes, vectorColumn } from "./arrow.ts";
import { readVectors } from "./model_tables.ts";

/** Calls a test with a folder that holds factors.arrow, in as many record batches as lists. */
function withFactors(
  batches: readonly number[][],
  dimensions: number,
  test: (folder: string) => void,
) {
  const folder = mkdtempSync(join(tmpdir(), "segue-"));
  try {
    const tables: Table[] = batches.map((values) =>
      tableFromIPC(
        arrowBytes([
          vectorColumn("vector", Float32Array.from(values), dimensions, values.length / dimensions),
        ]),
      )
    );
    const [first, ...others] = tables;
    writeFileSync(join(folder, "factors.arrow"), tableToIPC(first.concat(...others)));
    test(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("readVectors() reads the vectors of all record batches, one after the other", () => {
  withFactors([[1, 2, 3, 4], [5, 6]], 2, (folder) => {
    assert.deepEqual(readVectors(folder, "factors"), {
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
      count: 3,
      dimensions: 2,
    });
  });
});
