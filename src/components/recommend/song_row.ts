/** A row of the list of recommendations: a song, why it is there and what can be done with it. */
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
import { moveSign, moveWords } from "./list_moves.ts";
import { shareBar } from "./share_bar.ts";
import { thumb } from "./thumb.ts";

export interface SongRow {
  readonly node: HTMLElement;
  /** Whether the reasons are open below it. */
  readonly isOpen: boolean;
  /**
   * Shows rank, score, match and shares.
   * @param inWords whether what is only read aloud or pointed at follows too
   */
  show(entry: Recommendation, inWords: boolean): void;
  /** Shows the rank alone. */
  showRank(rank: number): void;
  /** @param from rank in a list to compare with, from 1; 0 where it is new, null without such a list */
  showMove(from: number | null): void;
  /** Gives the reasons anew, where they are open. */
  showReasons(): void;
}

export interface SongRowActions {
  /** Called with a song that someone likes: it is one of the picks then. */
  like(song: number): void;
  dislike(song: number): void;
  /** The address of a song's own page. */
  addressOf(song: number): string;
  /** What stands below a row when someone asks why it is there. */
  explain(entry: Recommendation): Node;
}

/** @param entry the song, as it is first listed */
export function songRow(
  model: PageModel,
  entry: Recommendation,
  actions: SongRowActions,
): SongRow {
  const { song } = entry;
  let shown = entry, isOpen = false;
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
  const showReasons = () => {
    if (isOpen) why.replaceChildren(actions.explain(shown));
  };
  like.addEventListener("click", () => actions.like(song));
  dislike.addEventListener("click", () => actions.dislike(song));
  whyButton.addEventListener("click", () => {
    isOpen = !isOpen;
    whyButton.setAttribute("aria-expanded", String(isOpen));
    why.hidden = !isOpen;
    showReasons();
  });
  const showRank = (place: number) => setText(rank, String(place));
  return {
    node,
    get isOpen() {
      return isOpen;
    },
    show(next, inWords) {
      shown = next;
      showRank(next.rank);
      setText(match, fixed(next.match, 1));
      setText(score, fixed(next.score, 3));
      bar.update(next, inWords);
    },
    showRank,
    showMove: (from) => showMove(move, from, shown.rank),
    showReasons,
  };
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

/** How far a row has moved from where a list to compare with has it. */
function showMove(move: HTMLElement, from: number | null, rank: number): void {
  move.hidden = from === null;
  if (from === null) return;
  const sign = moveSign(from, rank);
  if (move.dataset.sign === sign) return;
  move.dataset.sign = sign;
  move.dataset.way = from === 0 ? "new" : from > rank ? "up" : from < rank ? "down" : "";
  move.replaceChildren(
    element("span", { "aria-hidden": "true" }, sign),
    element("span", { class: "visually-hidden" }, moveWords(from, rank)),
  );
}
