/**
 * The data set's nouns in what Framework writes: the names of pages, their Markdown, and a `meta` in
 * their heads, where the components find them.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { USUAL_NOUNS } from "../loaders/settings_schema.ts";
import { type Nouns, renaming } from "../src/components/nouns.ts";
import { metaElement } from "./meta_element.ts";

const MANIFEST = fileURLToPath(
  new URL("../src/.observablehq/cache/model/manifest.json", import.meta.url),
);

/** What is used here of markdown-it. */
interface MarkdownIt {
  readonly core: {
    readonly ruler: { push(name: string, rule: (state: { tokens: Token[] }) => void): void };
  };
}

/** A token of a page; those within a line of text are its children. */
interface Token {
  readonly type: string;
  content: string;
  readonly children: Token[] | null;
}

/** The nouns of the model that the pages show; null for the usual ones, or without a model. */
export function nounsOfModel(manifest: string = MANIFEST): Nouns | null {
  let text: string;
  try {
    text = readFileSync(manifest, "utf8");
  } catch {
    return null;
  }
  const { nouns } = JSON.parse(text).settings as { nouns?: Nouns };
  return nouns === undefined || JSON.stringify(nouns) === JSON.stringify(USUAL_NOUNS)
    ? null
    : nouns;
}

/** The `meta` that says them, for the head of a page; "" for the usual ones. */
export function nounsMeta(nouns: Nouns | null = nounsOfModel()): string {
  return nouns === null ? "" : metaElement("nouns", JSON.stringify(nouns));
}

/** A text with the nouns of the model that the pages show. */
export function withNouns(text: string, nouns: Nouns | null = nounsOfModel()): string {
  return nouns === null ? text : renaming(nouns)(text);
}

/** Has Markdown's texts follow the model's nouns: not its code, nor what a page puts in. */
export function nameMarkdown<T extends MarkdownIt>(
  markdown: T,
  nounsNow: () => Nouns | null = nounsOfModel,
): T {
  markdown.core.ruler.push("nouns", ({ tokens }) => {
    const nouns = nounsNow();
    if (nouns === null) return;
    const rename = renaming(nouns);
    const name = (token: Token) => {
      token.children?.forEach(name);
      if (token.type === "text") token.content = rename(token.content);
      if (token.type.startsWith("html_")) {
        token.content = token.content.replace(/>[^<>{}]+</g, rename);
      }
    };
    tokens.forEach(name);
  });
  return markdown;
}
