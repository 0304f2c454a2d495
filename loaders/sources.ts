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

/**
 * The sha256 of each source of a stage, by path in the project.
 *
 * @param entry the stage's main module, an absolute path
 * @param root the project's folder, an absolute path
 */
export function sourceHashes(entry: string, root: string): Record<string, string> {
  const found = new Map<string, string>();
  const pending = [entry];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const name = relative(root, file).replaceAll("\\", "/");
    if (found.has(name)) continue;
    const content = readFileSync(file);
    found.set(name, createHash("sha256").update(content).digest("hex"));
    if (!file.endsWith(".ts")) continue;
    const text = content.toString("utf8");
    for (const pattern of [IMPORT, ASSET]) {
      for (const [, path] of text.matchAll(pattern)) {
        const next = join(dirname(file), path);
        if (existsSync(next)) pending.push(next);
      }
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => a < b ? -1 : 1));
}

/** Versions of installed libraries, by name, as their package.json states them. */
export function libraryVersions(root: string, names: readonly string[]): Record<string, string> {
  const version = (name: string): string =>
    JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
  return Object.fromEntries(names.map((name) => [name, version(name)]));
}
