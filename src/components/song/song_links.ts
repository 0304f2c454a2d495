/** Lists of songs as links to their pages, the first of many at once. */
import { element } from "../dom.ts";
import { albumName, artistName, type PageModel } from "../model.ts";
import { titleLink } from "../song_address.ts";

export interface SongLinkOptions {
  /** What stands after the artist; by default album and year. */
  about?(song: number): string;
  /** What stands before the title, such as marks. */
  before?(song: number): Node | null;
  /** Songs shown at once; the others on demand. */
  readonly first?: number;
  readonly isOrdered?: boolean;
}

/** @param label what the list is called, to screen readers */
export function songLinks(
  model: PageModel,
  songs: readonly number[],
  label: string,
  { about, before, first = 10, isOrdered = false }: SongLinkOptions = {},
): HTMLElement {
  const item = (song: number) => {
    const year = model.years[song];
    const more = about?.(song) ??
      [albumName(model, song), Number.isFinite(year) ? String(year) : ""]
        .filter((text) => text !== "").join(" · ");
    const mark = before?.(song) ?? null;
    return element(
      "li",
      {},
      ...(mark ? [mark] : []),
      element(
        "span",
        { class: "words" },
        titleLink(model, song),
        element(
          "span",
          { class: "about" },
          [artistName(model, song), more].filter((text) => text !== "").join(" · "),
        ),
      ),
    );
  };
  const list = element(
    isOrdered ? "ol" : "ul",
    { class: "song-links", "aria-label": label },
    ...songs.slice(0, first).map(item),
  );
  if (songs.length <= first) return list;
  const more = element(
    "button",
    { type: "button", class: "quiet" },
    `Show ${(songs.length - first).toLocaleString("en")} more`,
  );
  more.addEventListener("click", () => {
    const rest = songs.slice(first).map(item);
    list.append(...rest);
    more.remove();
    rest[0].querySelector("a")?.focus();
  });
  return element("div", {}, list, more);
}
