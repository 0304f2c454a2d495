/** Which data set a run uses, and the hash of its content. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "./errors.ts";

/** The data set of a run. */
export interface DataSet {
  readonly path: string;
  /** The file's name, as the terminal, the manifest and the site show it. */
  readonly name: string;
  /** How it was found: a flag, the environment, or the place where it lies. */
  readonly foundBy: string;
  /** True of the project's own invented songs. */
  readonly invented: boolean;
}

const SAMPLE = "data/sample_songs.csv";
const PLACES = ["data/spotify_songs.csv", "spotify_songs.csv", SAMPLE];

/**
 * Finds the data set: `--csv`, else the environment's SONGS_CSV, else `data/spotify_songs.csv`,
 * else `spotify_songs.csv` in the project's folder, else the sample.
 *
 * @throws UserError when the file that was asked for is missing, is a folder or is empty
 */
export function findDataSet(flag: string | undefined, variable: string | undefined): DataSet {
  const path = flag ?? (variable || undefined) ?? PLACES.find((place) => existsSync(place));
  if (path === undefined) {
    throw new UserError(`Cannot find a data set: none of ${PLACES.join(", ")} is there`);
  }
  const foundBy = flag !== undefined ? "--csv" : variable ? "SONGS_CSV" : "found";
  const from = foundBy === "found" ? "" : ` (${foundBy})`;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UserError(`Cannot read ${path}${from}: there is no such file`);
  if (stat.isDirectory()) throw new UserError(`Cannot read ${path}${from}: it is a folder`);
  if (stat.size === 0) throw new UserError(`Cannot read ${path}${from}: the file is empty`);
  return { path, name: basename(path), foundBy, invented: basename(path) === basename(SAMPLE) };
}

/** The sha256 of a file's content, in hexadecimal, read as a stream. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest("hex");
}
