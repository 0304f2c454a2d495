import assert from "node:assert/strict";
import { type Parts, type Query, SIGNALS, type Weights } from "../../recommender/contract.ts";
import { NO_FILTERS } from "../../recommender/filters.ts";
import { EMPTY_QUERY } from "../../recommender/query.ts";
import { recordingsOf } from "../../recommender/recordings.ts";
import { topList } from "../../recommender/top_list.ts";
import { Answerer, type AnswerRequest, standardScores } from "./answer.ts";
import { answerNotice } from "./answer_notice.ts";
import { blendWeights, createRanker, MODEL_LABELS } from "./ranking_models.ts";
import { pageModelOf } from "../sample_page_models.ts";

const model = pageModelOf([
  { title: "Pick", artist: "A", playlists: [0], energy: 0.9 },
  { title: "Near", artist: "B", playlists: [0], energy: 0.8 },
  { title: "Near - Remastered 2011", artist: "B", playlists: [0], energy: 0.8 },
  { title: "Pick - Radio Edit", artist: "A", playlists: [0], energy: 0.9 },
  { title: "Far", artist: "C", playlists: [1], energy: 0.1 },
  { title: "Alone", artist: "D", playlists: [3], energy: 0.2 },
]);
const classic = createRanker("classic", model), tuned = createRanker("tuned", model);
const pick = { songs: [0] };

function request(query: Partial<Query>, changes: Partial<AnswerRequest> = {}): AnswerRequest {
  return {
    query: { ...EMPTY_QUERY, ...query },
    featureWeights: Float64Array.of(1),
    blend: 0.5,
    split: 0.5,
    count: 10,
    perArtist: 0,
    oneVersion: true,
    variety: 0,
    novelty: 0,
    filters: NO_FILTERS,
    ...changes,
  };
}

const answer = (query: Partial<Query>, changes: Partial<AnswerRequest> = {}, ranker = classic) =>
  new Answerer(model, ranker).answer(request(query, changes));

Deno.test("answer() lists one version of a recording and none of a picked one", () => {
  const { list } = answer(pick, { blend: 1 });
  assert.deepEqual(list.map(({ song, rank }) => [song, rank]), [[1, 1]]);
});

Deno.test("answer() lists all versions when asked to", () => {
  const { list } = answer(pick, { blend: 1, oneVersion: false });
  assert.deepEqual(list.map(({ song }) => song), [1, 2, 3]);
});

Deno.test("answer() fills the list from below where versions are passed over", () => {
  const { list } = answer(pick, { count: 3 });
  // "Far" has the lowest energy of all, and so no direction to compare.
  assert.deepEqual(list.map(({ song, rank }) => [song, rank]), [[1, 1], [5, 2]]);
});

Deno.test("answer() keeps the parts while only sliders move", () => {
  const answers = new Answerer(model, classic);
  const first = answers.answer(request(pick));
  const moved = request(pick, { blend: 1, novelty: 1, filters: { ...NO_FILTERS, genres: [0] } });
  assert.equal(answers.answer(moved).parts, first.parts);
  assert.notEqual(answers.answer(request({ songs: [1] })).parts, first.parts);
});

Deno.test("answer() has no list and no weights for an empty query", () => {
  for (const ranker of [classic, tuned]) {
    const { list, weights } = answer({}, {}, ranker);
    assert.deepEqual([list, weights], [[], null]);
  }
});

Deno.test("answer() ranks by the tuned model as it is evaluated, versions collapsed", () => {
  const { defaultWeights } = tuned.model;
  const { markedBlend: blend, markedSplit: split } = tuned;
  const { list, parts } = answer(pick, { blend, split, oneVersion: false }, tuned);
  const scores = parts.catalogue!.map((part, song) =>
    defaultWeights.collaborative * parts.collaborative![song] +
    defaultWeights.audio * parts.audio![song] + defaultWeights.catalogue * part
  );
  const evaluated = topList(scores, { count: 10, excluded: Uint8Array.of(1, 0, 0, 0, 0, 0) });
  assert.deepEqual(list.map(({ song }) => song), [...evaluated]);
  const collapsed = answer(pick, { blend, split }, tuned).list.map(({ song }) => song);
  const groups = recordingsOf(model.catalogue);
  // Song 3 is a version of the pick, which is never listed.
  const shown = topList(scores, { count: 10, excluded: Uint8Array.of(1, 0, 0, 1, 0, 0), groups });
  assert.deepEqual(collapsed, [...shown]);
});

Deno.test("answer() lists what the filters let through, and counts it", () => {
  const { genreNames } = model.catalogue;
  const genres = [genreNames.indexOf("rock")];
  const filtered = answer(pick, { blend: 0, filters: { ...NO_FILTERS, genres } });
  // Lists 1 and 3 are of rock.
  assert.deepEqual(filtered.list.map(({ song }) => song), [5]);
  assert.equal(filtered.allowedCount, 2);
  assert.equal(answer(pick).allowedCount, 6);
});

Deno.test("answer() says what novelty adds to a score", () => {
  const known = pageModelOf([
    { title: "Pick", artist: "A", playlists: [0], energy: 0.5 },
    { title: "Hit", artist: "B", playlists: [0], energy: 0.5, popularity: 90 },
    { title: "Find", artist: "C", playlists: [0], energy: 0.5, popularity: 10 },
    { title: "Other", artist: "D", playlists: [1], energy: 0.5, popularity: 99 },
  ]);
  const answers = new Answerer(known, createRanker("classic", known));
  for (const [novelty, first] of [[-1, 1], [1, 2]]) {
    const { list, noveltyOf } = answers.answer(request(pick, { blend: 1, novelty }));
    // What nothing speaks for is not listed, however well known.
    assert.deepEqual(list.map(({ song }) => song), [first, 3 - first]);
    assert.ok(noveltyOf(first) > 0 && noveltyOf(3 - first) < 0);
    for (const { score, shares } of list) {
      assert.ok(
        Math.abs(score - shares.collaborative - shares.audio - shares.catalogue) < 1e-12,
      );
    }
  }
  const { noveltyOf } = answers.answer(request(pick));
  assert.equal(noveltyOf(1) + 0, 0);
});

Deno.test("standardScores() has mean 0 and variance 1 over known values, 0 for unknown ones", () => {
  const scores = standardScores(Float64Array.of(1, NaN, 3));
  assert.deepEqual([...scores], [-1, 0, 1]);
  assert.deepEqual([...standardScores(Float64Array.of(2, 2, NaN))], [0, 0, 0]);
});

Deno.test("blendWeights() gives the collaborative signal just the blend", () => {
  const part = new Float32Array(1);
  const weigh = (parts: Partial<Parts>, blend: number) =>
    blendWeights(
      tuned,
      { collaborative: null, audio: null, catalogue: null, ...parts },
      blend,
      0.25,
    );
  const isNear = (weights: Weights, expected: readonly number[]) => {
    [weights.collaborative, weights.audio, weights.catalogue].forEach((weight, i) =>
      assert.ok(Math.abs(weight - expected[i]) < 1e-12, `${weight}`)
    );
  };
  isNear(weigh({ audio: part, catalogue: part }, 0.2), [0.2, 0.2, 0.6]);
  isNear(weigh({ audio: part }, 0.25), [0.25, 0.75, 0]);
  isNear(weigh({ catalogue: part }, 0), [0, 0, 1]);
  isNear(weigh({}, 0.25), [0.25, 0.75, 0]);
});

Deno.test("blendWeights() is to the last bit the marked point at the model's own blend", () => {
  const part = new Float32Array(1);
  const parts = { collaborative: part, audio: part, catalogue: part };
  const { model: { defaultWeights }, markedBlend, markedSplit } = tuned;
  assert.equal(blendWeights(tuned, parts, markedBlend, markedSplit), defaultWeights);
  const weights = blendWeights(tuned, parts, 1, markedSplit);
  assert.deepEqual(weights, { collaborative: 1, audio: 0, catalogue: 0 });
});

Deno.test("createRanker() makes every model that pages offer, and names them for another", () => {
  for (const name of Object.keys(MODEL_LABELS)) assert.equal(createRanker(name, model).name, name);
  assert.throws(() => createRanker("constructor", model), {
    name: "RangeError",
    message: /^Cannot rank songs: there is no model "constructor", only tuned, classic/,
  });
});

Deno.test("explain() has terms that add up to the tuned score that is listed", () => {
  const { list, parts, weights, request: asked } = answer(pick, { blend: 0.7 }, tuned);
  for (const { song, score } of list) {
    const why = tuned.explain({ ...asked, parts, weights: weights!, song });
    assert.ok(why.by === "tuned");
    assert.ok(Math.abs(why.reasons.score - score) < 1e-5, `${why.reasons.score} ${score}`);
  }
});

const noticeOf = (query: Partial<Query>, changes: Partial<AnswerRequest> = {}) =>
  answerNotice(answer(query, { count: 1, ...changes }));
const NONE = Float64Array.of(0);

Deno.test("answerNotice() has nothing to say of a list that is as asked for", () => {
  assert.equal(noticeOf(pick), "");
});

Deno.test("answerNotice() tells why a song that shares no playlist has no answer", () => {
  assert.match(
    noticeOf({ songs: [5] }, { blend: 1 }),
    /shares enough playlists .* towards content\.$/,
  );
  assert.match(noticeOf({ songs: [5] }), /so content alone ranks this list\.$/);
});

Deno.test("answerNotice() tells that genres have no collaborative signal", () => {
  assert.match(noticeOf({ genres: [0] }, { blend: 1 }), /^Genres and wanted features have no/);
});

Deno.test("answerNotice() tells when no feature counts", () => {
  const nothing = { featureWeights: NONE };
  assert.match(noticeOf(pick, nothing), /^No feature counts, so the collaborative signal alone/);
  assert.match(
    noticeOf(pick, { ...nothing, blend: 0 }),
    /^No feature counts, and the blend asks for content alone/,
  );
  assert.match(noticeOf({ songs: [5] }, nothing), /^There is nothing to rank songs by/);
});

Deno.test("answerNotice() counts a list that is shorter than asked for", () => {
  assert.equal(
    noticeOf(pick, { blend: 1, count: 10 }),
    "Only 1 song has anything in common with these picks.",
  );
});

Deno.test("answerNotice() tells when filters leave few songs or none", () => {
  const years = { low: 1990, high: 1999 };
  assert.equal(
    noticeOf(pick, { filters: { ...NO_FILTERS, years } }),
    "No song passes the filters. Widen one of them.",
  );
  const genres = [model.catalogue.genreNames.indexOf("rock")];
  assert.equal(
    noticeOf(pick, { blend: 0, count: 5, filters: { ...NO_FILTERS, genres } }),
    "Only 1 song has passed the filters and the limits of the list.",
  );
  assert.match(
    noticeOf(pick, { blend: 1, filters: { ...NO_FILTERS, genres } }),
    /^No song that passes the filters has anything in common/,
  );
});

Deno.test("answer() lists no disliked song and takes away from what is like it, in its reasons", () => {
  // Songs 1 and 2 share the pick's playlist, and are by one artist.
  const dislike = { ...pick, dislikes: [1] };
  const changes = { blend: 0.4, oneVersion: false };
  const answerer = new Answerer(model, tuned);
  const before = answerer.answer(request(pick, changes));
  const after = answerer.answer(request(dislike, changes));
  assert.ok(before.list.some(({ song }) => song === 1));
  assert.ok(after.list.every(({ song }) => song !== 1));
  assert.equal(after.modelParts, before.parts, "the query is not asked anew");
  for (const { song, shares, score } of after.list) {
    assert.ok(Math.abs(SIGNALS.reduce((sum, signal) => sum + shares[signal], 0) - score) < 1e-9);
    for (const signal of SIGNALS) {
      const own = (after.weights?.[signal] ?? 0) * (before.parts[signal]?.[song] ?? 0);
      const push = after.pushOf(song, signal);
      assert.ok(Math.abs(own + (push?.adds ?? 0) - shares[signal]) < 1e-5, `${song} ${signal}`);
      if (push !== null) assert.equal(push.dislike, 1);
    }
  }
  assert.equal(answerer.answer(request(pick, changes)).pushOf(2, "collaborative"), null);
});

Deno.test("answer() lists no other version of a disliked song where one version is listed", () => {
  const { list } = answer({ ...pick, dislikes: [1] }, { blend: 1 });
  assert.deepEqual(list, []);
});

Deno.test("answer() gives dislikes alone no list", () => {
  assert.deepEqual(answer({ dislikes: [1] }).list, []);
});
