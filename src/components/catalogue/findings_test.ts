import assert from "node:assert/strict";
import { rowSteps } from "./findings.ts";

const counts = { songs: 3, playlists: 2, interactions: 4 };

Deno.test("rowSteps() tells rows that repeat a pair from pairs of too little weight", () => {
  const rows = { read: 9, kept: 8, dropped: { "no user": 1 }, of_pairs: 8, distinct_pairs: 6 };
  const steps = rowSteps({ rows, counts, columns: { weight: "rating" } });
  assert.deepEqual(
    steps.map(([step, count]) => `${step} ${count}`),
    ["Read 9", "Dropped 1", "Kept 8", "Repeated 2", "Not counted 2", "Pairs 4"],
  );
  assert.match(steps[4][2], /whose rating is below minWeight/);
});

Deno.test("rowSteps() counts no row that describes a song among those of its pairs", () => {
  const rows = { read: 7, kept: 7, dropped: {}, of_pairs: 4, distinct_pairs: 4 };
  assert.deepEqual(
    rowSteps({ rows, counts, columns: {} }).map(([step, count]) => `${step} ${count}`),
    ["Read 7", "Described 3", "Kept 4", "Repeated 0", "Pairs 4"],
  );
});
