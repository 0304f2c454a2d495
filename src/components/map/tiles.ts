/** Songs sorted into tiles of the map, so that a part of a large map is drawn from its songs alone. */
import type { Affine, Region } from "./raster.ts";

/** Tiles on a side. */
const SIDE = 256;

export class SongTiles {
  /** Songs by tile, row by row. */
  readonly #songs: Int32Array;
  /** Where the songs of each tile begin; SIDE² + 1 entries. */
  readonly #offsets = new Int32Array(SIDE * SIDE + 1);
  readonly #left: number;
  readonly #bottom: number;
  readonly #perX: number;
  readonly #perY: number;

  /** O(songs), by a counting sort. Songs without a place are in no tile. */
  constructor(x: Float32Array, y: Float32Array) {
    let left = Infinity, right = -Infinity, bottom = Infinity, top = -Infinity;
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(x[i] + y[i])) continue;
      left = Math.min(left, x[i]);
      right = Math.max(right, x[i]);
      bottom = Math.min(bottom, y[i]);
      top = Math.max(top, y[i]);
    }
    this.#left = left;
    this.#bottom = bottom;
    this.#perX = right > left ? SIDE / (right - left) : 0;
    this.#perY = top > bottom ? SIDE / (top - bottom) : 0;
    const tiles = new Int32Array(x.length);
    const offsets = this.#offsets;
    for (let i = 0; i < x.length; i++) {
      const isPlaced = Number.isFinite(x[i] + y[i]);
      tiles[i] = isPlaced ? this.#row(y[i]) * SIDE + this.#column(x[i]) : -1;
      if (isPlaced) offsets[tiles[i] + 1]++;
    }
    for (let tile = 0; tile < SIDE * SIDE; tile++) offsets[tile + 1] += offsets[tile];
    const next = offsets.slice();
    this.#songs = new Int32Array(offsets[SIDE * SIDE]);
    for (let i = 0; i < x.length; i++) if (tiles[i] >= 0) this.#songs[next[tiles[i]]++] = i;
  }

  /**
   * The songs of all tiles that a region touches, which are at least those in it.
   *
   * @param toPixels leads to the region's pixels
   * @param reach pixels around the region that belong to it
   */
  within(region: Region, { ax, bx, ay, by }: Affine, reach: number): Int32Array {
    const us = [region.left - reach, region.right + reach].map((px) => (px - bx) / ax);
    const vs = [region.top - reach, region.bottom + reach].map((py) => (py - by) / ay);
    const first = this.#column(Math.min(...us)), last = this.#column(Math.max(...us));
    const low = this.#row(Math.min(...vs)), high = this.#row(Math.max(...vs));
    const runs: [number, number][] = [];
    let total = 0;
    for (let row = low; row <= high; row++) {
      // Tiles beside each other lie beside each other in memory too.
      const from = this.#offsets[row * SIDE + first], to = this.#offsets[row * SIDE + last + 1];
      runs.push([from, to]);
      total += to - from;
    }
    const songs = new Int32Array(total);
    let at = 0;
    for (const [from, to] of runs) {
      songs.set(this.#songs.subarray(from, to), at);
      at += to - from;
    }
    return songs;
  }

  #column(x: number): number {
    return Math.min(SIDE - 1, Math.max(0, Math.floor((x - this.#left) * this.#perX)));
  }

  #row(y: number): number {
    return Math.min(SIDE - 1, Math.max(0, Math.floor((y - this.#bottom) * this.#perY)));
  }
}
