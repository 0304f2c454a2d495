/** The songs in playing order: what leads from each to the next, moved and pinned by hand. */
import { camelotLabel, type MixColumns } from "../../recommender/harmony.ts";
import { element, setText } from "../dom.ts";
import { fixed, formatFeature } from "../feature_format.ts";
import { artistName, type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import { arrangeRows, placesOf } from "../recommend/moving_rows.ts";
import { songAddress } from "../song_address.ts";
import { keyColor } from "./arc_figure.ts";
import { dragRows } from "./drag_rows.ts";
import type { Ordering } from "./ordering.ts";
import { type StepPart, stepParts } from "./step_words.ts";

export interface OrderedList {
  readonly node: HTMLElement;
  update(ordering: Ordering): void;
}

export interface OrderedListActions {
  /** Puts a song at a place, from 1, for good. */
  pin(song: number, place: number): void;
  /** Lets a song go where it fits best. */
  unpin(song: number): void;
  /** The fragment that links to songs carry along. */
  fragment(): string;
}

interface Row {
  readonly node: HTMLElement;
  readonly place: HTMLElement;
  readonly step: HTMLElement;
  readonly up: HTMLButtonElement;
  readonly down: HTMLButtonElement;
  readonly pin: HTMLButtonElement;
  readonly link: HTMLAnchorElement;
}

export function orderedList(
  model: PageModel,
  columns: MixColumns,
  energyReach: number,
  actions: OrderedListActions,
): OrderedList {
  const list = element("ol", { class: "ordered", "aria-label": worded("Songs in playing order") });
  const status = element("p", { class: "visually-hidden", role: "status" });
  const rows = new Map<number, Row>();
  let shown: Ordering | undefined;
  dragRows(list, (from, to) => {
    if (shown !== undefined) actions.pin(shown.songs[from], to + 1);
  });

  function placeOf(song: number): number {
    return (shown?.songs.indexOf(song) ?? -1) + 1;
  }

  function move(song: number, by: number): void {
    const place = placeOf(song) + by;
    if (shown === undefined || place < 1 || place > shown.songs.length) return;
    actions.pin(song, place);
    setText(status, `${songTitle(model, song)} is pinned to place ${place}`);
  }

  function rowOf(song: number): Row {
    let row = rows.get(song);
    if (row !== undefined) return row;
    const title = songTitle(model, song);
    const button = (text: string, label: string, run: () => void) => {
      const node = element(
        "button",
        { type: "button", class: "quiet", "aria-label": label, title: label },
        text,
      );
      node.addEventListener("click", run);
      return node;
    };
    const place = element("span", { class: "place" });
    const step = element("p", { class: "step" });
    const link = element("a", { class: "title", href: "./song", title }, title);
    const up = button("↑", `Move ${title} up`, () => move(song, -1));
    const down = button("↓", `Move ${title} down`, () => move(song, 1));
    const pin = button("", "", () => {
      if (shown?.pinned.has(song)) actions.unpin(song);
      else actions.pin(song, placeOf(song));
    });
    pin.classList.add("pin");
    row = {
      node: element(
        "li",
        { "data-song": model.trackIds[song] },
        step,
        element(
          "div",
          { class: "ordered-song" },
          element(
            "span",
            { class: "handle", "aria-hidden": "true", title: "Drag to a place" },
            "⠿",
          ),
          place,
          element(
            "span",
            { class: "names" },
            link,
            element("span", { class: "artist" }, artistName(model, song)),
          ),
          ...measuresOf(song, columns),
          element("span", { class: "moves" }, up, down, pin),
        ),
      ),
      place,
      step,
      up,
      down,
      pin,
      link,
    };
    rows.set(song, row);
    return row;
  }

  return {
    node: element("div", { class: "ordered-list" }, list, status),
    update(ordering) {
      const places = shown === undefined ? null : placesOf(list);
      shown = ordering;
      const { songs, pinned } = ordering;
      const isHere = new Set(songs);
      for (const song of rows.keys()) if (!isHere.has(song)) rows.delete(song);
      const fragment = actions.fragment();
      songs.forEach((song, i) => {
        const row = rowOf(song);
        setText(row.place, String(i + 1));
        row.link.href = songAddress(model, song, fragment);
        row.up.disabled = i === 0;
        row.down.disabled = i === songs.length - 1;
        const isPinned = pinned.has(song);
        row.node.classList.toggle("is-pinned", isPinned);
        const label = isPinned
          ? `Unpin ${songTitle(model, song)}`
          : `Pin ${songTitle(model, song)} to place ${i + 1}`;
        row.pin.setAttribute("aria-pressed", String(isPinned));
        row.pin.setAttribute("aria-label", label);
        row.pin.title = label;
        setText(row.pin, isPinned ? "Pinned" : "Pin");
        showStep(
          row.step,
          i === 0
            ? []
            : stepParts(columns, model.catalogue.artists, energyReach, songs[i - 1], song),
        );
      });
      arrangeRows(list, Array.from(songs, (song) => rowOf(song).node), places);
    },
  };
}

function measuresOf(song: number, { keys, tempos, energies }: MixColumns): HTMLElement[] {
  const cells: HTMLElement[] = [];
  if (keys !== null) {
    const dot = element("span", { class: "key-dot", "aria-hidden": "true" });
    dot.style.background = keyColor(keys[song]);
    cells.push(
      element("span", { class: "key", title: "Key" }, dot, camelotLabel(keys[song]) || "–"),
    );
  }
  if (tempos !== null) {
    const tempo = tempos[song];
    const text = tempo > 0 ? `${fixed(tempo, 0)} BPM` : "–";
    cells.push(element("span", { class: "tempo", title: "Tempo" }, text));
  }
  if (energies !== null) {
    const text = Number.isFinite(energies[song]) ? formatFeature("energy", energies[song]) : "–";
    cells.push(element("span", { class: "energy", title: "Energy" }, text));
  }
  return cells;
}

function showStep(node: HTMLElement, parts: readonly StepPart[]): void {
  node.hidden = parts.length === 0;
  node.replaceChildren(...parts.map(({ name, text, fits }) =>
    element(
      "span",
      { class: fits ? "fits" : "is-rough", "data-part": name },
      element("span", { class: "sign", "aria-hidden": "true" }, fits ? "●" : "○"),
      element("span", { class: "visually-hidden" }, fits ? "fits: " : "does not fit: "),
      text,
    )
  ));
}
