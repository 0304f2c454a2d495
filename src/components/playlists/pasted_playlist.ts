/** Reads what someone pastes or drops: which form it has is seen from its content, not its name. */
import { worded } from "../nouns.ts";
import { csvLines, csvOf } from "./csv_lines.ts";
import { listLines } from "./list_lines.ts";
import { isM3u, m3uLines } from "./m3u_lines.ts";
import { type PastedLine, PlaylistError } from "./pasted_line.ts";

/** Lines that are read of one playlist: Spotify's own limit. */
export const MOST_LINES = 10_000;

const MOST_BYTES = 10_000_000;

/** A link to many songs, which does not say which. */
const LINK_TO_MANY =
  /^\s*(?:https?:\/\/open\.spotify\.com\/(?:intl-[a-z-]+\/)?|spotify:)(?:playlist|album|artist|user)\b/;

/**
 * @param isId whether a text is an id of the data set at hand
 * @throws PlaylistError with one sentence that says what is wrong and what to do
 */
export function pastedLines(text: string, isId: (text: string) => boolean): PastedLine[] {
  const plain = text.replace(/^\ufeff/, "");
  if (plain.trim() === "") {
    throw new PlaylistError("Cannot read the playlist: it is empty; paste one song a line");
  }
  if (plain.includes("\0")) {
    throw new PlaylistError(
      "Cannot read the playlist: it is no text; save it as CSV, M3U or plain text",
    );
  }
  if (/^\s*(?:[{[]\s*["{[]|<(?:!doctype|html|\?xml))/i.test(plain)) {
    throw new PlaylistError(
      "Cannot read the playlist: it is JSON, XML or a web page; save it as CSV, M3U or plain text",
    );
  }
  const csv = csvOf(plain);
  const lines = isM3u(plain)
    ? m3uLines(plain, isId)
    : csv !== null
    ? csvLines(csv, isId)
    : listLines(plain, isId);
  if (lines.length === 0) {
    const what = csv === null ? "a head" : "columns";
    throw new PlaylistError(`Cannot read the playlist: it has ${what} but no songs`);
  }
  if (lines.every(({ text }) => LINK_TO_MANY.test(text))) {
    throw new PlaylistError(
      worded(
        "Cannot read the playlist: a link does not name its songs; open it at Spotify, select all " +
          "songs there, copy and paste them",
      ),
    );
  }
  if (lines.length > MOST_LINES) {
    throw new PlaylistError(
      `Cannot read the playlist: it has ${lines.length.toLocaleString("en")} lines; ` +
        `up to ${MOST_LINES.toLocaleString("en")} are read`,
    );
  }
  return lines;
}

/**
 * The text of a dropped file: UTF-8, UTF-16 by its mark, else the code page of old M3U files.
 *
 * @throws PlaylistError when it is too large to be a playlist
 */
export function textOfFile(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) {
    throw new PlaylistError(
      `Cannot read the file: it has ${Math.round(bytes.length / 1e6)} MB; a playlist of up to ` +
        `${MOST_BYTES / 1e6} MB is read`,
    );
  }
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
