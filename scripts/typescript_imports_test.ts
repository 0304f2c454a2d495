import assert from "node:assert/strict";
import { parse } from "acorn";
import { renameTypeScriptImports } from "./typescript_imports.ts";

/** The names that a module imports from, once renamed. */
function namesIn(source: string): unknown[] {
  const program = parse(source, { ecmaVersion: 13, sourceType: "module" });
  const body = program.body as unknown as { type: string; source?: { value: unknown } }[];
  renameTypeScriptImports({ body });
  return body.flatMap(({ source }) => source ? [source.value] : []);
}

Deno.test("relative imports and re-exports of TypeScript get the name that Framework serves", () => {
  const source = `import a from "./a.ts"; import "../b/c.ts";
    export { d } from "./d.test.ts"; export * from "/e.ts";`;
  assert.deepEqual(namesIn(source), ["./a.js", "../b/c.js", "./d.test.js", "/e.js"]);
});

Deno.test("all other imports keep their name", () => {
  const source = `import "npm:d3"; import "./a.js"; import "npm:x/y.ts"; import "./b.tsx";
    const text = "./c.ts"; export const d = text;`;
  assert.deepEqual(namesIn(source), ["npm:d3", "./a.js", "npm:x/y.ts", "./b.tsx"]);
});
