import assert from "node:assert/strict";
import { countBins, logRatios, MISSING } from "./histogram.ts";
import { catalogueOf, randomNumbers } from "./sample_catalogues.ts";
import { binDistance, binOfValue, buildTaste, type TraitKind } from "./taste.ts";

const next = randomNumbers(5);
const playlistOf = Array.from({ length: 200 }, (_, song) => [song < 100 ? 0 : 1]);
/** Energy tells the two playlists apart, noise does not; "same" is constant, "some" has gaps. */
const catalogue = catalogueOf(2, playlistOf, {
  features: [
    { name: "energy", values: Float64Array.from(playlistOf, ([p]) => p + next()) },
    { name: "noise", values: Float64Array.from(playlistOf, () => next()) },
    { name: "same", values: new Float64Array(200).fill(3) },
    { name: "some", values: Float64Array.from(playlistOf, (_, i) => i % 4 ? next() : NaN) },
  ],
  artists: Int32Array.from(playlistOf, (_, song) => song < 150 ? song % 5 : song),
  artistNames: Array.from({ length: 200 }, (_, artist) => `Artist ${artist}`),
  releaseYears: Float64Array.from(playlistOf, (_, song) => song % 3 ? 2000 + song / 10 : NaN),
  popularities: Float64Array.from(playlistOf, (_, song) => song % 100),
});
const taste = buildTaste(catalogue);
const trait = (kind: TraitKind, feature = -1) =>
  taste.traits.find((one) => one.kind === kind && one.feature === feature)!;

Deno.test("buildTaste() makes traits of what differs between songs", () => {
  const kinds = taste.traits.map(({ kind, feature, signal }) => `${signal} ${kind} ${feature}`);
  assert.deepEqual(kinds, [
    "audio feature 0",
    "audio feature 1",
    "audio feature 3",
    "audio artist mean 0",
    "audio artist mean 1",
    "audio artist mean 3",
    "catalogue era -1",
    "catalogue date -1",
    "catalogue artist size -1",
  ]);
  assert.equal(taste.features[2], null);
});

Deno.test("a feature counts by how well it tells playlists apart", () => {
  assert.ok(trait("feature", 0).relevance > 2 * trait("feature", 1).relevance);
});

Deno.test("each of few features that tell counts more than each of many, up to four times", () => {
  const energy = catalogue.features[0].values;
  const relevance = (count: number) => {
    const features = Array.from({ length: count }, () => ({ name: "energy", values: energy }));
    return buildTaste({ ...catalogue, features }).traits[0].relevance;
  };
  assert.deepEqual([20, 11, 2, 1].map(relevance), [1, 1, 4, 4]);
  assert.ok(Math.abs(relevance(5) - 11 / 5) < 1e-12);
});

Deno.test("dates, popularity and artists count where they tell playlists apart, not elsewhere", () => {
  const random = randomNumbers(9);
  const many = Array.from({ length: 900 }, (_, song) => [song % 30]);
  const numbers = (of: (song: number) => number) => Float64Array.from(many, (_, song) => of(song));
  const byPlaylist = numbers((song) => song % 30 + random());
  const byChance = numbers(() => 30 * random());
  const of = (dates: Float64Array, popularities: Float64Array) =>
    buildTaste(catalogueOf(30, many, {
      releaseYears: dates.map((x) => 1980 + x),
      popularities,
      artists: Int32Array.from(many, () => Math.floor(random() ** 2 * 100)),
      artistNames: Array.from({ length: 100 }, (_, artist) => `Artist ${artist}`),
    })).traits;
  const one = (traits: ReturnType<typeof of>, kind: TraitKind) =>
    traits.find((trait) => trait.kind === kind);
  const told = of(byPlaylist, byPlaylist);
  assert.deepEqual([one(told, "era")?.relevance, one(told, "date")?.relevance], [1, 1]);
  assert.ok(one(told, "artist size")!.relevance < 0.5);
  assert.ok(one(told, "era")!.of.shape.every((bins) => bins > 1));
  // Popularity by chance leaves the age alone in the histogram of both.
  const dated = of(byPlaylist, byChance);
  assert.deepEqual(one(dated, "era")?.of.shape.map((bins) => bins > 1), [true, false]);
  const untold = of(byChance, byChance);
  assert.equal(one(untold, "era"), undefined);
  assert.ok(one(untold, "date")!.relevance < 0.15);
});

Deno.test("a query's songs have positive log ratios, the others' negative ones, on average", () => {
  const { of } = trait("feature", 0);
  const songs = Int32Array.from({ length: 100 }, (_, song) => song);
  const { counts, total } = countBins(of, songs, new Float32Array(200).fill(1));
  const ratios = logRatios(of, counts, total, 15);
  const mean = (from: number) => {
    let sum = 0;
    for (let song = from; song < from + 100; song++) sum += ratios[of.bins[song]];
    return sum / 100;
  };
  assert.ok(mean(0) > 0.2 && mean(100) < -0.2, `${mean(0)} ${mean(100)}`);
});

Deno.test("missing values have no bin", () => {
  const { of } = trait("feature", 3);
  of.bins.forEach((bin, song) => assert.equal(bin === MISSING, song % 4 === 0));
  assert.equal(trait("era").of.bins[3], MISSING);
});

Deno.test("binOfValue() finds the bin of every song's value, and clamps beyond", () => {
  const bins = taste.features[0]!;
  catalogue.features[0].values.forEach((value, song) =>
    assert.equal(binOfValue(bins, value), bins.bins[song])
  );
  assert.equal(binOfValue(bins, -1e9), binOfValue(bins, Math.min(...catalogue.features[0].values)));
  assert.equal(binOfValue(bins, 1e9), binOfValue(bins, Math.max(...catalogue.features[0].values)));
  assert.equal(binDistance(3, 3), 0);
});

Deno.test("a catalogue of which nothing is known has no traits", () => {
  const bare = buildTaste(catalogueOf(1, [[0], []]));
  assert.deepEqual(bare.traits, []);
  assert.deepEqual(Array.from(bare.popularity), [0, 0]);
});
