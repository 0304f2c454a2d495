/** The data set of a request, read once for the stages that work on the catalogue itself. */
import { mkdirSync } from "node:fs";
import { pathsOf } from "./dataset.ts";
import { withDuckDB } from "./duckdb.ts";
import { CACHE, type ModelRequest } from "./request.ts";
import type { Progress } from "./progress.ts";
import { readSongs, type SongData } from "./songs.ts";

/** Reads the data set of a request. @throws UserError as `readSongs` */
export async function readRequest(request: ModelRequest, progress: Progress): Promise<SongData> {
  const { dataset, effective: { settings } } = request;
  mkdirSync(CACHE, { recursive: true });
  return await progress.stage(
    "read",
    () =>
      withDuckDB(
        pathsOf(dataset),
        settings.memoryLimit,
        CACHE,
        (connection) => readSongs(connection, dataset, settings),
      ),
  );
}
