/** A song by its title, linked to its page, with its artist; the query goes along. */
import { element } from "./dom.ts";
import { artistName, type PageModel, songTitle } from "./model.ts";
import { songAddress } from "./song_address.ts";

/** @param fragment of the page, which the link carries along */
export function songLink(model: PageModel, song: number, fragment: string): HTMLElement {
  return element(
    "span",
    { class: "song-link", "data-song": model.trackIds[song] },
    element("a", { href: songAddress(model, song, fragment) }, songTitle(model, song)),
    " ",
    element("small", {}, artistName(model, song)),
  );
}
