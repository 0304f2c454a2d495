/**
 * Which npm libraries the pages get, and at which version.
 *
 * A page may name a library in two ways: with an import (`npm:d3`), or by using one of Framework's
 * built-ins (`Plot`, `sql`, `FileAttachment(…).arrow()`), which Framework turns into such an import
 * itself. Both lists are read from the sources, so nothing is written down twice. A named library is
 * hosted where `package.json` lists it or a hosted library depends on it; its version is the one in
 * `node_modules`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../loaders/errors.ts";

/** An import of an npm library: `npm:leaflet/dist/leaflet.css` is `{name: "leaflet", path: "dist/leaflet.css"}`. */
export interface NpmImport {
  name: string;
  /** The file or sub-module inside the package; absent for the package itself. */
  path?: string;
}

/** What the cache of Framework has to hold. */
export interface PageLibraries {
  /** Version of every hosted package, by its name. */
  versions: Map<string, string>;
  /** The imports to prepare, each of a hosted package. */
  imports: NpmImport[];
  /** Built-ins that are not installed: Framework asks for their version on every build all the same. */
  absent: string[];
}

const SOURCE_FILE = /\.(md|html|js|jsx|ts|tsx)$/;
const TEST_FILE = /_(test|bench)\.tsx?$/;
const NPM_SPECIFIER = /["'`]npm:([^"'`\s$]+)["'`]/g;

/** Reads `@scope/name@range/path` or `name/path`; a version or range is left out. */
export function parseSpecifier(specifier: string): NpmImport {
  const match = /^((?:@[^/]+\/)?[^/@]+)(?:@[^/]*)?(?:\/(.+))?$/.exec(specifier);
  if (!match) throw new UserError(`Cannot read the import "npm:${specifier}": it names no package`);
  return match[2] === undefined ? { name: match[1] } : { name: match[1], path: match[2] };
}

/** All distinct `npm:` specifiers, without the prefix, in the sources below `folder`, in byte order. */
export function npmSpecifiers(folder: string): string[] {
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) { for (const s of npmSpecifiers(path)) found.add(s); }
    else if (SOURCE_FILE.test(entry.name) && !TEST_FILE.test(entry.name)) {
      for (const [, specifier] of readFileSync(path, "utf8").matchAll(NPM_SPECIFIER)) {
        found.add(specifier);
      }
    }
  }
  return [...found].sort();
}

/** Specifiers that Framework itself uses: for its built-ins, their style sheets and binaries. */
export function builtInSpecifiers(project: string): string[] {
  const dist = join(project, "node_modules", "@observablehq", "framework", "dist");
  const found = new Set(npmSpecifiers(join(dist, "client")));
  for (const [, s] of readFileSync(join(dist, "libraries.js"), "utf8").matchAll(NPM_SPECIFIER)) {
    found.add(s);
  }
  return [...found].sort();
}

/** Modules that Framework makes itself from its own sources, whatever the cache holds. */
const MADE_BY_FRAMEWORK = /^@observablehq\/(runtime|stdlib|dot|duckdb|inputs|mermaid|tex|sqlite)$/;

interface PackageManifest {
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function readManifest(path: string): PackageManifest {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The names that `package.json` lists. */
export function listedPackages(project: string): string[] {
  const { dependencies, devDependencies } = readManifest(join(project, "package.json"));
  return [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
}

/** The version of a package in `node_modules`, or undefined where it is not installed. */
export function installedVersion(project: string, name: string): string | undefined {
  const path = join(project, "node_modules", name, "package.json");
  return existsSync(path) ? readManifest(path).version : undefined;
}

/**
 * Decides what to host.
 * @param project the folder with `package.json` and `node_modules`
 * @param root the folder of the pages
 * @throws UserError where `package.json` lists a library that is not installed
 */
export function findPageLibraries(project: string, root: string): PageLibraries {
  const builtIns = builtInSpecifiers(project).map(parseSpecifier);
  const wanted = [...builtIns, ...npmSpecifiers(root).map(parseSpecifier)].filter(({ name }) =>
    !MADE_BY_FRAMEWORK.test(name)
  );
  const names = new Set(wanted.map(({ name }) => name));
  const versions = new Map<string, string>();
  const visit = (name: string) => {
    if (!names.has(name) || versions.has(name)) return;
    const version = installedVersion(project, name);
    if (version === undefined) {
      throw new UserError(`Cannot host ${name} for the pages: it is not installed; run "npm ci"`);
    }
    versions.set(name, version);
    const manifest = readManifest(join(project, "node_modules", name, "package.json"));
    Object.keys(manifest.dependencies ?? {}).forEach(visit);
  };
  listedPackages(project).forEach(visit);
  // Framework's Inputs, which it bundles itself, imports these two from the cache.
  ["htl", "isoformat"].forEach(visit);
  const imports = new Map<string, NpmImport>();
  for (const name of versions.keys()) imports.set(name, { name });
  for (const { name, path } of wanted) {
    if (versions.has(name) && path !== undefined) imports.set(`${name}/${path}`, { name, path });
  }
  // What JSX is compiled to; no source names it.
  if (versions.has("react")) {
    imports.set("react/jsx-runtime", { name: "react", path: "jsx-runtime" });
  }
  const absent = new Set(
    builtIns.map(({ name }) => name).filter((name) =>
      !versions.has(name) && !MADE_BY_FRAMEWORK.test(name)
    ),
  );
  return { versions, imports: [...imports.values()], absent: [...absent].sort() };
}
