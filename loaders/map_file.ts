/** map.arrow: two coordinates a song in each layout, from the features and factors of a model. */
import { join } from "node:path";
import { arrowBytes, type Column, int32Column, nullableFloat32Column } from "./arrow.ts";
import { measured, type MeasuredLayout, neighborLayout, type SongVectors } from "./map_layouts.ts";
import { readVectors } from "./model_tables.ts";
import type { Progress } from "./progress.ts";
import { pca2 } from "./projection.ts";
import { writeFileWhole } from "./store.ts";
import type { LayoutQuality } from "../src/statistics/layout_quality.ts";

/**
 * Songs up to which layouts by neighbours are made: their time grows a little faster than the
 * songs, to about a minute here. Beyond, the principal components are the only layout.
 */
export const NEIGHBOR_LAYOUTS_UP_TO = 150_000;

/** A layout of map.arrow, as its schema's metadata and the manifest have it. */
export interface LayoutEntry {
  /** Its columns are `name`_x and `name`_y. */
  readonly name: "pca" | "umap" | "factors";
  /** The vectors whose neighbourhoods it is held against, and how those are compared. */
  readonly of: "features" | "factors";
  readonly metric: "cosine";
  /** Songs without a place: their vectors are zero. */
  readonly missing: number;
  /** null where there are too few songs to tell. */
  readonly quality: LayoutQuality | null;
}

/**
 * Computes the map of a model into a folder.
 *
 * @param model folder of the model
 * @returns what belongs into the stage's manifest
 */
export async function buildMap(
  model: string,
  folder: string,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const features = readVectors(model, "features");
  const factors = readVectors(model, "factors");
  const { count } = features;
  const isSmall = count <= NEIGHBOR_LAYOUTS_UP_TO;
  const { explainedVarianceRatio, ...pca } = await progress.stage(
    "principal components",
    () => pca2(features.values, count, features.dimensions),
  );
  // The other thread lays out the factors meanwhile.
  const islands = isSmall ? layoutInWorker(factors) : null;
  const umap = isSmall
    ? await progress.stage("layout by sound", () => neighborLayout(features))
    : null;
  const [pcaMeasured, umapMeasured] = await progress.stage(
    "trust in the layouts",
    () => measured(features, umap ? [pca, umap] : [pca]),
  );
  const islandsMeasured = islands && await progress.stage("layout by playlists", () => islands);

  const layouts: LayoutEntry[] = [];
  const columns: Column[] = [
    int32Column("song", Int32Array.from({ length: count }, (_, row) => row)),
  ];
  const add = (
    name: LayoutEntry["name"],
    of: LayoutEntry["of"],
    { x, y, quality }: MeasuredLayout,
  ) => {
    const missing = x.reduce((n, value) => Number.isNaN(value) ? n + 1 : n, 0);
    layouts.push({ name, of, metric: "cosine", missing, quality });
    columns.push(nullableFloat32Column(`${name}_x`, x), nullableFloat32Column(`${name}_y`, y));
  };
  add("pca", "features", pcaMeasured);
  if (umapMeasured) add("umap", "features", umapMeasured);
  if (islandsMeasured) add("factors", "factors", islandsMeasured);
  const notes = isSmall ? [] : [
    `Layouts by neighbours are made for up to ${NEIGHBOR_LAYOUTS_UP_TO.toLocaleString("en")} songs`,
  ];
  for (const note of notes) progress.say(`  note: ${note}`);
  writeFileWhole(
    join(folder, "map.arrow"),
    arrowBytes(columns, new Map([["layouts", JSON.stringify(layouts)]])),
  );
  return {
    layouts,
    pca_explained_variance_ratio: explainedVarianceRatio,
    notes,
    seconds: progress.seconds,
  };
}

/** `islandLayout` of the vectors, measured, on a thread of its own. */
function layoutInWorker(vectors: SongVectors): Promise<MeasuredLayout> {
  const worker = new Worker(new URL("./island_worker.ts", import.meta.url), { type: "module" });
  return new Promise<MeasuredLayout>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<MeasuredLayout>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event.error ?? new Error(`Cannot lay out the factors: ${event.message}`));
    };
    worker.postMessage(vectors);
  }).finally(() => worker.terminate());
}
