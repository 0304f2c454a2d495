import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { csvFormat, csvParse } from "d3-dsv";
import { vectorFromArray } from "apache-arrow";
import { UserError } from "../loaders/errors.ts";
import { bundleLibrary, stopBundling } from "./bundle_library.ts";
import { ABSENT_VERSION, selfHost } from "./self_host.ts";

const FRAMEWORK = "node_modules/@observablehq/framework/dist";

/** Two ES modules and a CommonJS one, each using the others, and a binary file. */
const PROJECT = {
  "package.json": { dependencies: { "@a/chart": "1.0.0", shapes: "2.0.0", legacy: "3.0.0" } },
  [`${FRAMEWORK}/client/library.js`]: `import("npm:@a/chart"); import("npm:lodash");`,
  [`${FRAMEWORK}/libraries.js`]:
    `add("npm:shapes").add("npm:legacy").add("npm:shapes/shapes.wasm")`,
  "node_modules/@a/chart/package.json": {
    name: "@a/chart",
    version: "1.0.0",
    type: "module",
    main: "index.js",
  },
  "node_modules/@a/chart/index.js": `import {circle} from "shapes"; import legacy from "legacy";
    import {inner} from "inner"; export const chart = () => [circle(), legacy.twice(2), inner];`,
  "node_modules/inner/package.json": {
    name: "inner",
    version: "9.0.0",
    license: "ISC",
    type: "module",
    main: "index.js",
  },
  "node_modules/inner/LICENSE": "ISC License\n\nCopyright (c) 2020 Ann Other\n\nPermission to …\n",
  "node_modules/inner/index.js": `export const inner = "inside the bundle";`,
  "node_modules/shapes/package.json": {
    name: "shapes",
    version: "2.0.0",
    type: "module",
    main: "index.js",
  },
  "node_modules/shapes/index.js": `export const circle = () => "circle";`,
  "node_modules/shapes/shapes.wasm": "\0asm",
  "node_modules/legacy/package.json": { name: "legacy", version: "3.0.0", main: "index.js" },
  "node_modules/legacy/index.js": `const shapes = require("shapes");
    exports.twice = (x) => 2 * x; exports.catch = "reserved"; exports.shape = () => shapes.circle();`,
  "src/index.md": "# Songs",
};

async function write(folder: string, files: Record<string, unknown>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(
      join(folder, name),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  }
}

async function withProject(
  test: (project: string, src: string, cache: string) => Promise<void>,
): Promise<void> {
  const project = await mkdtemp(join(tmpdir(), "segue-host-"));
  const src = join(project, "src");
  try {
    await write(project, PROJECT);
    await test(project, src, join(src, ".observablehq", "cache"));
  } finally {
    await rm(project, { recursive: true });
  }
}

Deno.test("selfHost puts each library at its installed version where Framework looks", () =>
  withProject(async (project, src, cache) => {
    const { rebuilt, versions } = await selfHost(src, project);
    assert.equal(rebuilt, true);
    assert.deepEqual(versions, {
      "@a/chart": "1.0.0",
      shapes: "2.0.0",
      legacy: "3.0.0",
    });
    const npm = join(cache, "_npm");
    assert.equal(await readFile(join(npm, "shapes@2.0.0/shapes.wasm"), "utf8"), "\0asm");
    assert.deepEqual(await readdir(join(npm, `lodash@${ABSENT_VERSION}`)), []);
    assert.deepEqual((await readdir(cache)).sort(), ["_npm", "self-hosted.json"]);
  }));

Deno.test("hosted libraries import each other, so that a page has one copy of each", () =>
  withProject(async (project, src, cache) => {
    await selfHost(src, project);
    const chart = await readFile(join(cache, "_npm/@a/chart@1.0.0/_esm.js"), "utf8");
    assert.match(chart, /from"\.\.\/\.\.\/shapes@2\.0\.0\/_esm\.js"/);
    assert.match(chart, /from"\.\.\/\.\.\/legacy@3\.0\.0\/_esm\.js"/);
    assert.match(chart, /inside the bundle/);
    assert.doesNotMatch(chart, /"circle"/);
    const legacy = await readFile(join(cache, "_npm/legacy@3.0.0/_esm.js"), "utf8");
    assert.match(legacy, /from"\.\.\/shapes@2\.0\.0\/_esm\.js"/);
    // And they run.
    const load = (path: string) => import(pathToFileURL(join(cache, "_npm", path)).href);
    const { chart: draw } = await load("@a/chart@1.0.0/_esm.js");
    assert.deepEqual(draw(), ["circle", 4, "inside the bundle"]);
    const { twice, shape, catch: word, default: whole } = await load("legacy@3.0.0/_esm.js");
    assert.deepEqual([twice(3), shape(), word, whole.twice(4)], [6, "circle", "reserved", 8]);
  }));

Deno.test("a hosted library opens with the packages in it and their licences", () =>
  withProject(async (project, src, cache) => {
    await selfHost(src, project);
    const chart = await readFile(join(cache, "_npm/@a/chart@1.0.0/_esm.js"), "utf8");
    const notice = "/*! @a/chart 1.0.0\n * inner 9.0.0 (ISC, Copyright (c) 2020 Ann Other) */\n";
    assert.equal(chart.slice(0, notice.length), notice);
  }));

Deno.test("selfHost does nothing when nothing has changed, and all of it when something has", () =>
  withProject(async (project, src, cache) => {
    const rebuilt = async () => (await selfHost(src, project)).rebuilt;
    assert.equal(await rebuilt(), true);
    assert.equal(await rebuilt(), false);
    const changes: [string, () => Promise<void>][] = [
      ["a hosted file is gone", () => rm(join(cache, "_npm/shapes@2.0.0/_esm.js"))],
      ["the stamp is cut short", () => writeFile(join(cache, "self-hosted.json"), '{"key": ')],
      ["a page imports more", () => write(src, { "index.md": '```js\nimport "npm:inner";\n```' })],
      [
        "a package has another version",
        () =>
          write(project, {
            "node_modules/shapes/package.json": {
              version: "2.0.1",
              type: "module",
              main: "index.js",
            },
          }),
      ],
      [
        "npm has installed something",
        () => write(project, { "node_modules/.package-lock.json": "{}" }),
      ],
    ];
    for (const [name, change] of changes) {
      await change();
      assert.equal(await rebuilt(), true, name);
      assert.equal(await rebuilt(), false, name);
    }
    const npm = await readdir(join(cache, "_npm"));
    assert.ok(npm.includes("shapes@2.0.1") && !npm.includes("shapes@2.0.0"), npm.join());
  }));

Deno.test("selfHost leaves the cache as it was where it fails", () =>
  withProject(async (project, src, cache) => {
    await selfHost(src, project);
    await write(src, { "index.md": '<link rel="stylesheet" href="npm:shapes/none.css">' });
    await assert.rejects(selfHost(src, project), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(
        error.message,
        /^Cannot host npm:shapes@2\.0\.0\/none\.css .*: there is no file/,
      );
      return true;
    });
    assert.ok((await readFile(join(cache, "_npm/shapes@2.0.0/_esm.js"))).length > 0);
    assert.deepEqual((await readdir(cache)).sort(), ["_npm", "self-hosted.json"]);
  }));

Deno.test("selfHost says which library is not made for browsers, and why", () =>
  withProject(async (project, src) => {
    await write(project, {
      "node_modules/inner/index.js": `export {readFileSync} from "node:fs";`,
    });
    await assert.rejects(
      selfHost(src, project),
      new UserError('Cannot bundle @a/chart for the pages: Could not resolve "node:fs"'),
    );
  }));

/** Bundles a library of this project and loads the bundle. */
async function loadBundle(specifier: string) {
  const folder = await mkdtemp(join(tmpdir(), "segue-bundle-"));
  try {
    const code = await bundleLibrary(".", specifier, () => undefined);
    await writeFile(join(folder, "bundle.mjs"), code);
    return { code, module: await import(pathToFileURL(join(folder, "bundle.mjs")).href) };
  } finally {
    await stopBundling();
    await rm(folder, { recursive: true });
  }
}

type Rows = Record<string, string>[] & { columns?: string[] };

Deno.test("the hosted d3-dsv reads rows as the original does, without code from text", async () => {
  const { code, module } = await loadBundle("d3-dsv");
  assert.doesNotMatch(code, /\bFunction\(|\beval\(/);
  const texts = ["a,b\n1,2\n3\n", 'x,"y ""z""",x\n1,"two\nlines",3', "", "only", "a\n\n"];
  for (const text of texts) {
    const [hosted, original]: Rows[] = [module.csvParse(text), csvParse(text)];
    assert.deepEqual(hosted.map((row) => ({ ...row })), original.map((row) => ({ ...row })));
    assert.deepEqual(hosted.columns, original.columns);
    assert.equal(module.csvFormat(hosted), csvFormat(original));
  }
});

Deno.test("the hosted apache-arrow builds vectors as the original does, without code from text", async () => {
  const { code, module } = await loadBundle("apache-arrow");
  assert.doesNotMatch(code, /\bFunction\(|\beval\(/);
  const columns = [[1, null, 3, NaN], ["a", null, undefined, "b"], [true, null], [null, null, 1n]];
  for (const column of columns) {
    const hosted = module.vectorFromArray(column);
    const original = vectorFromArray(column as (number | null)[]);
    assert.deepEqual([...hosted], [...original]);
    assert.equal(hosted.nullCount, original.nullCount);
  }
  const nullValues = [null, -1, NaN];
  const builder = module.makeBuilder({ type: new module.Int32(), nullValues });
  for (const value of [1, -1, NaN, null, 0]) builder.append(value);
  assert.deepEqual([...builder.finish().toVector()], [1, null, null, null, 0]);
});
