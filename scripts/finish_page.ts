/** Mends what Framework writes around every page: language, zoom, labels, and what may run in it. */
import { createHash } from "node:crypto";

/** The text of every script that stands in the page itself. */
function inlineScripts(html: string): string[] {
  const scripts: string[] = [];
  for (const [, attributes, text] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (!/\bsrc\s*=/.test(attributes)) scripts.push(text);
  }
  return scripts;
}

/**
 * A Content-Security-Policy that lets a page run its own inline scripts, known by their hashes, and
 * the site's files, and reach no other host. `wasm-unsafe-eval` and `blob:` workers are DuckDB's,
 * inline styles are Plot's.
 */
export function contentSecurityPolicy(html: string): string {
  const hashes = inlineScripts(html).map((text) =>
    `'sha256-${createHash("sha256").update(text).digest("base64")}'`
  );
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...new Set(hashes)].join(" "),
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self' blob: data:",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join("; ");
}

/**
 * Makes the sidebar's checkbox the button that it says it is: its state is told, Enter presses it.
 * Neither checked nor unchecked, it leaves the sidebar to the width of the window.
 */
const TOGGLE = '{const t=document.querySelector("#observablehq-sidebar-toggle"),' +
  'w=matchMedia("(min-width: calc(640px + 6rem + 272px))"),' +
  'p=()=>t.setAttribute("aria-pressed",String(t.indeterminate?w.matches:t.checked));' +
  'addEventListener("load",p);p();t.addEventListener("change",p);w.addEventListener("change",p);' +
  't.addEventListener("keydown",(e)=>{if(e.key==="Enter"){e.preventDefault();t.click();}});}';

/** A change that must find its place once; a Framework that writes otherwise stops the build. */
function replaceOnce(html: string, from: string, to: string): string {
  const parts = html.split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(`Cannot finish the page: ${parts.length - 1} places hold ${from}, 1 expected`);
}

/**
 * Finishes one page of the built site.
 * @param html the page as Framework wrote it
 * @throws Error where the page does not have the frame that Framework 1.13.4 writes
 */
export function finishPage(html: string): string {
  let page = replaceOnce(html, "<html>", '<html lang="en">');
  // People may zoom.
  const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1';
  page = replaceOnce(page, `${viewport}, maximum-scale=1">`, `${viewport}">`);
  if (page.includes('id="observablehq-sidebar"')) {
    // It stands outside of all landmarks, for the style sheets go by its siblings: there a button
    // may stand, and a checkbox may not (axe's rule `region`).
    page = replaceOnce(
      page,
      ' title="Toggle sidebar">',
      ' role="button" aria-pressed="false" aria-label="Sidebar" title="Toggle sidebar">',
    );
    page = replaceOnce(page, "</nav>\n<script>", `</nav>\n<script>${TOGGLE}</script>\n<script>`);
    page = replaceOnce(
      page,
      '<nav id="observablehq-sidebar">',
      '<nav id="observablehq-sidebar" aria-label="Pages">',
    );
    // A list holds items only. Static, so that the button keeps its place in the list's corner.
    const close =
      '<label id="observablehq-sidebar-close" for="observablehq-sidebar-toggle"></label>';
    page = replaceOnce(page, close, `<li style="position: static">${close}</li>`);
  }
  const policy = contentSecurityPolicy(page);
  return replaceOnce(
    page,
    '<meta charset="utf-8">',
    `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
}
