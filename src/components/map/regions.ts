/**
 * Names for the regions of a map: the genre, subgenre or artist that dominates each, and none where
 * nothing does. The finer one looks, the smaller the regions.
 */
import type { PixelPlaces } from "./transition.ts";

/** A way to name songs: their genre, their artist. */
export interface Naming {
  /** A row of `names` for each song; −1 where it has none. */
  readonly codes: Int32Array;
  readonly names: readonly string[];
  /** Share of a region's songs that the name must have, 0 to 1. */
  readonly share: number;
  /** Songs of the name that a region must have. */
  readonly songs: number;
  /** Whether the share is worth saying: one of an artist is always small. */
  readonly saysShare: boolean;
}

/** A name at a place, in the unit of the axes. */
export interface RegionLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Share of the region's songs that have the name, 0 to 1; null where it is not said. */
  readonly share: number | null;
  /** Songs that have it. */
  readonly songs: number;
}

/** A name must be so many times as frequent in a region as on the whole map. */
const LIFT = 1.4;

/** More cells than a map has from bottom to top, at any zoom. */
const ROW = 2 ** 20;

/** Two labels of the same name are so many cells apart. */
const APART = 1.8;

/**
 * Labels of the regions of a grid, those of most songs first.
 *
 * The first naming that dominates a cell names it, where the songs that have the name lie densest.
 * O(songs) and a term for the cells.
 *
 * @param codes −1 for songs that are not drawn, which do not count
 * @param cell width and height of a cell in the unit of the axes
 */
export function regionLabels(
  { x, y }: PixelPlaces,
  codes: Int16Array,
  namings: readonly Naming[],
  cell: { readonly width: number; readonly height: number },
): RegionLabel[] {
  const cells = new Map<number, number[]>();
  let drawn = 0;
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0 || !Number.isFinite(x[i] + y[i])) continue;
    drawn++;
    const key = Math.floor(x[i] / cell.width) * ROW + Math.floor(y[i] / cell.height);
    const songs = cells.get(key);
    if (songs === undefined) cells.set(key, [i]);
    else songs.push(i);
  }
  const totals = namings.map(({ codes: names, names: { length } }) => {
    const counts = new Int32Array(length);
    for (let i = 0; i < codes.length; i++) if (codes[i] >= 0 && names[i] >= 0) counts[names[i]]++;
    return counts;
  });
  const found: RegionLabel[] = [];
  for (const songs of cells.values()) {
    for (const [n, naming] of namings.entries()) {
      const label = dominant(songs, naming, { x, y }, totals[n], drawn);
      if (label === null) continue;
      found.push(label);
      break;
    }
  }
  found.sort((a, b) => b.songs - a.songs || (a.text < b.text ? -1 : 1));
  const kept: RegionLabel[] = [];
  for (const label of found) {
    const isNew = kept.every((other) =>
      other.text !== label.text ||
      Math.hypot((other.x - label.x) / cell.width, (other.y - label.y) / cell.height) > APART
    );
    if (isNew) kept.push(label);
  }
  return kept;
}

function dominant(
  songs: readonly number[],
  { codes, names, share: least, songs: fewest, saysShare }: Naming,
  { x, y }: PixelPlaces,
  totals: Int32Array,
  drawn: number,
): RegionLabel | null {
  if (songs.length < fewest) return null;
  const counts = new Map<number, number>();
  for (const song of songs) {
    if (codes[song] >= 0) counts.set(codes[song], (counts.get(codes[song]) ?? 0) + 1);
  }
  let best = -1, most = 0;
  for (const [code, count] of counts) {
    if (count > most || (count === most && code < best)) [best, most] = [code, count];
  }
  const share = most / songs.length;
  if (most < fewest || share < least || share < LIFT * totals[best] / drawn) return null;
  const at = middleOf(songs.filter((song) => codes[song] === best), { x, y });
  return {
    ...at,
    text: names[best],
    share: saysShare ? share : null,
    songs: most,
  };
}

/** Parts of a region on a side, of which the fullest holds its name. */
const PARTS = 5;

/** The mean of those songs that lie in the fullest part of the region and around it. */
function middleOf(songs: readonly number[], { x, y }: PixelPlaces): { x: number; y: number } {
  let left = Infinity, right = -Infinity, low = Infinity, high = -Infinity;
  for (const song of songs) {
    left = Math.min(left, x[song]);
    right = Math.max(right, x[song]);
    low = Math.min(low, y[song]);
    high = Math.max(high, y[song]);
  }
  const part = (value: number, from: number, to: number) =>
    to > from ? Math.min(PARTS - 1, Math.floor((value - from) / (to - from) * PARTS)) : 0;
  const columns = songs.map((song) => part(x[song], left, right));
  const rows = songs.map((song) => part(y[song], low, high));
  const counts = new Int32Array(PARTS * PARTS);
  columns.forEach((column, i) => counts[rows[i] * PARTS + column]++);
  const fullest = counts.indexOf(Math.max(...counts));
  const column = fullest % PARTS, row = Math.floor(fullest / PARTS);
  let sumX = 0, sumY = 0, near = 0;
  songs.forEach((song, i) => {
    if (Math.abs(columns[i] - column) > 1 || Math.abs(rows[i] - row) > 1) return;
    sumX += x[song];
    sumY += y[song];
    near++;
  });
  return { x: sumX / near, y: sumY / near };
}
