import assert from "node:assert/strict";
import { tableFromArrays } from "apache-arrow";
import type { BuildFiles } from "./build_files.ts";
import type { Manifest } from "./manifest.ts";
import { compareBuilds } from "./model_diff.ts";
import { settings } from "./settings.ts";

/** A build of songs "a", "b", …, each list of neighbours given by ids. */
function build(
  ids: string,
  pairs: readonly [song: string, playlist: string][],
  lists: Readonly<Record<string, string>>,
  changes: { topN?: number; sha256?: string; values?: readonly (number | null)[] } = {},
): BuildFiles {
  const songs = [...ids], playlists = [...new Set(pairs.map(([, playlist]) => playlist))].sort();
  const row = (id: string) => songs.indexOf(id);
  const neighbors = songs.flatMap((song) =>
    [...lists[song] ?? ""].map((other) => [row(song), row(other)])
  );
  const table = tableFromArrays({
    song: Int32Array.from(neighbors, ([song]) => song),
    neighbor: Int32Array.from(neighbors, ([, neighbor]) => neighbor),
  });
  const values = changes.values ?? [];
  const { topN = 20, sha256 = "1" } = changes;
  return {
    manifest: {
      dataset: { name: "songs.csv", sha256 },
      settings: { ...settings, topN },
    } as unknown as Manifest,
    songs: tableFromArrays({ track_id: songs, track_name: songs.map((id) => id.toUpperCase()) }),
    playlists: tableFromArrays({ playlist_id: playlists, playlist_name: playlists }),
    interactions: tableFromArrays({
      song: Int32Array.from(pairs, ([song]) => row(song)),
      playlist: Int32Array.from(pairs, ([, playlist]) => playlists.indexOf(playlist)),
    }),
    contentNeighbors: table,
    collaborativeNeighbors: table,
    evaluation: values.length === 0 ? null : tableFromArrays({
      group_kind: values.map(() => "playlist"),
      group: values.map((_, i) => `p${i}`),
      seed: Int32Array.from(values, () => 1),
      subset: values.map(() => "warm"),
      metric: values.map(() => "ndcg"),
      k: Int32Array.from(values, () => 10),
      value: Float64Array.from(values, (value) => value ?? NaN),
    }),
  };
}

Deno.test("compareBuilds() counts songs and pairs that came and went, by id", () => {
  const before = build("abd", [["a", "p"], ["b", "p"], ["d", "q"]], {});
  const now = build("bcd", [["b", "p"], ["c", "q"], ["d", "q"]], {}, { sha256: "2" });
  const { songs, pairs, playlists, sameData } = compareBuilds(before, now);
  assert.deepEqual(songs, {
    before: 3,
    now: 3,
    added: 1,
    gone: 1,
    addedNames: ["C"],
    goneNames: ["A"],
  });
  assert.deepEqual([pairs.added, pairs.gone], [1, 1]);
  assert.deepEqual(pairs.addedNames, ["C in q"]);
  assert.deepEqual([playlists.added, playlists.gone, sameData], [0, 0, false]);
});

Deno.test("compareBuilds() compares lists by id, whatever the rows, and names what changed most", () => {
  const before = build("abcd", [["a", "p"]], { a: "bc", b: "ac", c: "ab" });
  const now = build("bcde", [["b", "p"]], { b: "cd", c: "be", d: "b" });
  const [collaborative] = compareBuilds(before, now).lists;
  // b: of a, c and c, d they share c; c: of a, b and b, e they share b; d had none before.
  assert.equal(collaborative.songs, 3);
  assert.equal(collaborative.meanOverlap, (0.5 + 0.5 + 0) / 3);
  assert.deepEqual(collaborative.most.map(({ id, overlap }) => [id, overlap]), [
    ["d", 0],
    ["b", 0.5],
    ["c", 0.5],
  ]);
});

Deno.test("compareBuilds() names each setting that differs", () => {
  const { settings } = compareBuilds(
    build("a", [], {}),
    build("a", [], {}, { topN: 30 }),
  );
  assert.deepEqual(settings, [{ name: "topN", before: "20", now: "30" }]);
});

Deno.test("compareBuilds() pairs the accuracy of single playlists", () => {
  const before = build("a", [], {}, { values: [0.1, 0.2, 0.3, 0.4, null, 0.6] });
  const now = build("a", [], {}, { values: [0.2, 0.3, 0.4, 0.5, 0.9, 0.7] });
  const [warm, ...others] = compareBuilds(before, now).accuracy;
  assert.deepEqual(others, []);
  assert.equal(warm.playlists, 5);
  assert.ok(Math.abs(warm.difference - 0.1) < 1e-12);
  // All playlists gained the same, so the interval has no width.
  assert.ok(Math.abs(warm.low! - 0.1) < 1e-12 && Math.abs(warm.high! - 0.1) < 1e-12);
  assert.deepEqual(compareBuilds(build("a", [], {}), now).accuracy, []);
});
