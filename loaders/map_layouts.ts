/** The layouts of the map that keep neighbourhoods: by sound, and by shared playlists. */
import { collapseRows, type RowGroups } from "./collapse.ts";
import { spreadIslands } from "./islands.ts";
import { cosineTopN, normalizeRows } from "./neighbors.ts";
import type { LayoutQuality } from "../src/statistics/layout_quality.ts";
import { trustworthiness } from "./trustworthiness.ts";
import { type Places, umap } from "./umap.ts";

/** Vectors of songs: count × dimensions, row-major, finite. */
export interface SongVectors {
  readonly values: Float32Array;
  readonly count: number;
  readonly dimensions: number;
}

/** A layout and what it keeps of the neighbourhoods of its vectors. */
export interface MeasuredLayout extends Places {
  /** null where there are too few songs to tell. */
  readonly quality: LayoutQuality | null;
}

/** Neighbours of a song that a layout tries to keep. */
export const LAYOUT_NEIGHBORS = 10;

/** Neighbours may come nearly as close as they like: a map of points has no discs to keep apart. */
const MIN_DISTANCE = 0.01;

/**
 * Passes over the neighbours: more where there are fewer rows, which cost less and need more. On
 * the public file 150 passes reach the trustworthiness of 200.
 */
function epochsFor(rows: number): number {
  return rows <= 10_000 ? 400 : 150;
}

/**
 * UMAP of vectors by their exact nearest neighbours in direction. Equal vectors are one row of it
 * and get one place; vectors of zeros have no neighbours and get NaN.
 */
export async function neighborLayout(vectors: SongVectors): Promise<Places> {
  const { groups, places } = await placeGroups(vectors);
  const at = (values: Float32Array) =>
    Float32Array.from(groups.groupOf, (group) => group < 0 ? NaN : values[group]);
  return { x: at(places.x), y: at(places.y) };
}

/** The same with equal vectors spread over an island each, for songs of the same playlists. */
export async function islandLayout(vectors: SongVectors): Promise<Places> {
  const { groups, places } = await placeGroups(vectors);
  return spreadIslands(groups, places);
}

/** Adds to each layout of the same vectors what it keeps of their neighbourhoods, by cosine. */
export function measured(vectors: SongVectors, layouts: readonly Places[]): MeasuredLayout[] {
  const { values, count, dimensions } = vectors;
  const qualities = trustworthiness(values, layouts, { count, dimensions, metric: "cosine" });
  return layouts.map(({ x, y }, i) => ({ x, y, quality: qualities[i] }));
}

async function placeGroups(
  { values, count, dimensions }: SongVectors,
): Promise<{ groups: RowGroups; places: Places }> {
  const unit = normalizeRows(values, count, dimensions);
  const groups = collapseRows(unit, { count, dimensions });
  const distinct = new Float32Array(groups.count * dimensions);
  for (let group = 0; group < groups.count; group++) {
    const row = groups.members[groups.offsets[group]];
    distinct.set(unit.subarray(row * dimensions, (row + 1) * dimensions), group * dimensions);
  }
  const neighbors = await cosineTopN(distinct, {
    count: groups.count,
    dimensions,
    topN: LAYOUT_NEIGHBORS,
  });
  const places = await umap(neighbors, {
    epochs: epochsFor(groups.count),
    minDistance: MIN_DISTANCE,
  });
  return { groups, places };
}
