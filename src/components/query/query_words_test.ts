import assert from "node:assert/strict";
import { EMPTY_QUERY } from "../../recommender/query.ts";
import { pageModelOf } from "../sample_page_models.ts";
import { queryWords } from "./query_words.ts";

const model = pageModelOf(
  ["Halo", "bad guy", "Queen", "Love"].map((title) => ({ title, artist: "A" })),
);

Deno.test("queryWords() names what a query is made of, the first three of many", () => {
  const words = (query: object) => queryWords({ query: { ...EMPTY_QUERY, ...query } }, model);
  assert.equal(words({}), "");
  assert.equal(words({ songs: [0] }), "Halo");
  assert.equal(words({ songs: [0], genres: [1] }), "Halo and rock");
  assert.equal(
    words({ songs: [1], playlists: [2], preferences: [{ feature: 0, value: 0.9 }] }),
    "bad guy, List 2 and energy near 0.90",
  );
  assert.equal(words({ songs: [0, 1, 2, 3], genres: [0] }), "Halo, bad guy, Queen and 2 more");
});
