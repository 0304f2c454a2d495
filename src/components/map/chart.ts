/**
 * The map itself: raster, axes and marks in one element, drawn at most once a frame, with pan, zoom,
 * hover and keys. What the songs mean it does not know: places, colours and marks are given to it.
 */
import { element } from "../dom.ts";
import { MapAxes, MARGINS } from "./axes.ts";
import { listenToGestures } from "./gestures.ts";
import { nextSong, SongIndex } from "./hover.ts";
import { type KeyAction, keyAction } from "./keys.ts";
import { MapMarks, type MarkedSongs } from "./marks.ts";
import type { Affine, MapPoints } from "./raster.ts";
import { MapSurface, opacityAt, pointDiameter } from "./surface.ts";
import { prefersStillness } from "./theme.ts";
import { extentOf, type MapVariable, placesOn } from "./variables.ts";
import {
  betweenViews,
  centerOn,
  HOME,
  homeTransform,
  keepInside,
  panBy,
  resizeView,
  type Size,
  type View,
  viewTransform,
  visibleExtents,
  zoomAround,
} from "./view.ts";

/** How a song came to be looked at. */
export type LookedBy = "mouse" | "touch" | "keys";

export interface ChartListeners {
  /** Another song is looked at, −1 for none, or it has moved. `px`, `py`: in the plot area. */
  look(song: number, by: LookedBy, px: number, py: number, frame: Size): void;
  /** A song is to be picked, or no longer. */
  toggle(song: number): void;
}

/** So far from a song, in CSS pixels, a mouse or a finger still means it. */
const REACH = { mouse: 12, touch: 24 } as const;

/** Most raster pixels in a CSS pixel: finer ones cost time and show nothing more. */
const FINEST = 2;

const KEY_ZOOM = 1.6;
const MOVE_MILLISECONDS = 180;

export class MapChart {
  readonly node: HTMLElement;
  /** The plot area; cards and buttons may be put into it. */
  readonly plot: HTMLElement;
  readonly #axes = new MapAxes();
  readonly #surface = new MapSurface();
  readonly #marks = new MapMarks();
  readonly #listeners: ChartListeners;
  /** The song with a place of each variable; codes are those of the filter in force. */
  #points: MapPoints;
  #index: SongIndex | undefined;
  #palette: Uint8ClampedArray = new Uint8ClampedArray(3);
  #x: MapVariable | undefined;
  #y: MapVariable | undefined;
  #sameUnit = false;
  #frame: Size = { width: 0, height: 0 };
  #home: Affine = { ax: 1, bx: 0, ay: 1, by: 0 };
  #view: View = HOME;
  #saturation = 1;
  #looked = -1;
  #lookedBy: LookedBy = "mouse";
  #frameRequest = 0;
  #needsRaster = true;
  #needsDensity = true;
  /** Counts movements, so that a new one ends the one before. */
  #movement = 0;

  /** @param opacity of a single song at home, 0 to 1 */
  constructor(songCount: number, listeners: ChartListeners, private readonly opacity: number) {
    this.#listeners = listeners;
    this.#points = {
      x: new Float32Array(songCount).fill(NaN),
      y: new Float32Array(songCount).fill(NaN),
      codes: new Int16Array(songCount).fill(-1),
    };
    this.plot = element(
      "div",
      { class: "map-plot", tabindex: 0, role: "application" },
      this.#surface.canvas,
      this.#marks.node,
    );
    this.#surface.canvas.setAttribute("aria-hidden", "true");
    this.node = element("div", { class: "map-chart" }, this.#axes.node, this.plot);
    this.#listen();
    new ResizeObserver(() => this.#resize()).observe(this.node);
  }

  get codes(): Int16Array {
    return this.#points.codes;
  }

  /** Places the songs by two variables, seen whole. @param sameUnit as `homeTransform` has it */
  setAxes(x: MapVariable, y: MapVariable, sameUnit: boolean): void {
    this.#x = x;
    this.#y = y;
    this.#sameUnit = sameUnit;
    this.#points = { ...this.#points, x: placesOn(x, 0), y: placesOn(y, 1) };
    this.#index = undefined;
    this.#view = HOME;
    this.#movement++;
    this.#setHome();
    this.look(-1, "mouse");
    this.redraw();
  }

  /** The colours of the palette rows; `codes` hold the row of each song, or −1. */
  setPalette(palette: Uint8ClampedArray): void {
    this.#palette = palette;
    this.redraw();
  }

  mark(songs: MarkedSongs): void {
    this.#marks.mark(songs);
    this.#request();
  }

  /** Draws all anew, as after a change of the codes. */
  redraw(): void {
    this.#needsRaster = this.#needsDensity = true;
    this.#request();
  }

  /** Looks at a song, −1 for none. */
  look(song: number, by: LookedBy): void {
    if (song === this.#looked && by === this.#lookedBy) return;
    this.#looked = song;
    this.#lookedBy = by;
    this.#tellLook();
    this.#request();
  }

  /** Tells of the song that is looked at once more, as after a change of what it is. */
  lookAgain(): void {
    this.#tellLook();
  }

  /** Where the songs lie in CSS pixels when all are seen; NaN where they have no place. */
  places(): { x: Float32Array; y: Float32Array } {
    const { ax, bx, ay, by } = this.#home;
    return {
      x: this.#points.x.map((value) => value * ax + bx),
      y: this.#points.y.map((value) => value * ay + by),
    };
  }

  /** Zooms around the middle of the frame. */
  zoomBy(factor: number): void {
    this.#moveTo(zoomAround(this.#view, factor, this.#frame.width / 2, this.#frame.height / 2));
  }

  showAll(): void {
    this.#moveTo(HOME);
  }

  #listen(): void {
    listenToGestures(this.plot, {
      pan: (dx, dy) => {
        if (this.#lookedBy === "mouse") this.look(-1, "mouse");
        this.#jumpTo(panBy(this.#view, dx, dy));
      },
      zoom: (factor, px, py) => {
        const before = this.#view.zoom;
        this.#jumpTo(zoomAround(this.#view, factor, px, py));
        return this.#view.zoom !== before;
      },
      hover: (px, py) => this.look(this.#songAt(px, py, REACH.mouse), "mouse"),
      leave: () => {
        if (this.#lookedBy === "mouse") this.look(-1, "mouse");
      },
      tap: (px, py, isTouch) => {
        const song = this.#songAt(px, py, isTouch ? REACH.touch : REACH.mouse);
        if (isTouch) this.look(song, "touch");
        else if (song >= 0) this.#listeners.toggle(song);
      },
    });
    this.plot.addEventListener("keydown", (event) => {
      const action = keyAction(event);
      if (action === null) return;
      event.preventDefault();
      this.#act(action);
    });
    this.plot.addEventListener("blur", () => {
      if (this.#lookedBy === "keys") this.look(-1, "keys");
    });
  }

  #act(action: KeyAction): void {
    const { width, height } = this.#frame;
    switch (action.kind) {
      case "step":
        return this.#step(action.direction);
      case "pan":
        return this.#moveTo(panBy(this.#view, action.x * width / 4, action.y * height / 4));
      case "zoom":
        return this.zoomBy(action.isIn ? KEY_ZOOM : 1 / KEY_ZOOM);
      case "home":
        return this.showAll();
      case "pick":
        if (this.#looked >= 0) this.#listeners.toggle(this.#looked);
        return;
      case "leave":
        return this.look(-1, "keys");
    }
  }

  /** Looks at the next song in a direction; at first at the one nearest to the middle. */
  #step(direction: "left" | "right" | "up" | "down"): void {
    const { width, height } = this.#frame;
    const song = this.#looked < 0
      ? this.#songAt(width / 2, height / 2, width + height)
      : nextSong(this.#points, this.#looked, direction, this.#toPixels());
    if (song < 0) return;
    const { px, py } = this.#placeOf(song);
    if (px < 0 || py < 0 || px > width || py > height) {
      this.#jumpTo(centerOn(this.#view, px, py, this.#frame));
    }
    this.look(song, "keys");
  }

  #songAt(px: number, py: number, radius: number): number {
    // Built when it is first asked: not before the songs are on screen.
    this.#index ??= new SongIndex(this.#points);
    return this.#index.nearest(px, py, radius, this.#toPixels());
  }

  #placeOf(song: number): { px: number; py: number } {
    const { ax, bx, ay, by } = this.#toPixels();
    return { px: this.#points.x[song] * ax + bx, py: this.#points.y[song] * ay + by };
  }

  #toPixels(): Affine {
    return viewTransform(this.#home, this.#view);
  }

  #jumpTo(view: View): void {
    this.#movement++;
    this.#show(view);
  }

  /** Moves there within a moment, at once under reduced motion. */
  #moveTo(target: View): void {
    const from = this.#view, to = keepInside(target, this.#frame);
    const movement = ++this.#movement, start = performance.now();
    if (prefersStillness()) return this.#show(to);
    const step = (now: number) => {
      if (movement !== this.#movement) return;
      const t = Math.min(1, Math.max(0, (now - start) / MOVE_MILLISECONDS));
      this.#show(betweenViews(from, to, 1 - (1 - t) ** 3));
      if (t < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  #show(view: View): void {
    this.#view = keepInside(view, this.#frame);
    this.#needsRaster = true;
    this.#request();
  }

  #resize(): void {
    const frame = {
      width: Math.max(1, Math.round(this.node.clientWidth) - MARGINS.left - MARGINS.right),
      height: Math.max(1, Math.round(this.node.clientHeight) - MARGINS.top - MARGINS.bottom),
    };
    if (this.#frame.width > 0) this.#view = resizeView(this.#view, this.#frame, frame);
    this.#frame = frame;
    this.#surface.resize(frame, Math.min(FINEST, globalThis.devicePixelRatio || 1));
    this.#setHome();
    this.redraw();
    // Now, not in the next frame: a resized canvas is empty.
    this.#draw();
  }

  #setHome(): void {
    if (this.#x === undefined || this.#y === undefined) return;
    this.#home = homeTransform(extentOf(this.#x), extentOf(this.#y), this.#frame, this.#sameUnit);
  }

  #request(): void {
    this.#frameRequest ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = 0;
    const x = this.#x, y = this.#y, frame = this.#frame;
    if (x === undefined || y === undefined || frame.width === 0) return;
    const toPixels = this.#toPixels();
    if (this.#needsRaster) {
      this.#drawSongs(toPixels);
      this.#axes.draw({ frame, x, y, extents: visibleExtents(toPixels, frame) });
      this.#needsRaster = false;
      if (this.#looked >= 0) this.#tellLook();
    }
    this.#marks.place(this.#points, toPixels, frame, this.#looked);
  }

  #drawSongs(toPixels: Affine): void {
    const points = this.#points, frame = this.#frame;
    const style = (zoom: number) => ({
      palette: this.#palette,
      diameter: pointDiameter(points.codes.length, frame, zoom),
      opacity: opacityAt(zoom, this.opacity),
      saturation: this.#saturation,
    });
    if (this.#needsDensity) {
      this.#needsDensity = false;
      this.#saturation = Math.max(4, this.#surface.measure(points, this.#home, style(1)).densest);
    }
    const { count } = this.#surface.draw(points, toPixels, style(this.#view.zoom));
    const { dataset } = this.plot;
    dataset.scale = JSON.stringify(toPixels);
    dataset.zoom = this.#view.zoom.toFixed(3);
    dataset.drawn = String(count);
  }

  #tellLook(): void {
    const { px, py } = this.#looked < 0 ? { px: 0, py: 0 } : this.#placeOf(this.#looked);
    this.#listeners.look(this.#looked, this.#lookedBy, px, py, this.#frame);
  }
}
