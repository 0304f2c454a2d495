/**
 * The map of the feature space: a stage of its own, from the scaled features and the factors of a
 * model to two coordinates a song in each of three layouts, with what each keeps of the
 * neighbourhoods. It is remade when those or its own sources change, and only then; the model does
 * not wait for it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableFromIPC } from "apache-arrow";
import { arrowBytes, type Column, int32Column, nullableFloat32Column } from "./arrow.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { measured, type MeasuredLayout, neighborLayout, type SongVectors } from "./map_layouts.ts";
import { freshModel } from "./model.ts";
import { CACHE, type ModelRequest, modelRequest, ROOT } from "./request.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { pca2 } from "./projection.ts";
import { libraryVersions, sourceHashes } from "./sources.ts";
import { freshResult, type Result, writeFileWhole } from "./store.ts";
import type { LayoutQuality } from "./trustworthiness.ts";

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

const COMMAND: Command = {
  name: "npm run map --",
  summary:
    "Computes the map of a model's feature space, map.arrow, and the model where it is stale.",
  options: [{ flag: "csv", value: "FILE", description: "the data set; else it is looked for" }],
};

/** The map of the model of a request: the one that stands in the cache, or a new one. */
export async function freshMap(request: ModelRequest, progress: Progress): Promise<Result> {
  const model = await freshModel(request, progress);
  const manifest = JSON.parse(readFileSync(join(model.folder, "manifest.json"), "utf8"));
  const inputs = {
    features: manifest.files["features.arrow"],
    factors: manifest.files["factors.arrow"],
    sources: mapSources(),
    libraries: libraryVersions(ROOT, ["apache-arrow", "d3", "ml-matrix", "scran.js"]),
  };
  return await freshResult(
    join(CACHE, "map"),
    inputs,
    (folder) => buildMap(model.folder, folder, progress),
    (reason) => progress.say(`Drawing the map (${reason})`),
  );
}

/** Sources of the map alone: what changes the model shows in the model's features and factors. */
function mapSources(): Record<string, string> {
  const of = (path: string) => sourceHashes(fileURLToPath(new URL(path, import.meta.url)), ROOT);
  return { ...of("./projection.ts"), ...of("./island_worker.ts") };
}

async function buildMap(
  model: string,
  folder: string,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const features = readVectors(join(model, "features.arrow"));
  const factors = readVectors(join(model, "factors.arrow"));
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

/** The vectors of a file of the model. */
function readVectors(path: string): SongVectors {
  const table = tableFromIPC(readFileSync(path));
  const vector = table.getChild("vector")!;
  const count = table.numRows, dimensions = vector.type.listSize as number;
  const values = dimensions > 0
    ? vector.data[0].children[0].values as Float32Array
    : new Float32Array(0);
  return { values, count, dimensions };
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

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) return console.log(help(COMMAND));
  console.log((await freshMap(modelRequest(flags), stderrProgress())).folder);
}

if (import.meta.main) await runCommand(main);
