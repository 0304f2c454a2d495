/** The list of recommendations: one row a song, kept as the list changes. */
import type { Recommendation } from "../../recommender/contract.ts";
import { AtRest } from "../at_rest.ts";
import { element } from "../dom.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { FloatingRows } from "./floating_rows.ts";
import { arrangeRows, placesOf } from "./moving_rows.ts";
import { rowKeys } from "./row_keys.ts";
import { type SongRow, songRow, type SongRowActions } from "./song_row.ts";

export interface SongList {
  readonly node: HTMLElement;
  /** The rows, in order, but while a hand drags. */
  readonly rows: HTMLElement;
  update(list: readonly Recommendation[], change: ListChange): void;
}

/** How a list comes after the one before. */
export interface ListChange {
  /** Whether rows glide to their new places: not where a list has nothing to do with the last one. */
  readonly glides: boolean;
  /** Whether it is one of many in a drag, likely to be gone with the next frame. */
  readonly passes: boolean;
  /** Rank of each song in a list to compare with, from 1, 0 for a new one; null for none. */
  readonly from: readonly number[] | null;
}

/** Rows of songs that left the list are kept for when they come back, up to so many. */
const MOST_KEPT = 1000;

export function songList(model: PageModel, actions: SongRowActions): SongList {
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
  const rows = new Map<number, SongRow>();
  const floating = new FloatingRows(list);
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

  function rowOf(entry: Recommendation): SongRow {
    let row = rows.get(entry.song);
    if (row === undefined) {
      row = songRow(model, entry, actions);
      rows.set(entry.song, row);
    }
    return row;
  }

  function stand(entries: readonly Recommendation[], { glides, from }: ListChange): void {
    const places = glides && !floating.isAfloat ? placesOf(list) : null;
    if (!glides || rows.size > MOST_KEPT) rows.clear();
    const shown = entries.map((entry, i) => {
      const row = rowOf(entry);
      row.show(entry, true);
      row.showMove(from?.[i] ?? null);
      return row;
    });
    head.hidden = entries.length === 0;
    const focused = keys.focusedPlace();
    const nodes = shown.map(({ node }) => node);
    if (floating.isAfloat) floating.land(nodes);
    else arrangeRows(list, nodes, places);
    keys.restore(focused);
    for (const row of shown) row.showReasons();
  }

  let turn = 0;
  function float(entries: readonly Recommendation[]): void {
    turn = 1 - turn;
    floating.place(entries.map(({ song }) => rows.get(song)?.node), (place) => {
      const entry = entries[place], isNew = !rows.has(entry.song);
      const row = rowOf(entry);
      // Scores of every other row in turn: no eye reads numbers that change sixty times a second.
      if (isNew || entry.song % 2 === turn) row.show(entry, false);
      else row.showRank(entry.rank);
      return row.node;
    });
  }

  /** Rows that are open or compared have parts that a new order lays out anew. */
  const canFloat = (entries: readonly Recommendation[], { glides, from }: ListChange) =>
    glides && from === null && entries.length > 0 && list.childElementCount > 0 &&
    !list.contains(document.activeElement) &&
    !entries.some(({ song }) => rows.get(song)?.isOpen);

  const atRest = new AtRest();
  return {
    node: element("div", { class: "song-list" }, head, list),
    rows: list,
    update(entries, change) {
      atRest.cancel();
      if (change.passes && canFloat(entries, change)) {
        float(entries);
        atRest.run(() => stand(entries, change));
      } else stand(entries, change);
    },
  };
}
