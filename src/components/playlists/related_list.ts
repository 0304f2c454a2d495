/** The playlists that share most songs with one, as bars that lead to them. */
import type { SharedSongs } from "../../statistics/playlist_overlap.ts";
import { element } from "../dom.ts";
import { count, percent } from "../feature_format.ts";
import { type PageModel, playlistName } from "../model.ts";
import { worded } from "../nouns.ts";

const SHOWN = 10;

/** @param pick called with a playlist that someone chooses */
export function relatedList(
  model: PageModel,
  related: readonly SharedSongs[],
  pick: (playlist: number) => void,
): HTMLElement {
  const most = related[0]?.jaccard ?? 1;
  const rows = related.slice(0, SHOWN).map(({ playlist, shared, jaccard }) => {
    const button = element("button", { type: "button" }, playlistName(model, playlist));
    button.addEventListener("click", () => pick(playlist));
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = `${100 * jaccard / most}%`;
    return element(
      "li",
      {},
      button,
      element("span", { class: "track" }, bar),
      element("span", { class: "value" }, `${count(shared, "song")}, ${percent(jaccard)}`),
    );
  });
  const further = related.length - rows.length;
  return element(
    "div",
    { class: "related" },
    element("h2", {}, worded("Shares most songs with")),
    element(
      "p",
      { class: "about" },
      related.length === 0
        ? worded("None of its songs is in another playlist.")
        : worded("Songs in common, and their share of all songs of both.") +
          (further > 0 ? worded` ${count(further, "more playlist")} share a song.` : ""),
    ),
    element("ol", {}, ...rows),
  );
}
