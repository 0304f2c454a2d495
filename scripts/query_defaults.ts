/**
 * What a query starts with, out of the first block of the Recommend page: the one place where it is
 * said. The other pages find it in a `meta` of their heads.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { metaElement } from "./meta_element.ts";

const PAGE = fileURLToPath(new URL("../src/index.md", import.meta.url));

/**
 * The value of `defaults` in the page's block of JavaScript that defines it, as JSON.
 * @returns null where there is no such block or it does not run: the page itself then says why
 */
export function queryDefaults(markdown: string = readFileSync(PAGE, "utf8")): string | null {
  const blocks = Array.from(markdown.matchAll(/^```js\n([^]*?)^```$/gm), ([, text]) => text);
  const block = blocks.find((text) => /^const defaults = /m.test(text));
  if (block === undefined) return null;
  try {
    return JSON.stringify(runInNewContext(`${block};defaults`)) ?? null;
  } catch {
    return null;
  }
}

/** The `meta` that says it, for the head of a page; "" where there is nothing to say. */
export function queryDefaultsMeta(json: string | null = queryDefaults()): string {
  if (json === null) return "";
  return metaElement("query-defaults", json);
}
