import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UserError } from "../loaders/errors.ts";
import { findPageLibraries, npmSpecifiers, parseSpecifier } from "./page_libraries.ts";

/** Makes a project folder of the files given for the length of a test. */
async function withFiles(
  files: Record<string, unknown>,
  test: (folder: string) => void | Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "segue-libraries-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      const text = typeof content === "string" ? content : JSON.stringify(content);
      await writeFile(join(folder, name), text);
    }
    await test(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const FRAMEWORK = "node_modules/@observablehq/framework/dist";

/** A project that installs a chart library, which depends on `d3`, and a search library. */
const PROJECT = {
  "package.json": { dependencies: { plot: "1.0.0" }, devDependencies: { "@a/search": "2.0.0" } },
  [`${FRAMEWORK}/client/library.js`]: `
    const Plot = () => import("npm:plot");
    const d3 = () => import("npm:d3");
    const _ = () => import("npm:lodash");
    const inputs = () => import("npm:@observablehq/inputs");`,
  [`${FRAMEWORK}/libraries.js`]: `add("npm:htl").add("npm:isoformat").add("npm:plot/plot.wasm")`,
  "node_modules/plot/package.json": { version: "1.0.0", dependencies: { d3: "^7", rw: "1" } },
  "node_modules/d3/package.json": { version: "7.9.2" },
  "node_modules/rw/package.json": { version: "1.0.0" },
  "node_modules/lodash/package.json": { version: "4.0.0" },
  "node_modules/htl/package.json": { version: "1.0.0" },
  "node_modules/isoformat/package.json": { version: "0.2.1" },
  "node_modules/@a/search/package.json": { version: "2.0.0" },
  "src/index.md": "# Songs",
};

Deno.test("parseSpecifier reads name and path, and leaves out the version", () => {
  assert.deepEqual(parseSpecifier("d3"), { name: "d3" });
  assert.deepEqual(parseSpecifier("d3@7"), { name: "d3" });
  assert.deepEqual(parseSpecifier("@a/b@1.2.3/dist/c.css"), { name: "@a/b", path: "dist/c.css" });
  assert.deepEqual(parseSpecifier("sql.js/dist/"), { name: "sql.js", path: "dist/" });
  assert.throws(
    () => parseSpecifier("@a"),
    new UserError('Cannot read the import "npm:@a": it names no package'),
  );
});

Deno.test("npmSpecifiers finds the imports of pages and components, not of tests", () =>
  withFiles({
    "index.md": '```js\nimport {a} from "npm:a";\n```\nPlain npm:prose is no import.',
    "deep/one.ts": "import * as b from 'npm:@s/b/c.js'; await import(`npm:${name}`);",
    "deep/one_test.ts": 'import "npm:fast-check";',
    "deep/data.json": '{"x": "npm:no"}',
    ".observablehq/cache/x.js": 'import "npm:cached";',
  }, (folder) => assert.deepEqual(npmSpecifiers(folder), ["@s/b/c.js", "a"])));

Deno.test("findPageLibraries hosts built-ins that are listed or depended on, at their version", () =>
  withFiles(PROJECT, (folder) => {
    const { versions, imports, absent } = findPageLibraries(folder, join(folder, "src"));
    assert.deepEqual(Object.fromEntries(versions), {
      plot: "1.0.0",
      d3: "7.9.2",
      htl: "1.0.0",
      isoformat: "0.2.1",
    });
    assert.deepEqual(imports, [
      { name: "plot" },
      { name: "d3" },
      { name: "htl" },
      { name: "isoformat" },
      { name: "plot", path: "plot.wasm" },
    ]);
    // Installed by chance, by some other package: not the project's to rely on.
    assert.deepEqual(absent, ["lodash"]);
  }));

Deno.test("findPageLibraries hosts a listed package once a page imports it", () =>
  withFiles({
    ...PROJECT,
    "src/index.md": '```js\nimport search from "npm:@a/search";\n```',
  }, (folder) => {
    const { versions } = findPageLibraries(folder, join(folder, "src"));
    assert.equal(versions.get("@a/search"), "2.0.0");
  }));

Deno.test("findPageLibraries hosts a built-in once package.json lists it", () =>
  withFiles({ ...PROJECT, "package.json": { dependencies: { lodash: "4.0.0" } } }, (folder) => {
    const { versions, absent } = findPageLibraries(folder, join(folder, "src"));
    assert.equal(versions.get("lodash"), "4.0.0");
    assert.deepEqual(absent, ["d3", "plot"]);
  }));

Deno.test("findPageLibraries says to install what is listed but not there", () =>
  withFiles({
    ...PROJECT,
    "package.json": { dependencies: { leaflet: "1.9.4" } },
    "src/index.md": '<link href="npm:leaflet/dist/leaflet.css">',
  }, (folder) => {
    assert.throws(
      () => findPageLibraries(folder, join(folder, "src")),
      new UserError('Cannot host leaflet for the pages: it is not installed; run "npm ci"'),
    );
  }));
