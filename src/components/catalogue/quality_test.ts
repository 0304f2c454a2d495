import assert from "node:assert/strict";
import { pageModelOf } from "../sample_page_models.ts";
import {
  betweenGroups,
  implausibleValues,
  numberColumns,
  textColumns,
  versionsOf,
} from "./quality.ts";

const songs = Array.from({ length: 30 }, (_, i) => ({
  title: i === 3
    ? ""
    : i < 3
    ? ["One", "One - Remastered 2011", "One (Radio Edit)"][i]
    : `Song ${i}`,
  artist: i < 3 ? "A" : `Artist ${i}`,
  energy: i === 9 ? 7 : i === 8 ? NaN : 0.4 + 0.01 * (i % 10),
  playlists: [i % 4],
}));

Deno.test("numberColumns() tells songs far out and missing values", () => {
  const [energy] = numberColumns(pageModelOf(songs));
  assert.equal(energy.variable.missing, 1);
  assert.deepEqual(energy.outliers.map(({ song }) => song), [9]);
  // One of 29 is more than 1 %.
  assert.equal(energy.isSkewed, true);
});

Deno.test("implausibleValues() names the song, the column and why", () => {
  const found = implausibleValues(numberColumns(pageModelOf(songs)));
  assert.deepEqual(found, [{ song: 9, column: "energy", value: 7, reason: "outside 0 to 1" }]);
});

Deno.test("textColumns() passes over what no song has", () => {
  const model = pageModelOf(songs), artists = new Int32Array(songs.length).fill(-1);
  const names = (catalogue: typeof model.catalogue) =>
    textColumns({ ...model, catalogue }).map(({ name }) => name);
  assert.ok(names(model.catalogue).includes("track_artist"));
  assert.ok(!names({ ...model.catalogue, artists, artistNames: [] }).includes("track_artist"));
});

Deno.test("textColumns() counts songs without a title", () => {
  const title = textColumns(pageModelOf(songs)).find(({ name }) => name === "track_name")!;
  assert.equal(title.missing, 1);
  assert.equal(title.distinct, 29);
});

Deno.test("versionsOf() finds the same recording under several ids", () => {
  const { groups, further, sizes } = versionsOf(pageModelOf(songs));
  assert.deepEqual(groups, [[0, 1, 2]]);
  assert.equal(further, 2);
  assert.equal(sizes[3], 1);
});

Deno.test("betweenGroups() is 1 where groups tell all, 0 where they tell nothing", () => {
  const groups = Int32Array.of(0, 0, 1, 1, -1);
  assert.equal(betweenGroups(Float64Array.of(1, 1, 5, 5, 9), groups, 2), 1);
  assert.equal(betweenGroups(Float64Array.of(1, 5, 1, 5, 9), groups, 2), 0);
  assert.ok(Number.isNaN(betweenGroups(Float64Array.of(2, 2, 2, 2, 2), groups, 2)));
});
