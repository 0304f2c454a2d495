import assert from "node:assert/strict";
import { randomNumbers } from "../recommender/sample_catalogues.ts";
import { mapFidelity, varianceShare } from "./map_fidelity.ts";

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);
}

/** Two of three dimensions as the layout. */
function randomSongs(count: number) {
  const random = randomNumbers(7);
  const values = Float32Array.from({ length: 3 * count }, random);
  const column = (k: number) => Float32Array.from({ length: count }, (_, i) => values[3 * i + k]);
  return { vectors: { values, dimensions: 3 }, layout: { x: column(0), y: column(1) } };
}

Deno.test("varianceShare() is the layout's part of the sum of the features' variances", () => {
  // Variances 1, 4 and 15 over two songs; the layout has the first two.
  const values = Float32Array.of(-1, -2, -Math.sqrt(15), 1, 2, Math.sqrt(15));
  const layout = { x: Float32Array.of(-1, 1), y: Float32Array.of(2, -2) };
  close(varianceShare(layout, { values, dimensions: 3 }), 0.25);
  assert.ok(Number.isNaN(varianceShare({ x: Float32Array.of(0, 0), y: Float32Array.of(0, 0) }, {
    values: new Float32Array(2),
    dimensions: 1,
  })));
});

Deno.test("mapFidelity() shares all neighbours when the map holds all features", () => {
  const { layout } = randomSongs(60);
  const values = Float32Array.from(
    { length: 120 },
    (_, i) => (i % 2 ? layout.y : layout.x)[i >> 1],
  );
  const { shared, sample } = mapFidelity(
    layout,
    { values, dimensions: 2 },
    new Int32Array(60),
    { k: 5, sample: 60 },
  );
  assert.deepEqual([shared, sample], [5, 60]);
});

Deno.test("mapFidelity() counts what a plain comparison of sorted distances counts", () => {
  const { vectors, layout } = randomSongs(80);
  const songGenres = Int32Array.from({ length: 80 }, (_, i) => i % 3 - (i % 7 === 0 ? 1 : 0));
  const k = 6;
  const nearest = (song: number, distance: (other: number) => number) =>
    Array.from({ length: 80 }, (_, i) => i).filter((other) => other !== song)
      .sort((a, b) => distance(a) - distance(b) || a - b).slice(0, k);
  let shared = 0, same = 0, pairs = 0;
  for (let song = 0; song < 80; song++) {
    const onMap = nearest(
      song,
      (i) => (layout.x[i] - layout.x[song]) ** 2 + (layout.y[i] - layout.y[song]) ** 2,
    );
    const inFull = nearest(song, (i) => {
      let sum = 0;
      for (let d = 0; d < 3; d++) {
        sum += (vectors.values[3 * i + d] - vectors.values[3 * song + d]) ** 2;
      }
      return sum;
    });
    shared += onMap.filter((other) => inFull.includes(other)).length;
    if (songGenres[song] < 0) continue;
    pairs += k;
    same += onMap.filter((other) => songGenres[other] === songGenres[song]).length;
  }
  const fidelity = mapFidelity(layout, vectors, songGenres, { k, sample: 80 });
  close(fidelity.shared, shared / 80);
  close(fidelity.sameGenre, same / pairs);
});

Deno.test("mapFidelity() gives the share of the same genre by chance", () => {
  const { vectors, layout } = randomSongs(4);
  // Of the ordered pairs that start at a song with a genre (3 × 3), two have the same one.
  const songGenres = Int32Array.of(1, 1, 0, -1);
  close(mapFidelity(layout, vectors, songGenres, { k: 2 }).sameGenreByChance, 2 / 9);
});

Deno.test("mapFidelity() has no share of genres where there are none, and asks nobody of one song", () => {
  const { vectors, layout } = randomSongs(5);
  assert.ok(Number.isNaN(mapFidelity(layout, vectors, new Int32Array(5).fill(-1)).sameGenre));
  const alone = { x: Float32Array.of(1), y: Float32Array.of(1) };
  assert.equal(
    mapFidelity(alone, { values: Float32Array.of(1), dimensions: 1 }, Int32Array.of(0)).sample,
    0,
  );
});
