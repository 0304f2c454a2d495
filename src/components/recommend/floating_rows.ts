/**
 * The rows of a list while a hand drags what orders them: each stays where it is in the flow and is
 * drawn at another place, so that a new order takes transforms and no layout. A row goes to its
 * place a part of the way each frame, and a new order takes it up where it is; where the person asks
 * for reduced motion it is there at once. Only what is in view is drawn anew. When the hand rests
 * the rows land: they are in order in the flow, for whoever reads them by other means than the eye.
 */
import {
  arrangeRows,
  endGlides,
  GLIDE,
  glideFrom,
  isStill,
  LEAST_GLIDE,
  placesOf,
} from "./moving_rows.ts";

/** Milliseconds in which a row goes all but 1/e of the way to its place. */
const PACE = 45;

/** Pixels above and below the window that count as in view. */
const MARGIN = 60;

/** What a row afloat has in its style. */
const STYLED = ["position", "transform", "visibility", "will-change"];

/** Places are in pixels from the top of the list. */
interface FloatingRow {
  /** Where it is in the flow; 0 for one that came later, which is out of it. */
  readonly home: number;
  /** Where it is drawn. */
  top: number;
  /** Where it goes. */
  target: number;
  height: number;
  isShown: boolean;
}

export class FloatingRows {
  readonly #list: HTMLElement;
  readonly #rows = new Map<HTMLElement, FloatingRow>();
  /** Rows that were not yet laid out when they came. */
  #unmeasured: HTMLElement[] = [];
  #usualHeight = 0;
  /** Pixels from the top of the window to that of the list. */
  #listTop = 0;
  #frame = 0;
  #lastMove = 0;
  readonly #scrolled = () => this.#listTop = NaN;

  /** @param list its class is "afloat" while its rows are */
  constructor(list: HTMLElement) {
    this.#list = list;
  }

  get isAfloat(): boolean {
    return this.#rows.size > 0;
  }

  /**
   * Sends the rows to their places in a new order; rows that it has no place for are hidden.
   *
   * @param rows in order; undefined for one that has not been made
   * @param update brings the row of a place in view up to date, made if need be, and returns it
   */
  place(rows: readonly (HTMLElement | undefined)[], update: (place: number) => HTMLElement): void {
    this.#look();
    const kept = new Set(rows);
    for (const [row, at] of this.#rows) {
      if (at.isShown && !kept.has(row)) this.#show(row, at, false);
    }
    let top = 0;
    rows.forEach((known, place) => {
      const row = this.#isNear(top) ? update(place) : known;
      const at = row && this.#send(row, top);
      top += at?.height ?? this.#usualHeight;
    });
    if (this.#frame === 0) {
      this.#lastMove = performance.now();
      this.#frame = requestAnimationFrame((now) => this.#move(now));
    }
  }

  /** Puts rows in the flow, in order; they glide the rest of their ways. */
  land(rows: readonly HTMLElement[]): void {
    const places = placesOf(this.#list);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    removeEventListener("scroll", this.#scrolled, true);
    for (const { style } of this.#rows.keys()) {
      for (const property of STYLED) style.removeProperty(property);
    }
    this.#rows.clear();
    this.#unmeasured = [];
    this.#list.classList.remove("afloat");
    arrangeRows(this.#list, rows, null);
    glideFrom(rows, places);
  }

  /** Where everything is: asked before anything changes, when the browser knows without a layout. */
  #look(): void {
    if (!this.isAfloat) this.#takeUp();
    if (Number.isNaN(this.#listTop)) this.#listTop = this.#list.getBoundingClientRect().top;
    for (const row of this.#unmeasured) this.#rows.get(row)!.height = row.offsetHeight;
    this.#unmeasured = [];
  }

  #takeUp(): void {
    const { top, height } = this.#list.getBoundingClientRect();
    this.#listTop = top;
    addEventListener("scroll", this.#scrolled, { capture: true, passive: true });
    const rows = Array.from(this.#list.children) as HTMLElement[];
    this.#usualHeight = height / Math.max(1, rows.length);
    const boxes = () => rows.map((row) => row.getBoundingClientRect());
    const seen = boxes(), homes = endGlides(rows) ? boxes() : seen;
    rows.forEach((row, i) => {
      const home = homes[i].top - top, { height } = homes[i];
      this.#rows.set(row, { home, top: seen[i].top - top, target: home, height, isShown: true });
    });
    this.#list.classList.add("afloat");
    for (const [row, at] of this.#rows) if (at.top !== at.home) draw(row, at);
  }

  /** @returns what is known of the row; undefined for one out of view that has not been afloat */
  #send(row: HTMLElement, top: number): FloatingRow | undefined {
    let at = this.#rows.get(row);
    if (at === undefined) {
      if (!this.#isNear(top)) return undefined;
      at = { home: 0, top, target: top, height: this.#usualHeight, isShown: false };
      this.#rows.set(row, at);
      row.style.position = "absolute";
      this.#list.append(row);
      this.#unmeasured.push(row);
    }
    at.target = top;
    if (!at.isShown) {
      at.top = top;
      draw(row, at);
      this.#show(row, at, true);
      if (!isStill()) row.animate([{ opacity: 0 }, { opacity: 1 }], GLIDE);
    }
    return at;
  }

  #show(row: HTMLElement, at: FloatingRow, isShown: boolean): void {
    at.isShown = isShown;
    row.style.visibility = isShown ? "" : "hidden";
  }

  #isNear(top: number): boolean {
    const seen = this.#listTop + top;
    return seen > -this.#usualHeight - MARGIN && seen < innerHeight + MARGIN;
  }

  #move(now: number): void {
    const way = isStill() ? 1 : 1 - Math.exp(-Math.max(0, now - this.#lastMove) / PACE);
    this.#lastMove = now;
    let moves = false;
    for (const [row, at] of this.#rows) {
      const rest = at.target - at.top;
      if (rest === 0 || !at.isShown || !(this.#isNear(at.top) || this.#isNear(at.target))) continue;
      at.top = Math.abs(rest) < LEAST_GLIDE ? at.target : at.top + way * rest;
      draw(row, at);
      moves = true;
    }
    this.#frame = moves ? requestAnimationFrame((next) => this.#move(next)) : 0;
  }
}

function draw({ style }: HTMLElement, { home, top }: FloatingRow): void {
  style.willChange = "transform";
  style.transform = `translateY(${(top - home).toFixed(1)}px)`;
}
