import assert from "node:assert/strict";
import { type VarietyPoint, varietyTitle } from "./variety.ts";

const estimate = (value: number) => ({ value, low: value, high: value, playlists: 100 });
const points = (...values: [number, number][]): VarietyPoint[] =>
  values.map(([variety, accuracy]) => ({
    variety,
    diversity: estimate(variety),
    accuracy: estimate(accuracy),
  }));

Deno.test("varietyTitle() says what the middle of the control costs, and nothing where it gains", () => {
  assert.equal(
    varietyTitle({ warm: points([0, 0.2], [0.5, 0.18]), cold: points([0, 0.4], [0.5, 0.41]) }),
    "Variety at half of its control costs 10\u00a0% of the accuracy for warm songs, nothing for cold songs",
  );
  assert.equal(
    varietyTitle({ warm: points([0, 0], [0.5, 0]), cold: points([0, 0.4]) }),
    "What variety costs",
  );
});
