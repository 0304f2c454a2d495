/** The canvas of the map: a raster in device pixels, put into it as it is. */
import { type Affine, type Drawn, type MapPoints, MapRaster, type RasterStyle } from "./raster.ts";
import { scaleTransform, type Size } from "./view.ts";

/** Largest diameter of a point in CSS pixels. */
const LARGEST_POINT = 10;

export class MapSurface {
  readonly canvas = document.createElement("canvas");
  readonly #context = this.canvas.getContext("2d")!;
  #raster = new MapRaster(1, 1, 1);
  #image: ImageData | undefined;
  #ratio = 1;

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
  }

  /** Draws songs at the places that `toPixels` gives them in CSS pixels, and shows them. */
  draw(points: MapPoints, toPixels: Affine, style: RasterStyle): Drawn {
    const drawn = this.measure(points, toPixels, style);
    const { margin } = this.#raster;
    if (this.#image) this.#context.putImageData(this.#image, -margin, -margin);
    return drawn;
  }

  /** The same without showing it: how dense the songs would lie. @param style in CSS pixels */
  measure(points: MapPoints, toPixels: Affine, style: RasterStyle): Drawn {
    const diameter = Math.max(1, Math.round(style.diameter * this.#ratio));
    return this.#raster.draw(points, scaleTransform(toPixels, this.#ratio), {
      ...style,
      diameter: Math.min(diameter, this.#raster.largestPoint),
    });
  }
}

/**
 * Diameter of a point in CSS pixels: from 2 where songs are many for the frame to 5 where they are
 * few, growing slowly with the zoom.
 */
export function pointDiameter(songs: number, { width, height }: Size, zoom: number): number {
  const room = Math.sqrt(width * height / Math.max(1, songs));
  const atHome = Math.min(5, Math.max(2, 0.35 * room));
  return Math.min(LARGEST_POINT, atHome * (1 + 0.4 * Math.log2(zoom)));
}

/** Opacity of a single song: nearly full at a zoom of 32, where songs no longer cover each other. */
export function opacityAt(zoom: number, atHome: number): number {
  return atHome + (0.95 - atHome) * Math.min(1, Math.log2(zoom) / 5);
}
