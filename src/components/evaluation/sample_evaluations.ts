/** Tables of measurements for tests, as `evaluation.arrow` holds them. */
import { Dictionary, Float64, Int32, Table, Utf8, vectorFromArray } from "npm:apache-arrow";
import type { Weights } from "../../recommender/contract.ts";

/** One measurement; what is left out is the warm NDCG@10 of a method on the split of seed 1. */
export interface Row {
  readonly method: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly weights?: Weights;
  readonly variety?: number;
  readonly split?: string;
  readonly seed?: number;
  readonly subset?: string;
  readonly metric?: string;
  readonly k?: number;
  readonly baseline?: string;
  readonly groupKind?: string;
  readonly group?: string;
  readonly playlists?: number;
}

const NO_WEIGHTS: Weights = { collaborative: 0, audio: 0, catalogue: 0 };

/** A table of the rows. Values that are NaN are null, as they are when measured. */
export function evaluationTable(rows: readonly Row[]): Table {
  const texts = (of: (row: Row) => string | null) =>
    vectorFromArray(rows.map(of), new Dictionary(new Utf8(), new Int32()));
  const numbers = (of: (row: Row) => number) =>
    vectorFromArray(rows.map((row) => Number.isNaN(of(row)) ? null : of(row)), new Float64());
  const whole = (of: (row: Row) => number) => vectorFromArray(rows.map(of), new Int32());
  return new Table({
    method: texts((row) => row.method),
    w_collaborative: numbers((row) => (row.weights ?? NO_WEIGHTS).collaborative),
    w_audio: numbers((row) => (row.weights ?? NO_WEIGHTS).audio),
    w_catalogue: numbers((row) => (row.weights ?? NO_WEIGHTS).catalogue),
    variety: numbers((row) => row.variety ?? 0),
    split: texts((row) => row.split ?? "random"),
    seed: whole((row) => row.seed ?? 1),
    subset: texts((row) => row.subset ?? "warm"),
    metric: texts((row) => row.metric ?? "ndcg"),
    k: whole((row) => row.k ?? 10),
    value: numbers((row) => row.value),
    low: numbers((row) => row.low ?? row.value),
    high: numbers((row) => row.high ?? row.value),
    baseline: texts((row) => row.baseline ?? null),
    group_kind: texts((row) => row.groupKind ?? null),
    group: texts((row) => row.group ?? null),
    playlists: whole((row) => row.playlists ?? 100),
  });
}
