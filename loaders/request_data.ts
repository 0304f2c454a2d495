/** The data set of a request, read for the stages that work on it. */
import { mkdirSync } from "node:fs";
import { withDuckDB } from "./duckdb.ts";
import type { DuckDBConnection } from "./duckdb_connection.ts";
import type { Progress } from "./progress.ts";
import { CACHE } from "./project.ts";
import type { ModelRequest } from "./request.ts";
import { type EarlyParts, readSongs, type SongData } from "./songs.ts";
import { pathsOf } from "./source_columns.ts";

/**
 * Reads the data set of a request.
 *
 * @param early hears parts of it before the whole
 * @param use gets the whole; DuckDB is closed when it has ended
 * @param opening the database, where it is being opened already
 * @throws UserError as `readSongs`
 */
export async function readRequestWhile<T>(
  { dataset, effective: { settings } }: ModelRequest,
  early: EarlyParts,
  use: (data: SongData) => T | Promise<T>,
  opening?: Promise<DuckDBConnection>,
): Promise<T> {
  mkdirSync(CACHE, { recursive: true });
  return await withDuckDB(
    pathsOf(dataset),
    settings.memoryLimit,
    CACHE,
    async (connection) => await use(await readSongs(connection, dataset, settings, early)),
    opening,
  );
}

/** Reads the data set of a request. @throws UserError as `readSongs` */
export async function readRequest(request: ModelRequest, progress: Progress): Promise<SongData> {
  return await progress.stage("read", () => readRequestWhile(request, {}, (data) => data));
}
