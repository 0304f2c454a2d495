/** The address of a song's own page, which carries the query along. */
import type { PageModel } from "./model.ts";

/** The parameter of a fragment that names the song of the Song page. */
export const SONG_PARAMETER = "song";

/**
 * Where a song's page is, relative to the pages of the site: `./song#song=ID&songs=…`.
 * @param fragment the fragment of the page that links, so that picks survive; "" for none
 */
export function songAddress({ trackIds }: PageModel, song: number, fragment = ""): string {
  const carried = fragment.replace(/^#/, "").split("&")
    .filter((pair) => pair !== "" && !pair.startsWith(`${SONG_PARAMETER}=`));
  const own = `${SONG_PARAMETER}=${encodeURIComponent(trackIds[song])}`;
  return `./song#${[own, ...carried].join("&")}`;
}
