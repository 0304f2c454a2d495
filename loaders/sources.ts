/**
 * The sources that a stage depends on: its entry, what that imports by relative path, and files
 * that it names with `new URL(…, import.meta.url)`, hashed. So that an edit of any of them, and of
 * nothing else, makes the stage's result stale.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;
const ASSET = /new URL\(\s*"([^"]+)",\s*import\.meta\.url/g;
/** Types are erased before anything runs. */
const TYPES_ONLY = /\b(?:import|export)\s+type\s[^;"]*?\bfrom\s*"[^"]+"/g;

/** Holds values, which are inputs by themselves: a stage depends on those that it uses. */
const SETTINGS = "loaders/settings.ts";

interface Source {
  readonly hash: string;
  /** The absolute paths of the files that it needs. */
  readonly needs: readonly string[];
}

/** Sources that were read already, by absolute path. */
export type KnownSources = Map<string, Source>;

function sourceAt(file: string): Source {
  const content = readFileSync(file);
  const hash = createHash("sha256").update(content).digest("hex");
  if (!file.endsWith(".ts")) return { hash, needs: [] };
  const text = content.toString("utf8").replaceAll(TYPES_ONLY, "");
  const needs = [IMPORT, ASSET].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, path]) => join(dirname(file), path))
  );
  return { hash, needs: needs.filter((path) => existsSync(path)) };
}

/**
 * The sha256 of each source of a stage, by path in the project.
 *
 * @param entries the stage's modules, absolute paths
 * @param root the project's folder, an absolute path
 * @param known for callers that ask about several stages of the same moment
 */
export function sourceHashes(
  entries: string | readonly string[],
  root: string,
  known: KnownSources = new Map(),
): Record<string, string> {
  const found = new Map<string, string>();
  const pending = [entries].flat();
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const name = relative(root, file).replaceAll("\\", "/");
    if (found.has(name) || name === SETTINGS) continue;
    let source = known.get(file);
    if (source === undefined) known.set(file, source = sourceAt(file));
    found.set(name, source.hash);
    pending.push(...source.needs);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => a < b ? -1 : 1));
}

/** Versions of installed libraries, by name, as their package.json states them. */
export function libraryVersions(root: string, names: readonly string[]): Record<string, string> {
  const version = (name: string): string =>
    JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
  return Object.fromEntries(names.map((name) => [name, version(name)]));
}
