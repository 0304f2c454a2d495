/** The card beside the song that is looked at: what it is, where it lies, what a click does. */
import { element, setText } from "../dom.ts";
import type { MapVariable } from "./variables.ts";
import type { Size } from "./view.ts";
import { albumName, artistName, genreName, type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";

/** What a song is to the query: a pick, a song of a picked playlist, the recommendation of a rank. */
export interface SongRole {
  readonly isPick: boolean;
  readonly isCompanion: boolean;
  /** From 1; 0 for a song that is not on the list. */
  readonly rank: number;
  /** 0 to 100, of a song on the list. */
  readonly match: number;
}

/** A song in words, each part on its own line of the card. */
export interface SongText {
  readonly title: string;
  readonly artist: string;
  /** Album, year and genre, as far as they are known. */
  readonly about: string;
  /** Its values on the axes and the colour. */
  readonly values: string;
  readonly role: string;
  /** What is known of its surroundings; "" while it is not. */
  readonly near: string;
}

/** @param variables those that place and colour the song, each named once */
export function songText(
  model: PageModel,
  song: number,
  variables: readonly MapVariable[],
  role: SongRole,
): SongText {
  const year = model.years[song];
  const about = [
    albumName(model, song),
    Number.isFinite(year) ? String(year) : "",
    genreName(model, song),
  ];
  return {
    title: songTitle(model, song),
    artist: artistName(model, song),
    about: about.filter((part) => part !== "").join(" · "),
    values: [...new Set(variables)]
      .map(({ label, values, format }) => `${label} ${format(values[song])}`).join(" · "),
    role: role.isPick
      ? "One of your picks"
      : role.isCompanion
      ? "In a playlist you picked"
      : role.rank > 0
      ? `Recommendation ${role.rank}, match ${Math.round(role.match)}`
      : "",
    near: "",
  };
}

/** How many of the songs drawn nearest to a song are nearest in truth. */
export function nearText(shared: number, k: number): string {
  return worded`${shared} of the ${k} songs most like it are among the ${k} drawn nearest`;
}

/** Between a song and its card, and to each side of the way there, in CSS pixels. */
const GAP = 16, WAY = 8;

/** The card. A pointer that goes straight to it from the song finds it still there. */
export class SongCard {
  readonly node: HTMLElement;
  readonly #title = element("strong", { class: "title" });
  readonly #artist = element("span", { class: "artist" });
  readonly #about = element("span", { class: "about" });
  readonly #values = element("span", { class: "values" });
  readonly #role = element("span", { class: "role" });
  readonly #near = element("span", { class: "near" });
  readonly #hint = element("span", { class: "hint" });
  readonly #link = element("a", { class: "page" }, "Its page");
  readonly #button = element("button", { type: "button" });

  /** Where the song and the card are, for the way from one to the other. */
  #way = { px: 0, py: 0, left: 0, top: 0, right: 0, bottom: 0 };

  readonly #awaited: string;

  /**
   * @param toggle called when the button is pressed
   * @param awaited how long the line about the surroundings may get, so that nothing moves when it
   *   comes; "" where none comes
   */
  constructor(toggle: () => void, awaited: string) {
    this.#awaited = awaited;
    this.#button.addEventListener("click", toggle);
    this.node = element(
      "div",
      { class: "map-card", hidden: true },
      this.#title,
      this.#artist,
      this.#about,
      this.#values,
      this.#role,
      this.#near,
      this.#hint,
      element("span", { class: "actions" }, this.#button, this.#link),
    );
    // What happens on the card is no gesture on the map behind it.
    for (const type of ["pointerdown", "pointermove", "pointerup"]) {
      this.node.addEventListener(type, (event) => event.stopPropagation());
    }
  }

  hide(): void {
    this.node.hidden = true;
  }

  /**
   * @param px where the song lies in the plot area, in CSS pixels
   * @param page the address of the song's own page
   * @param hasButton whether a finger looks, for which a first tap does not pick
   */
  show(
    text: SongText,
    isPick: boolean,
    px: number,
    py: number,
    frame: Size,
    page: string,
    hasButton: boolean,
  ): void {
    setText(this.#title, text.title);
    setText(this.#artist, text.artist);
    setText(this.#about, text.about);
    setText(this.#values, text.values);
    setText(this.#role, text.role);
    setText(this.#near, text.near || this.#awaited);
    this.#near.hidden = (text.near || this.#awaited) === "";
    this.#near.style.visibility = text.near === "" ? "hidden" : "";
    this.#link.href = page;
    setText(this.#hint, isPick ? "Click to remove it from your picks" : "Click to pick it");
    setText(this.#button, isPick ? "Remove from picks" : "Add to picks");
    this.#hint.hidden = hasButton;
    this.#button.hidden = !hasButton;
    this.#role.hidden = text.role === "";
    this.node.hidden = false;
    this.#put(px, py, frame);
  }

  /** Beside the song, above or below it in a narrow frame, on the side with more room. */
  #put(px: number, py: number, frame: Size): void {
    const { offsetWidth: width, offsetHeight: height, style } = this.node;
    const away = (at: number, size: number, room: number) =>
      at > room / 2 ? at - size - GAP : at + GAP;
    const isNarrow = frame.width < 2 * (width + GAP);
    const left = isNarrow ? px - width / 2 : away(px, width, frame.width);
    const top = isNarrow ? away(py, height, frame.height) : py - height / 2;
    const inside = (value: number, size: number, room: number) =>
      Math.max(4, Math.min(room - size - 4, value));
    const x = inside(left, width, frame.width), y = inside(top, height, frame.height);
    style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    this.#way = { px, py, left: x, top: y, right: x + width, bottom: y + height };
  }

  /** Whether a place is between the song and its card, where a pointer is on its way. */
  isOnTheWay(px: number, py: number): boolean {
    if (this.node.hidden) return false;
    const { left, top, right, bottom, ...song } = this.#way;
    const isBeside = py > top && py < bottom && Math.abs(py - song.py) < WAY;
    const isBelow = px > left && px < right && Math.abs(px - song.px) < WAY;
    return isBeside &&
        (song.px < left ? px > song.px && px <= left : px < song.px && px >= right) ||
      isBelow && (song.py < top ? py > song.py && py <= top : py < song.py && py >= bottom);
  }
}
