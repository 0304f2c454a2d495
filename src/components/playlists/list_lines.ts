/**
 * Lists in plain text: `artist - title` or `title - artist`, numbered, quoted, with any dash, or
 * links and ids, one song a line.
 */
import Papa from "npm:papaparse";
import { LESS_LIKELY, type PastedLine, type Reading, trackIdOf } from "./pasted_line.ts";

/** Dashes between words, tabs, bars; a hyphen needs a space beside it, as in "Jay-Z - 99 Problems". */
const BETWEEN = /\s+[-‐‑–—―−]+\s*|\s*[-‐‑–—―−]+\s+|\s*[–—―]\s*|\s*\t\s*|\s+[|·•~]\s+/u;
const NUMBER = /^\s*(?:\d{1,4}\s*[.):]\s+|#\d{1,4}[.):]?\s+|[*•·]\s+|[-–—]\s+)/u;
const NUMBER_AND_DASH = /^\s*(\d{1,4})\s*[-–—]\s+/u;
const DURATION = /\s*[-–—]?\s*[([]?\b\d{1,2}:\d{2}(?::\d{2})?[)\]]?\s*$/u;
const QUOTES = /^["'“”„«»‘’]+|["'“”„«»‘’]+$/gu;

/** "12 Artist - Title", where the lines count. */
const PLAIN_NUMBER = /^\s*(\d{1,4})\s+(?=\S)/u;
/** When a song is played in a long recording: "[1:02:03] Artist - Title". */
const TIME_BEFORE = /^\s*[([]?\d{1,2}:\d{2}(?::\d{2})?[)\]]?\s*(?:[-–—|:]\s*)?(?=\S)/u;
/** What video sites and collectors write behind a name: "(Official Music Video)", "[HD]", an id. */
const OF_VIDEO =
  /\s*[([](?:(?:the\s+)?(?:official|music|lyrics?|audio|video|visuali[sz]er|clip|hd|hq|4k|1080p|720p|mv|m\/v|vevo)\s*)+[)\]]/giu;
const ID_OF_VIDEO = /\s\[(?=[^\]]*(?:\d|[a-z][A-Z]))[\w-]{11}\]\s*$/u;
/** Words of a version behind a title's dash. */
const OF_VERSION =
  /\b(?:remaster(?:ed)?|remix|mix|edit|version|live|acoustic|instrumental|demo|mono|stereo|feat|from)\b/iu;

/** @param isId whether a text is an id of the data set at hand */
export function listLines(text: string, isId: (text: string) => boolean): PastedLine[] {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim()).filter((line) => line !== "");
  const before = whatStandsBefore(lines);
  return lines.map((line) => listLine(before === null ? line : line.replace(before, ""), isId));
}

/** What is no part of the names at the start of the lines: a number or a time; null for nothing. */
function whatStandsBefore(lines: readonly string[]): RegExp | null {
  const share = (pattern: RegExp) =>
    lines.filter((line) => pattern.test(line)).length / lines.length;
  const rises = (pattern: RegExp, by: (step: number) => boolean) =>
    lines.every((line, i) =>
      i === 0 || by(Number(pattern.exec(line)?.[1]) - Number(pattern.exec(lines[i - 1])?.[1]))
    );
  if (lines.length > 1 && rises(NUMBER_AND_DASH, (step) => step > 0)) return NUMBER_AND_DASH;
  if (share(NUMBER) > 0.6) return NUMBER;
  if (lines.length > 1 && share(TIME_BEFORE) > 0.9) return TIME_BEFORE;
  return lines.length > 2 && rises(PLAIN_NUMBER, (step) => step === 1) ? PLAIN_NUMBER : null;
}

function listLine(line: string, isId: (text: string) => boolean): PastedLine {
  const id = trackIdOf(line) ?? (isId(line) ? line : null);
  return { text: line, id, readings: id === null ? readingsOf(line) : [], known: null };
}

/** The ways in which a line of text can name an artist and a title. */
export function readingsOf(line: string): Reading[] {
  const bare = line.replace(OF_VIDEO, "").replace(ID_OF_VIDEO, "") || line;
  const text = bare.replace(DURATION, "") || bare;
  // "Fearless 3:16" may be all of a title.
  return text === bare ? readingsOfText(text) : [...readingsOfText(text), ...readingsOfText(bare)];
}

function readingsOfText(text: string): Reading[] {
  const cells = text.split("\t").map(unquoted).filter(isOfNames);
  if (cells.length > 2) return readingsOfColumns(cells);
  const parts = text.split(BETWEEN).map(unquoted).filter((part) => part !== "");
  const readings = readingsOfParts(parts, " - ");
  const by = /^(.+?)\s+by\s+(.+)$/iu.exec(text);
  if (by) readings.push({ title: unquoted(by[1]), artist: unquoted(by[2]) });
  if (/[,;]/.test(text)) readings.push(...readingsOfParts(partsAtCommas(text), ", "));
  readings.push(...readingsOfParts(text.split(/:\s+/).map(unquoted), ": "));
  if (readings.length === 0) readings.push(...readingsOfParts(text.split("-").map(unquoted), "-"));
  if (parts.length < 2 || OF_VERSION.test(parts.at(-1)!)) {
    readings.push({ artist: "", title: unquoted(text) });
  }
  return readings;
}

/** Each way to cut between two parts, the artist before the title and behind it. */
function readingsOfParts(parts: readonly string[], between: string): Reading[] {
  const named = parts.filter((part) => part !== "");
  const readings: Reading[] = [];
  for (let cut = 1; cut < Math.min(named.length, MOST_CUTS + 1); cut++) {
    const left = named.slice(0, cut).join(between), right = named.slice(cut).join(between);
    readings.push({ artist: left, title: right }, { artist: right, title: left });
  }
  return readings;
}

/** Cuts that are tried of a line. */
const MOST_CUTS = 6;

/** Two of the first columns beside each other, the likelier first, or with one between them. */
function readingsOfColumns(cells: readonly string[]): Reading[] {
  return [[0, 1], [1, 2], [0, 2]].flatMap(([a, b], i) => [
    { artist: cells[a], title: cells[b], apart: i * LESS_LIKELY },
    { artist: cells[b], title: cells[a], apart: i * LESS_LIKELY },
  ]);
}

/** A column of numbers, durations or nothing names no song; "99 Luftballons" and "22" may. */
function isOfNames(cell: string, column: number, cells: readonly string[]): boolean {
  return cell !== "" && !/^\d{1,2}:\d{2}(?::\d{2})?$/.test(cell) &&
    (cells.length < 3 || column > 0 || !/^\d{1,4}[.)]?$/.test(cell));
}

/** What stands between commas or semicolons, a comma within quotation marks parting nothing. */
function partsAtCommas(text: string): string[] {
  const delimiter = text.includes(";") ? ";" : ",";
  const { data: [cells = []], errors } = Papa.parse<string[]>(text, { delimiter });
  return (errors.length > 0 ? text.split(delimiter) : cells).map(unquoted);
}

function unquoted(text: string): string {
  const bare = text.trim().replace(QUOTES, "").trim();
  return bare === "" ? text.trim() : bare;
}
