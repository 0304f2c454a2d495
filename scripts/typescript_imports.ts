/**
 * Lets the pages' modules name one another as Deno wants it: `./model.ts`.
 *
 * Framework serves a TypeScript module under the name `model.js` and follows no import of another
 * ending, so it would leave such modules out of the site. It finds and rewrites imports in what
 * acorn's parser gives it: there each relative name that ends in `.ts` becomes one that ends in
 * `.js`, which Framework leads back to the source.
 */
import { Parser } from "acorn";

/** What the nodes of a module's syntax tree that name another module have in common. */
interface ImportingNode {
  readonly type: string;
  readonly source?: { value?: unknown; raw?: string } | null;
}

const RELATIVE_TYPESCRIPT = /^(\.{0,2}\/.*)\.ts$/;

/** Renames the static imports and re-exports of a parsed module. */
export function renameTypeScriptImports(
  program: { readonly body: readonly ImportingNode[] },
): void {
  for (const { source } of program.body) {
    if (typeof source?.value !== "string") continue;
    const match = RELATIVE_TYPESCRIPT.exec(source.value);
    if (match === null) continue;
    source.value = `${match[1]}.js`;
    source.raw = JSON.stringify(source.value);
  }
}

/** Makes the parser that Framework uses in this process rename imports from now on. */
export function resolveTypeScriptImports(): void {
  const parse = Parser.parse;
  Parser.parse = function (input, options) {
    const program = parse.call(this, input, options);
    // Framework's parser of templates inherits this and gives a node without statements.
    const { body } = program as { body?: unknown };
    if (Array.isArray(body)) renameTypeScriptImports({ body });
    return program;
  };
}
