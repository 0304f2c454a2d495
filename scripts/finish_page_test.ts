import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { contentSecurityPolicy, finishPage } from "./finish_page.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");

const MODULE = `\n\nimport {define} from "./_observablehq/client.js";\n\n`;
const SIDEBAR_SCRIPT = `{document.querySelector("#observablehq-sidebar");}`;

/** The frame that Framework 1.13.4 writes, in short. */
const PAGE = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<link rel="modulepreload" href="./_observablehq/client.js">
<script type="module">${MODULE}</script>
</head>
<body>
<input id="observablehq-sidebar-toggle" type="checkbox" title="Toggle sidebar">
<label id="observablehq-sidebar-backdrop" for="observablehq-sidebar-toggle"></label>
<nav id="observablehq-sidebar">
  <ol>
    <label id="observablehq-sidebar-close" for="observablehq-sidebar-toggle"></label>
    <li class="observablehq-link"><a href="./">Segue</a></li>
  </ol>
</nav>
<script>${SIDEBAR_SCRIPT}</script>
<main>one</main>
<script src="./other.js"></script>
</body>
</html>
`;

Deno.test("finishPage lets a page run its own inline scripts and nothing else from text", () => {
  const page = finishPage(PAGE);
  const policy = contentSecurityPolicy(page).split("; ");
  const scripts = policy.find((part) => part.startsWith("script-src"));
  const toggle = page.match(/<script>(\{const t=[^<]*)<\/script>/)?.[1] ?? "";
  const hashes = [MODULE, toggle, SIDEBAR_SCRIPT].map((text) => `'sha256-${sha256(text)}'`);
  assert.equal(scripts, `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(" ")}`);
  assert.ok(policy.includes("default-src 'self'"));
  assert.ok(policy.includes("connect-src 'self' blob: data:"));
  assert.ok(!policy.some((part) => /https?:|\*/.test(part)));
  assert.ok(page.includes(`content="${policy.join("; ")}"`));
});

Deno.test("finishPage puts the policy before everything that it has to hold", () => {
  const page = finishPage(PAGE);
  const policy = page.indexOf("Content-Security-Policy");
  assert.ok(policy > 0);
  assert.ok(policy < page.indexOf("<link") && policy < page.indexOf("<script"));
  // A browser looks for the encoding in the first 1024 bytes only.
  assert.ok(page.indexOf('<meta charset="utf-8">') < policy);
});

Deno.test("finishPage names the language, lets people zoom and labels the sidebar", () => {
  const page = finishPage(PAGE);
  assert.match(page, /<html lang="en">/);
  assert.match(page, /content="width=device-width, initial-scale=1">/);
  assert.match(page, /<input id="observablehq-sidebar-toggle" [^>]*aria-label="Sidebar"/);
  assert.match(page, /<nav id="observablehq-sidebar" aria-label="Pages">/);
  assert.match(page, /<ol>\s*<li[^>]*><label id="observablehq-sidebar-close"[^>]*><\/label><\/li>/);
});

Deno.test("finishPage takes a page without a sidebar", () => {
  const page = PAGE.replace(/<input[\s\S]*?<\/nav>\n/, "");
  assert.doesNotMatch(page, /observablehq-sidebar-close/);
  assert.match(finishPage(page), /Content-Security-Policy/);
});

Deno.test("finishPage stops at a page whose frame is not the one it knows", () => {
  assert.throws(
    () => finishPage(PAGE.replace("<html>", '<html class="x">')),
    new Error("Cannot finish the page: 0 places hold <html>, 1 expected"),
  );
  assert.throws(() => finishPage(finishPage(PAGE)), /Cannot finish the page: 0 places hold <html>/);
});
