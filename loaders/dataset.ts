/** Which data set a run uses, and the hash of its content. */
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "./errors.ts";
import { type DataFiles, SETTINGS_FILE } from "./settings_schema.ts";

/** The data set of a run. */
export interface DataSet {
  readonly path: string;
  /** A second file that lists the pairs; null where the first one does. */
  readonly interactions: string | null;
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
 * Finds the data set: `--csv`, else the environment's SONGS_CSV, else the one that the settings name,
 * else `data/spotify_songs.csv`, else `spotify_songs.csv` in the project's folder, else the sample.
 *
 * @throws UserError when a file that was asked for is missing, is a folder or is empty
 */
export function findDataSet(
  flag: string | undefined,
  variable: string | undefined,
  files: DataFiles = { dataset: "", interactions: "" },
): DataSet {
  const asked = flag ?? (variable || files.dataset || undefined);
  const path = asked ?? PLACES.find((place) => existsSync(place));
  if (path === undefined) {
    throw new UserError(`Cannot find a data set: none of ${PLACES.join(", ")} is there`);
  }
  const foundBy = flag !== undefined
    ? "--csv"
    : variable
    ? "SONGS_CSV"
    : files.dataset
    ? SETTINGS_FILE
    : "found";
  needFile(path, foundBy === "found" ? "" : ` (${foundBy})`);
  const interactions = files.interactions || null;
  if (interactions !== null) needFile(interactions, " (interactions)");
  const name = basename(path);
  return { path, interactions, name, foundBy, invented: name === basename(SAMPLE) };
}

function needFile(path: string, from: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UserError(`Cannot read ${path}${from}: there is no such file`);
  if (stat.isDirectory()) throw new UserError(`Cannot read ${path}${from}: it is a folder`);
  if (stat.size === 0) throw new UserError(`Cannot read ${path}${from}: the file is empty`);
}

/** What data sets hold, as far as their runs have asked. */
const known = new WeakMap<DataSet, Promise<string>>();

/**
 * The sha256 of a data set's content: that of its file, or of the sha256 of both. Read once for all
 * stages of a run, which has a `DataSet` of its own.
 */
export function sha256OfDataSet(dataset: DataSet): Promise<string> {
  let hash = known.get(dataset);
  if (hash === undefined) known.set(dataset, hash = readSha256(dataset));
  return hash;
}

async function readSha256({ path, interactions }: DataSet): Promise<string> {
  const first = await sha256OfFile(path);
  if (interactions === null) return first;
  const second = await sha256OfFile(interactions);
  return createHash("sha256").update(`${first} ${second}`).digest("hex");
}

/** The sha256 of a file's content, in hexadecimal. A stream of Node took 60 ms to begin. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  const buffer = new Uint8Array(1 << 18);
  for (let read = await file.read(buffer); read !== null; read = await file.read(buffer)) {
    hash.update(buffer.subarray(0, read));
  }
  return hash.digest("hex");
}
