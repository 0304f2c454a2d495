/** What the manifest says of a data set that was read, and what later stages know it by. */
import type { FeatureColumn } from "../src/recommender/contract.ts";
import type { Incidence } from "../src/recommender/incidence.ts";
import type { Manifest, ManifestFeature } from "./manifest.ts";
import type { SongData } from "./songs.ts";
import { sha256Of } from "./store.ts";

export interface ReadOutcome {
  readonly rows: Manifest["rows"];
  readonly counts: Manifest["counts"];
  readonly columns: Manifest["columns"];
  readonly features: readonly Omit<ManifestFeature, "scaler">[];
  readonly warnings: readonly string[];
  readonly sha256: PartHashes;
}

/** sha256 of the content that later stages read, so that they see whether it has changed. */
export interface PartHashes {
  /** The features' names and their raw values. */
  readonly features: string;
  /** The pairs, songs × playlists. */
  readonly interactions: string;
}

/** Sums up what was read. */
export function readOutcome({ songs, playlists, interactions, report }: SongData): ReadOutcome {
  const distinct = (names: readonly (string | null)[]) =>
    new Set(names.filter((name) => name !== null)).size;
  return {
    rows: {
      read: report.rowsRead,
      kept: report.rowsKept,
      dropped: report.dropped,
      of_pairs: report.pairRows,
      distinct_pairs: report.distinctPairs,
    },
    counts: {
      songs: songs.count,
      playlists: playlists.count,
      interactions: interactions.indices.length,
      genres: distinct(playlists.genres),
      subgenres: distinct(playlists.subgenres),
    },
    columns: report.columns,
    features: songs.features.map(({ name, values }) => ({ name, ...range(values) })),
    warnings: report.warnings,
    sha256: {
      features: sha256OfFeatures(songs.features),
      interactions: sha256OfPairs(interactions),
    },
  };
}

export function sha256OfFeatures(features: readonly FeatureColumn[]): string {
  const names = JSON.stringify(features.map(({ name }) => name));
  return sha256Of(names, ...features.map(({ values }) => values));
}

export function sha256OfPairs({ rows, columns, indptr, indices }: Incidence): string {
  return sha256Of(`${rows} × ${columns}`, indptr, indices);
}

function range(values: Float64Array): { low: number; high: number; missing: number } {
  let low = Infinity, high = -Infinity, missing = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
    if (value !== value) missing++;
  }
  return { low, high, missing };
}
