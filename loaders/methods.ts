/** The methods that the evaluation sets side by side, each a ranking model at some weights. */
import { classicModel } from "../src/recommender/classic.ts";
import type { Catalogue, RankingModel, Weights } from "../src/recommender/contract.ts";
import { recordingsOf } from "../src/recommender/recordings.ts";
import type { ScalerKind } from "../src/recommender/scaling.ts";
import { topList } from "../src/recommender/top_list.ts";
import { adaptedParameters } from "./adapt.ts";
import { askedModel } from "./asked_playlists.ts";
import { truncatedSvd } from "./svd.ts";

/** A model at the weights of one or more methods. */
export interface MethodGroup {
  readonly model: RankingModel;
  readonly methods: readonly Method[];
  /** Whether what variety costs is measured too, at the model's marked weights. */
  readonly isVaried?: boolean;
}

export type Family = "tuned" | "classic" | "popularity";

/** One row of the comparison. */
export interface Method {
  readonly name: string;
  readonly weights: Weights;
  /** How its list is made from the scores; the bare ranking without it. */
  readonly list?: ListMaker;
}

/** Makes the list of one query from its scores. */
export type ListMaker = (
  scores: Float32Array,
  options: { count: number; excluded: Uint8Array; allowed?: Uint8Array },
) => Int32Array;

/** The name of the method that pages use unless told otherwise. */
export const DEFAULT_METHOD = "default";
export const AS_SHOWN = "default, as shown";
/** Songs of one artist in a list as it is shown. */
export const SHOWN_PER_ARTIST = 3;
export const CLASSIC_HYBRID = "classic hybrid";
/** Points of a curve or grid, told apart by their weights or their variety. */
export const CLASSIC_CURVE = "classic curve";
export const WEIGHT_GRID = "weight grid";
export const VARIETY_CURVE = "variety curve";

/** Whether a method is a point of a curve or grid. */
export function isPoint({ name }: { readonly name: string }): boolean {
  return name === CLASSIC_CURVE || name === WEIGHT_GRID || name === VARIETY_CURVE;
}

const only = (signal: keyof Weights): Weights => ({
  collaborative: 0,
  audio: 0,
  catalogue: 0,
  [signal]: 1,
});

/** Families of methods that share a model, each trained on the pairs of a catalogue. */
export const FAMILIES: Readonly<
  Record<Family, (training: Catalogue, rank: number, scaler: ScalerKind) => MethodGroup>
> = {
  tuned: (training) => {
    const model = askedModel(training, adaptedParameters(training));
    const { defaultWeights } = model;
    return {
      model,
      isVaried: true,
      methods: [
        { name: "collaborative signal", weights: only("collaborative") },
        { name: "audio signal", weights: only("audio") },
        { name: "catalogue signal", weights: only("catalogue") },
        { name: DEFAULT_METHOD, weights: defaultWeights },
        { name: AS_SHOWN, weights: defaultWeights, list: listAsShown(training) },
        ...weightGrid(),
      ],
    };
  },
  classic: (training, rank, scaler) => {
    const svd = truncatedSvd(training.songPlaylists, { rank });
    return {
      model: classicModel(training, { scaler, right: svd.right, rank: svd.rank }),
      methods: [
        { name: "audio cosine", weights: only("audio") },
        { name: "SVD cosine", weights: only("collaborative") },
        { name: CLASSIC_HYBRID, weights: { collaborative: 0.5, audio: 0.5, catalogue: 0 } },
        ...tenths(1).map(([share]) => ({
          name: CLASSIC_CURVE,
          weights: { collaborative: share, audio: tenth(10 - 10 * share), catalogue: 0 },
        })),
      ],
    };
  },
  popularity: (training) => ({
    model: popularityModel(training),
    methods: [{ name: "popularity", weights: only("catalogue") }],
  }),
};

/** All weights in steps of a tenth that sum to 1. */
export function weightGrid(): Method[] {
  return tenths(2).map(([collaborative, audio]) => ({
    name: WEIGHT_GRID,
    weights: { collaborative, audio, catalogue: tenth(10 - 10 * (collaborative + audio)) },
  }));
}

/** The list as it is shown: recordings collapsed, artists capped. */
function listAsShown(catalogue: Catalogue): ListMaker {
  const groups = recordingsOf(catalogue), { artists } = catalogue;
  return (scores, options) =>
    topList(scores, { ...options, groups, artists, perArtist: SHOWN_PER_ARTIST });
}

/**
 * Ranks by how many training playlists hold a song, equally held songs by the data set's
 * popularity. The same list for every query.
 */
export function popularityModel(catalogue: Catalogue): RankingModel {
  const { songCount, songPlaylists: { indptr }, popularities } = catalogue;
  const highest = popularities.reduce((max, p) => p > max ? p : max, 0);
  const part = Float32Array.from({ length: songCount }, (_, song) => {
    const popularity = Number.isNaN(popularities[song]) ? 0 : popularities[song];
    return indptr[song + 1] - indptr[song] + popularity / (highest + 1);
  });
  return {
    name: "popularity",
    defaultWeights: only("catalogue"),
    parts: () => ({ collaborative: null, audio: null, catalogue: part }),
    match: (score) => 100 * score / (1 + score),
  };
}

/** All tuples of `length` shares in steps of a tenth whose sum is at most 1. */
function tenths(length: 1 | 2): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i <= 10; i++) {
    if (length === 1) out.push([tenth(i), 0]);
    else for (let j = 0; i + j <= 10; j++) out.push([tenth(i), tenth(j)]);
  }
  return out;
}

function tenth(n: number): number {
  return Math.round(n) / 10;
}
