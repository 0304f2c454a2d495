import assert from "node:assert/strict";
import { checkDefaults, readQueryDefaults } from "../src/components/recommend/defaults.ts";
import { queryDefaults, queryDefaultsMeta } from "./query_defaults.ts";

const page = (block: string) => `# A page\n\n\`\`\`js\n${block}\n\`\`\`\n\nText.\n`;

Deno.test("queryDefaults() finds what the Recommend page starts with, and it can start with it", () => {
  checkDefaults(readQueryDefaults(queryDefaults()));
});

Deno.test("queryDefaults() runs the block: comments and sums are understood", () => {
  const block = 'const defaults = { // what it starts with\n  topN: 10 * 5, model: "classic"\n};';
  assert.equal(queryDefaults(page(block)), '{"topN":50,"model":"classic"}');
});

Deno.test("queryDefaults() finds nothing in a page without the block or with a broken one", () => {
  assert.equal(queryDefaults("# A page\n"), null);
  assert.equal(queryDefaults(page("const defaults = {topN: };")), null);
  assert.equal(queryDefaultsMeta(null), "");
});

Deno.test("queryDefaultsMeta() is one tag whatever the texts in it", () => {
  assert.equal(
    queryDefaultsMeta('{"model":"\\"><script>"}'),
    '<meta name="query-defaults" content="{&quot;model&quot;:&quot;\\&quot;>&lt;script>&quot;}">',
  );
});
