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
 * Brotli's quality 10 takes about 0.7 s a megabyte, 11 twice that for a hundredth less, and quality 5
 * some 0.03 s: 10 for what every page loads, 5 for the large files (a sixth more for code, a
 * twentieth for numbers).
 */
const SMALL_QUALITY = 10, LARGE_QUALITY = 5;
const LARGE = 512 * 1024;

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

const FORMATS = [
  {
    suffix: ".br",
    compress: (bytes: Uint8Array) =>
      compressBrotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: bytes.length < LARGE ? SMALL_QUALITY : LARGE_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  {
    suffix: ".gz",
    compress: (bytes: Uint8Array) => compressGzip(bytes, { level: bytes.length < LARGE ? 9 : 6 }),
  },
];

/** Part of a cache entry's name: entries made with other parameters are not taken. */
const PARAMETERS = "2";

/** What was done, in files. */
export interface PrecompressResult {
  /** Files that have a compressed form now. */
  files: number;
  /** Forms compressed in this run, the others having been kept from an earlier one. */
  compressed: number;
}

/** Entries that this process has begun to write. */
let written = 0;

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
  await inParallel(await largestFirst(folder, SMALLEST), async (path) => {
    const bytes = await readFile(join(folder, path));
    let gained = false;
    for (const { suffix, name, isNew } of await entriesOf(bytes, cache)) {
      used.add(name);
      if (isNew) compressed++;
      const entry = join(cache, name);
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

/**
 * Compresses the large files of a folder into the cache alone, one at a time, for a site that will
 * hold them as they are: while its pages are still made, on a core that this leaves idle.
 */
export async function compressAhead(folder: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  for (const path of await largestFirst(folder, LARGE)) {
    await entriesOf(await readFile(join(folder, path)), cache);
  }
}

/** Files that may gain and are not smaller than a bound; the others fill the time of the largest. */
async function largestFirst(folder: string, least: number): Promise<string[]> {
  const sizes = new Map<string, number>();
  for (const path of filesBelow(folder)) {
    if (!COMPRESSED.test(path)) sizes.set(path, (await stat(join(folder, path))).size);
  }
  return [...sizes].filter(([, size]) => size >= least).sort(([, a], [, b]) => b - a)
    .map(([path]) => path);
}

/** The cache's entries for some bytes, one a format, made where they are missing. */
async function entriesOf(bytes: Uint8Array, cache: string) {
  const hash = createHash("sha256").update(bytes).digest("hex");
  const entries: { suffix: string; name: string; isNew: boolean }[] = [];
  for (const { suffix, compress } of FORMATS) {
    const name = `${hash}-${PARAMETERS}${suffix}`;
    const isNew = !existsSync(join(cache, name));
    if (isNew) {
      const result = await compress(bytes);
      // Two files of the same content may come here at once, so each writes a file of its own.
      const temporary = join(cache, `${name}.${process.pid}.${written++}`);
      await writeFile(temporary, result.length < bytes.length * GAIN ? result : "");
      await rename(temporary, join(cache, name));
    }
    entries.push({ suffix, name, isNew });
  }
  return entries;
}
