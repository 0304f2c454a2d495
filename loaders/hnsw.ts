/**
 * Approximate nearest neighbours among unit vectors by navigable small-world graphs (HNSW, Malkov
 * and Yashunin 2018), as the library usearch builds and searches them.
 *
 * A graph holds a range of the rows and is built by one thread in their order, so that equal
 * vectors give equal results. What the library finds is scored again as the kernel scores it, and
 * ordered by score and row: a score does not depend on the method that found the pair.
 */
import { createRequire } from "node:module";
import type { Index } from "usearch";
import { scoreOf } from "./neighbors.ts";
import { exactScores, PLACE, recallAt, sampleRows } from "./recall.ts";

// Its CommonJS form, which looks for nothing outside its own folder.
const usearch: typeof import("usearch") = createRequire(import.meta.url)("usearch");

/**
 * Edges of a row in the graph, and candidates looked at when a row is added to it. With half as many
 * a graph is built in half the time, but each search needs four times the candidates.
 */
const CONNECTIVITY = 16, EXPANSION_ADD = 128;
/** Candidates that a search looks at: at first, at most, and how much more at each attempt. */
const LEAST_CANDIDATES = 24, MOST_CANDIDATES = 800, EFFORT_STEP = 1.4;
/** Of what a search finds, the nearest ones beyond `keep` that are scored again as well. */
const SPARE = 8;
/** Rows that the library is handed at once. */
const BATCH = 16_384;
export interface GraphSearch {
  readonly dimensions: number;
  /** The rows that the graph holds: from, and up to, not including. */
  readonly range: readonly [number, number];
  /** Neighbours wanted for each row. */
  readonly keep: number;
  /** Recall at 10 from which a search is good enough, 0 to 1. */
  readonly recallTarget: number;
}

export interface GraphNeighbors {
  /** Rows, `keep` for each row, by score descending, ties by lower row; -1 where there are fewer. */
  readonly neighbors: Int32Array;
  /** Their scores; -Infinity where there are fewer. */
  readonly scores: Float32Array;
  /** The true scores of the rows of `sampleRows`, `PLACE` for each, from this graph's rows. */
  readonly truth: Float32Array;
  /** Candidates that each search looked at. */
  readonly candidates: number;
  /** Recall at 10 among the graph's rows. */
  readonly recall: number;
}

/**
 * For each row, also those outside the graph, the `keep` nearest others in the graph, as far as a
 * search finds them. It looks at more candidates until its recall on a sample reaches the
 * target, or until there are too many; the recall returned says which.
 *
 * @param unit rows of unit length, row-major
 */
export function searchGraph(
  unit: Float32Array,
  { dimensions, range, keep, recallTarget }: GraphSearch,
  onProgress: (done: number, total: number) => void,
): GraphNeighbors {
  const count = unit.length / dimensions, size = range[1] - range[0];
  // Adding a row costs about twice as much as searching for it.
  const total = 2 * size + count;
  const index = buildGraph(unit, dimensions, range, (rows) => onProgress(2 * rows, total));
  const find = finder(index, unit, { dimensions, range, keep });
  const queries = sampleRows(count);
  const truth = exactScores(unit, dimensions, range, queries, PLACE);
  let candidates = Math.max(LEAST_CANDIDATES, keep);
  let recall = 0;
  for (;; candidates = Math.ceil(candidates * EFFORT_STEP)) {
    const sample = new Float32Array(queries.length * keep);
    find(queries, candidates, new Int32Array(sample.length), sample);
    recall = recallAt(PLACE, sample, keep, truth);
    if (recall >= recallTarget || candidates >= MOST_CANDIDATES || candidates >= size) break;
  }
  const neighbors = new Int32Array(count * keep), scores = new Float32Array(count * keep);
  for (let start = 0; start < count; start += BATCH) {
    const end = Math.min(start + BATCH, count);
    const rows = Int32Array.from({ length: end - start }, (_, i) => start + i);
    const places = [start * keep, end * keep] as const;
    find(rows, candidates, neighbors.subarray(...places), scores.subarray(...places));
    onProgress(2 * size + end, total);
  }
  return { neighbors, scores, truth, candidates, recall };
}

function buildGraph(
  unit: Float32Array,
  dimensions: number,
  [first, last]: readonly [number, number],
  onAdded: (rows: number) => void,
): Index {
  const index = new usearch.Index({
    dimensions,
    metric: usearch.MetricKind.IP,
    quantization: usearch.ScalarKind.F32,
    connectivity: CONNECTIVITY,
    expansion_add: EXPANSION_ADD,
    expansion_search: LEAST_CANDIDATES,
    multi: false,
  });
  for (let start = first; start < last; start += BATCH) {
    const end = Math.min(start + BATCH, last);
    const keys = BigUint64Array.from({ length: end - start }, (_, i) => BigInt(start + i));
    index.add(keys, unit.slice(start * dimensions, end * dimensions), 1);
    onAdded(end - first);
  }
  return index;
}

/** Fills `keep` neighbours and scores for each of some rows. */
type Find = (
  rows: Int32Array,
  candidates: number,
  neighbors: Int32Array,
  scores: Float32Array,
) => void;

function finder(
  index: Index,
  unit: Float32Array,
  { dimensions, range, keep }: Omit<GraphSearch, "recallTarget">,
): Find {
  const size = range[1] - range[0];
  /** Scores of the rows in hand, by row of the graph. */
  const scoreInGraph = new Float32Array(size);
  const all = () => Array.from({ length: size }, (_, i) => range[0] + i);

  return (rows, candidates, neighbors, scores) => {
    // A row of the graph finds itself as well.
    const k = Math.min(candidates + 1, size);
    // Two at least: for a single query the library answers in another form.
    const queries = new Float32Array(Math.max(2, rows.length) * dimensions);
    rows.forEach((row, i) => {
      queries.set(unit.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
    });
    const { keys, counts } = index.search([queries], k, 1);
    rows.forEach((row, i) => {
      const others: number[] = [];
      const end = i * k + Number(counts[i]);
      for (let j = i * k; j < end && others.length < keep + SPARE; j++) {
        const other = Number(keys[j]);
        if (other !== row) others.push(other);
      }
      writeBest(row, others, neighbors, scores, i * keep);
    });
  };

  /** Writes the best of the rows found, or of all rows where the graph led to too few. */
  function writeBest(
    row: number,
    found: number[],
    neighbors: Int32Array,
    scores: Float32Array,
    to: number,
  ): void {
    const isInside = row >= range[0] && row < range[1];
    const reachable = Math.min(keep, isInside ? size - 1 : size);
    const others = found.length < reachable ? all().filter((other) => other !== row) : found;
    for (const other of others) {
      scoreInGraph[other - range[0]] = scoreOf(unit, row, other, dimensions);
    }
    others.sort((a, b) => scoreInGraph[b - range[0]] - scoreInGraph[a - range[0]] || a - b);
    for (let i = 0; i < keep; i++) {
      const isThere = i < reachable;
      neighbors[to + i] = isThere ? others[i] : -1;
      scores[to + i] = isThere ? scoreInGraph[others[i] - range[0]] : -Infinity;
    }
  }
}
