/** The address of a playlist's own page. */
import type { PageModel } from "./model.ts";

/** The parameter of a fragment that names the playlist of the Playlists page. */
export const PLAYLIST_PARAMETER = "list";

/** `./playlists#list=ID`; with `data-carries` on the link it carries the query along. */
export function playlistAddress(
  { playlistIds }: Pick<PageModel, "playlistIds">,
  playlist: number,
): string {
  return `./playlists#${PLAYLIST_PARAMETER}=${encodeURIComponent(playlistIds[playlist])}`;
}
