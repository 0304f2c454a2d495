import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { EMPTY_STATE } from "../query/query_state.ts";
import { carriedState, checkDefaults, RECOMMEND_DEFAULTS } from "./defaults.ts";

Deno.test("the Recommend page starts with the defaults of the other pages", () => {
  const page = readFileSync(new URL("../../index.md", import.meta.url), "utf8");
  const [, block] = page.match(/const defaults = (\{[\s\S]*?\n\});/) ?? [];
  // JSON once comments and the quotes that names lack are dealt with.
  const json = block.replace(/\/\/.*$/gm, "").replace(/(\w+):/g, '"$1":');
  const { features, ...others } = JSON.parse(json);
  const { features: _, ...expected } = RECOMMEND_DEFAULTS;
  assert.deepEqual(others, expected);
  assert.ok(Object.values(features).every((weight) => weight === 1));
  assert.deepEqual(carriedState({ ...others, features }), EMPTY_STATE);
});

Deno.test("carriedState() says what a page starts with that others do not", () => {
  const state = carriedState({
    ...RECOMMEND_DEFAULTS,
    model: "classic",
    blend: 0.3,
    features: { key: 0, tempo: 1 },
  });
  assert.deepEqual(state, { ...EMPTY_STATE, model: "classic", blend: 0.3, weigh: { key: 0 } });
});

Deno.test("checkDefaults() names what is out of range", () => {
  checkDefaults(RECOMMEND_DEFAULTS);
  const wrong = {
    blend: 2,
    split: -1,
    topN: 0,
    perArtist: 1.5,
    variety: NaN,
    novelty: -2,
    features: { key: -1 },
  };
  for (const [name, value] of Object.entries(wrong)) {
    assert.throws(() => checkDefaults({ ...RECOMMEND_DEFAULTS, [name]: value }), {
      name: "RangeError",
      message: new RegExp(`^Cannot start the page: .*defaults\\.${name} must be`),
    });
  }
});
