import assert from "node:assert/strict";
import { EMPTY_STATE, type QueryState } from "../query/query_state.ts";
import { type FeedbackAddress, giveFeedback, likedIds, takeBack } from "./feedback_strip.ts";

/** An address without a window. */
function addressOf(liked: string | null, songs: readonly string[]): FeedbackAddress {
  const values = new Map(liked === null ? [] : [["liked", liked]]);
  return {
    state: { ...EMPTY_STATE, songs },
    get: (name: string) => values.get(name) ?? null,
    set(name: string, value: string | null) {
      if (value === null) values.delete(name);
      else values.set(name, value);
    },
    update(change: Partial<QueryState>) {
      Object.assign(this, { state: { ...this.state, ...change } });
    },
  };
}

Deno.test("likes are told apart whatever their ids are made of", () => {
  const address = addressOf(null, []);
  for (const id of ["a,b", "a", "100%2C", "ä"]) giveFeedback(address, "songs", id);
  assert.deepEqual(likedIds(address), ["a,b", "a", "100%2C", "ä"]);
  takeBack(address, "songs", "a");
  assert.deepEqual(likedIds(address), ["a,b", "100%2C", "ä"]);
  assert.deepEqual(address.state.songs, ["a,b", "100%2C", "ä"]);
  giveFeedback(address, "dislikes", "a,b");
  assert.deepEqual(likedIds(address), ["100%2C", "ä"]);
});

Deno.test("likes of addresses that were copied before are read as they were", () => {
  assert.deepEqual(likedIds(addressOf("x1,50%,gone", ["50%", "x1"])), ["x1", "50%"]);
  assert.deepEqual(likedIds(addressOf("half%20full", ["half%20full"])), ["half%20full"]);
});
