/** A thread that searches a graph of vectors, so that the calling one can do something else. */
import { type GraphNeighbors, type GraphSearch, searchGraph } from "./hnsw.ts";

/** What the thread is sent, once. */
export interface GraphTask {
  /** Rows of unit length, row-major, in shared memory. */
  readonly unit: Float32Array;
  readonly search: GraphSearch;
}

/** What the thread sends: how far it is, and at last what it found. */
export type GraphMessage =
  | { readonly done: number; readonly total: number }
  | { readonly found: GraphNeighbors };

const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<GraphTask>) => void;
  postMessage: (message: GraphMessage, transfer?: Transferable[]) => void;
};

thread.onmessage = ({ data: { unit, search } }) => {
  const report = (done: number, total: number) => thread.postMessage({ done, total });
  const found = searchGraph(unit, search, report);
  const { neighbors, scores } = found;
  thread.postMessage({ found }, [neighbors.buffer as ArrayBuffer, scores.buffer as ArrayBuffer]);
};
