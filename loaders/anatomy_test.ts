import assert from "node:assert/strict";
import { incidenceFromPairs } from "../src/recommender/incidence.ts";
import {
  hubOccurrences,
  type NeighborLists,
  sampledSongs,
  scoreQuantiles,
  tunedOccurrences,
} from "./anatomy_neighbors.ts";
import { chanceSpectra, shuffled, singularValues } from "./anatomy_spectrum.ts";
import { randomNumbers } from "../src/recommender/random.ts";
import { catalogueOf } from "../src/recommender/sample_catalogues.ts";
import { tunedModel } from "../src/recommender/tuned.ts";

/** Two blocks: six songs in playlists 0 and 1, four in playlist 2. */
function blocks() {
  const pairs = [
    ...[0, 1, 2, 3, 4, 5].flatMap((song) => [[song, 0], [song, 1]]),
    ...[6, 7, 8, 9].map((song) => [song, 2]),
  ];
  return incidenceFromPairs(
    10,
    3,
    Int32Array.from(pairs, ([song]) => song),
    Int32Array.from(pairs, ([, playlist]) => playlist),
  );
}

Deno.test("singularValues() finds those of blocks, worked by hand", () => {
  // Two equal columns of six ones: √12; one of four: 2; the rest nothing.
  const values = singularValues(blocks());
  [Math.sqrt(12), 2, 0].forEach((wanted, i) =>
    assert.ok(Math.abs(values[i] - wanted) < 1e-7, `${values[i]} ${wanted}`)
  );
});

Deno.test("shuffled() keeps how many playlists a song has, and pairs once at most", () => {
  const matrix = blocks();
  const drawn = shuffled(matrix, randomNumbers(3));
  for (let song = 0; song < 10; song++) {
    const row = [...drawn.indices.subarray(drawn.indptr[song], drawn.indptr[song + 1])];
    assert.equal(new Set(row).size, row.length);
    assert.ok(row.length <= matrix.indptr[song + 1] - matrix.indptr[song]);
  }
  assert.deepEqual(shuffled(matrix, randomNumbers(3)), drawn);
});

Deno.test("chanceSpectra() lie below a structure that is there", () => {
  const random = randomNumbers(1);
  const pairs: [number, number][] = [];
  for (let song = 0; song < 400; song++) {
    const block = song % 4;
    for (let list = 0; list < 5; list++) if (random() < 0.6) pairs.push([song, 5 * block + list]);
  }
  const matrix = incidenceFromPairs(
    400,
    20,
    Int32Array.from(pairs, ([song]) => song),
    Int32Array.from(pairs, ([, playlist]) => playlist),
  );
  const values = singularValues(matrix), { low, high } = chanceSpectra(matrix, 2, 5);
  assert.ok(low.every((value, i) => value <= high[i]));
  // One factor of sizes alone; four of blocks, of which chance knows nothing.
  for (const i of [1, 2, 3]) assert.ok(values[i] > 1.3 * high[i], `${i}: ${values[i]} ${high[i]}`);
  assert.ok(values[4] < high[4] * 1.1);
});

/** Each song's neighbours are the two that follow it, around. */
function ring(songs: number): NeighborLists {
  const song = Int32Array.from({ length: 2 * songs }, (_, i) => Math.floor(i / 2));
  return {
    song,
    rank: song.map((_, i) => i % 2 + 1),
    neighbor: song.map((of, i) => (of + 1 + i % 2) % songs),
    score: Float32Array.from(song, (of, i) => (i % 2 === 0 ? 0.5 : 0.25) + of / 1000),
  };
}

Deno.test("hubOccurrences() counts lists of all songs and of the sampled ones", () => {
  const catalogue = catalogueOf(2, [[0], [0], [0], [1], [1], [1]]);
  const lists = { content: ring(6), collaborative: ring(6) };
  const sample = sampledSongs(6, 3, 1);
  const counts = hubOccurrences(lists, 6, sample, 1);
  const tuned = tunedOccurrences(catalogue, tunedModel(catalogue, { claims: "none" }), sample, 1);
  assert.deepEqual([...counts.content], [1, 1, 1, 1, 1, 1]);
  const sum = (of: Int32Array) => of.reduce((total, count) => total + count, 0);
  assert.equal(sample.length, 3);
  assert.equal(sum(counts.contentSample), 3);
  assert.equal(sum(tuned), 3);
});

Deno.test("scoreQuantiles() are those of each rank", () => {
  const [first, second] = scoreQuantiles(ring(5));
  assert.equal(first.rank, 1);
  assert.equal(first.songs, 5);
  assert.ok(Math.abs(first.p50 - 0.502) < 1e-6);
  assert.ok(Math.abs(second.p50 - 0.252) < 1e-6);
  assert.deepEqual(scoreQuantiles({ ...ring(5), rank: new Int32Array(0) }), []);
});
