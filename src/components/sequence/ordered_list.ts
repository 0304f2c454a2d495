/** The songs in playing order: what leads from each to the next, moved and pinned by hand. */
import { camelotLabel, type MixColumns } from "../../recommender/harmony.ts";
import { element, setText } from "../dom.ts";
import { fixed, formatFeature } from "../feature_format.ts";
import { artistName, type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import { arrangeRows, placesOf } from "../recommend/moving_rows.ts";
import { SONG_PARAMETER, songAddress } from "../song_address.ts";
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
}

interface Row {
  readonly node: HTMLElement;
  readonly place: HTMLElement;
  readonly step: HTMLElement;
  readonly up: HTMLButtonElement;
  readonly down: HTMLButtonElement;
  readonly pin: HTMLButtonElement;
  /** What it says now; undefined before it says anything. */
  shown?: { readonly before: number; readonly place: number; readonly isPinned: boolean };
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
    const link = element("a", {
      class: "title",
      href: songAddress(model, song),
      "data-carries": SONG_PARAMETER,
      title,
    }, title);
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
    };
    rows.set(song, row);
    return row;
  }

  function showPlace(row: Row, song: number, place: number, isPinned: boolean): void {
    if (row.shown?.place === place && row.shown.isPinned === isPinned) return;
    setText(row.place, String(place + 1));
    row.node.classList.toggle("is-pinned", isPinned);
    const title = songTitle(model, song);
    const label = isPinned ? `Unpin ${title}` : `Pin ${title} to place ${place + 1}`;
    row.pin.setAttribute("aria-pressed", String(isPinned));
    row.pin.setAttribute("aria-label", label);
    row.pin.title = label;
    setText(row.pin, isPinned ? "Pinned" : "Pin");
  }

  return {
    node: element("div", { class: "ordered-list" }, list, status),
    update(ordering) {
      const places = shown === undefined ? null : placesOf(list);
      shown = ordering;
      const { songs, pinned } = ordering;
      const isHere = new Set(songs);
      for (const song of rows.keys()) if (!isHere.has(song)) rows.delete(song);
      songs.forEach((song, i) => {
        const row = rowOf(song);
        showPlace(row, song, i, pinned.has(song));
        row.up.disabled = i === 0;
        row.down.disabled = i === songs.length - 1;
        const before = i === 0 ? -1 : songs[i - 1];
        if (row.shown?.before !== before) {
          const { artists } = model.catalogue;
          showStep(row.step, i === 0 ? [] : stepParts(columns, artists, energyReach, before, song));
        }
        row.shown = { before, place: i, isPinned: pinned.has(song) };
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

/** Says what a step does, in the elements that said it of the step before. */
function showStep(node: HTMLElement, parts: readonly StepPart[]): void {
  node.hidden = parts.length === 0;
  while (node.childElementCount > parts.length) node.lastElementChild!.remove();
  parts.forEach(({ name, text, fits }, i) => {
    if (i === node.childElementCount) {
      node.append(element(
        "span",
        {},
        element("span", { class: "sign", "aria-hidden": "true" }),
        element("span", { class: "visually-hidden" }),
        document.createTextNode(""),
      ));
    }
    const part = node.children[i] as HTMLElement;
    const [sign, fitting, words] = part.childNodes;
    if (part.dataset.part !== name) part.dataset.part = name;
    part.className = fits ? "fits" : "is-rough";
    setText(sign, fits ? "●" : "○");
    setText(fitting, fits ? "fits: " : "does not fit: ");
    setText(words, text);
  });
}
