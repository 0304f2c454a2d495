/** The files of a build as they lie on the disk: a model's folder, or the site of a build. */
import { type Table, tableFromIPC } from "apache-arrow";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "./errors.ts";
import { type Manifest, SCHEMA_VERSION } from "./manifest.ts";

/** What is compared of a build. */
export interface BuildFiles {
  readonly manifest: Manifest;
  readonly songs: Table;
  readonly playlists: Table;
  readonly interactions: Table;
  readonly contentNeighbors: Table;
  readonly collaborativeNeighbors: Table;
  /** Null where the folder holds none. */
  readonly evaluation: Table | null;
}

/**
 * Opens a build.
 *
 * @param path a model's folder (`--out`), or a site (`dist`)
 * @param evaluation folder of its evaluation.arrow, where that lies elsewhere
 * @throws UserError where there is no model, or one of another schema
 */
export function openBuild(path: string, evaluation = path): BuildFiles {
  const folder = [path, join(path, "_file/model")].find((folder) => find(folder, "manifest.json"));
  if (folder === undefined) {
    throw new UserError(
      `Cannot compare ${path}: it is no model's folder and no site (there is no manifest.json); ` +
        "name what npm run model -- --out made, or dist",
    );
  }
  const read = (name: string, from = folder) => {
    const file = find(from, name);
    if (file === null) throw new UserError(`Cannot compare ${path}: ${name} is missing in ${from}`);
    return readFileSync(file);
  };
  const manifest: Manifest = JSON.parse(read("manifest.json").toString("utf8"));
  if (manifest.schema_version !== SCHEMA_VERSION) {
    throw new UserError(
      `Cannot compare ${path}: its schema version is ${manifest.schema_version}, and this Segue ` +
        `reads ${SCHEMA_VERSION}; build it again`,
    );
  }
  const measured = [evaluation, join(evaluation, "_file")]
    .map((folder) => find(folder, "evaluation.arrow")).find((file) => file !== null);
  return {
    manifest,
    songs: tableFromIPC(read("songs.arrow")),
    playlists: tableFromIPC(read("playlists.arrow")),
    interactions: tableFromIPC(read("interactions.arrow")),
    contentNeighbors: tableFromIPC(read("content_neighbors.arrow")),
    collaborativeNeighbors: tableFromIPC(read("collaborative_neighbors.arrow")),
    evaluation: measured ? tableFromIPC(readFileSync(measured)) : null,
  };
}

/** A file of a folder by its name; a site has a hash in it: `songs.0a1b2c3d.arrow`. */
function find(folder: string, name: string): string | null {
  if (existsSync(join(folder, name))) return join(folder, name);
  if (!existsSync(folder)) return null;
  const [stem, ending] = name.split(".");
  const hashed = readdirSync(folder).find((entry) =>
    new RegExp(`^${stem}\\.[0-9a-f]{8}\\.${ending}$`).test(entry)
  );
  return hashed === undefined ? null : join(folder, hashed);
}
