/** The data set of a request, read once for the stages that work on the catalogue itself. */
import { mkdirSync } from "node:fs";
import { withDuckDB } from "./duckdb.ts";
import { CACHE, type ModelRequest } from "./model.ts";
import type { Progress } from "./progress.ts";
import { readSongs, type SongData } from "./songs.ts";

/** Reads the data set of a request. @throws UserError as `readSongs` */
export async function readRequest(request: ModelRequest, progress: Progress): Promise<SongData> {
  const { dataset: { path }, effective: { settings, overridden } } = request;
  mkdirSync(CACHE, { recursive: true });
  return await progress.stage(
    "read",
    () =>
      withDuckDB(
        path,
        settings.memoryLimit,
        CACHE,
        (connection) => readSongs(connection, path, settings, overridden.features === undefined),
      ),
  );
}
