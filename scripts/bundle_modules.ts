/**
 * Bundles the site's own modules, some hundred small files a page, into a few: a browser fetches six
 * files at a time from a server without HTTP/2, and each costs it some milliseconds of work. What one
 * page alone uses is in that page's file; what several use is in shared ones, one for each set of
 * libraries that it rests on, so that no page loads a library that it does not use.
 */
import { transform, version as esbuildVersion } from "esbuild";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type GetManualChunk, type OutputChunk, type Plugin, rollup } from "rollup";
import { stopBundling, TARGET } from "./bundle_library.ts";
import { bundledPage, modulePreload, pageImports } from "./page_imports.ts";

/** A page as Framework wrote it. */
export interface Page {
  /** Below the folder of the site. */
  readonly path: string;
  readonly html: string;
}

/** The folder of the bundles, whose names change with what is in them. */
const BUNDLES = "_bundle";
/** Framework's folder of the site's own modules. */
const MODULES = "_import";
/** A module that stands for all that a page imports. */
const PAGE = "\0page:";
/** The names, followed by numbers, under which it gives them away. */
const NAMESPACE = "module";
const SCRIPT_ELEMENT = /<script\b[^>]*\bsrc="[^"]*\b_import\//;

/**
 * Writes the bundles below `folder`, takes away the modules that are in them, and gives the pages
 * that go by the bundles, with links to fetch at once what their cells read at once.
 *
 * @param folder the site
 * @param pages all of its pages
 */
export async function bundleModules(folder: string, pages: readonly Page[]): Promise<Page[]> {
  const root = resolve(folder);
  const wanted = pages.map((page) => {
    const imports = pageImports(page.html);
    const fileOf = (href: string) => resolve(root, dirname(page.path), href);
    // Framework preloads what is imported in any case, and not what is imported on demand.
    const isAtOnce = (href: string) => page.html.includes(modulePreload(href));
    const hrefs = [...new Set(imports.modules.map(({ href }) => href))];
    return {
      page,
      imports,
      fileOf,
      entry: hrefs.filter(isAtOnce).map(fileOf),
      later: hrefs.filter((href) => !isAtOnce(href)).map(fileOf),
    };
  });
  const entries = new Map(
    wanted.filter(({ entry }) => entry.length > 0).map(({ page, entry }) => [page.path, entry]),
  );
  const chunks = await bundle(root, entries, new Set(wanted.flatMap(({ later }) => later)));
  if (chunks.length > 0) await mkdir(join(root, BUNDLES), { recursive: true });
  for (const { fileName, code } of chunks) {
    await writeFile(join(root, BUNDLES, fileName), code);
  }
  const bundled = new Set(
    chunks.flatMap(({ moduleIds }) => moduleIds).filter((file) => !file.startsWith(PAGE)),
  );
  // A script element names its module itself, which may import any of the others.
  if (!pages.some(({ html }) => SCRIPT_ELEMENT.test(html))) {
    for (const file of bundled) await rm(file);
  }
  const chunkOf = new Map(chunks.map((chunk) => [chunk.facadeModuleId, chunk]));
  return wanted.map(({ page, imports, fileOf, entry }) => {
    const hrefOf = ({ fileName }: OutputChunk) => address(dirname(page.path), fileName);
    const own = chunkOf.get(PAGE + page.path);
    return {
      ...page,
      html: bundledPage(page.html, imports, {
        importOf(href) {
          const file = fileOf(href), place = entry.indexOf(file);
          return place < 0
            ? `import("${hrefOf(chunkOf.get(file)!)}")`
            : `import("${hrefOf(own!)}").then((page) => page.${NAMESPACE}${place})`;
        },
        isBundled: (href) => bundled.has(fileOf(href)),
        bundles: own ? withImports(own, chunks).map(hrefOf) : [],
      }),
    };
  });
}

/** A bundle's address as a page in a folder of the site writes it. */
function address(folder: string, fileName: string): string {
  const path = relative(folder, join(BUNDLES, fileName)).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}

/** Bundles the entries of pages, by their paths, and modules that are imported on demand. */
async function bundle(
  root: string,
  entries: ReadonlyMap<string, readonly string[]>,
  later: ReadonlySet<string>,
): Promise<OutputChunk[]> {
  if (entries.size + later.size === 0) return [];
  const build = await rollup({
    input: Object.fromEntries([
      ...Array.from(entries.keys(), (path) => [path, PAGE + path]),
      ...Array.from(later, (file) => [relative(root, file), file]),
    ]),
    plugins: [siteModules(root, entries), minified()],
    preserveEntrySignatures: "strict",
    onLog: () => {}, // Errors are thrown; what is left are remarks, such as on circular imports.
  });
  const { output } = await build.generate({
    dir: join(root, BUNDLES),
    format: "es",
    // All in one folder, so that libraries are equally far from each.
    entryFileNames: ({ name }) =>
      `${name.replace(/\.\w+$/, "").replaceAll(/[^\w-]/g, "-")}.[hash].js`,
    paths: (library) => relative(join(root, BUNDLES), library).split(sep).join("/"),
    chunkFileNames: "[name].[hash].js",
    manualChunks: sharedBundles(),
    hoistTransitiveImports: false,
  }).finally(stopBundling);
  return output.filter((file) => file.type === "chunk");
}

/** Finds the site's own modules; libraries and Framework's modules stay where they are. */
function siteModules(root: string, entries: ReadonlyMap<string, readonly string[]>): Plugin {
  const folder = join(root, MODULES) + sep;
  return {
    name: "site-modules",
    resolveId(source, importer) {
      if (source.startsWith(PAGE)) return source;
      if (importer?.startsWith(PAGE) || importer === undefined) return source;
      if (!/^\.{0,2}\//.test(source)) return false;
      const file = source.startsWith("/") ? join(root, source) : resolve(dirname(importer), source);
      return file.startsWith(folder) && existsSync(file)
        ? file
        : { id: file, external: "absolute" };
    },
    load(id) {
      if (!id.startsWith(PAGE)) return null;
      const entry = entries.get(id.slice(PAGE.length))!;
      return entry.map((file, i) => `export * as ${NAMESPACE}${i} from ${JSON.stringify(file)};`)
        .join("\n");
    },
    // A module that asks for its own address reads files beside it.
    resolveImportMeta(property, { moduleId }) {
      if (property !== "url") return null;
      const from = relative(join(root, BUNDLES), moduleId).split(sep).join("/");
      return `new URL(${JSON.stringify(from)}, import.meta.url).href`;
    },
  };
}

function minified(): Plugin {
  return {
    name: `minified by esbuild ${esbuildVersion}`,
    async renderChunk(code) {
      const result = await transform(code, { minify: true, format: "esm", target: TARGET });
      return { code: result.code, map: null };
    },
  };
}

/**
 * Names the bundle of a module that several pages use, by the libraries that it and all that it
 * imports rest on: a page that uses one module of a bundle needs the libraries of all of them.
 */
function sharedBundles(): GetManualChunk {
  let pagesOf: Map<string, Set<string>> | undefined;
  return (id, { getModuleIds, getModuleInfo }) => {
    const importsOf = (module: string) => getModuleInfo(module)?.importedIds ?? [];
    if (pagesOf === undefined) {
      pagesOf = new Map();
      for (const page of getModuleIds()) {
        if (!page.startsWith(PAGE)) continue;
        for (const module of reached(page, importsOf)) {
          pagesOf.set(module, (pagesOf.get(module) ?? new Set()).add(page));
        }
      }
    }
    if ((pagesOf.get(id)?.size ?? 0) < 2) return null;
    const libraries = [...reached(id, importsOf)].filter((module) =>
      getModuleInfo(module)?.isExternal
    );
    return ["shared", ...libraries.map(libraryName).sort()].join("-");
  };
}

/** A module and all that it imports, at any distance. */
function reached(from: string, importsOf: (module: string) => readonly string[]): Set<string> {
  const found = new Set([from]);
  for (const module of found) for (const imported of importsOf(module)) found.add(imported);
  return found;
}

/** `apache-arrow` of `…/_npm/apache-arrow@21.2.0/e2cdd6f4.js`, `stdlib` of `…/_observablehq/stdlib.b70b7c48.js`. */
function libraryName(file: string): string {
  const [, npm] = /\/_npm\/(?:@[^/]+\/)?([^/@]+)@/.exec(file.split(sep).join("/")) ?? [];
  return npm ?? file.split(sep).at(-1)!.replace(/\..*$/, "");
}

/** A bundle and those that it imports, at any distance. */
function withImports(chunk: OutputChunk, chunks: readonly OutputChunk[]): OutputChunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const names = reached(chunk.fileName, (name) => byName.get(name)?.imports ?? []);
  return [...names].flatMap((name) => byName.get(name) ?? []);
}
