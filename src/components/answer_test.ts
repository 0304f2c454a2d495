import assert from "node:assert/strict";
import type { Parts } from "../recommender/contract.ts";
import { EMPTY_QUERY } from "../recommender/query.ts";
import { Answerer } from "./answer.ts";
import { answerNotice } from "./answer_notice.ts";
import { blendWeights, createRanker } from "./ranking_models.ts";
import { pageModelOf } from "./sample_page_models.ts";

const model = pageModelOf([
  { title: "Pick", artist: "A", playlists: [0], energy: 0.9 },
  { title: "Near", artist: "B", playlists: [0], energy: 0.8 },
  { title: "Near - Remastered 2011", artist: "B", playlists: [0], energy: 0.8 },
  { title: "Pick - Radio Edit", artist: "A", playlists: [0], energy: 0.9 },
  { title: "Far", artist: "C", playlists: [1], energy: 0.1 },
  { title: "Alone", artist: "D", playlists: [3], energy: 0.2 },
]);
const ranker = createRanker("classic", model);
const ONE = Float64Array.of(1), NONE = Float64Array.of(0);
const answerer = (oneVersion = true) => new Answerer(model.catalogue, ranker.model, { oneVersion });
const pick = { ...EMPTY_QUERY, songs: [0] };

Deno.test("answer() lists one version of a recording and none of a picked one", () => {
  const { list } = answerer().answer(pick, ONE, 1, 10);
  assert.deepEqual(list.map(({ song, rank }) => [song, rank]), [[1, 1]]);
});

Deno.test("answer() lists all versions when asked to", () => {
  const { list } = answerer(false).answer(pick, ONE, 1, 10);
  assert.deepEqual(list.map(({ song }) => song), [1, 2, 3]);
});

Deno.test("answer() fills the list from below where versions are passed over", () => {
  const { list } = answerer().answer(pick, ONE, 0.5, 3);
  // "Far" has the lowest energy of all, and so no direction to compare.
  assert.deepEqual(list.map(({ song, rank }) => [song, rank]), [[1, 1], [5, 2]]);
});

Deno.test("answer() keeps the parts while only the blend changes", () => {
  const answers = answerer();
  const first = answers.answer(pick, ONE, 0, 5);
  assert.equal(answers.answer(pick, ONE, 1, 5).parts, first.parts);
  assert.notEqual(answers.answer({ ...pick, songs: [1] }, ONE, 1, 5).parts, first.parts);
});

Deno.test("answer() has no list and no weights for an empty query", () => {
  const { list, weights } = answerer().answer(EMPTY_QUERY, ONE, 0.5, 5);
  assert.deepEqual([list, weights], [[], null]);
});

Deno.test("blendWeights() gives the collaborative signal just the blend", () => {
  const part = new Float32Array(1);
  const weigh = (parts: Partial<Parts>, blend: number) =>
    blendWeights(
      { ...ranker.model, defaultWeights: { collaborative: 9, audio: 1, catalogue: 3 } },
      { collaborative: null, audio: null, catalogue: null, ...parts },
      blend,
    );
  assert.deepEqual(weigh({ audio: part, catalogue: part }, 0.2), {
    collaborative: 0.2,
    audio: 0.2,
    catalogue: 0.6000000000000001,
  });
  assert.deepEqual(weigh({ audio: part }, 0.25), {
    collaborative: 0.25,
    audio: 0.75,
    catalogue: 0,
  });
  assert.deepEqual(weigh({ catalogue: part }, 0), { collaborative: 0, audio: 0, catalogue: 1 });
});

Deno.test("createRanker() names the models that there are", () => {
  assert.throws(() => createRanker("constructor", model), {
    name: "RangeError",
    message: /^Cannot rank songs: there is no model "constructor", only classic/,
  });
});

function noticeOf(query: Partial<typeof EMPTY_QUERY>, weights: Float64Array, blend: number) {
  const answer = answerer().answer({ ...EMPTY_QUERY, ...query }, weights, blend, 1);
  return answerNotice(answer, blend, 1);
}

Deno.test("answerNotice() has nothing to say of a list that is as asked for", () => {
  assert.equal(noticeOf(pick, ONE, 0.5), "");
});

Deno.test("answerNotice() tells why a song that shares no playlist has no answer", () => {
  assert.match(noticeOf({ songs: [5] }, ONE, 1), /shares enough playlists .* towards content\.$/);
  assert.match(noticeOf({ songs: [5] }, ONE, 0.5), /so content alone ranks this list\.$/);
});

Deno.test("answerNotice() tells that genres have no collaborative signal", () => {
  assert.match(noticeOf({ genres: [0] }, ONE, 1), /^Genres and wanted features have no/);
});

Deno.test("answerNotice() tells when no feature counts", () => {
  assert.match(noticeOf(pick, NONE, 0.5), /^No feature counts, so the collaborative signal alone/);
  assert.match(noticeOf(pick, NONE, 0), /^No feature counts, and the blend asks for content alone/);
  assert.match(noticeOf({ songs: [5] }, NONE, 0.5), /^There is nothing to rank songs by/);
});

Deno.test("answerNotice() counts a list that is shorter than asked for", () => {
  const answer = answerer().answer(pick, ONE, 1, 10);
  assert.equal(
    answerNotice(answer, 1, 10),
    "Only 1 song has anything in common with these picks.",
  );
});
