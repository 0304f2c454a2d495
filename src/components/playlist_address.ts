/** The address of a playlist's own page, which carries the query along. */
import type { PageModel } from "./model.ts";

/** The parameter of a fragment that names the playlist of the Playlists page. */
export const PLAYLIST_PARAMETER = "playlist";

/** `./playlists#playlist=ID&songs=…` @param fragment that of the page that links; "" for none */
export function playlistAddress(
  { playlistIds }: PageModel,
  playlist: number,
  fragment = "",
): string {
  const carried = fragment.replace(/^#/, "").split("&")
    .filter((pair) => pair !== "" && !pair.startsWith(`${PLAYLIST_PARAMETER}=`));
  const own = `${PLAYLIST_PARAMETER}=${encodeURIComponent(playlistIds[playlist])}`;
  return `./playlists#${[own, ...carried].join("&")}`;
}
