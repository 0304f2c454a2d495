/**
 * Lists in plain text: `artist - title` or `title - artist`, numbered, quoted, with any dash, or
 * links and ids, one song a line.
 */
import { type PastedLine, type Reading, trackIdOf } from "./pasted_line.ts";

/** Dashes between words, tabs, bars; a hyphen needs a space beside it, as in "Jay-Z - 99 Problems". */
const BETWEEN = /\s+[-‐‑–—―−]+\s*|\s*[-‐‑–—―−]+\s+|\s*[–—―]\s*|\s*\t\s*|\s+[|·•~]\s+/u;
const NUMBER = /^\s*(?:\d{1,4}\s*[.):]\s+|#\d{1,4}[.):]?\s+|[*•·]\s+|[-–—]\s+)/u;
const NUMBER_AND_DASH = /^\s*(\d{1,4})\s*[-–—]\s+/u;
const DURATION = /\s*[-–—]?\s*[([]?\b\d{1,2}:\d{2}(?::\d{2})?[)\]]?\s*$/u;
const QUOTES = /^["'“”„«»‘’]+|["'“”„«»‘’]+$/gu;

/** @param isId whether a text is an id of the data set at hand */
export function listLines(text: string, isId: (text: string) => boolean): PastedLine[] {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim()).filter((line) => line !== "");
  const numbered = lines.filter((line) => NUMBER.test(line)).length > 0.6 * lines.length;
  const isCounted = lines.length > 1 &&
    lines.every((line, i) =>
      i === 0 ||
      Number(NUMBER_AND_DASH.exec(line)?.[1]) > Number(NUMBER_AND_DASH.exec(lines[i - 1])?.[1])
    );
  return lines.map((line) => {
    const bare = isCounted
      ? line.replace(NUMBER_AND_DASH, "")
      : numbered
      ? line.replace(NUMBER, "")
      : line;
    return listLine(bare, isId);
  });
}

function listLine(line: string, isId: (text: string) => boolean): PastedLine {
  const id = trackIdOf(line) ?? (isId(line) ? line : null);
  return { text: line, id, readings: id === null ? readingsOf(line) : [], known: null };
}

/** The ways in which a line of text can name an artist and a title. */
export function readingsOf(line: string): Reading[] {
  const text = line.replace(DURATION, "") || line;
  const parts = text.split(BETWEEN).map(unquoted).filter((part) => part !== "");
  const readings: Reading[] = [];
  for (let cut = 1; cut < parts.length; cut++) {
    const left = parts.slice(0, cut).join(" - "), right = parts.slice(cut).join(" - ");
    readings.push({ artist: left, title: right }, { artist: right, title: left });
  }
  const by = /^(.+?)\s+by\s+(.+)$/iu.exec(text);
  if (by) readings.push({ title: unquoted(by[1]), artist: unquoted(by[2]) });
  if (parts.length < 2) {
    const comma = text.split(/\s*[,;]\s*/).map(unquoted).filter((part) => part !== "");
    if (comma.length === 2) {
      readings.push({ artist: comma[0], title: comma[1] }, { artist: comma[1], title: comma[0] });
    }
    readings.push({ artist: "", title: unquoted(text) });
  }
  return readings;
}

function unquoted(text: string): string {
  const bare = text.trim().replace(QUOTES, "").trim();
  return bare === "" ? text.trim() : bare;
}
