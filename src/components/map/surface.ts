/**
 * A canvas of the map: a raster in device pixels, put into it as it is. A map that moves need not be
 * drawn anew as a whole: panned, the picture is moved and its new edges drawn; zoomed, it can be
 * stretched until it rests.
 */
import {
  type Affine,
  type Drawn,
  type MapPoints,
  MapRaster,
  type RasterStyle,
  type Region,
} from "./raster.ts";
import { SongTiles } from "./tiles.ts";
import { scaleTransform, type Size } from "./view.ts";

/** Largest diameter of a point in CSS pixels. */
export const LARGEST_POINT = 12;

/** Songs from which on a map is large: all of fewer are drawn within some milliseconds. */
export const LARGE = 100_000;

/** What is on the canvas. */
interface Picture {
  readonly points: MapPoints;
  readonly toPixels: Affine;
  readonly style: RasterStyle;
}

export class MapSurface {
  readonly canvas = document.createElement("canvas");
  // Pixels are written by the processor, so the canvas stays in its memory.
  readonly #context = this.canvas.getContext("2d", { willReadFrequently: true })!;
  #raster = new MapRaster(1, 1, 1);
  #image: ImageData | undefined;
  #ratio = 1;
  #picture: Picture | undefined;
  /** The pixels on the canvas of a map that is panned, and the same as the canvas takes them. */
  #held: { readonly pixels: Uint32Array; readonly image: ImageData } | undefined;
  #tiles: { readonly x: Float32Array; readonly index: SongTiles } | undefined;
  /** The last exact picture, which is stretched while a large map is zoomed. */
  #exact: { readonly canvas: HTMLCanvasElement; readonly toPixels: Affine } | undefined;

  /** Device pixels in a CSS pixel. */
  get ratio(): number {
    return this.#ratio;
  }

  /** Makes room for a frame in CSS pixels. The canvas is empty afterwards. */
  resize({ width, height }: Size, ratio: number): void {
    this.#ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.#raster = new MapRaster(
      this.canvas.width,
      this.canvas.height,
      Math.ceil(LARGEST_POINT * ratio),
    );
    const { pixels, paddedWidth, paddedHeight } = this.#raster;
    this.#image = new ImageData(pixels, paddedWidth, paddedHeight);
    this.#picture = this.#exact = this.#held = undefined;
  }

  /** Draws songs at the places that `toPixels` gives them in CSS pixels, and shows them. */
  draw(points: MapPoints, toPixels: Affine, style: RasterStyle): Drawn {
    const device = scaleTransform(toPixels, this.#ratio), finer = this.#inDevicePixels(style);
    const drawn = this.#raster.draw(points, device, finer);
    const { margin } = this.#raster;
    if (this.#image) this.#context.putImageData(this.#image, -margin, -margin);
    this.#held = undefined;
    this.#picture = { points, toPixels: device, style: finer };
    this.#exact = undefined;
    return drawn;
  }

  /**
   * Shows the map after a pan by whole device pixels: the same pixels as `draw`, of which only those
   * that come into sight are drawn.
   *
   * @returns false, with nothing changed, where the last picture differs by more than that
   */
  pan(points: MapPoints, toPixels: Affine, style: RasterStyle): boolean {
    const device = scaleTransform(toPixels, this.#ratio), finer = this.#inDevicePixels(style);
    const before = this.#picture;
    if (before === undefined || !isSame(before, points, finer, device)) return false;
    const dx = Math.round(device.bx - before.toPixels.bx);
    const dy = Math.round(device.by - before.toPixels.by);
    const isWhole = Math.abs(device.bx - before.toPixels.bx - dx) < 1e-3 &&
      Math.abs(device.by - before.toPixels.by - dy) < 1e-3;
    if (!isWhole) return false;
    if (this.#held === undefined) {
      this.#hold({ left: 0, top: 0, right: this.canvas.width, bottom: this.canvas.height });
    }
    this.#shift(points, device, finer, dx, dy);
    this.#picture = { points, toPixels: device, style: finer };
    this.#exact = undefined;
    return true;
  }

  /** Shows the last exact picture where it would lie, stretched: no `draw`, but one must follow. */
  stretch(toPixels: Affine): void {
    this.#stretch(scaleTransform(toPixels, this.#ratio));
  }

  clear(): void {
    this.#context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.#picture = this.#exact = undefined;
  }

  /** How dense the songs would lie, without showing it. @param style in CSS pixels */
  measure(points: MapPoints, toPixels: Affine, style: RasterStyle): Drawn {
    const device = scaleTransform(toPixels, this.#ratio);
    return this.#raster.draw(points, device, this.#inDevicePixels(style));
  }

  #inDevicePixels(style: RasterStyle): RasterStyle {
    const fine = (diameter: number) =>
      Math.min(this.#raster.largestPoint, Math.max(1, Math.round(diameter * this.#ratio)));
    return {
      ...style,
      diameter: fine(style.diameter),
      diameters: style.diameters?.map(fine),
    };
  }

  /** Takes a part of what the raster has drawn over into the pixels that are held. */
  #hold({ left, top, right, bottom }: Region): void {
    const { width, height } = this.canvas, { margin, paddedWidth, pixels } = this.#raster;
    if (this.#held === undefined) {
      const image = new ImageData(width, height);
      this.#held = { image, pixels: new Uint32Array(image.data.buffer) };
    }
    const drawn = new Uint32Array(pixels.buffer);
    for (let row = top; row < bottom; row++) {
      const from = (row + margin) * paddedWidth + margin;
      this.#held.pixels.set(drawn.subarray(from + left, from + right), row * width + left);
    }
  }

  /** Moves the picture by whole pixels and draws the parts that come into sight. */
  #shift(points: MapPoints, device: Affine, style: RasterStyle, dx: number, dy: number): void {
    const { width, height } = this.canvas;
    if (this.#held === undefined || (dx === 0 && dy === 0)) return;
    if (this.#tiles?.x !== points.x) {
      this.#tiles = { x: points.x, index: new SongTiles(points.x, points.y) };
    }
    shiftPixels(this.#held.pixels, width, height, dx, dy);
    const reach = Math.max(style.diameter, ...style.diameters ?? []);
    const uncover = (region: Region) => {
      if (region.left >= region.right || region.top >= region.bottom) return;
      const songs = this.#tiles!.index.within(region, device, reach);
      this.#raster.draw(points, device, style, region, songs);
      this.#hold(region);
    };
    const left = Math.max(0, Math.min(width, dx)), right = Math.min(width, Math.max(0, width + dx));
    if (dx > 0) uncover({ left: 0, top: 0, right: left, bottom: height });
    if (dx < 0) uncover({ left: right, top: 0, right: width, bottom: height });
    const low = dx > 0 ? left : 0, high = dx < 0 ? right : width;
    if (dy > 0) uncover({ left: low, top: 0, right: high, bottom: Math.min(height, dy) });
    if (dy < 0) uncover({ left: low, top: Math.max(0, height + dy), right: high, bottom: height });
    this.#context.putImageData(this.#held.image, 0, 0);
  }

  #stretch(device: Affine): void {
    if (this.#exact === undefined) {
      if (this.#picture === undefined) return;
      const canvas = document.createElement("canvas");
      canvas.width = this.canvas.width;
      canvas.height = this.canvas.height;
      canvas.getContext("2d", { willReadFrequently: true })!.drawImage(this.canvas, 0, 0);
      this.#exact = { canvas, toPixels: this.#picture.toPixels };
    }
    const { canvas, toPixels } = this.#exact;
    const scale = device.ax / toPixels.ax;
    const context = this.#context;
    context.globalCompositeOperation = "copy";
    context.imageSmoothingEnabled = false;
    context.drawImage(
      canvas,
      device.bx - scale * toPixels.bx,
      device.by - scale * toPixels.by,
      scale * canvas.width,
      scale * canvas.height,
    );
    context.globalCompositeOperation = "source-over";
    this.#picture = undefined;
  }
}

/**
 * Moves a picture by whole pixels within its frame; what comes into sight keeps what was there and
 * must be drawn.
 */
export function shiftPixels(
  pixels: Uint32Array,
  width: number,
  height: number,
  dx: number,
  dy: number,
): void {
  if (Math.abs(dx) >= width || Math.abs(dy) >= height) return;
  const from = dx < 0 ? -dx : 0, to = dx < 0 ? 0 : dx, length = width - Math.abs(dx);
  for (let i = Math.abs(dy); i < height; i++) {
    // Rows that move down are moved from the last one on, so that none is lost.
    const target = dy > 0 ? height - 1 - i + dy : i + dy;
    const source = target - dy;
    pixels.copyWithin(target * width + to, source * width + from, source * width + from + length);
  }
}

/** Whether two pictures differ by nothing but where they are. */
function isSame(before: Picture, points: MapPoints, style: RasterStyle, device: Affine): boolean {
  return before.points === points && before.toPixels.ax === device.ax &&
    before.toPixels.ay === device.ay && before.style.palette === style.palette &&
    before.style.diameter === style.diameter && before.style.opacity === style.opacity &&
    before.style.saturation === style.saturation &&
    String(before.style.diameters) === String(style.diameters);
}

/**
 * Diameter of a point in CSS pixels: from 2 where songs are many for the frame to 5 where they are
 * few, growing slowly with the zoom.
 */
export function pointDiameter(songs: number, { width, height }: Size, zoom: number): number {
  const room = Math.sqrt(width * height / Math.max(1, songs));
  const atHome = Math.min(5, Math.max(2, 0.35 * room));
  return Math.min(10, atHome * (1 + 0.4 * Math.log2(zoom)));
}

/** Opacity of a single song: nearly full at a zoom of 32, where songs no longer cover each other. */
export function opacityAt(zoom: number, atHome: number): number {
  return atHome + (0.95 - atHome) * Math.min(1, Math.log2(zoom) / 5);
}
