/**
 * The map itself: songs, axes, names and marks in one element, drawn at most once a frame, with pan,
 * zoom, hover, keys and lines around songs. What the songs mean it does not know: places, colours,
 * names and marks are given to it.
 */
import { element } from "../dom.ts";
import { MapAxes } from "./axes.ts";
import { animate, Camera, easeInOut } from "./camera.ts";
import type { ChartListeners, ChartPlaces, LookedBy } from "./chart_contract.ts";
import { listenToGestures } from "./gestures.ts";
import { nextSong, SongIndex } from "./hover.ts";
import { type KeyAction, keyAction } from "./keys.ts";
import { LineLayer, type Tool } from "./line_layer.ts";
import { MapMarks, type MarkedSongs, type NearSongs } from "./marks.ts";
import { frameCorners, NamesInForce } from "./names.ts";
import type { Affine, MapPoints } from "./raster.ts";
import { RegionLayer } from "./region_layer.ts";
import { type SongLooks, SongsLayer } from "./songs_layer.ts";
import { LARGE } from "./surface.ts";
import { type PixelPlaces, placesBetween } from "./transition.ts";
import { extentOf, placesOn } from "./variables.ts";
import { centerOn, type Extent, panBy, visibleExtents } from "./view.ts";

/** So far from a song, in CSS pixels, a mouse or a finger still means it. */
const REACH = { mouse: 12, touch: 24 } as const;

/** Most raster pixels in a CSS pixel: finer ones cost time and show nothing more. */
const FINEST = 2;

const KEY_ZOOM = 1.6;
const LAYOUT_MILLISECONDS = 900;

export class MapChart {
  readonly node: HTMLElement;
  /** The plot area; cards and buttons may be put into it. */
  readonly plot: HTMLElement;
  tool: Tool = "move";
  readonly #axes = new MapAxes();
  readonly #marks = new MapMarks();
  readonly #line = new LineLayer();
  readonly #regions = new RegionLayer();
  readonly #songs: SongsLayer;
  readonly #camera = new Camera(() => this.#moved());
  readonly #listeners: ChartListeners;
  readonly #songCount: number;
  #places: ChartPlaces | undefined;
  #x: Float32Array = new Float32Array(0);
  #y: Float32Array = new Float32Array(0);
  /** The unit of the axes: pixels while songs are on their way to another layout. */
  #onTheWay: PixelPlaces | null = null;
  #endTransition = () => {};
  #index: SongIndex | undefined;
  #area: ArrayLike<number> | null = null;
  readonly #names: NamesInForce;
  #looked = -1;
  #lookedBy: LookedBy = "mouse";
  #lineTool: Tool = "lasso";
  #frameRequest = 0;
  #needsSongs = true;
  #isMoving = false;

  /** @param opacity of a single song at home, 0 to 1 */
  constructor(songCount: number, listeners: ChartListeners, opacity: number) {
    this.#songCount = songCount;
    this.#listeners = listeners;
    this.#names = new NamesInForce(listeners.names);
    this.#songs = new SongsLayer(opacity, (count) => this.plot.dataset.drawn = String(count));
    this.plot = element(
      "div",
      { class: "map-plot", tabindex: 0, role: "application" },
      this.#songs.node,
      this.#axes.node,
      this.#regions.node,
      this.#line.node,
      this.#marks.node,
    );
    this.node = element("div", { class: "map-chart" }, this.plot);
    this.#listen();
    new ResizeObserver(() => this.#resize()).observe(this.plot);
  }

  /** The songs as they are drawn in focus. */
  get points(): MapPoints {
    return this.#songs.points;
  }

  /** What the home picture holds of each axis. */
  get extents(): { readonly x: Extent; readonly y: Extent } {
    return { x: extentOf(this.#places!.x), y: extentOf(this.#places!.y) };
  }

  /** Places the songs, seen whole; those that have a place already go there before the eye. */
  setPlaces(places: ChartPlaces): void {
    const from = this.#places === undefined ? null : this.places(true);
    this.#endTransition();
    this.#places = places;
    this.#x = placesOn(places.x, 0);
    this.#y = placesOn(places.y, 1);
    this.#index = undefined;
    this.#names.forget();
    this.#camera.reset();
    this.#fit();
    this.look(-1, "mouse");
    if (from === null || this.#songCount > LARGE || this.#camera.frame.width === 0) {
      return this.#arrive();
    }
    const to = this.places();
    const way = { x: new Float32Array(from.x.length), y: new Float32Array(from.y.length) };
    this.#endTransition = animate(LAYOUT_MILLISECONDS, easeInOut, (t) => {
      if (t === 1) return this.#arrive();
      placesBetween(from, to, t, way);
      this.#onTheWay = way;
      this.#songs.place(way.x, way.y);
      this.#request(true);
    });
  }

  setLooks(looks: SongLooks): void {
    this.#songs.look(looks);
    this.#names.forget();
    this.#request(true);
  }

  /** The area that is selected, its corners in the unit of the axes; null for none. */
  showArea(corners: ArrayLike<number> | null): void {
    this.#area = corners;
    this.#request();
  }

  mark(songs: MarkedSongs): void {
    this.#marks.mark(songs);
    this.#request();
  }

  link(near: NearSongs | null): void {
    this.#marks.link(near);
    this.#request();
  }

  /** Looks at a song, −1 for none. */
  look(song: number, by: LookedBy): void {
    if (song === this.#looked && by === this.#lookedBy) return;
    this.#looked = song;
    this.#lookedBy = by;
    this.lookAgain();
    this.#request();
  }

  /** Tells of the song that is looked at once more, as after a change of what it is. */
  lookAgain(): void {
    const { px, py } = this.#looked < 0 ? { px: 0, py: 0 } : this.#placeOf(this.#looked);
    this.#listeners.look(this.#looked, this.#lookedBy, px, py, this.#camera.frame);
  }

  /** Where the songs lie in CSS pixels, NaN where they have no place: all seen, or as they are. */
  places(asSeen = false): PixelPlaces {
    const isOnTheWay = asSeen && this.#onTheWay !== null;
    if (isOnTheWay) return { x: this.#onTheWay!.x.slice(), y: this.#onTheWay!.y.slice() };
    const { ax, bx, ay, by } = asSeen ? this.#camera.toPixels : this.#camera.home;
    return {
      x: this.#x.map((value) => value * ax + bx),
      y: this.#y.map((value) => value * ay + by),
    };
  }

  zoomBy(factor: number): void {
    this.#camera.zoomBy(factor);
  }

  showAll(): void {
    this.#camera.showAll();
  }

  #arrive(): void {
    this.#onTheWay = null;
    this.#songs.place(this.#x, this.#y);
    this.#request(true);
  }

  #listen(): void {
    const { plot } = this;
    listenToGestures(plot, {
      pan: (dx, dy) => {
        if (this.#lookedBy === "mouse") this.look(-1, "mouse");
        this.#camera.panBy(dx, dy);
      },
      zoom: (factor, px, py) => this.#camera.zoomAround(factor, px, py),
      hover: (px, py) => {
        if (this.#lookedBy === "mouse" && this.#listeners.keeps(px, py)) return;
        this.look(this.#songAt(px, py, REACH.mouse), "mouse");
      },
      leave: () => {
        if (this.#lookedBy === "mouse") this.look(-1, "mouse");
      },
      draws: (isShift) => {
        this.#lineTool = this.tool === "move" ? "lasso" : this.tool;
        return isShift || this.tool !== "move";
      },
      line: (px, py, isFirst) => {
        this.look(-1, "mouse");
        this.#line.add(px, py, isFirst, this.#lineTool);
      },
      lineEnds: (isGivenUp) => {
        const line = this.#line.take();
        const { ax, bx, ay, by } = this.#camera.toPixels;
        if (isGivenUp || line.length < 6) return;
        this.#listeners.surround(
          line.map((value, i) => i % 2 === 0 ? (value - bx) / ax : (value - by) / ay),
        );
      },
      tap: (px, py, isTouch) => {
        const song = this.#songAt(px, py, isTouch ? REACH.touch : REACH.mouse);
        if (isTouch) this.look(song, "touch");
        else if (song >= 0) this.#listeners.act(song, "toggle");
      },
    });
    plot.addEventListener("keydown", (event) => {
      const action = event.target === plot ? keyAction(event) : null;
      if (action === null) return;
      event.preventDefault();
      this.#act(action);
    });
    plot.addEventListener("focusout", ({ relatedTarget }) => {
      const isInside = relatedTarget instanceof Node && plot.contains(relatedTarget);
      if (this.#lookedBy === "keys" && !isInside) this.look(-1, "keys");
    });
  }

  #act(action: KeyAction): void {
    const { width, height } = this.#camera.frame;
    const onLooked = (what: "toggle" | "open" | "select") => {
      if (this.#looked >= 0) this.#listeners.act(this.#looked, what);
    };
    switch (action.kind) {
      case "step":
        return this.#step(action.direction);
      case "pan":
        return this.#camera.moveTo(
          panBy(this.#camera.view, action.x * width / 4, action.y * height / 4),
        );
      case "zoom":
        return this.zoomBy(action.isIn ? KEY_ZOOM : 1 / KEY_ZOOM);
      case "home":
        return this.showAll();
      case "pick":
        return onLooked("toggle");
      case "open":
      case "select":
        return onLooked(action.kind);
      case "selectSeen":
        return this.#listeners.surround(frameCorners(this.#camera));
      case "leave":
        return this.look(-1, "keys");
    }
  }

  /** Looks at the next song in a direction; at first at the one nearest to the middle. */
  #step(direction: "left" | "right" | "up" | "down"): void {
    const { width, height } = this.#camera.frame;
    const song = this.#looked < 0
      ? this.#songAt(width / 2, height / 2, width + height)
      : nextSong(this.#songs.points, this.#looked, direction, this.#camera.toPixels);
    if (song < 0) return;
    const { px, py } = this.#placeOf(song);
    if (px < 0 || py < 0 || px > width || py > height) {
      this.#camera.jumpTo(centerOn(this.#camera.view, px, py, this.#camera.frame));
    }
    this.look(song, "keys");
  }

  #songAt(px: number, py: number, radius: number): number {
    if (this.#onTheWay !== null) return -1;
    // Built when it is first asked: not before the songs are on screen.
    this.#index ??= new SongIndex(this.#x, this.#y);
    return this.#index.nearest(px, py, radius, this.#camera.toPixels, this.#songs.points.codes);
  }

  #placeOf(song: number): { px: number; py: number } {
    const { ax, bx, ay, by } = this.#camera.toPixels;
    return { px: this.#x[song] * ax + bx, py: this.#y[song] * ay + by };
  }

  #moved(): void {
    this.#isMoving = true;
    this.#request(true);
  }

  #resize(): void {
    const frame = {
      width: Math.max(1, Math.round(this.plot.clientWidth)),
      height: Math.max(1, Math.round(this.plot.clientHeight)),
    };
    const ratio = Math.min(FINEST, globalThis.devicePixelRatio || 1);
    this.#endTransition();
    this.#camera.resize(frame, ratio);
    this.#songs.resize(frame, ratio);
    this.#names.forget();
    this.#fit();
    this.#arrive();
    // Now, not in the next frame: a resized canvas is empty.
    this.#draw();
  }

  #fit(): void {
    if (this.#places === undefined) return;
    this.#camera.fit(this.extents.x, this.extents.y, this.#places.sameUnit);
  }

  #request(songs = false): void {
    this.#needsSongs ||= songs;
    this.#frameRequest ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = 0;
    const { frame, toPixels, home, view } = this.#camera;
    const places = this.#places, way = this.#onTheWay;
    if (places === undefined || frame.width === 0) return;
    const pixels: Affine = way === null ? toPixels : { ax: 1, bx: 0, ay: 1, by: 0 };
    this.node.classList.toggle("is-changing", way !== null);
    if (this.#needsSongs) {
      this.#songs.draw(pixels, way === null ? home : null, view.zoom, this.#isMoving);
      this.#needsSongs = this.#isMoving = false;
      this.#axes.draw(
        places.hasAxes && way === null
          ? { frame, x: places.x, y: places.y, extents: visibleExtents(toPixels, frame) }
          : null,
      );
      const { dataset } = this.plot;
      dataset.scale = JSON.stringify(toPixels);
      dataset.zoom = view.zoom.toFixed(3);
      if (this.#looked >= 0) this.lookAgain();
    }
    this.#marks.place(way ?? { x: this.#x, y: this.#y }, pixels, frame, this.#looked);
    this.#line.showArea(way === null ? this.#area : null, toPixels);
    if (way === null) this.#regions.show(this.#names.inForce(this.#camera, this.#songs.points));
    this.#regions.place(pixels, frame);
  }
}
