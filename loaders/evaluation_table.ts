/** The measurements as columns: means over playlists with bootstrap intervals, by group too. */
import type { Catalogue, Weights } from "../src/recommender/contract.ts";
import { type Column, dictionaryColumn, float64Column, int32Column } from "./arrow.ts";
import {
  bootstrapMean,
  drawResamples,
  type Estimate,
  pairedBootstrap,
  type Resamples,
} from "./bootstrap.ts";
import type { Measured } from "./measure.ts";
import { isPoint } from "./methods.ts";

/** Resamples of the playlists, the same for every mean of a subset. */
const RESAMPLES = 1000;
/** Sizes at which playlists are grouped: training songs from this many on. */
const SIZE_EDGES = [1, 25, 50, 75, 100];

/** Rows of `evaluation.arrow` as they grow. */
export class EvaluationTable {
  readonly #method: string[] = [];
  readonly #weights: Record<keyof Weights, number[]> = {
    collaborative: [],
    audio: [],
    catalogue: [],
  };
  readonly #variety: number[] = [];
  readonly #seed: number[] = [];
  readonly #split: string[] = [];
  readonly #subset: string[] = [];
  readonly #metric: string[] = [];
  readonly #k: number[] = [];
  readonly #value: number[] = [];
  readonly #low: number[] = [];
  readonly #high: number[] = [];
  readonly #baseline: (string | null)[] = [];
  readonly #groupKind: (string | null)[] = [];
  readonly #group: (string | null)[] = [];
  readonly #playlists: number[] = [];
  readonly #resamples = new Map<number, Resamples>();

  /**
   * @param split "random", or "newest" for the one by release date
   * @param seed of the split, also of the resamples
   */
  constructor(readonly split: string, readonly seed: number) {}

  get length(): number {
    return this.#method.length;
  }

  /** One row a measurement: its mean over all playlists that have one. */
  add(measured: readonly Measured[]): void {
    for (const one of measured) {
      if (one.whole !== undefined) {
        this.#push(one, { value: one.whole, low: NaN, high: NaN }, 0, {});
        continue;
      }
      const values = known(one.values);
      this.#push(one, bootstrapMean(values, this.#resamplesOf(values.length)), values.length, {});
    }
  }

  /** One row a measurement: how far it is above the same measurement of the baseline, paired. */
  addDifferences(measured: readonly Measured[], baseline: readonly Measured[]): void {
    const byKey = new Map(baseline.map((one) => [keyOf(one), one]));
    for (const one of measured) {
      const other = byKey.get(keyOf(one));
      if (other === undefined || one.whole !== undefined) continue;
      const both = one.values.map((value, i) => Number.isNaN(other.values[i]) ? NaN : value);
      const values = known(both);
      const others = other.values.filter((_, i) => !Number.isNaN(both[i]));
      const estimate = pairedBootstrap(values, others, this.#resamplesOf(values.length));
      this.#push(one, estimate, values.length, { baseline: other.method });
    }
  }

  /** One row a measurement and group of playlists: by size of the query, and by genre. */
  addGroups(measured: readonly Measured[], training: Catalogue): void {
    const { playlistSongs: { indptr }, playlistGenres, genreNames } = training;
    const sizes = Array.from({ length: training.playlistCount }, (_, playlist) => {
      const size = indptr[playlist + 1] - indptr[playlist];
      const edge = SIZE_EDGES.findLastIndex((edge) => size >= edge);
      return edge < 0 ? null : sizeName(edge);
    });
    const genres = Array.from(playlistGenres, (genre) => genre < 0 ? null : genreNames[genre]);
    for (const one of measured) {
      if (one.whole !== undefined) continue;
      for (const [groupKind, groupOf] of [["size", sizes], ["genre", genres]] as const) {
        const names = [...new Set(groupOf)].filter((name) => name !== null).sort();
        for (const group of names) {
          const values = known(one.values.filter((_, playlist) => groupOf[playlist] === group));
          if (values.length === 0) continue;
          const estimate = bootstrapMean(values, this.#resamplesOf(values.length));
          this.#push(one, estimate, values.length, { groupKind, group });
        }
      }
    }
  }

  /**
   * The headline measures of each single playlist, by its id (group_kind "playlist"), so that two
   * builds can be compared playlist by playlist.
   */
  addPlaylists(measured: readonly Measured[], playlistIds: readonly string[]): void {
    for (const one of measured) {
      const isHeadline = one.metric === "ndcg" && one.k === 10 ||
        one.metric === "recall" && one.k === 50;
      if (one.whole !== undefined || !isHeadline || one.subset === "all") continue;
      one.values.forEach((value, playlist) => {
        if (Number.isNaN(value)) return;
        const about = { groupKind: "playlist", group: playlistIds[playlist] };
        this.#push(one, { value, low: NaN, high: NaN }, 1, about);
      });
    }
  }

  /** The headline figures as lines of text: every method that is no point of a curve or grid. */
  summary(): string[] {
    const columns = [["warm", "ndcg", 10], ["warm", "recall", 50], ["cold", "ndcg", 10], [
      "cold",
      "recall",
      50,
    ], ["all", "coverage", 10]] as const;
    const figures = new Map<string, string[]>();
    for (let row = 0; row < this.length; row++) {
      const column = columns.findIndex(([subset, metric, k]) =>
        this.#subset[row] === subset && this.#metric[row] === metric && this.#k[row] === k
      );
      const method = this.#method[row];
      if (column < 0 || this.#baseline[row] || this.#group[row] || isPoint({ name: method })) {
        continue;
      }
      const cells = figures.get(method) ?? columns.map(() => "");
      // A subset may be empty: no newest song is warm.
      const value = this.#value[row];
      cells[column] = Number.isNaN(value) ? "–" : value.toFixed(4);
      figures.set(method, cells);
    }
    const heads = columns.map(([subset, metric, k]) => `${subset} ${metric}@${k}`);
    const line = (name: string, cells: readonly string[]) =>
      name.padEnd(22) + cells.map((cell, i) => cell.padStart(heads[i].length + 2)).join("");
    const title = this.split === "random" ? `seed ${this.seed}` : "newest songs";
    // Coverage of no list is 0; without a list there is nothing to tell.
    const isMeasured = [...figures.values()].some((cells) =>
      cells.slice(0, 4).some((cell) => cell !== "–" && cell !== "")
    );
    if (!isMeasured) return [`${title}: no song could be held out, so nothing was measured`];
    return [line(title, heads), ...[...figures].map(([method, cells]) => line(method, cells))];
  }

  /** The table's columns; several tables are one after the other. */
  static columns(tables: readonly EvaluationTable[]): Column[] {
    const texts = (of: (table: EvaluationTable) => (string | null)[]) => tables.flatMap(of);
    const numbers = (of: (table: EvaluationTable) => number[]) =>
      Float64Array.from(tables.flatMap(of));
    const whole = (of: (table: EvaluationTable) => number[]) => Int32Array.from(tables.flatMap(of));
    return [
      dictionaryColumn("method", texts((t) => t.#method)),
      float64Column("w_collaborative", numbers((t) => t.#weights.collaborative)),
      float64Column("w_audio", numbers((t) => t.#weights.audio)),
      float64Column("w_catalogue", numbers((t) => t.#weights.catalogue)),
      float64Column("variety", numbers((t) => t.#variety)),
      dictionaryColumn("split", texts((t) => t.#split)),
      int32Column("seed", whole((t) => t.#seed)),
      dictionaryColumn("subset", texts((t) => t.#subset)),
      dictionaryColumn("metric", texts((t) => t.#metric)),
      int32Column("k", whole((t) => t.#k)),
      float64Column("value", numbers((t) => t.#value)),
      float64Column("low", numbers((t) => t.#low)),
      float64Column("high", numbers((t) => t.#high)),
      dictionaryColumn("baseline", texts((t) => t.#baseline)),
      dictionaryColumn("group_kind", texts((t) => t.#groupKind)),
      dictionaryColumn("group", texts((t) => t.#group)),
      int32Column("playlists", whole((t) => t.#playlists)),
    ];
  }

  #push(
    { method, weights, variety = 0, subset, metric, k }: Measured,
    { value, low, high }: Estimate,
    playlists: number,
    about: { baseline?: string; groupKind?: string; group?: string },
  ): void {
    this.#method.push(method);
    for (const signal of ["collaborative", "audio", "catalogue"] as const) {
      this.#weights[signal].push(weights[signal]);
    }
    this.#variety.push(variety);
    this.#seed.push(this.seed);
    this.#split.push(this.split);
    this.#subset.push(subset);
    this.#metric.push(metric);
    this.#k.push(k);
    this.#value.push(value);
    this.#low.push(low);
    this.#high.push(high);
    this.#baseline.push(about.baseline ?? null);
    this.#groupKind.push(about.groupKind ?? null);
    this.#group.push(about.group ?? null);
    this.#playlists.push(playlists);
  }

  #resamplesOf(items: number): Resamples {
    let resamples = this.#resamples.get(items);
    if (resamples === undefined) {
      resamples = drawResamples(items, RESAMPLES, this.seed);
      this.#resamples.set(items, resamples);
    }
    return resamples;
  }
}

function keyOf({ subset, metric, k }: Measured): string {
  return `${subset} ${metric} ${k}`;
}

function known(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

function sizeName(edge: number): string {
  const from = SIZE_EDGES[edge], next = SIZE_EDGES[edge + 1];
  return next === undefined ? `${from} or more` : `${from} to ${next - 1}`;
}
