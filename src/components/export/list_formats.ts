/** A list of songs as text: CSV, JSON, M3U, plain lines, links. */
import type { ExportedList, ExportedSong } from "./exported_song.ts";

/** A value of a table; null for none. */
export type Value = string | number | null;

/**
 * CSV by RFC 4180 with a header and CRLF. A text that a spreadsheet would take for a formula has an
 * apostrophe before it (OWASP, "CSV injection"); numbers stand as they are.
 */
export function csvOf({ songs }: ExportedList): string {
  return csvTable(songs.map(recordOf));
}

/** Rows as CSV in the same way, a column for each name that any of them has; "" for no rows. */
export function csvTable(rows: readonly Readonly<Record<string, Value | boolean>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length === 0) return "";
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  return lines.map((values) => values.map(csvCell).join(",") + "\r\n").join("");
}

/** JSON: the name of the list, then one object a song. */
export function jsonOf({ name, songs }: ExportedList): string {
  return JSON.stringify({ name, songs: songs.map(recordOf) }, null, 2) + "\n";
}

/** Extended M3U: a line about each song, then its address at Spotify, else its id. */
export function m3uOf({ name, songs }: ExportedList): string {
  const entries = songs.flatMap((song) => [
    // By convention −1 is an unknown length.
    `#EXTINF:${song.duration === null ? -1 : Math.round(song.duration)},${lineOf(song, "-")}`,
    song.spotify ?? encodeURIComponent(song.track_id),
  ]);
  return ["#EXTM3U", `#PLAYLIST:${oneLine(name)}`, ...entries].join("\n") + "\n";
}

/** One line a song: artist – title. */
export function plainTextOf({ songs }: ExportedList): string {
  return songs.map((song) => lineOf(song, "–") + "\n").join("");
}

/** One address a song; songs that are not known to be at Spotify are left out. */
export function linksOf({ songs }: ExportedList): string {
  return songs.flatMap(({ spotify }) => spotify === null ? [] : [spotify + "\n"]).join("");
}

/** All values of a song by column, those of the list first. */
function recordOf({ further, spotify, duration, ...song }: ExportedSong): Record<string, Value> {
  return { ...further, ...song, duration_s: duration, spotify };
}

function csvCell(value: Value | boolean): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function lineOf({ artist, title }: ExportedSong, dash: string): string {
  return oneLine(artist === "" ? title : `${artist} ${dash} ${title}`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
