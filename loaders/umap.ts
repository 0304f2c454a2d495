/**
 * UMAP, the layout that keeps neighbourhoods (McInnes, Healy and Melville 2018), by umappp in
 * WebAssembly. The package is made for single cells, so it is met in this file only.
 */
import * as library from "scran.js";
import type { Neighbors } from "./neighbors.ts";

/** A place in the plane for each row. */
export interface Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export interface UmapOptions {
  /** Passes over all pairs of neighbours. */
  readonly epochs: number;
  /** How close neighbours may come, in the unit of the layout. */
  readonly minDistance: number;
}

/** What is used of scran.js. */
interface Scran {
  initialize(options: { numberOfThreads: number }): Promise<boolean>;
  terminate(): void;
  readonly FindNearestNeighborsResults: {
    unserialize(runs: Int32Array, indices: Int32Array, distances: Float64Array): FoundNeighbors;
  };
  initializeUmap(
    neighbors: FoundNeighbors,
    options: { neighbors: number; epochs: number; minDist: number; numberOfThreads: number },
  ): UmapRun;
}
interface FoundNeighbors {
  numberOfNeighbors(): number;
  free(): void;
}
interface UmapRun {
  run(): void;
  extractCoordinates(): { x: Float64Array; y: Float64Array };
  free(): void;
}
const scran = library as unknown as Scran;

/** Fewer rows than these make no graph whose eigenvectors could start the layout. */
const FEWEST = 4;

/**
 * Places rows so that neighbours lie together. The chance in it has a fixed seed: the same rows give
 * the same bytes in every run.
 *
 * Distances are the lengths of the chords between unit vectors, √(2 − 2 cos), so that an angle
 * counts as it does between features of equal length. Rows without neighbours get NaN; fewer than
 * four rows with some stand side by side.
 *
 * @param neighbors the exact nearest neighbours of each row, by cosine
 */
export async function umap(
  { count, offsets, neighbors, scores }: Neighbors,
  { epochs, minDistance }: UmapOptions,
): Promise<Places> {
  const x = new Float32Array(count).fill(NaN), y = new Float32Array(count).fill(NaN);
  const rows = Int32Array.from({ length: count }, (_, row) => row)
    .filter((row) => offsets[row + 1] > offsets[row]);
  if (rows.length < FEWEST) {
    rows.forEach((row, i) => {
      x[row] = i;
      y[row] = 0;
    });
    return { x, y };
  }
  // Neighbours have neighbours themselves, so each of them is one of the rows.
  const entryOf = new Int32Array(count).fill(-1);
  rows.forEach((row, entry) => entryOf[row] = entry);
  const runs = rows.map((row) => offsets[row + 1] - offsets[row]);
  const distances = Float64Array.from(scores, (score) => Math.sqrt(Math.max(0, 2 - 2 * score)));

  // The library puts Node's workers in the place of the platform's, which take messages otherwise.
  const { Worker } = globalThis;
  await scran.initialize({ numberOfThreads: 1 });
  try {
    const found = scran.FindNearestNeighborsResults.unserialize(
      runs,
      neighbors.map((row) => entryOf[row]),
      distances,
    );
    const run = scran.initializeUmap(found, {
      neighbors: found.numberOfNeighbors(),
      epochs,
      minDist: minDistance,
      numberOfThreads: 1,
    });
    run.run();
    const places = run.extractCoordinates();
    rows.forEach((row, entry) => {
      x[row] = places.x[entry];
      y[row] = places.y[entry];
    });
    run.free();
    found.free();
  } finally {
    scran.terminate();
    globalThis.Worker = Worker;
  }
  return { x, y };
}
