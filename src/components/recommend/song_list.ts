/** The list of recommendations: one row a song, kept as the list changes. */
import type { Recommendation } from "../../recommender/contract.ts";
import { element, setText } from "../dom.ts";
import { fixed } from "../feature_format.ts";
import {
  albumName,
  artistName,
  genreName,
  type PageModel,
  songTitle,
  spotifyAddress,
} from "../model.ts";
import { arrangeRows, placesOf } from "./moving_rows.ts";
import { type ShareBar, shareBar } from "./share_bar.ts";

export interface SongList {
  readonly node: HTMLElement;
  /**
   * Shows a list.
   * @param sameQuery whether only weights have changed, so that rows glide to their new places
   */
  update(list: readonly Recommendation[], sameQuery: boolean): void;
}

export interface SongListActions {
  /** Called with a song that someone adds to the query. */
  add(song: number): void;
  /** Called with a song whose artist shall not be listed. */
  leaveOut(song: number): void;
  /** What stands below a row when someone asks why it is there. */
  explain(entry: Recommendation): Node;
}

/** A row, and what of it changes with the weights. */
interface Row {
  readonly node: HTMLElement;
  readonly rank: HTMLElement;
  readonly match: HTMLElement;
  readonly score: HTMLElement;
  readonly bar: ShareBar;
  readonly why: HTMLElement;
  entry: Recommendation;
  isOpen: boolean;
}

/** Rows of songs that left the list are kept for when they come back, up to so many. */
const MOST_KEPT = 1000;

export function songList(model: PageModel, actions: SongListActions): SongList {
  const list = element("ol", { class: "songs", "aria-label": "Recommended songs" });
  const head = element(
    "div",
    { class: "song-head", "aria-hidden": "true" },
    element("span", { class: "rank" }, "#"),
    element("span", { class: "song" }, "Song"),
    element("span", { class: "popularity" }, "Popularity"),
    element(
      "span",
      { class: "match" },
      element("span", {}, "Score"),
      element("span", {}, "Match"),
    ),
  );
  const rows = new Map<number, Row>();

  function rowOf(entry: Recommendation): Row {
    let row = rows.get(entry.song);
    if (row === undefined) {
      row = songRow(model, entry, actions);
      rows.set(entry.song, row);
    }
    return row;
  }

  return {
    node: element("div", { class: "song-list" }, head, list),
    update(entries, sameQuery) {
      const places = sameQuery ? placesOf(list) : null;
      if (!sameQuery || rows.size > MOST_KEPT) rows.clear();
      const shown = entries.map((entry) => {
        const row = rowOf(entry);
        showEntry(row, entry);
        return row;
      });
      head.hidden = entries.length === 0;
      arrangeRows(list, shown.map(({ node }) => node), places);
      for (const row of shown) if (row.isOpen) openReasons(row, actions);
    },
  };
}

function songRow(model: PageModel, entry: Recommendation, actions: SongListActions): Row {
  const { song } = entry;
  const title = songTitle(model, song);
  const rank = element("span", { class: "rank" });
  const match = element("span", { class: "value" });
  const score = element("span", { class: "score", title: "Score" });
  const bar = shareBar();
  const whyId = `why-${song}`;
  const why = element("div", { class: "why", id: whyId, hidden: true });
  const whyButton = element("button", {
    type: "button",
    class: "ask",
    "aria-expanded": "false",
    "aria-controls": whyId,
    "aria-label": `Why ${title}?`,
  }, "Why");
  const add = element("button", {
    type: "button",
    class: "add",
    "aria-label": `Add ${title} to the query`,
    title: "Add to the query",
  }, "+");
  const spotify = spotifyAddress(model, song);
  const link = element("a", {
    class: "listen",
    hidden: spotify === null,
    href: spotify,
    target: "_blank",
    rel: "noopener noreferrer",
    "aria-label": `${title} at Spotify, in a new tab`,
    title: "Open at Spotify",
  }, "↗");
  const hasArtist = model.catalogue.artists[song] >= 0;
  const leaveOut = element("button", {
    type: "button",
    class: "leave-out",
    "aria-label": `List no song by ${artistName(model, song)}`,
    title: `Not ${artistName(model, song)}`,
  }, "⊘");
  const node = element(
    "li",
    { class: "song-row", "data-song": model.trackIds[song] },
    rank,
    songText(model, song),
    popularityOf(model, song),
    element(
      "span",
      { class: "match" },
      element(
        "span",
        { class: "numbers" },
        element("span", { class: "visually-hidden" }, "Score "),
        score,
        element("span", { class: "visually-hidden" }, ", match of 100: "),
        match,
      ),
      bar.node,
    ),
    element("span", { class: "actions" }, whyButton, add, ...(hasArtist ? [leaveOut] : []), link),
    why,
  );
  const row: Row = {
    node,
    rank,
    match,
    score,
    bar,
    why,
    entry,
    isOpen: false,
  };
  add.addEventListener("click", () => actions.add(song));
  leaveOut.addEventListener("click", () => actions.leaveOut(song));
  whyButton.addEventListener("click", () => {
    row.isOpen = !row.isOpen;
    whyButton.setAttribute("aria-expanded", String(row.isOpen));
    why.hidden = !row.isOpen;
    if (row.isOpen) openReasons(row, actions);
  });
  return row;
}

function songText(model: PageModel, song: number): HTMLElement {
  const year = model.years[song];
  const about = [
    artistName(model, song),
    albumName(model, song),
    Number.isFinite(year) ? String(year) : "",
    genreName(model, song),
  ].filter((text) => text !== "");
  const parts = about.map((text, i) =>
    element("span", { class: i === 0 ? "artist" : "detail" }, text)
  );
  const line = element("span", { class: "about", title: about.join(" · ") });
  parts.forEach((part, i) => line.append(...(i > 0 ? [" · ", part] : [part])));
  // Where there is no room for a column of its own.
  const popularity = model.catalogue.popularities[song];
  if (Number.isFinite(popularity)) {
    line.append(element("span", { class: "known" }, ` · popularity ${fixed(popularity, 0)}`));
  }
  const title = songTitle(model, song);
  return element(
    "span",
    { class: "song" },
    element("span", { class: "title", title }, title),
    line,
  );
}

function popularityOf({ catalogue }: PageModel, song: number): HTMLElement {
  const popularity = catalogue.popularities[song];
  return element(
    "span",
    { class: "popularity", title: "Popularity" },
    element("span", { class: "visually-hidden" }, "Popularity "),
    Number.isFinite(popularity) ? fixed(popularity, 0) : "–",
  );
}

function showEntry(row: Row, entry: Recommendation): void {
  row.entry = entry;
  setText(row.rank, String(entry.rank));
  setText(row.match, fixed(entry.match, 1));
  setText(row.score, fixed(entry.score, 3));
  row.bar.update(entry);
}

function openReasons(row: Row, actions: SongListActions): void {
  row.why.replaceChildren(actions.explain(row.entry));
}
