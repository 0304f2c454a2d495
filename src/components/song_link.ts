/** A song by its title, linked to its page, with its artist; the query goes along. */
import { element } from "./dom.ts";
import { artistName, type PageModel, songTitle } from "./model.ts";

/** The address of a song's page, below the site; a fragment of the query follows it. */
export function songAddress({ trackIds }: PageModel, song: number, fragment = ""): string {
  const rest = fragment.replace(/^#/, "").split("&")
    .filter((pair) => pair !== "" && !pair.startsWith("song="));
  return `./song#${[`song=${encodeURIComponent(trackIds[song])}`, ...rest].join("&")}`;
}

/** The linked title with the artist beside it. */
export function songLink(model: PageModel, song: number, fragment = ""): HTMLElement {
  return element(
    "span",
    { class: "song-link", "data-song": model.trackIds[song] },
    element("a", { href: songAddress(model, song, fragment) }, songTitle(model, song)),
    " ",
    element("small", {}, artistName(model, song)),
  );
}
