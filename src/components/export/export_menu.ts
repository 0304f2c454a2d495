/** The menu that exports a list of songs: as CSV, JSON or M3U, as text or as links. */
import { count } from "../feature_format.ts";
import { menuButton, type MenuItem } from "../menu_button.ts";
import type { ExportedList } from "./exported_song.ts";
import { csvOf, jsonOf, linksOf, m3uOf, plainTextOf } from "./list_formats.ts";
import { copyText, fileName, saveFile } from "./save_file.ts";

interface FileFormat {
  readonly label: string;
  readonly ending: string;
  readonly type: string;
  write(list: ExportedList): string;
}

const FILES: readonly FileFormat[] = [
  // Excel takes a file for UTF-8 only where it starts with a byte order mark.
  {
    label: "CSV file",
    ending: "csv",
    type: "text/csv;charset=utf-8",
    write: (list) => "\ufeff" + csvOf(list),
  },
  { label: "JSON file", ending: "json", type: "application/json", write: jsonOf },
  { label: "M3U playlist", ending: "m3u8", type: "audio/x-mpegurl;charset=utf-8", write: m3uOf },
];

/**
 * @param list the list as it is seen, asked when something is exported
 * @returns a button with its menu
 */
export function exportMenu(list: () => ExportedList, text = "Export"): HTMLElement {
  return menuButton({ text, class: "export-menu" }, () => exportItems(list()));
}

/** The entries alone, for a menu of a page's own. */
export function exportItems(list: ExportedList): MenuItem[] {
  const { songs, name } = list;
  const files = FILES.map(({ label, ending, type, write }): MenuItem => ({
    label,
    run() {
      saveFile(new Blob([write(list)], { type }), fileName(name, ending));
      return `Saved ${count(songs.length, "song")}`;
    },
  }));
  const copies: MenuItem[] = [{
    label: "Copy as text",
    run: () => copied(plainTextOf(list), count(songs.length, "song")),
  }];
  const links = songs.filter(({ spotify }) => spotify !== null).length;
  if (links > 0) {
    copies.push({
      label: "Copy Spotify links",
      run: () => copied(linksOf(list), count(links, "link")),
    });
  }
  return [...files, ...copies];
}

async function copied(text: string, what: string): Promise<string> {
  return await copyText(text)
    ? `Copied ${what}`
    : "The browser gives no access to the clipboard; save a file";
}
