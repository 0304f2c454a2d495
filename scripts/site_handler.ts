/**
 * Answers requests for the files of a built site: clean addresses, compressed forms, byte ranges,
 * revalidation. For a browser on this machine; a deployed site needs no more than any static server.
 *
 * Written here because sirv 3.0.2 answers `Range: bytes=-5` with the first six bytes and
 * `bytes=0-0` with the whole file, both of which DuckDB and Parquet readers ask for, knows one tag
 * in `If-None-Match`, and follows links out of the site. It also keeps a file open for every
 * download that a browser breaks off, and ends the process where a file goes away before it is
 * opened, as happens when the site is built anew while it is served.
 */
import { createReadStream, type Stats } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";

const TYPES: Record<string, string> = {
  ".arrow": "application/vnd.apache.arrow.file",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".parquet": "application/vnd.apache.parquet",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".tar": "application/x-tar",
  ".tsv": "text/tab-separated-values; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
  ".zip": "application/zip",
};

/** Folders whose file names change with what is in them. */
const NAMED_BY_CONTENT = /^\/_(bundle|file|npm)\//;

/** Compressed forms, the best first, that `precompress.ts` writes. */
const ENCODINGS = [["br", ".br"], ["gzip", ".gz"]] as const;

interface Found {
  file: string;
  stats: Stats;
}

/** A file of the site by its path below the folder; undefined where there is none. */
async function findFile(folder: string, path: string): Promise<Found | undefined> {
  try {
    const file = await realpath(join(folder, path));
    const stats = await stat(file);
    return stats.isFile() && file.startsWith(folder + sep) ? { file, stats } : undefined;
  } catch {
    return undefined;
  }
}

/** The decoded path of an address, or undefined where no file of ours can have it. */
function readPath(address: string): string | undefined {
  try {
    const path = decodeURIComponent(address.split(/[?#]/, 1)[0]);
    const parts = path.split("/");
    if (!path.startsWith("/") || /[\0\\]/.test(path)) return undefined;
    return parts.some((part) => part.startsWith(".")) ? undefined : path;
  } catch {
    return undefined; // An escape that is none.
  }
}

/** Whether an `Accept-Encoding` header takes an encoding. */
export function acceptsEncoding(header: string, encoding: string): boolean {
  let any = false;
  for (const part of header.toLowerCase().split(",")) {
    const [name, ...parameters] = part.split(";").map((text) => text.trim());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    if (name === encoding) return !refused;
    if (name === "*") any = !refused;
  }
  return any;
}

/** Inclusive positions of the bytes asked for. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads a `Range` header (RFC 9110, section 14.1.2).
 * @returns the range, cut at the end of the file; null where the file has no such bytes;
 * undefined where the header asks for nothing that we serve (several ranges, another unit, nonsense)
 * and the whole file is the answer
 */
export function parseRange(header: string, size: number): ByteRange | null | undefined {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header);
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  if (match[1] === "") {
    const length = Number(match[2]);
    return length === 0 || size === 0 ? null : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(match[1]);
  const end = match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (match[2] !== "" && Number(match[2]) < start) return undefined;
  return start >= size ? null : { start, end };
}

function entityTag({ size, mtimeMs }: Stats, encoding: string): string {
  return `"${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}-${encoding}"`;
}

/** Sends one file, whole or in part. */
async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  whole: Found,
  folder: string,
): Promise<void> {
  const { headers } = request;
  const type = TYPES[extname(whole.file).toLowerCase()] ?? "application/octet-stream";
  let found = whole;
  let encoding = "identity";
  let compressible = false;
  for (const [name, suffix] of ENCODINGS) {
    const form = await findFile(folder, whole.file.slice(folder.length) + suffix);
    if (form === undefined) continue;
    compressible = true;
    // A range counts the bytes of the file itself.
    if (headers.range === undefined && acceptsEncoding(headers["accept-encoding"] ?? "", name)) {
      [found, encoding] = [form, name];
      break;
    }
  }
  const tag = entityTag(found.stats, encoding);
  response.setHeader("ETag", tag);
  response.setHeader(
    "Cache-Control",
    NAMED_BY_CONTENT.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
  );
  if (compressible) response.setHeader("Vary", "Accept-Encoding");
  const known = headers["if-none-match"]?.split(",").map((text) => text.trim().replace(/^W\//, ""));
  if (known?.some((text) => text === tag || text === "*")) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader("Content-Type", type);
  response.setHeader("Last-Modified", found.stats.mtime.toUTCString());
  response.setHeader("Accept-Ranges", "bytes");
  if (encoding !== "identity") response.setHeader("Content-Encoding", encoding);
  const { size } = found.stats;
  const ranged = headers.range !== undefined && (headers["if-range"] ?? tag) === tag;
  const range = ranged ? parseRange(headers.range!, size) : undefined;
  if (range === null) {
    response.setHeader("Content-Range", `bytes */${size}`);
    response.writeHead(416).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) response.setHeader("Content-Range", `bytes ${start}-${end}/${size}`);
  response.setHeader("Content-Length", end - start + 1);
  response.writeHead(range ? 206 : 200);
  if (request.method === "HEAD" || size === 0) response.end();
  else await pipeline(createReadStream(found.file, { start, end }), response);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
): Promise<void> {
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    response.writeHead(405).end();
    return;
  }
  const address = request.url ?? "/";
  const path = readPath(address);
  if (path !== undefined) {
    const names = path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
    for (const name of names) {
      const found = await findFile(folder, name);
      if (found) return sendFile(request, response, path, found, folder);
    }
    // A page's links are relative, so its address has to be the one they were written for.
    const last = path.replace(/\/$/, "").split("/").at(-1)!;
    const redirect = path.endsWith("/") && await findFile(folder, `${path.slice(0, -1)}.html`)
      ? `../${encodeURIComponent(last)}`
      : await findFile(folder, `${path}/index.html`)
      ? `./${encodeURIComponent(last)}/`
      : undefined;
    if (redirect !== undefined && last !== "") {
      response.setHeader("Location", redirect + (/\?[^#]*/.exec(address)?.[0] ?? ""));
      response.writeHead(308).end();
      return;
    }
  }
  const page = await readFile(join(folder, "404.html")).catch(() => "Not found\n");
  response.setHeader("Content-Type", typeof page === "string" ? TYPES[".txt"] : TYPES[".html"]);
  response.setHeader("Content-Length", page.length);
  response.writeHead(404).end(request.method === "HEAD" ? undefined : page);
}

/**
 * Makes the listener of a server for a built site.
 * @param folder the folder of the site; files may come and go while it is served
 */
export async function siteHandler(
  folder: string,
): Promise<(request: IncomingMessage, response: ServerResponse) => void> {
  const root = await realpath(folder);
  return (request, response) => {
    answer(request, response, root).catch(() => {
      // The browser has gone away, or a file was replaced while it was read.
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  };
}
