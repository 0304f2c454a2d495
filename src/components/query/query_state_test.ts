import assert from "node:assert/strict";
import fc from "fast-check";
import {
  EMPTY_STATE,
  featureWeights,
  formatFragment,
  LONGEST_LIST,
  parseFragment,
  type QueryState,
  readState,
  resolveFilters,
  resolveQuery,
  writeState,
} from "./query_state.ts";
import { EMPTY_QUERY } from "../../recommender/query.ts";
import { pageModelOf } from "../sample_page_models.ts";

function fragmentOf(state: QueryState, others: [string, string][] = []): string {
  const parameters = new Map(others);
  writeState(state, parameters);
  return formatFragment(parameters);
}

const name = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });
const names = fc.uniqueArray(name, { maxLength: 4 });
const record = fc.dictionary(name, fc.double({ min: 0, max: 1e9, noNaN: true }), { maxKeys: 4 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const range = fc.tuple(number, number)
  .map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const kept = number.map((value) => Number(value.toPrecision(6)));
const ownSong = fc.record({
  title: name,
  artist: name,
  released: kept,
  popularity: kept,
  features: fc.dictionary(name, kept, { maxKeys: 3 }),
});
const states: fc.Arbitrary<QueryState> = fc.record({
  songs: names,
  playlists: names,
  genres: names,
  subgenres: names,
  own: fc.array(ownSong, { maxLength: 3 }),
  dislikes: names,
  near: record,
  model: fc.option(name),
  blend: fc.option(share),
  split: fc.option(share),
  weigh: record,
  top: fc.option(fc.integer({ min: 1, max: LONGEST_LIST })),
  perArtist: fc.option(fc.nat()),
  oneVersion: fc.option(fc.boolean()),
  variety: fc.option(share),
  novelty: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
  only: names,
  without: names,
  years: fc.option(range),
  popularity: fc.option(range),
  within: fc.dictionary(name, range, { maxKeys: 4 }),
  fits: names,
});

Deno.test("a state survives its fragment, whatever ids and names hold", () => {
  fc.assert(fc.property(states, (state) => {
    // Addresses have no −0.
    const positive = JSON.parse(JSON.stringify(state));
    const read = readState(parseFragment(fragmentOf(positive)));
    assert.deepEqual(JSON.parse(JSON.stringify(read)), positive);
  }));
});

Deno.test("a fragment holds only characters that an address may hold", () => {
  fc.assert(fc.property(states, (state) => {
    assert.match(fragmentOf(state), /^(#[\x21\x24-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]*)?$/);
  }));
});

Deno.test("readState() reads any text without failing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const { blend, top } = readState(
      parseFragment(`#blend=${text}&top=${text}&near=${text}&${text}`),
    );
    assert.ok(blend === null || (blend >= 0 && blend <= 1));
    assert.ok(top === null || (Number.isInteger(top) && top >= 1 && top <= LONGEST_LIST));
  }));
});

Deno.test("a state at all defaults has no fragment", () => {
  assert.equal(fragmentOf(EMPTY_STATE), "");
});

Deno.test("writeState() leaves the parameters of other pages alone and drops its own", () => {
  const state = { ...EMPTY_STATE, songs: ["a"], blend: 0 };
  assert.equal(fragmentOf(state, [["x", "tempo"]]), "#x=tempo&songs=a&blend=0");
  assert.equal(fragmentOf(EMPTY_STATE, [["songs", "a"], ["x", "tempo"]]), "#x=tempo");
});

Deno.test("readState() passes over what cannot be meant", () => {
  const state = readState(
    parseFragment(
      "#songs=a,,a,%zz&near=energy:high,tempo:120,:3&blend=1.5&top=0&weigh=key:-1" +
        "&novelty=-2&each=1.5&versions=some&years=1999..1990&popularity=5&within=key:1..,tempo:1..2..3",
    ),
  );
  assert.deepEqual(state, { ...EMPTY_STATE, songs: ["a", "%zz"], near: { tempo: 120 } });
});

const model = pageModelOf([
  { title: "A", artist: "X", playlists: [0] },
  { title: "B", artist: "Y", playlists: [1] },
]);

Deno.test("resolveQuery() turns ids and names into rows and tells what is not there", () => {
  const state = {
    ...EMPTY_STATE,
    songs: ["track001", "gone", "track000"],
    playlists: ["list3"],
    genres: ["rock", "polka"],
    near: { energy: 0.5, shine: 1 },
  };
  const { query, missing } = resolveQuery(state, model);
  assert.deepEqual(query, {
    songs: [1, 0],
    playlists: [3],
    genres: [1],
    subgenres: [],
    preferences: [{ feature: 0, value: 0.5 }],
  });
  assert.deepEqual(missing, [
    { list: "near", id: "shine" },
    { list: "songs", id: "gone" },
    { list: "genres", id: "polka" },
  ]);
});

Deno.test("resolveFilters() turns names into rows and drops what is not there", () => {
  const filters = resolveFilters({
    ...EMPTY_STATE,
    only: ["rock", "polka"],
    without: ["Y", "Nobody"],
    years: { low: 1990, high: 1999 },
    within: { energy: { low: 0, high: 0.5 }, shine: { low: 0, high: 1 } },
  }, model);
  assert.deepEqual(filters, {
    genres: [1],
    withoutArtists: [1],
    years: { low: 1990, high: 1999 },
    popularity: null,
    features: [{ feature: 0, range: { low: 0, high: 0.5 } }],
    fits: null,
  });
});

Deno.test("resolveFilters() asks songs to fit the picks only where there are picks and a column", () => {
  const picked = { ...EMPTY_QUERY, songs: [1] };
  const state = { ...EMPTY_STATE, fits: ["tempo", "key", "shine"] };
  assert.equal(resolveFilters(state, model, picked).fits, null);
  const { catalogue } = model;
  const tempo = { name: "tempo", values: new Float64Array(catalogue.songCount).fill(120) };
  const withTempo = { ...model, catalogue: { ...catalogue, features: [tempo] } };
  assert.deepEqual(resolveFilters(state, withTempo, picked).fits, { in: ["tempo"], songs: [1] });
  assert.equal(resolveFilters(state, withTempo).fits, null);
});

Deno.test("featureWeights() takes the address's weight before the page's, and 1 before none", () => {
  const weigh = (state: Partial<QueryState>, defaults: Record<string, number>) => [
    ...featureWeights({ ...EMPTY_STATE, ...state }, model, defaults),
  ];
  assert.deepEqual(weigh({ weigh: { energy: 0 } }, { energy: 2 }), [0]);
  assert.deepEqual(weigh({}, { energy: 2 }), [2]);
  assert.deepEqual(weigh({ weigh: { tempo: 3 } }, {}), [1]);
});
