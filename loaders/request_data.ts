/** The data set of a request, read for the stages that work on it. */
import { mkdirSync } from "node:fs";
import type { Incidence } from "../src/recommender/incidence.ts";
import { pathsOf } from "./dataset.ts";
import { withDuckDB } from "./duckdb.ts";
import { CACHE, type ModelRequest } from "./request.ts";
import type { Progress } from "./progress.ts";
import { readSongs, type SongData, type SongFeatures } from "./songs.ts";

/** A data set that is being read: its parts in the order in which they will be known. */
export interface Reading {
  /** Settles when DuckDB is at its longest query, or when reading has failed. */
  readonly rows: Promise<void>;
  readonly features: Promise<SongFeatures>;
  readonly interactions: Promise<Incidence>;
  readonly data: Promise<SongData>;
}

/** Begins to read the data set of a request. Each part fails as `readSongs` does. */
export function startReading({ dataset, effective: { settings } }: ModelRequest): Reading {
  mkdirSync(CACHE, { recursive: true });
  const rows = Promise.withResolvers<void>();
  const features = Promise.withResolvers<SongFeatures>();
  const interactions = Promise.withResolvers<Incidence>();
  const data = withDuckDB(
    pathsOf(dataset),
    settings.memoryLimit,
    CACHE,
    (connection) =>
      readSongs(connection, dataset, settings, {
        rows: rows.resolve,
        features: features.resolve,
        interactions: interactions.resolve,
      }),
  );
  data.catch((error) => {
    rows.resolve();
    features.reject(error);
    interactions.reject(error);
  });
  // A failure is met where a part is awaited, which may be later.
  for (const part of [features.promise, interactions.promise]) part.catch(() => {});
  return {
    rows: rows.promise,
    features: features.promise,
    interactions: interactions.promise,
    data,
  };
}

/** Reads the data set of a request. @throws UserError as `readSongs` */
export async function readRequest(request: ModelRequest, progress: Progress): Promise<SongData> {
  return await progress.stage("read", () => startReading(request).data);
}
