/** Writes Brotli and gzip forms beside the files of a site, for a server that picks what to send. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { filesBelow } from "./files_below.ts";

/** Formats that are compressed already, and our own results. */
const COMPRESSED = /\.(br|gz|png|jpe?g|webp|gif|woff2?|zip|tar|parquet|mp4)$/i;

/** Below this size a response is one packet either way. */
const SMALLEST = 1024;

/** A compressed form is kept where it is smaller than this share of the file. */
const GAIN = 0.9;

/**
 * Brotli's best quality takes about 1.6 s a megabyte and quality 5 about 0.05 s: the best for what
 * every page loads, quality 5 for the large files (a sixth more for code, a twentieth for numbers).
 */
const BEST_QUALITY_BELOW = 512 * 1024;

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

const FORMATS = [
  {
    suffix: ".br",
    compress: (bytes: Uint8Array) =>
      compressBrotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: bytes.length < BEST_QUALITY_BELOW ? 11 : 5,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  {
    suffix: ".gz",
    compress: (bytes: Uint8Array) =>
      compressGzip(bytes, { level: bytes.length < BEST_QUALITY_BELOW ? 9 : 6 }),
  },
];

/** Part of a cache entry's name: entries made with other parameters are not taken. */
const PARAMETERS = "1";

/** What was done, in files. */
export interface PrecompressResult {
  /** Files that have a compressed form now. */
  files: number;
  /** Forms compressed in this run, the others having been kept from an earlier one. */
  compressed: number;
}

/** Files in work at a time; zlib compresses on threads of its own. */
const WORKERS = 4;

/** Runs `work` on every item, `WORKERS` at a time. */
async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
}

/**
 * Compresses the files of a folder that gain by it, to `FILE.br` and `FILE.gz`. The same bytes give
 * the same results on every run.
 * @param folder the built site
 * @param cache a folder that keeps the results by content from run to run; what this run did not
 * need is removed from it
 */
export async function precompress(folder: string, cache: string): Promise<PrecompressResult> {
  await mkdir(cache, { recursive: true });
  const used = new Set<string>();
  let files = 0;
  let compressed = 0;
  const paths = filesBelow(folder).filter((path) => !COMPRESSED.test(path));
  const sizes = new Map<string, number>();
  for (const path of paths) sizes.set(path, (await stat(join(folder, path))).size);
  // The largest first: the others fill the time that it takes.
  const ordered = paths.filter((path) => sizes.get(path)! >= SMALLEST)
    .sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  await inParallel(ordered, async (path) => {
    const bytes = await readFile(join(folder, path));
    const hash = createHash("sha256").update(bytes).digest("hex");
    let gained = false;
    for (const { suffix, compress } of FORMATS) {
      const name = `${hash}-${PARAMETERS}${suffix}`;
      const entry = join(cache, name);
      used.add(name);
      if (!existsSync(entry)) {
        const result = await compress(bytes);
        // Two files of the same content may come here at once, so each writes a file of its own.
        const temporary = `${entry}.${process.pid}.${compressed++}`;
        await writeFile(temporary, result.length < bytes.length * GAIN ? result : "");
        await rename(temporary, entry);
      }
      if ((await stat(entry)).size === 0) continue; // An empty entry: nothing to gain.
      await copyFile(entry, join(folder, path) + suffix);
      gained = true;
    }
    if (gained) files++;
  });
  for (const name of await readdir(cache)) {
    if (!used.has(name)) await rm(join(cache, name), { force: true });
  }
  return { files, compressed };
}
