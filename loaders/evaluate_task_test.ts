import assert from "node:assert/strict";
import { randomCatalogue } from "../src/recommender/sample_catalogues.ts";
import { type EvaluationTask, runTask, runTasks } from "./evaluate_task.ts";
import { isPoint } from "./methods.ts";

const catalogue = {
  ...randomCatalogue(3, { songs: 90, playlists: 5, features: 2, playlistsPerSong: 1.2 }),
  releaseYears: Float64Array.from({ length: 90 }, (_, song) => 1990 + song % 30),
};
const data = { catalogue, rank: 3, scaler: "minmax" as const };
const tasks: EvaluationTask[] = [
  { split: { kind: "random", seed: 2 }, family: "tuned" },
  { split: { kind: "newest" }, family: "tuned" },
  { split: { kind: "random", seed: 2 }, family: "classic" },
  { split: { kind: "newest" }, family: "popularity" },
];

Deno.test("runTasks() measures the same on one thread and on two, task by task", async () => {
  const done: number[] = [];
  const one = await runTasks(data, tasks, 1, (count) => done.push(count));
  assert.deepEqual(done, [1, 2, 3, 4]);
  assert.deepEqual(await runTasks(data, tasks, 2, () => {}), one);
  assert.deepEqual(one[3], runTask(data, tasks[3]));
});

Deno.test("runTask() draws curves and grids on random splits alone", () => {
  const points = ({ split, family }: EvaluationTask) =>
    new Set(
      runTask(data, { split, family })
        .filter(({ method }) => isPoint({ name: method }))
        .map(({ weights }) => Object.values(weights).join()),
    ).size;
  assert.deepEqual(tasks.map(points), [66, 0, 11, 0]);
});
