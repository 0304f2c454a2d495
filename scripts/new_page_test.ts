import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newPage, withPage } from "./new_page.ts";

function inProject(use: (project: string) => void): void {
  const project = mkdtempSync(join(tmpdir(), "segue-page-"));
  try {
    mkdirSync(join(project, "src"));
    writeFileSync(
      join(project, "observablehq.config.ts"),
      readFileSync("observablehq.config.ts"),
    );
    use(project);
  } finally {
    rmSync(project, { recursive: true });
  }
}

Deno.test("newPage() makes a page from the template and lists it last", () =>
  inProject((project) => {
    newPage(project, "long-playlists");
    const page = readFileSync(join(project, "src/long-playlists.md"), "utf8");
    assert.match(page, /^---\ntitle: "Long playlists"\nsql:\n/);
    assert.match(page, /^# Long playlists$/m);
    assert.doesNotMatch(page, /TITLE/);
    const config = readFileSync(join(project, "observablehq.config.ts"), "utf8");
    assert.match(config, /\{ name: "Long playlists", path: "\/long-playlists" \},\n {2}\],\n/);
  }));

Deno.test("newPage() takes a title as text, whatever it holds", () =>
  inProject((project) => {
    newPage(project, "odd", 'What is "$&"? \\o/');
    const page = readFileSync(join(project, "src/odd.md"), "utf8");
    assert.match(page, /^title: "What is \\"\$&\\"\? \\\\o\/"$/m);
    assert.match(page, /^# What is "\$&"\? \\o\/$/m);
  }));

Deno.test("newPage() refuses what is no address, and what is there already", () =>
  inProject((project) => {
    for (const name of ["Über Seite", "../x", "index", "a.md", "-a", "a/b", ""]) {
      assert.throws(() => newPage(project, name), /^UserError: Cannot make a page/);
    }
    assert.throws(() => newPage(project, "My Page.md"), /try "my-page"$/);
    newPage(project, "mine");
    assert.throws(() => newPage(project, "mine"), /src\/mine\.md is there already; take another/);
  }));

Deno.test("withPage() leaves a configuration alone whose list it does not find", () => {
  assert.equal(withPage("export default { pages: somewhere };", "x"), null);
});
