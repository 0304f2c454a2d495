/**
 * Fills Framework's library cache from `node_modules`, so that a build asks no other host for
 * anything, at the versions of `package-lock.json`.
 *
 * Framework looks for the module of `npm:NAME` in `ROOT/.observablehq/cache/_npm/NAME@VERSION/`
 * before it asks a content delivery network, and takes the version from the folders it finds there.
 * Each library is bundled into one file that imports the others by relative path: one copy of each
 * in a page. Libraries that Framework offers but the project does not install get an empty folder,
 * which answers Framework's question for their version; a page that uses one is refused by
 * `refuse_downloads.ts`.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { UserError } from "../loaders/errors.ts";
import {
  findPageLibraries,
  installedVersion,
  type NpmImport,
  npmSpecifiers,
} from "./page_libraries.ts";

/** The version that stands for "not installed"; no package carries it and no range asks for it. */
export const ABSENT_VERSION = "0.0.0-absent";

/** What a run did. */
export interface SelfHostResult {
  /** Whether anything was out of date and written anew. */
  rebuilt: boolean;
  /** Version of every hosted package, by its name. */
  versions: Record<string, string>;
}

interface Stamp {
  key: string;
  versions: Record<string, string>;
  files: string[];
}

const SOURCES = ["self_host.ts", "page_libraries.ts", "bundle_library.ts", "license_notice.ts"];

/** Everything the cache depends on. npm writes node_modules/.package-lock.json: what is installed. */
function stampKey(project: string, root: string): string {
  const hash = createHash("sha256");
  for (const name of ["package.json", "node_modules/.package-lock.json"]) {
    const path = join(project, name);
    hash.update(existsSync(path) ? readFileSync(path) : `no ${name}`);
  }
  for (const name of SOURCES) {
    hash.update(readFileSync(fileURLToPath(new URL(name, import.meta.url))));
  }
  return hash.update(JSON.stringify(npmSpecifiers(root))).digest("hex");
}

async function readStamp(path: string): Promise<Stamp | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined; // absent, or cut short: made anew
  }
}

/** The file of Framework's cache that an import leads to, below `_npm/`. */
async function cachePath({ name, path }: NpmImport, version: string): Promise<string> {
  const { resolveNpmImport } = await import("@observablehq/framework/dist/npm.js");
  const specifier = `${name}@${version}${path === undefined ? "" : `/${path}`}`;
  const resolved: string = await resolveNpmImport("", specifier);
  return resolved.slice("/_npm/".length);
}

/** The module to bundle for a file of the cache: `react-dom/client` for `react-dom@19.0.0/client._esm.js`. */
function moduleOf(path: string, name: string, version: string): string {
  const inside = path.slice(`${name}@${version}/`.length);
  return inside === "_esm.js" ? name : `${name}/${inside.replace(/\._esm\.js$/, "")}`;
}

/** Writes all files of the cache below `target`, and says what they are. */
async function fill(
  project: string,
  root: string,
  target: string,
): Promise<Pick<Stamp, "versions" | "files">> {
  const { versions, imports, absent } = findPageLibraries(project, root);
  const modules = new Map<string, string>();
  const copies = new Map<string, string>();
  for (const wanted of imports) {
    const { name } = wanted;
    const version = versions.get(name)!;
    const path = await cachePath(wanted, version);
    if (path.endsWith("_esm.js")) {
      modules.set(moduleOf(path, name, version), path);
    } else if (!path.endsWith("/")) {
      copies.set(path, join(project, "node_modules", name, wanted.path!));
    }
  }
  const write = async (path: string, put: (file: string) => Promise<void>) => {
    const file = join(target, path);
    await mkdir(dirname(file), { recursive: true });
    await put(file);
  };
  const { bundleLibrary, stopBundling } = await import("./bundle_library.ts");
  const bundling = Array.from(modules, async ([module, path]) => {
    const hosted = (specifier: string) => {
      const other = modules.get(specifier);
      if (other === undefined) return undefined;
      const href = relative(dirname(path), other).replaceAll("\\", "/");
      return href.startsWith(".") ? href : `./${href}`;
    };
    const code = await bundleLibrary(project, module, hosted);
    await write(path, (file) => writeFile(file, code));
  });
  // All of them come to their end before a failure is dealt with: none may write after it.
  const results = await Promise.allSettled(bundling).finally(stopBundling);
  for (const result of results) if (result.status === "rejected") throw result.reason;
  for (const [path, source] of copies) {
    if (!existsSync(source)) {
      throw new UserError(`Cannot host npm:${path} for the pages: there is no file ${source}`);
    }
    await write(path, (file) => copyFile(source, file));
  }
  for (const name of absent) {
    await mkdir(join(target, `${name}@${ABSENT_VERSION}`), { recursive: true });
  }
  return {
    versions: Object.fromEntries(versions),
    files: [...modules.values(), ...copies.keys()].sort(),
  };
}

/**
 * Brings the library cache of a site up to date; does nothing when it is.
 * @param root the folder of the pages, `src`
 * @param project the folder with `package.json` and `node_modules`
 * @throws UserError where a library is not installed or has no file that a page names
 */
export async function selfHost(root: string, project = "."): Promise<SelfHostResult> {
  const cache = join(root, ".observablehq", "cache");
  const target = join(cache, "_npm");
  const stampPath = join(cache, "self-hosted.json");
  const key = stampKey(project, root);
  const stamp = await readStamp(stampPath);
  if (
    stamp?.key === key &&
    Object.entries(stamp.versions).every(([name, v]) => installedVersion(project, name) === v) &&
    stamp.files.every((file) => existsSync(join(target, file)))
  ) {
    return { rebuilt: false, versions: stamp.versions };
  }
  // The new cache is written beside the old one and takes its place when it is whole.
  const next = `${target}.${process.pid}.new`;
  const old = `${target}.${process.pid}.old`;
  try {
    await mkdir(next, { recursive: true });
    const filled = await fill(project, root, next);
    await rm(stampPath, { force: true });
    if (existsSync(target)) await rename(target, old);
    await rename(next, target);
    await writeFile(`${stampPath}.${process.pid}`, JSON.stringify({ key, ...filled }));
    await rename(`${stampPath}.${process.pid}`, stampPath);
    return { rebuilt: true, versions: filled.versions };
  } finally {
    await rm(next, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}
