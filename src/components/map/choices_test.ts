import assert from "node:assert/strict";
import { readChoices, readFilter, writeChoices, writeFilter } from "./choices.ts";
import { songVariables } from "./variables.ts";
import { catalogueOf } from "../../recommender/sample_catalogues.ts";

const DEFAULTS = { layout: "pca", x: "energy", y: "valence", color: "genre", size: "none" };
const LAYOUTS = ["umap", "pca"];

function variablesOf(...names: string[]) {
  return songVariables({
    catalogue: catalogueOf(0, [[]], {
      features: names.map((name) => ({ name, values: Float64Array.of(0.5) })),
    }),
    years: Float64Array.of(NaN),
  });
}

function addressOf(values: Record<string, string> = {}) {
  const held = new Map(Object.entries(values));
  return {
    held,
    get: (name: string) => held.get(name) ?? null,
    set: (name: string, value: string | null) =>
      void (value === null ? held.delete(name) : held.set(name, value)),
  };
}

Deno.test("readChoices() takes the address's names, else the page's", () => {
  const variables = variablesOf("energy", "valence", "tempo");
  assert.deepEqual(readChoices(addressOf(), DEFAULTS, variables, true, LAYOUTS), DEFAULTS);
  const address = addressOf({ layout: "features", x: "tempo", colour: "none", y: "sweetness" });
  assert.deepEqual(readChoices(address, DEFAULTS, variables, true, LAYOUTS), {
    layout: "features",
    x: "tempo",
    y: "valence",
    color: "none",
    size: "none",
  });
});

Deno.test("readChoices() takes what there is where a data set lacks the page's names", () => {
  assert.deepEqual(
    readChoices(addressOf(), DEFAULTS, variablesOf("warmth", "grain"), false, LAYOUTS),
    {
      layout: "pca",
      x: "warmth",
      y: "grain",
      color: "warmth",
      size: "none",
    },
  );
  assert.equal(
    readChoices(addressOf(), DEFAULTS, variablesOf("warmth"), true, LAYOUTS).y,
    "warmth",
  );
  assert.throws(() => readChoices(addressOf(), DEFAULTS, [], true, []), {
    name: "RangeError",
    message: "Cannot draw the map: the data set has nothing to place songs by",
  });
});

Deno.test("readChoices() takes a layout where a data set has no number at all", () => {
  const address = addressOf({ layout: "features", x: "energy" });
  assert.deepEqual(readChoices(address, DEFAULTS, [], false, ["factors"]), {
    layout: "factors",
    x: "",
    y: "",
    color: "none",
    size: "none",
  });
});

Deno.test("writeChoices() writes what differs from the page's defaults and nothing else", () => {
  const address = addressOf({ songs: "a", x: "tempo" });
  writeChoices(address, { x: "energy", color: "tempo" }, DEFAULTS);
  assert.deepEqual(Object.fromEntries(address.held), { songs: "a", colour: "tempo" });
});

Deno.test("the filter goes through the address by names, and passes over unknown ones", () => {
  const genres = ["edm", "r&b, soul", "rock"];
  const address = addressOf();
  writeFilter(address, new Set([2, 1]), genres);
  assert.equal(address.get("show"), "r&b, soul|rock");
  assert.deepEqual(readFilter(address, genres), new Set([1, 2]));
  assert.deepEqual(readFilter(addressOf({ show: "polka|edm" }), genres), new Set([0]));
  assert.equal(readFilter(addressOf({ show: "polka" }), genres), null);
  writeFilter(address, null, genres);
  assert.equal(readFilter(address, genres), null);
});
