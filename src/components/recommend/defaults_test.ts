import assert from "node:assert/strict";
import { checkDefaults, readQueryDefaults, RECOMMEND_DEFAULTS } from "./defaults.ts";

Deno.test("readQueryDefaults() takes what is said, and its own value where nothing is", () => {
  const defaults = readQueryDefaults('{"model":"classic","topN":50,"features":{"key":0}}');
  assert.deepEqual(defaults, {
    ...RECOMMEND_DEFAULTS,
    model: "classic",
    topN: 50,
    features: { key: 0 },
  });
  assert.deepEqual(readQueryDefaults(null), RECOMMEND_DEFAULTS);
  assert.throws(() => readQueryDefaults('{"topN":"many"}'), /defaults\.topN must be/);
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
