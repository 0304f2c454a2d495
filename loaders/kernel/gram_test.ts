import assert from "node:assert/strict";
import { type Incidence, incidenceFromPairs } from "../../src/recommender/incidence.ts";
import { randomNumbers } from "../../src/recommender/random.ts";
import { gramTimesBlock } from "../csr.ts";
import { gramMultiplier } from "./gram.ts";

/** Rows of 0 to 12 columns each. */
function randomIncidence(rows: number, columns: number, random: () => number): Incidence {
  const songs: number[] = [], playlists: number[] = [];
  for (let row = 0; row < rows; row++) {
    const held = new Set(
      Array.from({ length: Math.floor(random() * 13) }, () => Math.floor(random() * columns)),
    );
    for (const column of [...held].sort((a, b) => a - b)) {
      songs.push(row);
      playlists.push(column);
    }
  }
  return incidenceFromPairs(rows, columns, Int32Array.from(songs), Int32Array.from(playlists));
}

const block = (columns: number, random: () => number) =>
  Float64Array.from({ length: columns * 8 }, () => random() - 0.5);

Deno.test("gramMultiplier() gives the bits of plain loops, one block after another", () => {
  const random = randomNumbers(5);
  for (const [rows, columns] of [[1, 1], [40, 7], [7, 40], [3000, 500], [40_000, 3000]]) {
    const matrix = randomIncidence(rows, columns, random);
    const multiply = gramMultiplier(matrix, 0);
    const blocks = [block(columns, random), block(columns, random)];
    const products = blocks.map(multiply);
    products.forEach((product, i) =>
      assert.deepEqual(product, gramTimesBlock(matrix, blocks[i]), `${rows} × ${columns}`)
    );
  }
});

Deno.test("gramMultiplier() gives the same with the kernel and, for few pairs, without", () => {
  const random = randomNumbers(6);
  const matrix = randomIncidence(200, 60, random), x = block(60, random);
  assert.deepEqual(gramMultiplier(matrix)(x), gramMultiplier(matrix, 0)(x));
});

Deno.test("gramMultiplier() refuses a block of another shape", () => {
  const matrix = randomIncidence(20, 6, randomNumbers(7));
  assert.throws(() => gramMultiplier(matrix, 0)(new Float64Array(6)), RangeError);
});
