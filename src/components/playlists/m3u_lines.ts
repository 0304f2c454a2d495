/** M3U playlists: `#EXTINF:seconds,artist - title` before each address or file. */
import { readingsOf } from "./list_lines.ts";
import { LESS_LIKELY, type PastedLine, trackIdOf } from "./pasted_line.ts";

const EXTINF = /^#EXTINF:\s*-?[\d.]*(?:\s+[\w-]+="[^"]*")*\s*,\s*(.*)$/;

export function isM3u(text: string): boolean {
  return /^\s*#EXTM3U\b/.test(text) || /^#EXTINF:/m.test(text);
}

/** @param isId whether a text is an id of the data set at hand */
export function m3uLines(text: string, isId: (text: string) => boolean): PastedLine[] {
  const out: PastedLine[] = [];
  let said = "";
  for (const line of text.split(/\r\n?|\n/).map((line) => line.trim())) {
    const extinf = EXTINF.exec(line);
    if (extinf) {
      if (said !== "") out.push(lineOf(said, "", isId));
      said = extinf[1];
    } else if (line !== "" && !line.startsWith("#")) {
      out.push(lineOf(said, line, isId));
      said = "";
    }
  }
  if (said !== "") out.push(lineOf(said, "", isId));
  return out;
}

function lineOf(said: string, address: string, isId: (text: string) => boolean): PastedLine {
  // Our own files name songs that are not at Spotify by their ids.
  const plain = decoded(address);
  const id = trackIdOf(address) ?? (isId(plain) ? plain : null);
  if (said !== "") return { text: said, id, readings: readingsOf(said), known: null };
  const { name, folders } = namesOfFile(address);
  // Collections lie in folders: "Artist/Title", "Artist/Album/Title".
  const ofFolders = folders.map((artist, i) => ({
    artist,
    title: name,
    apart: (i + 1) * LESS_LIKELY,
  }));
  const text = folders.length > 0 && readingsOf(name).length < 2
    ? `${folders.at(-1)} - ${name}`
    : name;
  return { text, id, readings: [...readingsOf(name), ...ofFolders], known: null };
}

/** "Music/ABBA/01 - ABBA - Waterloo.mp3" names its song by the file, and perhaps by two folders. */
function namesOfFile(address: string): { name: string; folders: string[] } {
  const isAddress = /^\w{2,}:\/\//.test(address);
  const path = isAddress ? address.replace(/^\w+:\/\/[^/]*/, "").replace(/[?#].*$/, "") : address;
  const parts = path.split(/[\\/]/).filter((part) =>
    part !== "" && !/^(?:\w:|\.{1,2})$/.test(part)
  );
  const plain = (text: string) => decoded(text).replaceAll("_", " ");
  const last = (parts.at(-1) ?? address).replace(/\.\w{2,5}$/, "").replace(/^\d{1,3}[\s._-]+/, "");
  return { name: plain(last), folders: parts.slice(-3, -1).reverse().map(plain) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
