/** What the manifest says of a data set that was read, and what later stages know it by. */
import type { Manifest, ManifestFeature } from "./manifest.ts";
import type { SongData } from "./songs.ts";
import { sha256Of } from "./store.ts";

export interface ReadOutcome {
  readonly rows: Manifest["rows"];
  readonly counts: Manifest["counts"];
  readonly columns: Manifest["columns"];
  readonly features: readonly Omit<ManifestFeature, "scaler">[];
  readonly warnings: readonly string[];
  /** Of the content that later stages read, so that they see whether it has changed. */
  readonly sha256: {
    /** The features' names and their raw values. */
    readonly features: string;
    /** The pairs, songs × playlists. */
    readonly interactions: string;
  };
}

/** Sums up what was read. */
export function readOutcome({ songs, playlists, interactions, report }: SongData): ReadOutcome {
  const distinct = (names: readonly (string | null)[]) =>
    new Set(names.filter((name) => name !== null)).size;
  const { rows, columns, indptr, indices } = interactions;
  return {
    rows: { read: report.rowsRead, kept: report.rowsKept, dropped: report.dropped },
    counts: {
      songs: songs.count,
      playlists: playlists.count,
      interactions: indices.length,
      genres: distinct(playlists.genres),
      subgenres: distinct(playlists.subgenres),
    },
    columns: report.columns,
    features: songs.features.map(({ name, values }) => ({ name, ...range(values) })),
    warnings: report.warnings,
    sha256: {
      features: sha256Of(
        JSON.stringify(songs.features.map(({ name }) => name)),
        ...songs.features.map(({ values }) => values),
      ),
      interactions: sha256Of(`${rows} × ${columns}`, indptr, indices),
    },
  };
}

function range(values: Float64Array): { low: number; high: number; missing: number } {
  let low = Infinity, high = -Infinity, missing = 0;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
    if (Number.isNaN(value)) missing++;
  }
  return { low, high, missing };
}
