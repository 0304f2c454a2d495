/**
 * The songs on two canvases: those in focus in their colours, and under them, faintly, the others,
 * so that a choice is seen where it lies among all.
 */
import { element } from "../dom.ts";
import type { Affine, MapPoints, RasterStyle } from "./raster.ts";
import { LARGE, MapSurface, opacityAt, pointDiameter } from "./surface.ts";
import type { Size } from "./view.ts";

/** What gives the songs their looks. One value a song, where it is an array. */
export interface SongLooks {
  /** Row of the palette; −1 for a song that is not drawn. */
  readonly codes: Int16Array;
  /** RGB of each row. */
  readonly palette: Uint8ClampedArray;
  /** RGB of the songs that are not in focus. */
  readonly faint: Uint8ClampedArray;
  /** 1 for songs in focus; null where all are. */
  readonly focus: Uint8Array | null;
  /** Row of `SIZE_FACTORS`; null where all songs have one size. */
  readonly sizes: Uint8Array | null;
}

/** Diameters of the size classes, in that of a song of no class. */
export const SIZE_FACTORS = [0.6, 1, 1.5, 2.2];

/** Opacity of songs that are not in focus, of that of others. */
const FAINT = 0.6;

/** So long after the last movement a large map is drawn exactly. */
const REST_MILLISECONDS = 90;

export class SongsLayer {
  readonly node: HTMLElement;
  readonly #focused = new MapSurface();
  readonly #others = new MapSurface();
  readonly #opacity: number;
  readonly #drawn: (count: number) => void;
  #x: Float32Array = new Float32Array(0);
  #y: Float32Array = new Float32Array(0);
  #looks: SongLooks | undefined;
  #points: MapPoints = { x: this.#x, y: this.#y, codes: new Int16Array(0) };
  #background: MapPoints | null = null;
  #frame: Size = { width: 0, height: 0 };
  #saturation = 4;
  #isMeasured = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** Whether the canvases show all that is to be seen, and whether they show anything of it. */
  #isExact = false;
  #hasPicture = false;

  /**
   * @param opacity of a single song when all are seen, 0 to 1
   * @param drawn told how many songs in focus the frame shows, whenever that is counted
   */
  constructor(opacity: number, drawn: (count: number) => void) {
    this.#opacity = opacity;
    this.#drawn = drawn;
    this.node = element(
      "div",
      { class: "map-songs", "aria-hidden": "true" },
      this.#others.canvas,
      this.#focused.canvas,
    );
    this.#focused.canvas.className = "focused";
    this.#others.canvas.hidden = true;
  }

  /** The songs that are drawn in their colours; the others are passed over by the pointer. */
  get points(): MapPoints {
    return this.#points;
  }

  resize(frame: Size, ratio: number): void {
    this.#frame = frame;
    this.#focused.resize(frame, ratio);
    this.#others.resize(frame, ratio);
    this.#isExact = this.#hasPicture = this.#isMeasured = false;
  }

  /** Places the songs; NaN where one has no place. */
  place(x: Float32Array, y: Float32Array): void {
    this.#x = x;
    this.#y = y;
    this.#compose();
  }

  look(looks: SongLooks): void {
    this.#looks = looks;
    this.#compose();
  }

  /** @param home where all songs are seen, from which their density is taken; null: as it was */
  draw(toPixels: Affine, home: Affine | null, zoom: number, isMoving: boolean): void {
    const looks = this.#looks;
    if (looks === undefined || this.#frame.width === 0) return;
    clearTimeout(this.#rest);
    if (!this.#isMeasured && home !== null) {
      this.#isMeasured = true;
      const style = this.#style(1, looks);
      this.#saturation = Math.max(4, this.#focused.measure(this.#points, home, style).densest);
    }
    const style = this.#style(zoom, looks);
    const faint = { ...style, palette: looks.faint, opacity: FAINT * style.opacity };
    if (isMoving && this.#isExact) {
      const background = this.#background;
      const isPanned = this.#focused.pan(this.#points, toPixels, style) &&
        (background === null || this.#others.pan(background, toPixels, faint));
      // How many songs are in sight is counted when it rests.
      if (isPanned) {
        if (this.#x.length <= LARGE) this.#drawAtRest(toPixels, home, zoom);
        return;
      }
    }
    // All songs of a large map take too long to be drawn in every frame of a zoom.
    if (isMoving && this.#x.length > LARGE && this.#hasPicture) {
      this.#isExact = false;
      if (this.#background !== null) this.#others.stretch(toPixels);
      this.#focused.stretch(toPixels);
      return this.#drawAtRest(toPixels, home, zoom);
    }
    this.#isExact = this.#hasPicture = true;
    if (this.#background !== null) this.#others.draw(this.#background, toPixels, faint);
    this.#drawn(this.#focused.draw(this.#points, toPixels, style).count);
  }

  #drawAtRest(toPixels: Affine, home: Affine | null, zoom: number): void {
    this.#rest = setTimeout(() => this.draw(toPixels, home, zoom, false), REST_MILLISECONDS);
  }

  #style(zoom: number, { palette, sizes }: SongLooks): RasterStyle {
    const diameter = pointDiameter(this.#x.length, this.#frame, zoom);
    return {
      palette,
      diameter,
      diameters: sizes ? SIZE_FACTORS.map((factor) => factor * diameter) : undefined,
      opacity: opacityAt(zoom, this.#opacity),
      saturation: this.#saturation,
    };
  }

  #compose(): void {
    const looks = this.#looks, x = this.#x, y = this.#y;
    if (looks === undefined || looks.codes.length !== x.length) return;
    const { codes, focus, sizes } = looks;
    this.#isExact = this.#hasPicture = this.#isMeasured = false;
    if (focus === null) {
      this.#points = { x, y, codes, sizes };
      this.#background = null;
      this.#others.clear();
    } else {
      this.#points = { x, y, sizes, codes: codes.map((code, i) => focus[i] === 1 ? code : -1) };
      this.#background = {
        x,
        y,
        codes: codes.map((code, i) => code < 0 || focus[i] === 1 ? -1 : 0),
      };
    }
    this.#others.canvas.hidden = focus === null;
  }
}
