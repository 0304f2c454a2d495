/**
 * Downloads a file that is known by its sha256, going on where an earlier run was cut off.
 *
 * What has arrived lies in `FILE.part` beside the file, with the server's mark of that version in
 * `FILE.part.etag`: a later run asks for the rest of the same version (`Range`, `If-Range`; RFC 9110,
 * sections 13.1.5 and 14.2) and begins anew where the server has another. The file is renamed into
 * place when its hash is right, so that it is whole or absent.
 */
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { sha256OfFile } from "../loaders/dataset.ts";
import { UserError } from "../loaders/errors.ts";

/** A file of the web. */
export interface KnownFile {
  readonly url: string;
  /** In hexadecimal. */
  readonly sha256: string;
  /** What a person does who has no network. */
  readonly byHand: string;
}

/** What a download did: the file was there, or so many bytes arrived after so many of before. */
export interface Downloaded {
  readonly received: number;
  readonly resumedAt: number;
}

/** Milliseconds without a byte after which a server is given up. */
const PATIENCE = 30_000;

/**
 * Brings a file into place.
 *
 * @param onProgress hears bytes so far and in all (0 where unknown)
 * @throws UserError when the server cannot be reached or refuses, when the connection breaks off, or
 *   when what arrived is another file; what is good of it stays for the next run
 */
export async function download(
  { url, sha256, byHand }: KnownFile,
  path: string,
  onProgress: (bytes: number, total: number) => void = () => {},
  patience = PATIENCE,
): Promise<Downloaded> {
  if (existsSync(path)) {
    if (await sha256OfFile(path) === sha256) return { received: 0, resumedAt: 0 };
    throw new UserError(
      `Cannot download to ${path}: another file is there; move it away and run this again`,
    );
  }
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`, etagFile = `${path}.part.etag`;
  const had = existsSync(part) && existsSync(etagFile) ? statSync(part).size : 0;
  const etag = had > 0 ? readFileSync(etagFile, "utf8") : "";

  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(), patience);
  const stillHere = () => {
    clearTimeout(timer);
    timer = setTimeout(() => quiet.abort(), patience);
  };
  let resumedAt = 0, received = 0;
  try {
    // Compressed on the way, half a file would be half of something else.
    const headers: Record<string, string> = { "Accept-Encoding": "identity" };
    if (had > 0 && etag !== "") {
      Object.assign(headers, { Range: `bytes=${had}-`, "If-Range": etag });
    }
    const response = await fetch(url, { headers, signal: quiet.signal });
    stillHere();
    const complete = response.status === 416 && had > 0;
    if (!complete) {
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        throw new UserError(
          `Cannot download ${url}: the server answers ${response.status}; ${byHand}`,
        );
      }
      resumedAt = rangeStart(response, had);
      // A mark is kept only where it says that bytes are the same (not weak).
      const mark = response.headers.get("etag") ?? response.headers.get("last-modified") ?? "";
      writeFileSync(etagFile, mark.startsWith("W/") ? "" : mark);
      const length = Number(response.headers.get("content-length") ?? 0);
      const total = length > 0 ? resumedAt + length : 0;
      const source = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
      source.on("data", (chunk: Uint8Array) => {
        received += chunk.length;
        stillHere();
        onProgress(resumedAt + received, total);
      });
      await pipeline(source, createWriteStream(part, { flags: resumedAt > 0 ? "a" : "w" }));
      if (total > 0 && resumedAt + received < total) throw new Error("the connection broke off");
    } else await response.body?.cancel();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = quiet.signal.aborted
      ? `nothing arrived for ${patience / 1000} s`
      : reasonOf(error as Error);
    const kept = existsSync(part) ? statSync(part).size : 0;
    throw new UserError(
      `Cannot download ${url}: ${reason}; ${
        kept > 0 ? `${kept} bytes are kept, run this again to go on, or` : "run this again, or"
      } ${byHand}`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
  const found = await sha256OfFile(part);
  if (found !== sha256) {
    rmSync(part);
    rmSync(etagFile, { force: true });
    throw new UserError(
      `Cannot use what ${url} gave: its sha256 is ${found}, not ${sha256}; it was removed, run this ` +
        `again, or ${byHand}`,
    );
  }
  renameSync(part, path);
  rmSync(etagFile, { force: true });
  return { received, resumedAt };
}

/** Where the body of an answer belongs: after what is there, or at the start. */
function rangeStart(response: Response, had: number): number {
  if (response.status !== 206) return 0;
  const start = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1];
  if (Number(start) !== had) throw new Error("the server sent another part than was asked for");
  return had;
}

function reasonOf(error: Error): string {
  const text = error.cause instanceof Error ? error.cause.message : error.message;
  const [line] = text.split("\n");
  return `there is no connection (${line.replace(/^error sending request for url \(.*?\): /, "")})`;
}
