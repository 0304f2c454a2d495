/**
 * A page that shows the examples of `docs/components.md` live, each above its code: a draft, which
 * Framework serves in the preview and leaves out of a build.
 */
import { readFileSync } from "node:fs";
import process from "node:process";

const HEAD = `---
title: Components
style: examples.css
draft: true
---

`;

/** What a page reads first, and what each example stands in: imports for all, a scope for itself. */
export function examplesPage(document: string): string {
  const imports = new Set<string>();
  const take = (code: string) =>
    code.replace(/^import .*;\n/gm, (line) => {
      imports.add(line);
      return "";
    });
  const page = document
    .replace(
      /\`\`\`\`md\n\`\`\`js\n([^]*?)\`\`\`\n\`\`\`\`/,
      (_, code: string) => `\`\`\`js\n${take(code)}\`\`\``,
    )
    .replace(
      /^\`\`\`js\n([^]*?)^\`\`\`$/gm,
      (block, code: string) =>
        code.includes("loadModel(")
          ? block
          : `\`\`\`js\n{\n${take(code)}}\n\`\`\`\n\n${block.replace("```js", "```js run=false")}`,
    );
  return `${HEAD}\`\`\`js\n${[...imports].join("")}\`\`\`\n\n${page}`;
}

if (import.meta.main) {
  process.stdout.write(
    examplesPage(readFileSync(new URL("../docs/components.md", import.meta.url), "utf8")),
  );
}
