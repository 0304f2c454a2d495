/**
 * The songs of the map as a raster: every point is added to the pixels that it covers, and a
 * pixel's colour and opacity come from all songs on it. So the picture does not depend on the order
 * of the songs, and where songs overlap it shows how many they are and what they are on average,
 * not the one drawn last.
 *
 * Written from typed arrays in O(points × pixels of a point); only pixels that were touched are
 * cleared and coloured. No DOM: the caller puts `pixels` into a canvas.
 */

/** Songs in the unit of the axes. All arrays have one value a song. */
export interface MapPoints {
  /** NaN where a song has no place on the axis. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Row of the palette; −1 for a song that is not drawn. */
  readonly codes: Int16Array;
  /** Row of the style's `diameters`; all songs have `diameter` where it is not given. */
  readonly sizes?: Uint8Array | null;
}

/** A part of a raster in its visible pixels; right and bottom are the first ones outside. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** From the unit of the axes to pixels: (x · ax + bx, y · ay + by). */
export interface Affine {
  readonly ax: number;
  readonly bx: number;
  readonly ay: number;
  readonly by: number;
}

export interface RasterStyle {
  /** Red, green and blue, 0 to 255, of each row of the palette. */
  readonly palette: Uint8ClampedArray;
  /** Diameter of a point in pixels, an integer from 1 to the raster's `largestPoint`. */
  readonly diameter: number;
  /** Those of points of several sizes, likewise. */
  readonly diameters?: readonly number[];
  /** Opacity of a pixel that one song covers, 0 to 1. */
  readonly opacity: number;
  /** Songs on a pixel from which on it is opaque; see `densityOpacity`. */
  readonly saturation: number;
}

export interface Drawn {
  /** Songs whose centre lies within the raster, or the region of it that was drawn. */
  readonly count: number;
  /** Most songs on one pixel. */
  readonly densest: number;
}

/**
 * Opacity of a pixel with `count` songs: `opacity` for one, 1 from `saturation` songs on, and each
 * doubling in between adds the same, since counts on a map run over orders of magnitude.
 */
export function densityOpacity(count: number, opacity: number, saturation: number): number {
  if (!(count < saturation)) return 1;
  return opacity + (1 - opacity) * Math.log(count) / Math.log(saturation);
}

/**
 * The pixels of a point, as (column, row) pairs from its top left: those of a square whose centres
 * lie in the circle. Up to a diameter of 3 that is the whole square.
 */
export function pointShape(diameter: number): Int8Array {
  const cells: number[] = [];
  const radius = diameter / 2;
  for (let row = 0; row < diameter; row++) {
    for (let column = 0; column < diameter; column++) {
      const dx = column + 0.5 - radius, dy = row + 0.5 - radius;
      if (dx * dx + dy * dy <= radius * radius) cells.push(column, row);
    }
  }
  return Int8Array.from(cells);
}

/** Opacities up to this count are looked up. */
const TABLE = 256;

export class MapRaster {
  /**
   * RGBA, row-major, `paddedWidth` × `paddedHeight`: the visible raster with `margin` pixels around
   * it, into which points at the edge and just outside of it reach.
   */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly paddedWidth: number;
  readonly paddedHeight: number;
  readonly margin: number;
  /** Count, red, green and blue of each pixel, summed over its songs. */
  readonly #sums: Float32Array;
  /** The pixels with songs on them, in the order of their first. */
  readonly #touched: Int32Array;
  #touchedCount = 0;
  readonly #whole: Uint32Array;

  /**
   * @param width visible pixels across
   * @param height visible pixels down
   * @param largestPoint largest diameter of a point that will be drawn
   * @throws RangeError when one of them is not an integer ≥ 1
   */
  constructor(
    readonly width: number,
    readonly height: number,
    readonly largestPoint: number,
  ) {
    for (const value of [width, height, largestPoint]) {
      if (!(Number.isInteger(value) && value >= 1)) {
        throw new RangeError(
          `Cannot make a raster of ${width} × ${height} with points of ${largestPoint}: ` +
            `each must be an integer >= 1`,
        );
      }
    }
    this.margin = largestPoint;
    this.paddedWidth = width + 2 * largestPoint;
    this.paddedHeight = height + 2 * largestPoint;
    const size = this.paddedWidth * this.paddedHeight;
    this.pixels = new Uint8ClampedArray(4 * size);
    this.#whole = new Uint32Array(this.pixels.buffer);
    this.#sums = new Float32Array(4 * size);
    this.#touched = new Int32Array(size);
  }

  /**
   * Draws the songs in place of those of the last call.
   *
   * @param toPixels leads to visible pixels: (0, 0) is the top left corner of the raster
   * @param region the part whose pixels are wanted; those around it are not to be used
   * @param songs those that may lie in the region, each once; all where it is not given
   * @throws RangeError when a diameter is larger than `largestPoint`
   */
  draw(
    points: MapPoints,
    toPixels: Affine,
    style: RasterStyle,
    region: Region = { left: 0, top: 0, right: this.width, bottom: this.height },
    songs: Int32Array | null = null,
  ): Drawn {
    for (const diameter of [style.diameter, ...style.diameters ?? []]) {
      if (!(Number.isInteger(diameter) && diameter >= 1 && diameter <= this.largestPoint)) {
        throw new RangeError(
          `Cannot draw points of ${diameter} pixels: 1 to ${this.largestPoint} are possible`,
        );
      }
    }
    this.#clear();
    let count = 0;
    if (points.sizes && style.diameters) {
      style.diameters.forEach((diameter, size) =>
        count += this.#add(points, toPixels, { ...style, diameter }, region, songs, size)
      );
    } else count = this.#add(points, toPixels, style, region, songs, -1);
    return { count, densest: this.#color(style) };
  }

  #clear(): void {
    const touched = this.#touched, whole = this.#whole;
    for (let t = 0; t < this.#touchedCount; t++) whole[touched[t]] = 0;
    this.#touchedCount = 0;
  }

  /** @param only size of the songs that are added, −1 for any */
  #add(
    { x, y, codes, sizes }: MapPoints,
    toPixels: Affine,
    style: RasterStyle,
    region: Region,
    songs: Int32Array | null,
    only: number,
  ): number {
    const { palette, diameter } = style;
    const { margin, paddedWidth } = this;
    const sums = this.#sums, touched = this.#touched;
    const shape = pointShape(diameter);
    const offsets = new Int32Array(shape.length / 2);
    for (let j = 0; j < offsets.length; j++) {
      offsets[j] = shape[2 * j + 1] * paddedWidth + shape[2 * j];
    }
    const cells = offsets.length;
    // The top left pixel of a point whose centre is nearest to the song's place.
    const shift = margin - diameter / 2 + 0.5;
    // A point whose centre is outside reaches into the region by up to its radius.
    const reach = diameter / 2;
    const { left, top, right, bottom } = region;
    const low = left - reach, high = right + reach, above = top - reach, below = bottom + reach;
    const { ax, bx, ay, by } = toPixels;
    const all = songs === null ? codes.length : songs.length;
    let count = 0, touchedCount = this.#touchedCount;
    for (let s = 0; s < all; s++) {
      const i = songs === null ? s : songs[s];
      const code = codes[i];
      if (code < 0) continue;
      const px = x[i] * ax + bx, py = y[i] * ay + by;
      // So written, NaN falls outside.
      if (!(px >= low && px < high && py >= above && py < below)) continue;
      if (only >= 0 && sizes![i] !== only) continue;
      if (px >= left && px < right && py >= top && py < bottom) count++;
      const r = palette[3 * code], g = palette[3 * code + 1], b = palette[3 * code + 2];
      // Both are positive, so this is their floor, and an integer to the compiler.
      const at = ((py + shift) | 0) * paddedWidth + ((px + shift) | 0);
      for (let j = 0; j < cells; j++) {
        const pixel = at + offsets[j];
        const sum = 4 * pixel;
        if (sums[sum] === 0) touched[touchedCount++] = pixel;
        sums[sum]++;
        sums[sum + 1] += r;
        sums[sum + 2] += g;
        sums[sum + 3] += b;
      }
    }
    this.#touchedCount = touchedCount;
    return count;
  }

  /** Colours the touched pixels from their sums, which go back to 0. */
  #color({ opacity, saturation }: RasterStyle): number {
    const sums = this.#sums, touched = this.#touched, pixels = this.pixels;
    const alphas = new Float64Array(TABLE);
    for (let count = 1; count < TABLE; count++) {
      alphas[count] = 255 * densityOpacity(count, opacity, saturation);
    }
    let densest = 0;
    for (let t = 0; t < this.#touchedCount; t++) {
      const at = 4 * touched[t];
      const count = sums[at];
      if (count > densest) densest = count;
      pixels[at] = sums[at + 1] / count;
      pixels[at + 1] = sums[at + 2] / count;
      pixels[at + 2] = sums[at + 3] / count;
      pixels[at + 3] = count < TABLE
        ? alphas[count]
        : 255 * densityOpacity(count, opacity, saturation);
      sums[at] =
        sums[at + 1] =
        sums[at + 2] =
        sums[at + 3] =
          0;
    }
    return densest;
  }
}
