/**
 * The pinned list beside the list: its songs in their order, and lines from each song's place there
 * to its place in the other; songs that have left are marked.
 */
import { element, setText, svgElement } from "../dom.ts";
import { artistName, type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import type { ListMoves } from "./list_moves.ts";

export interface PinnedList {
  /** What is pinned in words, the pinned list, and the lines between it and the other one. */
  readonly nodes: readonly [HTMLElement, HTMLElement, SVGSVGElement];
  /**
   * @param songs of the pinned list, in order
   * @param about what the list was made from
   * @param overlap how much of it the other list has, in words
   */
  update(songs: readonly number[], moves: ListMoves, about: string, overlap: string): void;
  /** Draws the lines anew, from where the rows are. */
  draw(): void;
}

export interface PinnedActions {
  unpin(): void;
  /** Makes the pinned query the query, and pins what was the query. */
  swap(): void;
}

/** @param shown the rows of the other list */
export function pinnedList(
  model: PageModel,
  shown: HTMLElement,
  { unpin, swap }: PinnedActions,
): PinnedList {
  const rows = element("ol", {
    class: "pinned-songs",
    "aria-label": worded("Songs of the pinned list"),
  });
  const about = element("p", { class: "pinned-about" });
  const overlap = element("p", { class: "overlap", role: "status" });
  const button = (text: string, title: string, does: () => void) => {
    const node = element("button", { type: "button", class: "quiet", title }, text);
    node.addEventListener("click", does);
    return node;
  };
  const bar = element(
    "div",
    { class: "pinned-bar" },
    element("div", {}, about, overlap),
    button("Swap", "Make the pinned query the query, and pin this one", swap),
    button("Unpin", "Close the comparison", unpin),
  );
  const node = element(
    "section",
    { class: "pinned", "aria-label": "Pinned list" },
    element(
      "div",
      { class: "song-head", "aria-hidden": "true" },
      element("span", { class: "rank" }, "#"),
      element("span", { class: "song" }, "Pinned"),
    ),
    rows,
  );
  const lines = svgElement("svg", { class: "slopes", "aria-hidden": "true" });
  let to: readonly number[] = [], shownSongs: readonly number[] | undefined;

  function draw(): void {
    if (!rows.isConnected || lines.clientWidth === 0) return;
    const { top, width } = lines.getBoundingClientRect();
    const before = middles(rows, top), after = middles(shown, top);
    const paths = to.flatMap((rank, i) => {
      const from = before[i], end = after[rank - 1];
      if (from === undefined || end === undefined) return [];
      const way = rank - 1 < i ? "up" : rank - 1 > i ? "down" : "";
      const bend = width / 2;
      return [svgElement("path", {
        "data-way": way,
        d: `M0,${from}C${bend},${from} ${width - bend},${end} ${width},${end}`,
      })];
    });
    lines.replaceChildren(...paths);
  }
  const observer = new ResizeObserver(draw);
  observer.observe(rows);
  observer.observe(shown);

  return {
    nodes: [bar, node, lines],
    update(songs, moves, aboutWords, overlapText) {
      to = moves.to;
      if (songs !== shownSongs) {
        rows.replaceChildren(...songs.map((song, i) => pinnedRow(model, song, i + 1)));
        shownSongs = songs;
      }
      Array.from(rows.children).forEach((row, i) => {
        row.classList.toggle("has-left", to[i] === 0);
        const left = row.querySelector(".left");
        if (left) setText(left, to[i] === 0 ? "left" : "");
      });
      setText(about, `Pinned: ${aboutWords}`);
      setText(overlap, overlapText);
      draw();
    },
    draw,
  };
}

function pinnedRow(model: PageModel, song: number, rank: number): HTMLElement {
  const title = songTitle(model, song), artist = artistName(model, song);
  return element(
    "li",
    { "data-song": model.trackIds[song] },
    element("span", { class: "rank" }, String(rank)),
    element(
      "span",
      { class: "song", title: artist === "" ? title : `${title} · ${artist}` },
      element("span", { class: "title" }, title),
      element("span", { class: "about" }, artist),
    ),
    element("span", { class: "left" }),
  );
}

/** Middle of each row in pixels below `top`, where it stands when no glide is under way. */
function middles(list: HTMLElement, top: number): number[] {
  let y = list.getBoundingClientRect().top - top;
  return Array.from(list.children, (row) => {
    const { offsetHeight } = row as HTMLElement;
    const middle = y + Math.min(offsetHeight, TALLEST) / 2;
    y += offsetHeight;
    return Math.round(10 * middle) / 10;
  });
}

/** Of a row with its reasons open the first line is meant. */
const TALLEST = 56;
