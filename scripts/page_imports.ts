/**
 * What a page that Framework wrote asks for: the site's own modules that its cells import, and the
 * files that they read at once. Both stand in the page's inline module.
 */
import { type Node, parse } from "acorn";

/** A piece of the page's text. */
interface Span {
  /** Position of its first character in the page, and after its last. */
  readonly start: number;
  readonly end: number;
}

/** `import("./_import/….js")` in a cell. */
export interface ModuleImport extends Span {
  /** The module's address as the page writes it. */
  readonly href: string;
}

export interface PageImports {
  readonly modules: readonly ModuleImport[];
  /** Addresses of the files that cells read as soon as they run, the largest first. */
  readonly files: readonly string[];
}

const MODULE_SCRIPT = /<script type="module">([\s\S]*?)<\/script>/g;
const OWN_MODULE = /^(?:\.{1,2}\/)+_import\/.+\.js$/;
/** Methods of a file that fetch it as a whole. */
const READS = new Set([
  ..."arrow arrayBuffer blob csv dsv html json parquet text tsv xml".split(" "),
]);

/** @throws SyntaxError where an inline module is none */
export function pageImports(html: string): PageImports {
  const modules: ModuleImport[] = [];
  const read = new Set<string>();
  const registered = new Map<string, { path: string; size: number }>();
  for (const { 1: code, index } of html.matchAll(MODULE_SCRIPT)) {
    const offset = index + '<script type="module">'.length;
    const program = parse(code, { ecmaVersion: "latest", sourceType: "module" });
    walk(program, 0, (node, depth) => {
      if (node.type === "ImportExpression") {
        const href = literal(node.source);
        if (href !== undefined && OWN_MODULE.test(href)) {
          modules.push({ href, start: offset + node.start, end: offset + node.end });
        }
      } else if (node.type === "CallExpression") {
        const name = literal(node.arguments?.[0]);
        if (name === undefined) return;
        if (isNamed(node.callee, "registerFile")) {
          const { start, end } = node.arguments![1];
          registered.set(name, JSON.parse(code.slice(start, end)));
        }
      } else if (
        // Depth 1 is a cell's own body; a function inside it reads when it is called, if ever.
        depth === 1 && node.type === "MemberExpression" && READS.has(node.property?.name ?? "") &&
        isNamed(node.object?.callee, "FileAttachment")
      ) {
        const name = literal(node.object!.arguments?.[0]);
        if (name !== undefined) read.add(name);
      }
    });
  }
  const files = [...read].flatMap((name) => registered.get(name) ?? [])
    .sort((a, b) => b.size - a.size).map(({ path }) => path);
  return { modules, files };
}

/** What a page is to go by instead of the modules that it imports. */
export interface PageBundles {
  /** The expression that takes the place of a module's import. */
  importOf(href: string): string;
  isBundled(href: string): boolean;
  /** Addresses of all bundles that the page loads at once. */
  readonly bundles: readonly string[];
}

/** The page with its imports replaced, and links in its head to fetch at once what it needs. */
export function bundledPage(
  html: string,
  { modules, files }: PageImports,
  { importOf, isBundled, bundles }: PageBundles,
): string {
  let page = html;
  // From the last to the first, so that positions stay right.
  for (const { href, start, end } of modules.toReversed()) {
    page = page.slice(0, start) + importOf(href) + page.slice(end);
  }
  const links = [...page.matchAll(MODULE_PRELOAD)];
  if (links.length === 0) return page;
  const kept = links.filter(([, href]) => !isBundled(href)).map(([link]) => link);
  // The largest file takes longest, and so comes first; the others are read after the modules.
  const [largest, ...others] = files.map(filePreload);
  const start = links[0].index, { index, 0: { length } } = links.at(-1)!;
  return page.slice(0, start) +
    [largest, ...bundles.map(modulePreload), ...kept, ...others].join("") +
    page.slice(index + length);
}

const MODULE_PRELOAD = /<link rel="modulepreload" href="([^"]+)">\n/g;

/** The link by which Framework has a module fetched before it is asked for. */
export function modulePreload(href: string): string {
  return `<link rel="modulepreload" href="${href}">\n`;
}

function filePreload(href: string): string {
  return `<link rel="preload" as="fetch" crossorigin href="${href}">\n`;
}

/** The parts of a syntax tree's nodes that are looked at here. */
interface SyntaxNode extends Node {
  readonly name?: string;
  readonly value?: unknown;
  readonly source?: SyntaxNode;
  readonly callee?: SyntaxNode;
  readonly object?: SyntaxNode;
  readonly property?: SyntaxNode;
  readonly arguments?: readonly SyntaxNode[];
}

/** Visits a node and all below it; `depth` counts the functions around each. */
function walk(
  node: SyntaxNode,
  depth: number,
  visit: (node: SyntaxNode, depth: number) => void,
): void {
  visit(node, depth);
  const inside = /Function/.test(node.type) ? depth + 1 : depth;
  for (const child of Object.values(node).flat()) {
    if (child !== null && typeof child === "object" && typeof child.type === "string") {
      walk(child as SyntaxNode, inside, visit);
    }
  }
}

function isNamed(node: SyntaxNode | undefined, name: string): boolean {
  return node?.type === "Identifier" && node.name === name;
}

function literal(node: SyntaxNode | undefined): string | undefined {
  return node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
