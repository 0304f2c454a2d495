/** The recipes' edits fit the files as they stand; `long/recipes_test.ts` follows them to the end. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { applyEdit, readRecipes } from "./recipes.ts";

const RECIPES = readRecipes(readFileSync("docs/customise.md", "utf8"));

Deno.test("every recipe has something to do", () => {
  assert.ok(RECIPES.length >= 8);
  for (const { title, steps } of RECIPES) assert.ok(steps.length > 0, title);
});

Deno.test("every edit of a recipe fits the file that it names", () => {
  for (const { title, steps } of RECIPES) {
    for (const step of steps) {
      if (step.kind !== "edit") continue;
      const text = readFileSync(step.file, "utf8");
      assert.notEqual(applyEdit(step, text), text, title);
    }
  }
});

Deno.test("every npm command of a recipe is one that package.json has", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const { steps } of RECIPES) {
    for (const step of steps) {
      if (step.kind !== "commands") continue;
      for (const [, name] of step.text.matchAll(/npm run ([a-z-]+)/g)) {
        assert.ok(scripts[name], name);
      }
    }
  }
});

Deno.test("applyEdit() replaces lines that stand there once, and refuses others", () => {
  const [{ steps: [edit] }] = readRecipes(
    "# T\n\n## A\n\n```diff\n--- f\n-a\n-b\n+c\n-e\n+e2\n```\n",
  );
  assert.ok(edit.kind === "edit");
  assert.equal(applyEdit(edit, "a\nb\nd\ne\n"), "c\nd\ne2\n");
  assert.throws(() => applyEdit(edit, "a\nb\na\ne\n"), /f holds 2 times/);
});
