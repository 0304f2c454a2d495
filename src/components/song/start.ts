/** The Song page before a song is chosen: songs of the data that have something to show. */
import { worksOf } from "../../recommender/recordings.ts";
import { element } from "../dom.ts";
import { count } from "../feature_format.ts";
import { artistName, type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import { SONG_PARAMETER, songAddress } from "../song_address.ts";

export interface Example {
  readonly song: number;
  readonly why: string;
}

/** Up to three songs, the same for the same data: in most playlists, best known, most versions. */
export function examples(model: PageModel): Example[] {
  const { songCount, songPlaylists: { indptr }, popularities } = model.catalogue;
  const found: Example[] = [];
  const best = (value: (song: number) => number) => {
    let song = -1;
    for (let other = 0; other < songCount; other++) {
      if (found.some((example) => example.song === other) || !(value(other) > 0)) continue;
      if (song < 0 || value(other) > value(song)) song = other;
    }
    return song;
  };
  const shared = best((song) => indptr[song + 1] - indptr[song]);
  if (shared >= 0) {
    const playlists = indptr[shared + 1] - indptr[shared];
    found.push({ song: shared, why: `in ${count(playlists, "playlist")}, more than any other` });
  }
  const known = best((song) => popularities[song]);
  if (known >= 0) found.push({ song: known, why: "the best known" });
  const works = worksOf(model.catalogue), versions = new Map<number, number>();
  for (const work of works) versions.set(work, (versions.get(work) ?? 0) + 1);
  const often = best((song) => versions.get(works[song])!);
  if (often >= 0 && versions.get(works[often])! > 1) {
    found.push({ song: often, why: `in ${versions.get(works[often])} versions` });
  }
  return found;
}

/** The invitation. */
export function startView(model: PageModel): HTMLElement {
  const items = examples(model).map(({ song, why }) =>
    element(
      "li",
      {},
      element(
        "a",
        { href: songAddress(model, song), "data-carries": SONG_PARAMETER },
        element("span", { class: "title" }, songTitle(model, song)),
        element(
          "span",
          { class: "about" },
          [artistName(model, song), why].filter((text) => text !== "").join(" · "),
        ),
      ),
    )
  );
  return element(
    "div",
    { class: "song-start" },
    element("p", {}, worded("Search for a song, or start with one of these:")),
    element("ul", {}, ...items),
  );
}
