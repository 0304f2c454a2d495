/**
 * Nearest neighbours of catalogues of any size: exact while all pairs can be compared, beyond that
 * approximate, with the recall measured in every run.
 */
import { collapseRows, type RowGroups } from "./collapse.ts";
import { UserError } from "./errors.ts";
import { expandGroups } from "./expand.ts";
import type { GraphNeighbors, GraphSearch } from "./hnsw.ts";
import type { GraphMessage, GraphTask } from "./hnsw_worker.ts";
import {
  type CosineTopNOptions,
  type Neighbors,
  normalizeRows,
  scoreOf,
  startCosineTopN,
} from "./neighbors.ts";
import { PLACE, recallAt, sampleRows } from "./recall.ts";

/** How neighbours were searched for; part of the manifest. */
export interface NeighborSearch {
  readonly method: "exact" | "approximate";
  /** The share of the ten true nearest neighbours that were found; 1 where all were compared. */
  readonly recall_at_10: number;
  /** Candidates that a search looked at, in all graphs; null where all were compared. */
  readonly candidates: number | null;
}

export interface FoundNeighbors {
  readonly neighbors: Neighbors;
  readonly search: NeighborSearch;
}

export interface NearestOptions extends CosineTopNOptions {
  /** Numbers in the distinct vectors (their count times dimensions) up to which it is exact. */
  exactUpTo: number;
  /** Recall at 10 that an approximate search must reach on a sample. @default 0.95 */
  recallTarget?: number;
}

/**
 * Starts to search the topN nearest neighbours of each row by cosine similarity, as
 * `startCosineTopN` does, and returns when other threads are at work; what it returns gives the
 * result and is to be called once.
 *
 * With more than `exactUpTo` numbers in the distinct vectors the search is approximate (hnsw.ts): by the same
 * rules, with the same scores, but a neighbour may be missing and a further one stand in its place.
 * It runs on two threads and gives the same result in every run.
 *
 * @throws RangeError as `startCosineTopN`; the function returned throws UserError when an
 *   approximate search cannot reach the target
 */
export async function startNearest(
  vectors: Float32Array,
  { exactUpTo, recallTarget = 0.95, ...options }: NearestOptions,
): Promise<() => Promise<FoundNeighbors>> {
  const { count, dimensions } = options;
  // Without a feature there is no signal, and nobody is anybody's neighbour.
  if (dimensions === 0) return () => Promise.resolve(exact(noNeighbors(count)));
  if (count * dimensions > exactUpTo) {
    const unit = normalizeRows(vectors, count, dimensions);
    const groups = collapseRows(unit, { count, dimensions });
    if (groups.count * dimensions > exactUpTo && groups.count > 1) {
      return startApproximate(unit, groups, { recallTarget, ...options });
    }
  }
  const finish = await startCosineTopN(vectors, options);
  return async () => exact(await finish());
}

function exact(neighbors: Neighbors): FoundNeighbors {
  return { neighbors, search: { method: "exact", recall_at_10: 1, candidates: null } };
}

function noNeighbors(count: number): Neighbors {
  return {
    count,
    offsets: new Int32Array(count + 1),
    neighbors: new Int32Array(0),
    scores: new Float32Array(0),
  };
}

/** Graphs that share the vectors, each searched by a thread of its own. */
const GRAPHS = 2;

function startApproximate(
  unit: Float32Array,
  groups: RowGroups,
  { dimensions, topN, count, onProgress, recallTarget }: Omit<NearestOptions, "exactUpTo"> & {
    recallTarget: number;
  },
): () => Promise<FoundNeighbors> {
  const keep = Math.min(topN, groups.count - 1);
  const distinct = distinctRows(unit, dimensions, groups);
  const done = new Float64Array(GRAPHS);
  const searching = Promise.all(
    Array.from({ length: GRAPHS }, (_, graph) => {
      const [start, end] = [graph, graph + 1].map((g) => Math.round(groups.count * g / GRAPHS));
      const search: GraphSearch = { dimensions, range: [start, end], keep, recallTarget };
      return runThread({ unit: distinct, search }, (rows, total) => {
        done[graph] = rows / total;
        onProgress?.(groups.count * done.reduce((a, b) => a + b) / GRAPHS, groups.count);
      });
    }),
  );
  // It is awaited only after the calling thread's own work.
  searching.catch(() => {});
  return async () => {
    const found = await searching;
    const { neighbors, scores } = mergeNearest(found, keep);
    const sample = sampleRows(groups.count);
    const scoresOf = (row: number) => scores.subarray(row * keep, (row + 1) * keep);
    const ofSample = new Float32Array(sample.length * keep);
    sample.forEach((row, i) => ofSample.set(scoresOf(row), i * keep));
    const recall = recallAt(PLACE, ofSample, keep, mergeTruth(found));
    if (recall < recallTarget) {
      throw new UserError(
        `Cannot find neighbours with a recall of ${recallTarget}: among ${groups.count} distinct ` +
          `vectors the approximate search reaches ${recall.toFixed(3)} at its greatest effort; ` +
          `have all pairs compared with --exact-up-to ${groups.count * dimensions}`,
      );
    }
    const ownScore = (row: number) => scoreOf(unit, row, row, dimensions);
    return {
      neighbors: {
        count,
        ...expandGroups(groups, { keep, topN, neighbors, scores, ownScore }),
      },
      search: {
        method: "approximate",
        recall_at_10: recall,
        candidates: found.reduce((sum, { candidates }) => sum + candidates, 0),
      },
    };
  };
}

/** The vector of each group, in memory that all threads share. */
function distinctRows(unit: Float32Array, dimensions: number, groups: RowGroups): Float32Array {
  const bytes = groups.count * dimensions * Float32Array.BYTES_PER_ELEMENT;
  const distinct = new Float32Array(new SharedArrayBuffer(bytes));
  for (let group = 0; group < groups.count; group++) {
    const from = groups.members[groups.offsets[group]] * dimensions;
    distinct.set(unit.subarray(from, from + dimensions), group * dimensions);
  }
  return distinct;
}

/** The `keep` nearest of each row from what the graphs found, ties by lower row. */
function mergeNearest(
  found: readonly GraphNeighbors[],
  keep: number,
): { neighbors: Int32Array; scores: Float32Array } {
  const length = found[0].neighbors.length;
  const neighbors = new Int32Array(length), scores = new Float32Array(length);
  const next = new Int32Array(found.length);
  for (let to = 0; to < length; to++) {
    if (to % keep === 0) next.fill(to);
    // Graphs hold ascending rows, so of equal scores the first graph's has the lower row. A list
    // that is used up ends with -Infinity or is longer than what is still wanted.
    let best = 0;
    for (let graph = 1; graph < found.length; graph++) {
      if (found[graph].scores[next[graph]] > found[best].scores[next[best]]) best = graph;
    }
    scores[to] = found[best].scores[next[best]];
    neighbors[to] = found[best].neighbors[next[best]++];
  }
  return { neighbors, scores };
}

/** The true scores of the sample, the best of all graphs. */
function mergeTruth(found: readonly GraphNeighbors[]): Float32Array {
  const merged = new Float32Array(found[0].truth.length);
  for (let start = 0; start < merged.length; start += PLACE) {
    const all = found.flatMap(({ truth }) => [...truth.subarray(start, start + PLACE)]);
    merged.set(all.sort((a, b) => b - a).slice(0, PLACE), start);
  }
  return merged;
}

/** Runs a search in a thread of its own. */
function runThread(
  task: GraphTask,
  onProgress: (done: number, total: number) => void,
): Promise<GraphNeighbors> {
  const worker = new Worker(new URL("hnsw_worker.ts", import.meta.url), { type: "module" });
  return new Promise<GraphNeighbors>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<GraphMessage>) => {
      if ("found" in data) resolve(data.found);
      else onProgress(data.done, data.total);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`Cannot search a graph of neighbours: ${event.message}`));
    };
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
