/**
 * What stands out on the map: picks in the focus colour with a ring, songs of picked playlists in
 * the focus colour, recommendations in ink with their rank, and the song that is looked at, with
 * lines to the songs that are nearest to it in truth and circles around those that merely look so.
 */
import { setText, svgElement } from "../dom.ts";
import type { Affine, MapPoints } from "./raster.ts";
import type { Size } from "./view.ts";

export interface MarkedSongs {
  readonly picks: readonly number[];
  /** Songs of picked playlists. */
  readonly companions: readonly number[];
  /** In the order of the list. */
  readonly recommendations: readonly number[];
}

/** Ranks up to this one are written beside their song. */
const NUMBERED = 20;

/** A mark further outside than this is not drawn. */
const REACH = 20;

/** The surroundings of the song that is looked at. */
export interface NearSongs {
  readonly song: number;
  /** Nearest in all features. */
  readonly truly: ArrayLike<number>;
  /** Nearest on the map without being so in truth. */
  readonly seemingly: ArrayLike<number>;
}

interface Mark {
  readonly song: number;
  readonly node: SVGGElement;
}

export class MapMarks {
  readonly node: SVGSVGElement;
  readonly #companions = svgElement("path", { class: "companions" });
  readonly #group = svgElement("g");
  readonly #looked = svgElement("circle", { class: "looked", r: 9 });
  readonly #links = svgElement("path", { class: "links" });
  readonly #ends = svgElement("path", { class: "ends" });
  readonly #lookalikes = svgElement("path", { class: "lookalikes" });
  #near: NearSongs | null = null;
  #companionSongs: readonly number[] = [];
  #marks: Mark[] = [];

  constructor() {
    this.node = svgElement(
      "svg",
      { class: "map-marks", "aria-hidden": "true" },
      this.#links,
      this.#lookalikes,
      this.#ends,
      this.#companions,
      this.#group,
      this.#looked,
    );
  }

  /** Says which songs are marked; `place` draws them. */
  mark({ picks, companions, recommendations }: MarkedSongs): void {
    this.#companionSongs = companions;
    const marks = recommendations.map((song, i) => ({
      song,
      node: recommendationMark(song, i + 1),
    }));
    // Picks on top.
    this.#marks = [...marks.reverse(), ...picks.map((song) => ({ song, node: pickMark(song) }))];
    this.#group.replaceChildren(...this.#marks.map(({ node }) => node));
  }

  /** Says which songs are linked; `place` draws them. null for none */
  link(near: NearSongs | null): void {
    this.#near = near;
  }

  /** Moves the marks to where their songs are. @param looked the song looked at, −1 for none */
  place(
    { x, y }: Pick<MapPoints, "x" | "y">,
    { ax, bx, ay, by }: Affine,
    frame: Size,
    looked: number,
  ): void {
    const isNear = (px: number, py: number) =>
      px > -REACH && py > -REACH && px < frame.width + REACH && py < frame.height + REACH;
    for (const { song, node } of this.#marks) {
      const px = x[song] * ax + bx, py = y[song] * ay + by;
      const isShown = isNear(px, py);
      node.style.display = isShown ? "" : "none";
      if (isShown) node.setAttribute("transform", `translate(${px.toFixed(1)},${py.toFixed(1)})`);
    }
    let path = "";
    for (const song of this.#companionSongs) {
      const px = x[song] * ax + bx, py = y[song] * ay + by;
      if (isNear(px, py)) path += `M${px.toFixed(1)},${py.toFixed(1)}h0`;
    }
    this.#companions.setAttribute("d", path);
    this.#placeLinks({ x, y }, { ax, bx, ay, by });
    const px = looked < 0 ? NaN : x[looked] * ax + bx, py = looked < 0 ? NaN : y[looked] * ay + by;
    const isLookedAt = isNear(px, py);
    this.#looked.style.display = isLookedAt ? "" : "none";
    if (isLookedAt) {
      this.#looked.setAttribute("cx", px.toFixed(1));
      this.#looked.setAttribute("cy", py.toFixed(1));
    }
  }

  #placeLinks(
    { x, y }: Pick<MapPoints, "x" | "y">,
    { ax, bx, ay, by }: Affine,
  ): void {
    const near = this.#near;
    let links = "", ends = "", lookalikes = "";
    if (near !== null && Number.isFinite(x[near.song] + y[near.song])) {
      const at = (song: number) =>
        `${(x[song] * ax + bx).toFixed(1)},${(y[song] * ay + by).toFixed(1)}`;
      const isPlaced = (song: number) => Number.isFinite(x[song] + y[song]);
      const from = at(near.song);
      for (const song of Array.from(near.truly).filter(isPlaced)) {
        links += `M${from}L${at(song)}`;
        ends += `M${at(song)}h0`;
      }
      for (const song of Array.from(near.seemingly).filter(isPlaced)) {
        lookalikes += `M${at(song)}m-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0`;
      }
    }
    this.#links.setAttribute("d", links);
    this.#ends.setAttribute("d", ends);
    this.#lookalikes.setAttribute("d", lookalikes);
  }
}

function pickMark(song: number): SVGGElement {
  return svgElement(
    "g",
    { class: "pick", "data-song": song },
    svgElement("circle", { class: "ring", r: 9 }),
    svgElement("circle", { class: "dot", r: 4 }),
  );
}

function recommendationMark(song: number, rank: number): SVGGElement {
  const mark = svgElement(
    "g",
    { class: "recommendation", "data-song": song, "data-rank": rank },
    svgElement("circle", { class: "ring", r: 5 }),
  );
  if (rank <= NUMBERED) {
    const label = svgElement("text", { x: 8, dy: "0.32em" });
    setText(label, String(rank));
    mark.append(label);
  }
  return mark;
}
