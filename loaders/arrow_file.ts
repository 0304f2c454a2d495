/** Arrow files of any size, written and hashed batch by batch. */
import { createHash } from "node:crypto";
import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import { RecordBatchStreamWriter } from "apache-arrow";
import { type Column, recordBatches } from "./arrow.ts";

/** Rows of a record batch: files of fewer have one batch. */
export const BATCH_ROWS = 1 << 20;

/**
 * Writes columns as an Arrow IPC stream into a file, which is whole or absent.
 *
 * @returns the sha256 of the file's content, in hexadecimal
 * @throws RangeError when columns differ in length
 */
export async function writeArrowFile(
  path: string,
  columns: readonly Column[],
  batchRows = BATCH_ROWS,
): Promise<string> {
  const hash = createHash("sha256");
  const partial = `${path}.partial`;
  const file = openSync(partial, "w");
  try {
    // The writer's chunks are views of the columns' own memory.
    const writer = RecordBatchStreamWriter.writeAll(recordBatches(columns, batchRows));
    for await (const chunk of writer) {
      hash.update(chunk);
      for (let done = 0; done < chunk.length;) done += writeSync(file, chunk, done);
    }
  } finally {
    closeSync(file);
  }
  renameSync(partial, path);
  return hash.digest("hex");
}
