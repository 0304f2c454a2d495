/** M3U playlists: `#EXTINF:seconds,artist - title` before each address or file. */
import { readingsOf } from "./list_lines.ts";
import { type PastedLine, trackIdOf } from "./pasted_line.ts";

const EXTINF = /^#EXTINF:\s*-?[\d.]*(?:\s+[\w-]+="[^"]*")*\s*,\s*(.*)$/;

export function isM3u(text: string): boolean {
  return /^\s*#EXTM3U\b/.test(text) || /^#EXTINF:/m.test(text);
}

export function m3uLines(text: string): PastedLine[] {
  const out: PastedLine[] = [];
  let said = "";
  for (const line of text.split(/\r\n?|\n/).map((line) => line.trim())) {
    const extinf = EXTINF.exec(line);
    if (extinf) {
      if (said !== "") out.push(lineOf(said, ""));
      said = extinf[1];
    } else if (line !== "" && !line.startsWith("#")) {
      out.push(lineOf(said, line));
      said = "";
    }
  }
  if (said !== "") out.push(lineOf(said, ""));
  return out;
}

function lineOf(said: string, address: string): PastedLine {
  const words = said === "" ? nameOfFile(address) : said;
  return { text: words, id: trackIdOf(address), readings: readingsOf(words), known: null };
}

/** "Music/01 - Artist - Title.mp3" names its song by the file. */
function nameOfFile(address: string): string {
  const last = address.split(/[\\/]/).at(-1) ?? address;
  const name = last.replace(/[?#].*$/, "").replace(/\.\w{2,5}$/, "").replace(
    /^\d{1,3}[\s._-]+/,
    "",
  );
  try {
    return decodeURIComponent(name).replaceAll("_", " ");
  } catch {
    return name.replaceAll("_", " ");
  }
}
