/**
 * Components alone in a Chromium, without a built site: a few lines of TypeScript, as an analyst
 * writes them into a page, bundled from the sources and run under the site's own styles.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, stop } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../scripts/chromium.ts";
import { slowDown } from "./slow_page.ts";

/** Not HTTPS, but of this machine: the clipboard is given to it. */
const ADDRESS = "http://localhost/component-test";
const COMPONENTS = join(import.meta.dirname!, "../src/components");
const FRAMEWORK = join(
  import.meta.dirname!,
  "../node_modules/@observablehq/framework/dist/style",
);

/** Opens pages that run a piece of code; its imports are relative to `src/components/`. */
export type OpenComponent = (
  code: string,
  options?: { width?: number; colorScheme?: "light" | "dark"; reducedMotion?: "reduce" },
) => Promise<Page>;

/** Starts a browser for the length of a test. `complaints` collects errors in consoles. */
export async function withComponents(
  test: (open: OpenComponent, complaints: string[]) => Promise<void>,
): Promise<void> {
  let browser: Browser | undefined;
  const complaints: string[] = [];
  try {
    const chromium = browser = await launchChromium();
    await test(async (code, { width = 1000, ...options } = {}) => {
      const context = await chromium.newContext({
        viewport: { width, height: 800 },
        acceptDownloads: true,
        permissions: ["clipboard-read", "clipboard-write"],
        ...options,
      });
      const page = await context.newPage();
      await slowDown(page);
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      const script = await bundle(code);
      await page.route(/^http:\/\/localhost\//, (route) => {
        const isScript = route.request().url().endsWith(".js");
        return route.fulfill({
          contentType: isScript ? "text/javascript" : "text/html",
          body: isScript ? script : pageOf(),
        });
      });
      await page.goto(ADDRESS);
      return page;
    }, complaints);
  } finally {
    await browser?.close();
    await stop();
  }
}

async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: COMPONENTS, sourcefile: "page.ts", loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    plugins: [{
      name: "npm",
      setup({ onResolve, resolve }) {
        onResolve({ filter: /^npm:/ }, ({ path, ...from }) =>
          resolve(path.slice("npm:".length), {
            kind: from.kind,
            resolveDir: COMPONENTS,
          }));
      },
    }],
  });
  return outputFiles[0].text;
}

function pageOf(): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Component</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<style>${stylesOf(join(COMPONENTS, "../style.css"))}</style></head>` +
    `<body><main id="observablehq-main"><h1>Component</h1></main>` +
    `<script type="module" src="/page.js"></script></body></html>`;
}

/** A style sheet with what it imports, the files of Framework's themes included. */
function stylesOf(path: string): string {
  return readFileSync(path, "utf8").replace(
    /@import (?:url\()?"([^"]+)"\)?([^;]*);/g,
    (_, href: string, media: string) => {
      const file = href.startsWith("observablehq:")
        ? join(FRAMEWORK, href.slice("observablehq:".length))
        : join(dirname(path), href);
      const text = stylesOf(file);
      return media.trim() === "" ? text : `@media ${media.trim()} {\n${text}\n}`;
    },
  );
}
