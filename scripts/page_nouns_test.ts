import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMarkdownIt } from "@observablehq/framework/dist/markdown.js";
import { USUAL_NOUNS } from "../loaders/settings_schema.ts";
import type { Nouns } from "../src/components/nouns.ts";
import { nameMarkdown, nounsMeta, nounsOfModel } from "./page_nouns.ts";

interface Token {
  readonly content: string;
  readonly children: Token[] | null;
}

const BOOKS: Nouns = { ...USUAL_NOUNS, song: ["book", "books"], playlist: ["shelf", "shelves"] };

Deno.test("nounsOfModel() reads the model's manifest, and knows the usual ones", () => {
  const folder = mkdtempSync(join(tmpdir(), "segue-nouns-"));
  const file = join(folder, "manifest.json");
  const of = (nouns: unknown) => {
    writeFileSync(file, JSON.stringify({ settings: { nouns } }));
    return nounsOfModel(file);
  };
  try {
    assert.deepEqual(of(BOOKS), BOOKS);
    assert.equal(of(USUAL_NOUNS), null);
    assert.equal(of(undefined), null);
    assert.equal(nounsOfModel(join(folder, "none")), null);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

Deno.test("nounsMeta() is one tag whatever the words, and none for the usual ones", () => {
  assert.equal(nounsMeta(null), "");
  const words: Nouns = { ...BOOKS, song: ['"><b', "&s"] };
  assert.match(
    nounsMeta(words),
    /^<meta name="nouns" content="[^"<]*&quot;\\&quot;>&lt;b[^"<]*">$/,
  );
});

Deno.test("nameMarkdown() names headings, texts and HTML, and leaves code and attributes alone", () => {
  const page = "# Songs of a playlist\n\nA `song` and **songs**.\n\n" +
    '<p class="songs">Reading the songs…</p>\n\n```js\nconst songs = 1;\n```\n';
  /** The texts of a page, those of code among them. */
  const texts = (nouns: Nouns | null): string[] => {
    const markdown = nameMarkdown(createMarkdownIt(), () => nouns);
    const of = (token: Token): string[] =>
      token.children?.flatMap(of) ?? (token.content === "" ? [] : [token.content.trim()]);
    return (markdown.parse(page, {}) as Token[]).flatMap(of);
  };
  assert.deepEqual(texts(BOOKS), [
    "Books of a shelf",
    "A",
    "song",
    "and",
    "books",
    ".",
    '<p class="songs">Reading the books…</p>',
    "const songs = 1;",
  ]);
  assert.equal(texts(null)[0], "Songs of a playlist");
});
