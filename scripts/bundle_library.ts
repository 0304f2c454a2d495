/** Bundles one library of `node_modules` into one ES module, with the other libraries left outside. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { build, type BuildFailure, type OnLoadResult, type Plugin, stop } from "esbuild";
import { UserError } from "../loaders/errors.ts";
import { licenseNotice } from "./license_notice.ts";

/** Framework's own browser targets, so that a page needs no newer browser for a library than for it. */
export const TARGET = ["es2022", "chrome96", "firefox96", "safari16"];

/**
 * What libraries do that the site's Content-Security-Policy forbids, and its replacement: functions
 * made from text, and event handlers written as attributes. Each pattern must match exactly once: a
 * version that reads otherwise stops the build rather than the page.
 */
const PATCHES: { file: RegExp; from: RegExp; to: string }[] = [
  {
    file: /[\\/]apache-arrow[\\/]builder[\\/]valid\.mjs$/,
    from: /return new Function\(`x`, [^\n]*\);/g,
    to: "const absent = new Set(nullValues); return (x) => !absent.has(x);",
  },
  {
    file: /[\\/]d3-dsv[\\/]dist[\\/]d3-dsv\.mjs$/,
    from: /return new Function\("d", [\s\S]*?\}\)\.join\(","\) \+ "\}"\);/g,
    to: `return function(d) {
      const row = {};
      for (let i = 0; i < columns.length; ++i) row[columns[i]] = d[i] || "";
      return row;
    };`,
  },
  {
    // The value of `onclick=${f}` is set on the element once it is parsed; until then htl keeps its
    // place with an attribute of the same name. A nameless place, as of `${{onclick: f}}`, will do.
    file: /[\\/]htl[\\/]dist[\\/]index\.js$/,
    from: /string \+= `::\$\{j\}`;/g,
    to: `string = string.slice(0, attributeNameStart - strings[j].length) + \`::\${j}=''\`;
      values[j] = {[name.toLowerCase()]: value};`,
  },
];

/** Makes a library free of code from text where `PATCHES` knows how. */
function patchesPlugin(): Plugin {
  return {
    name: "no-code-from-text",
    setup({ onLoad }) {
      for (const { file, from, to } of PATCHES) {
        onLoad({ filter: file }, ({ path }): OnLoadResult => {
          const source = readFileSync(path, "utf8");
          const matches = source.match(from)?.length ?? 0;
          if (matches !== 1) {
            throw new Error(`Cannot patch ${path}: ${matches} places match ${from}, 1 expected`);
          }
          return { contents: source.replace(from, () => to), loader: "js" };
        });
      }
    },
  };
}

/** Leaves what is hosted beside this library outside of its bundle: one copy of each in a page. */
function hostedPlugin(self: string, hosted: (specifier: string) => string | undefined): Plugin {
  return {
    name: "hosted",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind, namespace }) => {
        if (kind === "entry-point" || path === self) return;
        const href = hosted(path);
        if (href === undefined) return;
        // A require cannot reach an ES module from outside; a module that re-exports it can.
        return kind === "require-call" && namespace !== "hosted"
          ? { path, namespace: "hosted" }
          : { path: href, external: true };
      });
      onLoad({ filter: /.*/, namespace: "hosted" }, ({ path }) => ({
        contents: `export * from ${JSON.stringify(path)};`,
        loader: "js",
      }));
    },
  };
}

/** Names that a CommonJS module gives away, found by loading it; none where it does not load here. */
function commonJsNames(project: string, specifier: string): string[] {
  try {
    const exported: unknown = createRequire(resolve(project, "package.json"))(specifier);
    if (exported === null || !/^(object|function)$/.test(typeof exported)) return [];
    return Object.keys(exported as object).filter((name) =>
      name !== "default" && /^[A-Za-z_$][\w$]*$/.test(name)
    );
  } catch {
    return [];
  }
}

/**
 * Bundles a module of an installed package for browsers, minified.
 * @param project the folder with `node_modules`
 * @param specifier the module as one would import it: `d3`, `react-dom/client`
 * @param hosted the address, relative to the module, of what stays outside; undefined for the rest
 * @returns the code of one ES module, opened by a comment that names what is in it
 * @throws UserError where the package is not made for browsers, or does what `PATCHES` does not know
 */
export async function bundleLibrary(
  project: string,
  specifier: string,
  hosted: (specifier: string) => string | undefined,
): Promise<string> {
  const bundle = (contents?: string) =>
    build({
      ...(contents === undefined
        ? { entryPoints: [specifier] }
        : { stdin: { contents, resolveDir: resolve(project) } }),
      absWorkingDir: resolve(project),
      bundle: true,
      write: false,
      metafile: true,
      outfile: "bundle.js",
      format: "esm",
      platform: "browser",
      target: TARGET,
      minify: true,
      logLevel: "silent",
      define: { "process.env.NODE_ENV": '"production"' },
      plugins: [hostedPlugin(specifier, hosted), patchesPlugin()],
    }).catch((error: Partial<BuildFailure>) => {
      const text = error.errors?.[0]?.text;
      if (text === undefined) throw error; // Not about the library: esbuild could not be run.
      throw new UserError(`Cannot bundle ${specifier} for the pages: ${text}`);
    });
  const { metafile, outputFiles } = await bundle();
  const notice = licenseNotice(project, Object.keys(metafile.inputs));
  const { entryPoint } = metafile.outputs["bundle.js"];
  const commonJs = entryPoint !== undefined && metafile.inputs[entryPoint].format === "cjs";
  const names = commonJs ? commonJsNames(project, specifier) : [];
  if (names.length === 0) return notice + outputFiles[0].text;
  const named = await bundle(
    `import library from ${JSON.stringify(specifier)};\nexport default library;\n` +
      `const {${names.map((name, i) => `${name}: name${i}`).join(", ")}} = library;\n` +
      `export {${names.map((name, i) => `name${i} as ${name}`).join(", ")}};\n`,
  );
  return notice + named.outputFiles[0].text;
}

/** Ends esbuild's process, which would hold up the end of ours. */
export async function stopBundling(): Promise<void> {
  await stop();
}
