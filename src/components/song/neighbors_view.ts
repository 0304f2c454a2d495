/** The neighbours of a song by each signal, side by side, and what the signals agree on. */
import { type Parts, SIGNALS } from "../../recommender/contract.ts";
import { recordingsOf } from "../../recommender/recordings.ts";
import {
  agreements,
  type SignalNeighbors,
  signalNeighbors,
} from "../../recommender/signal_neighbors.ts";
import { element } from "../dom.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { swatch } from "../recommend/signal_legend.ts";
import { agreementRows, agreementTitle } from "./agreement_figure.ts";
import { songLinks } from "./song_links.ts";

/** Neighbours listed of each signal, and how far down the lists agreement is looked for. */
const LISTED = 10, REACH = 100;

const MEANING = {
  collaborative: worded("People put them into the same playlists."),
  audio: "They sound alike, by their audio features.",
  catalogue: worded("Alike by artist, album, genre, age, popularity."),
};

export interface NeighborsView {
  readonly node: HTMLElement;
  /** Songs of the three lists, as they are seen. */
  readonly neighbors: readonly SignalNeighbors[];
}

/**
 * @param parts of a query of this one song
 * @param excluded 1 for the song itself and its other versions
 * @param name of the song, for file names
 */
export function neighborsView(
  model: PageModel,
  parts: Parts,
  excluded: Uint8Array,
  name: string,
): NeighborsView {
  const neighbors = signalNeighbors(parts, {
    count: LISTED,
    excluded,
    groups: recordingsOf(model.catalogue),
  });
  const columns = SIGNALS.map((signal) => {
    const found = neighbors.find((list) => list.signal === signal);
    const others = neighbors.filter((list) => list.signal !== signal);
    const heading = element("h3", {}, swatch(signal), signal);
    const meaning = element("p", { class: "meaning" }, MEANING[signal]);
    if (found === undefined) {
      const none = element("p", { class: "none" }, worded("It says nothing of this song."));
      return element("section", { class: "signal" }, heading, meaning, none);
    }
    const list = songLinks(
      model,
      Array.from(found.songs),
      worded`Nearest songs by the ${signal} signal`,
      {
        isOrdered: true,
        about: (song) => alsoNear(song, others),
        before: (song) => marks(song, others),
      },
    );
    return element("section", { class: "signal" }, heading, meaning, list);
  });
  const sets = agreements(neighbors, REACH);
  const agreed = sets.filter(({ signals }) => signals.length > 1).flatMap(({ songs }) => songs);
  const children: Node[] = [element("div", { class: "signals" }, ...columns)];
  if (neighbors.length > 1) {
    const figure = element(
      "figure",
      { class: "agreement-figure", "aria-labelledby": "agreement-title" },
      element("h3", { id: "agreement-title" }, agreementTitle(sets, REACH)),
      agreementRows(sets, neighbors.map(({ signal }) => signal)),
      element(
        "figcaption",
        {},
        worded(
          `Each row is a set of signals, its dots filled; its bar counts the songs that exactly these `,
        ) +
          `signals have among their ${REACH} nearest.`,
      ),
    );
    const agreedList = agreed.length === 0 ? [] : [element(
      "section",
      { class: "agreed" },
      element("h3", {}, "Near by more than one signal"),
      songLinks(model, agreed, worded("Songs that signals agree on"), {
        first: 8,
        about: (song) => ranksOf(song, neighbors),
        before: (song) => marks(song, neighbors),
      }),
    )];
    children.push(
      element(
        "div",
        { class: "agreement-row" },
        withFigureMenu(figure, `What the signals agree on for ${name}`),
        ...agreedList,
      ),
    );
  }
  return { node: element("div", { class: "neighbors" }, ...children), neighbors };
}

/** "also 3rd in audio" for a neighbour that other signals have near as well. */
function alsoNear(song: number, others: readonly SignalNeighbors[]): string {
  return others.flatMap(({ signal, ranks }) =>
    ranks[song] > 0 && ranks[song] <= REACH ? [`also ${ordinal(ranks[song])} by ${signal}`] : []
  ).join(", ");
}

/** "2nd by collaborative, 14th by audio". */
function ranksOf(song: number, all: readonly SignalNeighbors[]): string {
  return all.flatMap(({ signal, ranks }) =>
    ranks[song] > 0 && ranks[song] <= REACH ? [`${ordinal(ranks[song])} by ${signal}`] : []
  ).join(", ");
}

/** The colours of the signals that have a song near. */
function marks(song: number, of: readonly SignalNeighbors[]): Node | null {
  const near = of.filter(({ ranks }) => ranks[song] > 0 && ranks[song] <= REACH);
  return near.length === 0
    ? null
    : element("span", { class: "marks" }, ...near.map(({ signal }) => swatch(signal)));
}

/** "1st", "2nd", "13th". */
export function ordinal(rank: number): string {
  const tens = rank % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : ["th", "st", "nd", "rd"][rank % 10] ?? "th";
  return `${rank}${ending}`;
}
