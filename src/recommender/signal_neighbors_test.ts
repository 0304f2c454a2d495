import assert from "node:assert/strict";
import { agreements, signalNeighbors } from "./signal_neighbors.ts";

// Ten songs; song 0 is the query. Most songs have nothing in common with it collaboratively.
const parts = {
  collaborative: Float32Array.of(9, 5, 4, 3, 0, 0, 0, 0, 0, 0),
  audio: Float32Array.of(1, 0.9, 0.1, 0.2, 0.8, 0.7, 0.3, 0.4, 0.5, 0.6),
  catalogue: null,
};
const excluded = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);

Deno.test("signalNeighbors() lists by each signal alone, without the query and what is like most", () => {
  const [collaborative, audio, ...others] = signalNeighbors(parts, { count: 3, excluded });
  assert.deepEqual(others, []);
  assert.equal(collaborative.signal, "collaborative");
  assert.deepEqual([...collaborative.songs], [1, 2, 3]);
  assert.deepEqual([...collaborative.ranks], [0, 1, 2, 3, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual([...audio.songs], [1, 4, 5]);
  assert.equal(audio.ranks[9], 4);
});

Deno.test("signalNeighbors() has none for a signal that says the same of all songs", () => {
  const flat = { collaborative: new Float32Array(4), audio: null, catalogue: null };
  assert.deepEqual(signalNeighbors(flat, { count: 3, excluded: new Uint8Array(4) }), []);
});

Deno.test("signalNeighbors() lets the nearest version stand for a recording", () => {
  const groups = Int32Array.of(0, 1, 1, 2, 3, 4, 5, 6, 7, 8);
  const [collaborative] = signalNeighbors(parts, { count: 3, excluded, groups });
  assert.deepEqual([...collaborative.songs], [1, 3]);
  assert.equal(collaborative.ranks[2], 0);
});

Deno.test("agreements() gives each song to exactly the signals that rank it among the nearest", () => {
  const found = agreements(signalNeighbors(parts, { count: 3, excluded }), 3);
  assert.deepEqual(found, [
    { signals: ["collaborative", "audio"], songs: [1] },
    { signals: ["collaborative"], songs: [2, 3] },
    { signals: ["audio"], songs: [4, 5] },
  ]);
});

Deno.test("agreements() puts the best mean rank first, and has every set of signals", () => {
  const neighbors = [
    { signal: "collaborative", songs: new Int32Array(), ranks: Int32Array.of(3, 1, 2) },
    { signal: "audio", songs: new Int32Array(), ranks: Int32Array.of(1, 2, 2) },
    { signal: "catalogue", songs: new Int32Array(), ranks: Int32Array.of(9, 9, 0) },
  ] as const;
  const found = agreements(neighbors, 5);
  assert.equal(found.length, 7);
  assert.deepEqual(found.filter(({ songs }) => songs.length > 0), [
    { signals: ["collaborative", "audio"], songs: [1, 0, 2] },
  ]);
});
