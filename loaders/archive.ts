/** A folder of results as one archive on stdout, for Framework's archive loaders. */
import { packTar } from "modern-tar/fs";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";

/** Writes the files of a folder to stdout as a tar archive, the same bytes for the same files. */
export async function printArchive(folder: string): Promise<void> {
  const files = readdirSync(folder).map((name) => ({
    type: "file" as const,
    source: join(folder, name),
    target: name,
    mtime: new Date(0),
  }));
  await pipeline(packTar(files, { concurrency: 2 }), process.stdout);
}
