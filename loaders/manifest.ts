/** The manifest of a model: what it was made from, how, and the hash of each of its files. */
import type { NeighborSearch } from "./approximate_neighbors.ts";
import type { StageCost } from "./progress.ts";
import type { Settings } from "./settings_schema.ts";
import type { StageRecord } from "./stages.ts";

/** Raised when files or columns change their meaning. */
export const SCHEMA_VERSION = 1;

/** `manifest.json`, the last file of a model to be written and the only one that holds times. */
export interface Manifest {
  readonly schema_version: number;
  readonly dataset: {
    readonly name: string;
    /** The name of the second file, which lists the pairs; null where there is one file. */
    readonly interactions: string | null;
    /** Of the content; of two files, of the sha256 of both. */
    readonly sha256: string;
    readonly found_by: string;
    /** True of the project's own invented songs. */
    readonly invented: boolean;
  };
  readonly rows: {
    readonly read: number;
    readonly kept: number;
    readonly dropped: Readonly<Record<string, number>>;
    /** Of those kept, the rows that name a song and a playlist. */
    readonly of_pairs: number;
    /** Pairs of a song and a playlist in them, those of too little weight to count as well. */
    readonly distinct_pairs: number;
  };
  readonly counts: {
    readonly songs: number;
    readonly playlists: number;
    readonly interactions: number;
    readonly genres: number;
    readonly subgenres: number;
  };
  readonly settings: Settings;
  /** Settings that were not taken from settings.ts, with the flag or variable that set them. */
  readonly overridden: Readonly<Record<string, string>>;
  /** The data set's column for each part that it has. */
  readonly columns: Readonly<Record<string, string>>;
  /** The features in use, in the order of the vectors, with how each was scaled. */
  readonly features: readonly ManifestFeature[];
  /** How the truncated SVD was computed and how exact it is. */
  readonly svd: {
    readonly method: string;
    readonly rank: number;
    readonly converged: boolean;
    /** The largest of ‖A v − σ u‖ and ‖Aᵀ u − σ v‖ over all components, over σ₁. */
    readonly largest_relative_residual: number;
  };
  /** How the neighbours were searched for; `recall_at_10` is 1 where all pairs were compared. */
  readonly neighbors: {
    readonly content: NeighborSearch;
    readonly collaborative: NeighborSearch;
  };
  readonly libraries: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  /** sha256 of each file. */
  readonly files: Readonly<Record<string, string>>;
  /** What the model depends on; equal inputs give equal files. */
  readonly inputs: ModelInputs;
  /** Each stage of the model: what it depends on, which files it made. */
  readonly stages: Readonly<Record<string, StageRecord>>;
  /** Of each step: of a stage that was taken over from an earlier model, what it took there. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Processor time and memory of each step, likewise. */
  readonly costs: Readonly<Record<string, StageCost>>;
}

/** A feature as the model uses it. */
export interface ManifestFeature {
  readonly name: string;
  readonly scaler: string;
  /** Lowest and highest value in the data set's unit. */
  readonly low: number;
  readonly high: number;
  readonly missing: number;
}

/** Everything that a stage's result depends on, by hash. */
export interface ModelInputs {
  /** sha256 of the data set's content. */
  readonly dataset: string;
  readonly dataset_name: string;
  readonly settings: Settings;
  /** Settings that a flag or a variable set, with its name. */
  readonly overridden: Readonly<Record<string, string>>;
  /** sha256 of each source file, by its path in the project. */
  readonly sources: Readonly<Record<string, string>>;
  /** Versions of the libraries in use. */
  readonly libraries: Readonly<Record<string, string>>;
}
