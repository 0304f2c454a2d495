/** The measurements of `evaluation.arrow` as the Evaluate page asks for them. */
import type { Table } from "npm:apache-arrow";
import type { Weights } from "../../recommender/contract.ts";
import { type CodedTexts, codedTexts, integers, numbers } from "../arrow_columns.ts";

/** Which songs compete and count: those in a training playlist, those in none, or all. */
export const SUBSETS = ["warm", "cold", "all"] as const;
export type Subset = (typeof SUBSETS)[number];

/** How songs were held out: by chance, or the newest. */
export type Split = "random" | "newest";

/** A metric, and the depth of the list that it looks at; 0 where it has none. */
export interface Measure {
  readonly metric: string;
  readonly k: number;
}

/** A mean over playlists with its 95 % bootstrap interval; NaN bounds where there is none. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Playlists that it is a mean of; 0 for a measure of all lists together. */
  readonly playlists: number;
}

/** A point of the curve or grid: weights and what they reach. */
export interface WeightedEstimate extends Estimate {
  readonly weights: Weights;
}

/** A point of the curve of variety: λ and what the lists reach. */
export interface VariedEstimate extends Estimate {
  readonly variety: number;
}

/** A group of playlists and what the default reaches on it. */
export interface GroupEstimate extends Estimate {
  readonly group: string;
}

export const DEFAULT = "default";
export const AS_SHOWN = "default, as shown";
export const CLASSIC = "classic hybrid";
const CURVE = "classic curve";
const GRID = "weight grid";
const VARIETY = "variety curve";

/** What is compared on the page, first of all. */
export const NDCG: Measure = { metric: "ndcg", k: 10 };
/** Share of the held-out songs that are among the first ten. */
export const RECALL: Measure = { metric: "recall", k: 10 };

interface Query extends Measure {
  readonly method: string;
  readonly subset: Subset;
  readonly split?: Split;
}

/** Reads one table; rows that only differ in their seed are one estimate, their mean. */
export class Evaluation {
  /** Seeds of the splits by chance, ascending. */
  readonly seeds: readonly number[];
  /** Methods with a name of their own, in the order of the table. */
  readonly methods: readonly string[];
  /** Metrics and depths of the methods, in the order of the table. */
  readonly measures: readonly Measure[];
  readonly #rows = new Map<string, number[]>();
  readonly #weights: Record<keyof Weights, Float64Array>;
  readonly #variety: Float64Array;
  readonly #value: Float64Array;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #playlists: Int32Array;
  readonly #groupOf: (row: number) => string;

  /** @throws RangeError when the table lacks a column */
  constructor(table: Table) {
    const text = (name: string) => reader(codedTexts(table, name));
    const method = text("method"), split = text("split"), subset = text("subset");
    const metric = text("metric"), baseline = text("baseline");
    const groupKind = text("group_kind"), group = text("group");
    const k = integers(table, "k"), seed = integers(table, "seed");
    this.#weights = {
      collaborative: numbers(table, "w_collaborative"),
      audio: numbers(table, "w_audio"),
      catalogue: numbers(table, "w_catalogue"),
    };
    this.#variety = numbers(table, "variety");
    this.#value = numbers(table, "value");
    this.#low = numbers(table, "low");
    this.#high = numbers(table, "high");
    this.#playlists = integers(table, "playlists");
    const seeds = new Set<number>(), methods = new Set<string>();
    const measures = new Map<string, Measure>();
    for (let row = 0; row < table.numRows; row++) {
      const name = method(row);
      const measure = { metric: metric(row), k: k[row] };
      const common = [split(row), subset(row), measure.metric, measure.k];
      if (name === CURVE || name === GRID || name === VARIETY) {
        this.#add([name, ...common], row);
        continue;
      }
      if (split(row) === "random") seeds.add(seed[row]);
      if (baseline(row) !== "") this.#add(["difference", name, ...common], row);
      else if (groupKind(row) !== "") {
        this.#add(["groups", groupKind(row), ...common], row);
        this.#add(["group", groupKind(row), group(row), ...common], row);
      } else {
        methods.add(name);
        measures.set(`${measure.metric} ${measure.k}`, measure);
        this.#add(["method", name, ...common], row);
      }
    }
    this.#groupOf = group;
    this.seeds = [...seeds].sort((a, b) => a - b);
    this.methods = [...methods];
    this.measures = [...measures.values()];
  }

  /** What a method reaches; null where nothing could be measured. */
  find({ method, ...rest }: Query): Estimate | null {
    return this.#mean(this.#rowsOf("method", method, ...common(rest)));
  }

  /** How far a method is above the default, playlist by playlist; null as for `find`. */
  difference({ method, ...rest }: Query): Estimate | null {
    return this.#mean(this.#rowsOf("difference", method, ...common(rest)));
  }

  /** The classic hybrid at each share of its collaborative half, that share ascending. */
  curve(subset: Subset, measure: Measure): WeightedEstimate[] {
    return this.#points(CURVE, subset, measure)
      .sort((a, b) => a.weights.collaborative - b.weights.collaborative);
  }

  /** The default's model at all weights of the grid. */
  grid(subset: Subset, measure: Measure): WeightedEstimate[] {
    return this.#points(GRID, subset, measure);
  }

  /** The weights that a method was measured at; null for a method that is not there. */
  weightsOf(method: string): Weights | null {
    const row = this.#rowsOf("method", method, "random", "warm", NDCG.metric, NDCG.k)[0];
    return row === undefined ? null : this.#weightsAt(row);
  }

  /** The default on groups of playlists, by "size" of what is left of them or by "genre". */
  groups(kind: "size" | "genre", subset: Subset, measure: Measure): GroupEstimate[] {
    const rest = common({ subset, ...measure });
    const names = new Set(this.#rowsOf("groups", kind, ...rest).map(this.#groupOf));
    const found: GroupEstimate[] = [];
    for (const group of names) {
      const estimate = this.#mean(this.#rowsOf("group", kind, group, ...rest));
      if (estimate !== null) found.push({ group, ...estimate });
    }
    // By the number they begin with, "75 to 99" before "100 or more"; names by their letters.
    return found.sort((a, b) => a.group.localeCompare(b.group, "en", { numeric: true }));
  }

  /** The default's lists, as they are shown, at each λ of variety that was measured, ascending. */
  varieties(subset: Subset, measure: Measure): VariedEstimate[] {
    const byVariety = new Map<string, number[]>();
    for (const row of this.#rowsOf(VARIETY, ...common({ subset, ...measure }))) {
      append(byVariety, String(this.#variety[row]), row);
    }
    return [...byVariety.values()].flatMap((rows) => {
      const estimate = this.#mean(rows);
      return estimate === null ? [] : [{ variety: this.#variety[rows[0]], ...estimate }];
    }).sort((a, b) => a.variety - b.variety);
  }

  #points(name: string, subset: Subset, measure: Measure): WeightedEstimate[] {
    const bySeed = new Map<string, number[]>();
    for (const row of this.#rowsOf(name, ...common({ subset, ...measure }))) {
      const { collaborative, audio, catalogue } = this.#weightsAt(row);
      append(bySeed, `${collaborative} ${audio} ${catalogue}`, row);
    }
    return [...bySeed.values()].flatMap((rows) => {
      const estimate = this.#mean(rows);
      return estimate === null ? [] : [{ weights: this.#weightsAt(rows[0]), ...estimate }];
    });
  }

  #weightsAt(row: number): Weights {
    const { collaborative, audio, catalogue } = this.#weights;
    return {
      collaborative: collaborative[row],
      audio: audio[row],
      catalogue: catalogue[row],
    };
  }

  #add(key: readonly (string | number)[], row: number): void {
    append(this.#rows, JSON.stringify(key), row);
  }

  #rowsOf(...key: (string | number)[]): readonly number[] {
    return this.#rows.get(JSON.stringify(key)) ?? [];
  }

  /**
   * The splits of several seeds share most of their pairs: the interval of their mean is taken as
   * wide as that of one split, not narrower.
   */
  #mean(rows: readonly number[]): Estimate | null {
    const known = rows.filter((row) => Number.isFinite(this.#value[row]));
    if (known.length === 0) return null;
    const mean = (values: Float64Array | Int32Array) =>
      known.reduce((sum, row) => sum + values[row], 0) / known.length;
    return {
      value: mean(this.#value),
      low: mean(this.#low),
      high: mean(this.#high),
      playlists: Math.round(mean(this.#playlists)),
    };
  }
}

/** Standard deviations that a 95 % interval reaches to each side. */
const REACH = 1.96;

/**
 * How many times `value` is `other`, with a 95 % interval, from the intervals of both and of their
 * paired difference: the variance of the logarithm of a ratio of two correlated means, to first
 * order (the delta method). Null where `other` or `value` is 0, or an interval is missing.
 */
export function ratioOf(value: Estimate, other: Estimate, difference: Estimate): Estimate | null {
  if (!(value.value > 0) || !(other.value > 0)) return null;
  if (![value, other, difference].every(hasInterval)) return null;
  const variance = ({ low, high }: Estimate) => ((high - low) / (2 * REACH)) ** 2;
  const [a, b] = [variance(value), variance(other)];
  // A correlation is 1 at most, whatever the resamples say.
  const most = Math.sqrt(a * b);
  const covariance = Math.max(-most, Math.min(most, (a + b - variance(difference)) / 2));
  const relative = a / value.value ** 2 + b / other.value ** 2 -
    2 * covariance / (value.value * other.value);
  // Rounding may take the variance of an exact multiple below 0.
  const spread = Math.sqrt(Math.max(0, relative));
  const ratio = value.value / other.value, factor = Math.exp(REACH * spread);
  return { value: ratio, low: ratio / factor, high: ratio * factor, playlists: value.playlists };
}

/** Fewer playlists than this say too little for an interval: one alone would have none at all. */
export const FEWEST_PLAYLISTS = 5;

/** Whether an estimate has an interval that means something. */
export function hasInterval({ low, high, playlists }: Estimate): boolean {
  return Number.isFinite(low) && Number.isFinite(high) && playlists >= FEWEST_PLAYLISTS;
}

function common(
  { split = "random", subset, metric, k }: Omit<Query, "method">,
): (string | number)[] {
  return [split, subset, metric, k];
}

function reader({ codes, names }: CodedTexts): (row: number) => string {
  return (row) => codes[row] < 0 ? "" : names[codes[row]];
}

function append(rows: Map<string, number[]>, key: string, row: number): void {
  const there = rows.get(key);
  if (there) there.push(row);
  else rows.set(key, [row]);
}
