/**
 * What an order of songs costs: each step from one song to the next by key, tempo, energy and
 * artist, and each song's distance from the arc of energy that the order shall follow.
 */
import { keyStep, type MixColumns, tempoCost, tempoStep, UNKNOWN_COST } from "./harmony.ts";

/** How much each part counts; 0 leaves it out. */
export interface SequenceWeights {
  readonly key: number;
  readonly tempo: number;
  readonly energy: number;
  /** Against the same artist twice in a row. */
  readonly artist: number;
  /** For following the arc: of a song at full distance from it. */
  readonly arc: number;
}

export const DEFAULT_SEQUENCE_WEIGHTS: SequenceWeights = {
  key: 1,
  tempo: 1,
  energy: 1,
  artist: 0.5,
  arc: 0.5,
};

/** Courses that the energy of an order can take. */
export const ARCS = ["none", "rising", "falling", "arch", "wave"] as const;
export type Arc = (typeof ARCS)[number];

/** Height of an arc, 0 to 1, at the share of the way through the order. */
const HEIGHTS: Readonly<Record<Exclude<Arc, "none">, (way: number) => number>> = {
  rising: (way) => way,
  falling: (way) => 1 - way,
  arch: (way) => (1 - Math.cos(2 * Math.PI * way)) / 2,
  // Two crests, the second one as high as the first.
  wave: (way) => (1 - Math.cos(4 * Math.PI * way)) / 2,
};

/** The songs to be put in order, in the order in which they came. */
export interface SequenceSongs {
  readonly songs: ArrayLike<number>;
  readonly columns: MixColumns;
  /** Artist of each song of the catalogue; −1 where it has none. */
  readonly artists: Int32Array;
  /** The difference of energy that counts in full: two standard deviations of the catalogue's. */
  readonly energyReach: number;
}

/** The parts of one step's cost, each 0 to 1 and unweighted. */
export interface StepCosts {
  readonly key: number;
  readonly tempo: number;
  readonly energy: number;
  readonly artist: number;
}

/** Costs for n songs, by their index in the list. */
export interface SequenceCosts {
  readonly n: number;
  /** n × n, row-major: from the song of the row to that of the column; all ≥ 0. */
  readonly steps: Float64Array;
  /** n × n: of the song of the row at the place of the column; all ≥ 0. */
  readonly places: Float64Array;
  /** Whether any place costs anything. */
  readonly hasArc: boolean;
}

/** The cost of the step between two songs of the catalogue, part by part; an absent column has none. */
export function stepCosts(
  { columns: { keys, tempos, energies }, artists, energyReach }: Omit<SequenceSongs, "songs">,
  from: number,
  to: number,
): StepCosts {
  return {
    key: keys === null ? 0 : keyStep(keys[from], keys[to]).cost,
    tempo: tempos === null ? 0 : tempoCost(tempoStep(tempos[from], tempos[to])),
    energy: energies === null ? 0 : distance(energies[from], energies[to], energyReach),
    artist: artists[from] >= 0 && artists[from] === artists[to] ? 1 : 0,
  };
}

/** The sum of a step's parts under weights. */
export function weighStep(costs: StepCosts, weights: SequenceWeights): number {
  return weights.key * costs.key + weights.tempo * costs.tempo +
    weights.energy * costs.energy + weights.artist * costs.artist;
}

/**
 * The energy that each place shall have: the list's own energies, handed out by the height of the
 * arc, so that an order that follows it exactly is there. Songs without one take no part.
 *
 * @param energies one a song of the list; NaN where unknown
 * @returns one a place; null for no arc, or where no energy is known
 */
export function arcTargets(energies: Float64Array, arc: Arc): Float64Array | null {
  const sorted = energies.filter(Number.isFinite).sort();
  const n = energies.length;
  if (arc === "none" || sorted.length === 0) return null;
  const height = HEIGHTS[arc];
  const heights = Float64Array.from(energies, (_, place) => height(n > 1 ? place / (n - 1) : 0.5));
  const byHeight = [...heights.keys()].sort((a, b) => heights[a] - heights[b] || a - b);
  const out = new Float64Array(n);
  byHeight.forEach((place, rank) => {
    out[place] = sorted[Math.floor(rank * sorted.length / n)];
  });
  return out;
}

/** Energies of the songs of a list, NaN where unknown. */
export function energiesOf({ songs, columns: { energies } }: SequenceSongs): Float64Array {
  return Float64Array.from(songs, (song) => energies === null ? NaN : energies[song]);
}

/** All costs of a list under weights. Time and memory grow with the square of its length. */
export function sequenceCosts(
  list: SequenceSongs,
  arc: Arc,
  weights: SequenceWeights,
): SequenceCosts {
  const { songs, energyReach } = list;
  const n = songs.length;
  const steps = new Float64Array(n * n), places = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i !== j) steps[i * n + j] = weighStep(stepCosts(list, songs[i], songs[j]), weights);
    }
  }
  const energies = energiesOf(list);
  const targets = arcTargets(energies, arc);
  const hasArc = targets !== null && weights.arc > 0;
  if (hasArc) {
    for (let i = 0; i < n; i++) {
      for (let place = 0; place < n; place++) {
        places[i * n + place] = weights.arc * distance(energies[i], targets[place], energyReach);
      }
    }
  }
  return { n, steps, places, hasArc };
}

/** Sum of the steps of an order, without the arc. */
export function stepsCost({ n, steps }: SequenceCosts, order: ArrayLike<number>): number {
  let sum = 0;
  for (let place = 1; place < n; place++) sum += steps[order[place - 1] * n + order[place]];
  return sum;
}

/** Sum of the distances from the arc. */
export function arcCost({ n, places }: SequenceCosts, order: ArrayLike<number>): number {
  let sum = 0;
  for (let place = 0; place < n; place++) sum += places[order[place] * n + place];
  return sum;
}

function distance(a: number, b: number, reach: number): number {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return UNKNOWN_COST;
  return reach > 0 ? Math.min(1, Math.abs(a - b) / reach) : 0;
}
