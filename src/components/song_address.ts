/** The address of a song's own page, and a link to it that carries the query along. */
import { element } from "./dom.ts";
import { type PageModel, songTitle } from "./model.ts";

/** The parameter of a fragment that names the song of the Song page. */
export const SONG_PARAMETER = "song";

/**
 * Where a song's page is, relative to the pages of the site: `./song#song=ID`.
 * @param fragment what it carries along; a link with `data-carries` gets that when it is used
 */
export function songAddress(
  { trackIds }: Pick<PageModel, "trackIds">,
  song: number,
  fragment = "",
): string {
  const carried = fragment.replace(/^#/, "").split("&")
    .filter((pair) => pair !== "" && !pair.startsWith(`${SONG_PARAMETER}=`));
  const own = `${SONG_PARAMETER}=${encodeURIComponent(trackIds[song])}`;
  return `./song#${[own, ...carried].join("&")}`;
}

/** A song's title as a link to its page; the page's `QueryAddress` adds the query when it is used. */
export function titleLink(model: PageModel, song: number, name = ""): HTMLAnchorElement {
  const title = songTitle(model, song);
  return element("a", {
    class: `title-link ${name}`.trim(),
    href: songAddress(model, song),
    "data-carries": SONG_PARAMETER,
    title,
  }, title);
}
