/**
 * Which song is meant: the nearest one to the pointer, and the next one in a direction. Distances
 * are measured in pixels, as the eye does, whatever the units of the axes.
 */
import KDBush from "npm:kdbush";
import type { Affine, MapPoints } from "./raster.ts";

/** A spatial index of the songs that have a place. Hidden songs are passed over when it is asked. */
export class SongIndex {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #tree: KDBush;
  /** Song of each entry of the tree. */
  readonly #songs: Int32Array;

  /** O(songs · log songs). */
  constructor(x: Float32Array, y: Float32Array) {
    this.#x = x;
    this.#y = y;
    this.#songs = Int32Array.from(x.keys()).filter((song) =>
      Number.isFinite(x[song]) && Number.isFinite(y[song])
    );
    this.#tree = new KDBush(this.#songs.length, 64, Float32Array);
    for (const song of this.#songs) this.#tree.add(x[song], y[song]);
    this.#tree.finish();
  }

  /**
   * The drawn song nearest to a pixel; of equally near ones the first. −1 where none is within
   * `radius` pixels.
   *
   * The index has the unit of each axis, so it is asked for the box around the circle.
   *
   * @param codes −1 for songs that are hidden
   */
  nearest(
    px: number,
    py: number,
    radius: number,
    { ax, bx, ay, by }: Affine,
    codes: Int16Array,
  ): number {
    const x = this.#x, y = this.#y;
    const u = (px - bx) / ax, v = (py - by) / ay;
    const du = Math.abs(radius / ax), dv = Math.abs(radius / ay);
    let best = -1, least = radius * radius;
    for (const entry of this.#tree.range(u - du, v - dv, u + du, v + dv)) {
      const song = this.#songs[entry];
      if (codes[song] < 0) continue;
      const dx = x[song] * ax + bx - px, dy = y[song] * ay + by - py;
      const distance = dx * dx + dy * dy;
      if (distance < least || (distance === least && (best < 0 || song < best))) {
        best = song;
        least = distance;
      }
    }
    return best;
  }
}

export type Direction = "left" | "right" | "up" | "down";

/** Two songs closer than this look like one: a step leads past them. */
const SAME_PLACE = 0.5;

/**
 * The nearest drawn song in a direction: in the quarter of the plane that opens there, by
 * distance, sideways counted double so that steps run straight. −1 where there is none.
 *
 * O(songs), for key presses.
 */
export function nextSong(
  { x, y, codes }: MapPoints,
  from: number,
  direction: Direction,
  { ax, ay }: Affine,
): number {
  const sign = direction === "left" || direction === "up" ? -1 : 1;
  const isAcross = direction === "left" || direction === "right";
  let best = -1, least = Infinity;
  for (let song = 0; song < codes.length; song++) {
    if (codes[song] < 0 || song === from) continue;
    const dx = (x[song] - x[from]) * ax, dy = (y[song] - y[from]) * ay;
    const ahead = sign * (isAcross ? dx : dy), aside = Math.abs(isAcross ? dy : dx);
    if (!(ahead >= SAME_PLACE && aside <= ahead)) continue;
    const distance = ahead * ahead + 4 * aside * aside;
    if (distance < least) {
      best = song;
      least = distance;
    }
  }
  return best;
}
