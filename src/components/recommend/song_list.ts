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
import { worded } from "../nouns.ts";
import { moveSign, moveWords } from "./list_moves.ts";
import { arrangeRows, placesOf } from "./moving_rows.ts";
import { rowKeys } from "./row_keys.ts";
import { type ShareBar, shareBar } from "./share_bar.ts";
import { thumb } from "./thumb.ts";

export interface SongList {
  readonly node: HTMLElement;
  /** The rows, in order. */
  readonly rows: HTMLElement;
  /**
   * Shows a list.
   * @param glides whether rows glide to their new places: not where a list has nothing to do with
   *   the one before
   * @param from rank of each song in a list to compare with, from 1, 0 for a new one; null for none
   */
  update(list: readonly Recommendation[], glides: boolean, from?: readonly number[] | null): void;
}

export interface SongListActions {
  /** Called with a song that someone likes: it is one of the picks then. */
  like(song: number): void;
  dislike(song: number): void;
  /** The address of a song's own page. */
  addressOf(song: number): string;
  /** What stands below a row when someone asks why it is there. */
  explain(entry: Recommendation): Node;
}

/** A row, and what of it changes with the weights. */
interface Row {
  readonly node: HTMLElement;
  readonly rank: HTMLElement;
  readonly move: HTMLElement;
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
  const list = element("ol", { class: "songs", "aria-label": worded("Recommended songs") });
  const head = element(
    "div",
    { class: "song-head", "aria-hidden": "true" },
    element("span", { class: "rank" }, "#"),
    element("span", { class: "song" }, worded("Song")),
    element("span", { class: "popularity" }, "Popularity"),
    element(
      "span",
      { class: "match" },
      element("span", {}, "Score"),
      element("span", {}, "Match"),
    ),
  );
  const rows = new Map<number, Row>();
  const keys = rowKeys(list, (row, key) => {
    const song = model.trackIds.indexOf(row.dataset.song ?? "");
    if (key === "d") actions.dislike(song);
    else actions.like(song);
  });
  // The address of a song's page carries the query, which changes while rows stay.
  for (const event of ["pointerover", "focusin"]) {
    list.addEventListener(event, ({ target }) => {
      const row = (target as Element).closest<HTMLElement>(".song-row");
      const link = row?.querySelector<HTMLAnchorElement>("a.title");
      const song = model.trackIds.indexOf(row?.dataset.song ?? "");
      if (link && song >= 0) link.href = actions.addressOf(song);
    });
  }

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
    rows: list,
    update(entries, glides, from = null) {
      const places = glides ? placesOf(list) : null;
      if (!glides || rows.size > MOST_KEPT) rows.clear();
      const shown = entries.map((entry, i) => {
        const row = rowOf(entry);
        showEntry(row, entry);
        showMove(row, from?.[i] ?? null);
        return row;
      });
      head.hidden = entries.length === 0;
      const focused = keys.focusedPlace();
      arrangeRows(list, shown.map(({ node }) => node), places);
      keys.restore(focused);
      for (const row of shown) if (row.isOpen) openReasons(row, actions);
    },
  };
}

function songRow(model: PageModel, entry: Recommendation, actions: SongListActions): Row {
  const { song } = entry;
  const title = songTitle(model, song);
  const rank = element("span", { class: "rank" });
  const move = element("span", { class: "move", hidden: true });
  const match = element("span", { class: "value" });
  const score = element("span", { class: "score", title: "Score" });
  const bar = shareBar();
  const whyId = `why-${song}`;
  const why = element("div", { class: "why", id: whyId, hidden: true });
  const button = (kind: string, label: string, hint: string, content: Node | string) =>
    element("button", { type: "button", class: kind, "aria-label": label, title: hint }, content);
  const whyButton = button("ask", `Why ${title}?`, "Why it is here", "Why");
  whyButton.setAttribute("aria-expanded", "false");
  whyButton.setAttribute("aria-controls", whyId);
  const like = button("add", `Like ${title}: add it to the query`, "More like this (l)", thumb());
  const dislike = button(
    "dislike",
    `Dislike ${title}: less like it`,
    "Less like this (d)",
    thumb(),
  );
  const listen = spotifyAddress(model, song);
  const link = element("a", {
    class: "listen",
    href: listen,
    hidden: listen === null,
    target: "_blank",
    rel: "noopener noreferrer",
    "aria-label": `${title} at Spotify, in a new tab`,
    title: "Open at Spotify",
  }, "↗");
  const node = element(
    "li",
    { class: "song-row", "data-song": model.trackIds[song], tabindex: -1 },
    rank,
    move,
    songText(model, song, actions.addressOf(song)),
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
    element("span", { class: "actions" }, whyButton, like, dislike, link),
    why,
  );
  const row: Row = { node, rank, move, match, score, bar, why, entry, isOpen: false };
  like.addEventListener("click", () => actions.like(song));
  dislike.addEventListener("click", () => actions.dislike(song));
  whyButton.addEventListener("click", () => {
    row.isOpen = !row.isOpen;
    whyButton.setAttribute("aria-expanded", String(row.isOpen));
    why.hidden = !row.isOpen;
    if (row.isOpen) openReasons(row, actions);
  });
  return row;
}

function songText(model: PageModel, song: number, address: string): HTMLElement {
  const year = model.years[song];
  const parts = [
    ["artist", artistName(model, song)],
    ["album", albumName(model, song)],
    ["detail", Number.isFinite(year) ? String(year) : ""],
    ["detail", genreName(model, song)],
  ].filter(([, text]) => text !== "");
  const line = element(
    "span",
    { class: "about", title: parts.map(([, text]) => text).join(" · ") },
    ...parts.map(([kind, text], i) =>
      element("span", { class: `part ${kind}` }, i > 0 ? ` · ${text}` : text)
    ),
  );
  // Where there is no room for a column of its own.
  const popularity = model.catalogue.popularities[song];
  if (Number.isFinite(popularity)) {
    line.append(element("span", { class: "known" }, ` · popularity ${fixed(popularity, 0)}`));
  }
  const title = songTitle(model, song);
  return element(
    "span",
    { class: "song" },
    element("a", { class: "title", href: address, title }, title),
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

/** How far a row has moved from where a list to compare with has it. */
function showMove({ move, entry }: Row, from: number | null): void {
  move.hidden = from === null;
  if (from === null) return;
  const sign = moveSign(from, entry.rank);
  if (move.dataset.sign === sign) return;
  move.dataset.sign = sign;
  move.dataset.way = from === 0
    ? "new"
    : from > entry.rank
    ? "up"
    : from < entry.rank
    ? "down"
    : "";
  move.replaceChildren(
    element("span", { "aria-hidden": "true" }, sign),
    element("span", { class: "visually-hidden" }, moveWords(from, entry.rank)),
  );
}

function openReasons(row: Row, actions: SongListActions): void {
  row.why.replaceChildren(actions.explain(row.entry));
}
