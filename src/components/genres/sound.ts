/** How far groups lie apart by sound: energy distances of their songs' features, with intervals. */
import { rowIndices } from "../../recommender/incidence.ts";
import {
  bootstrapIntervals,
  ClusterBootstrap,
  combinedDistance,
  type IntervalDistance,
  pairRow,
  squaredEnergyDistance,
  standardized,
} from "../../statistics/energy_distance.ts";
import { randomNumbers, shuffle } from "../../recommender/random.ts";
import { quantileOfSorted } from "../../recommender/scaling.ts";
import type { PageModel } from "../model.ts";
import type { Group } from "./groups.ts";

/** Resamples of the intervals, and splits of groups in halves for comparison. */
export const RESAMPLES = 200, SPLITS = 20;
const SEED = 11;
/** Milliseconds of resampling at a time. */
const PORTION = 40;

/** Features in standard deviations, and what is pooled of them by group. */
export class GroupSound {
  /** Distances of all pairs, in standard deviations; see `pairRow`. */
  readonly exact: Float64Array;
  readonly #groups: readonly Group[];
  readonly #names: readonly string[];
  /** Ascending values, feature × group: one a (song, playlist) pair. */
  readonly #pooled: Float64Array[][];
  readonly #bootstrap: ClusterBootstrap;
  readonly #clusters: ConstructorParameters<typeof ClusterBootstrap>[0];

  constructor({ catalogue }: PageModel, groups: readonly Group[]) {
    this.#groups = groups;
    this.#names = catalogue.features.map(({ name }) => name);
    const groupOf = new Int32Array(catalogue.playlistCount).fill(-1);
    groups.forEach(({ playlists }, group) => {
      for (const playlist of playlists) groupOf[playlist] = group;
    });
    const values = catalogue.features.map((feature) => {
      const scaled = standardized(feature.values);
      return Array.from(
        groupOf,
        (_, playlist) =>
          Float64Array.from(rowIndices(catalogue.playlistSongs, playlist), (song) => scaled[song])
            .filter(Number.isFinite).sort(),
      );
    });
    this.#clusters = { values, groupOf, groupCount: groups.length };
    this.#pooled = values.map((ofPlaylist) =>
      groups.map(({ playlists }) => pooled(ofPlaylist, playlists))
    );
    this.exact = new Float64Array(groups.length * (groups.length - 1) / 2);
    for (let a = 0; a < groups.length; a++) {
      for (let b = a + 1; b < groups.length; b++) {
        this.exact[pairRow(a, b, groups.length)] = combinedDistance(
          this.#pooled.map((feature) => squaredEnergyDistance(feature[a], feature[b])),
        );
      }
    }
    this.#bootstrap = new ClusterBootstrap(this.#clusters);
  }

  get featureCount(): number {
    return this.#names.length;
  }

  /** The distance of two groups; 0 of one to itself. */
  distance(a: number, b: number): number {
    return a === b ? 0 : this.exact[pairRow(a, b, this.#groups.length)];
  }

  /** What features tell two groups apart, the most telling first. */
  features(a: number, b: number): FeatureContrast[] {
    return this.#names.map((name, k) => {
      const [first, second] = [this.#pooled[k][a], this.#pooled[k][b]].map((sorted) => ({
        low: quantileOfSorted(sorted, 0.25),
        median: quantileOfSorted(sorted, 0.5),
        high: quantileOfSorted(sorted, 0.75),
      }));
      const square = squaredEnergyDistance(this.#pooled[k][a], this.#pooled[k][b]);
      return { name, distance: Math.sqrt(square), first, second };
    }).filter(({ distance }) => Number.isFinite(distance))
      .sort((x, y) => y.distance - x.distance);
  }

  /** Draws resamples a few at a time: call `next` until it returns the intervals. */
  intervals(): { next(): IntervalDistance[] | null } {
    const random = randomNumbers(SEED);
    const onGrid = this.#bootstrap.resample(null);
    const resamples: Float64Array[] = [];
    return {
      next: () => {
        const start = performance.now();
        while (resamples.length < RESAMPLES && performance.now() - start < PORTION) {
          resamples.push(this.#bootstrap.resample(random));
        }
        return resamples.length < RESAMPLES
          ? null
          : bootstrapIntervals(this.exact, onGrid, resamples);
      },
    };
  }

  /**
   * How far two halves of one group's own playlists lie apart, split by chance: the median over
   * groups of four playlists or more, NaN without any. What lies below it is no difference.
   */
  withinGroups(): number {
    const random = randomNumbers(SEED + 1);
    const { values, groupOf, groupCount } = this.#clusters;
    const found: number[][] = this.#groups.map(() => []);
    for (let split = 0; split < SPLITS; split++) {
      const halves = new Int32Array(groupOf.length).fill(-1);
      this.#groups.forEach(({ playlists }, group) => {
        if (playlists.length < 4) return;
        const order = [...playlists];
        shuffle(order, random);
        order.forEach((playlist, i) => halves[playlist] = 2 * group + i % 2);
      });
      const distances = new ClusterBootstrap({
        values,
        groupOf: halves,
        groupCount: 2 * groupCount,
      })
        .resample(null);
      found.forEach((own, group) => {
        const distance = distances[pairRow(2 * group, 2 * group + 1, 2 * groupCount)];
        if (Number.isFinite(distance)) own.push(distance);
      });
    }
    const means = found.filter((own) => own.length > 0)
      .map((own) => own.reduce((sum, value) => sum + value, 0) / own.length);
    return quantileOfSorted(Float64Array.from(means).sort(), 0.5);
  }
}

/** One feature of two groups, in standard deviations from the mean of all songs. */
export interface FeatureContrast {
  readonly name: string;
  /** The energy distance of this feature alone. */
  readonly distance: number;
  readonly first: Quartiles;
  readonly second: Quartiles;
}

export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

function pooled(ofPlaylist: readonly Float64Array[], playlists: readonly number[]): Float64Array {
  const out = new Float64Array(playlists.reduce((sum, p) => sum + ofPlaylist[p].length, 0));
  let at = 0;
  for (const playlist of playlists) {
    out.set(ofPlaylist[playlist], at);
    at += ofPlaylist[playlist].length;
  }
  return out.sort();
}
