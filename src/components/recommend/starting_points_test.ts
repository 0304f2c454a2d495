import assert from "node:assert/strict";
import { EMPTY_STATE, resolveQuery } from "../query/query_state.ts";
import { pageModelOf } from "../sample_page_models.ts";
import { startingPoints } from "./starting_points.ts";

const songs = Array.from({ length: 12 }, (_, i) => ({
  title: `Song ${i}`,
  artist: "A",
  playlists: i % 2 === 0 ? [0, 2] : [1, 3],
  popularity: i,
  energy: i / 12,
}));

Deno.test("startingPoints() offers three queries that the data set answers", () => {
  const model = pageModelOf(songs);
  const points = startingPoints(model);
  assert.equal(points.length, 3);
  for (const { query } of points) {
    const { missing } = resolveQuery({ ...EMPTY_STATE, ...query }, model);
    assert.deepEqual(missing, []);
  }
  assert.deepEqual(points[0].query, { songs: ["track010", "track009"] });
});

Deno.test("startingPoints() still offers three where genres and subgenres are missing", () => {
  const model = pageModelOf(songs);
  const { catalogue } = model;
  const bare = {
    ...model,
    songGenres: new Int32Array(songs.length).fill(-1),
    catalogue: { ...catalogue, subgenreNames: [] },
  };
  const points = startingPoints(bare);
  assert.deepEqual(points.at(-1)?.query, { songs: ["track011"] });
  assert.equal(points.length, 3);
  assert.deepEqual(points[0].query, { songs: ["track010", "track009"] });
});

Deno.test("startingPoints() leaves out what a data set does not have", () => {
  const bare = pageModelOf([{ title: "Only", artist: "A", playlists: [0] }], 1, []);
  const { catalogue } = bare;
  const empty = { ...bare, catalogue: { ...catalogue, features: [], subgenreNames: [] } };
  assert.deepEqual(startingPoints(empty), []);
});
