/**
 * `deno bench loaders/svd_bench.ts`: where the iterative method overtakes the exact one, and what
 * both cost as the matrix grows. Each matrix has 20 pairs a song.
 */
import type { Incidence } from "../src/recommender/incidence.ts";
import { gram } from "./csr.ts";
import { leadingEigen } from "./leading_eigen.ts";
import { pca2 } from "./projection.ts";
import { randomNumbers } from "../src/recommender/random.ts";
import { EXACT_LIMIT, songFactors, truncatedSvd } from "./svd.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";

const RANK = 50;
const PAIRS_A_SONG = 20;
const GENRES = 24;

/**
 * Songs in playlists whose sizes follow a power law. Seven of ten of a song's playlists are of its
 * own genre, so that the leading singular values stand out, as they do in real data.
 */
function powerLaw(songs: number, playlists: number): Incidence {
  const random = randomNumbers(1);
  const indptr = new Int32Array(songs + 1);
  const indices = new Int32Array(songs * PAIRS_A_SONG);
  for (let song = 0; song < songs; song++) {
    const genre = Math.floor(random() * GENRES);
    const held = new Set<number>();
    while (held.size < PAIRS_A_SONG) {
      const any = Math.floor(random() ** 2 * playlists);
      const playlist = random() < 0.7 ? any - any % GENRES + genre : any;
      if (playlist < playlists) held.add(playlist);
    }
    indices.set(Int32Array.from(held).sort(), song * PAIRS_A_SONG);
    indptr[song + 1] = (song + 1) * PAIRS_A_SONG;
  }
  return { rows: songs, columns: playlists, indptr, indices };
}

/** Keeps results alive, so that no call can be optimised away. */
let sink = 0;

for (const playlists of [200, 471, EXACT_LIMIT, 1100]) {
  const matrix = powerLaw(playlists * 30, playlists);
  for (const method of ["exact", "iterative"] as const) {
    Deno.bench({
      name: `truncatedSvd() ${method}, ${matrix.rows} × ${playlists}`,
      group: `${playlists} playlists`,
      baseline: method === "exact",
      n: 3,
      warmup: 1,
      fn: () => {
        sink += truncatedSvd(matrix, { rank: RANK, method }).singularValues[0];
      },
    });
  }
}

{
  const n = 471, counts = gram(powerLaw(n * 30, n));
  const group = `leading 51 eigenpairs of ${n} × ${n}`;
  Deno.bench({
    name: "leadingEigen()",
    group,
    baseline: true,
    fn: () => {
      sink += leadingEigen(counts, n, 51).values[0];
    },
  });
  Deno.bench({
    name: "symmetricEigen(), all of them by ml-matrix",
    group,
    fn: () => {
      sink += symmetricEigen(counts, n).values[0];
    },
  });
}

for (const [songs, playlists] of [[30_000, 10_000], [300_000, 30_000]]) {
  let matrix: Incidence | null = null;
  let right = new Float64Array(0);
  const shape = `${songs} × ${playlists}`;
  Deno.bench({
    name: `truncatedSvd() iterative, ${shape}`,
    group: shape,
    baseline: true,
    n: 1,
    warmup: 0,
    fn: (bench) => {
      matrix ??= powerLaw(songs, playlists);
      bench.start();
      const svd = truncatedSvd(matrix, { rank: RANK, method: "iterative" });
      bench.end();
      if (!svd.converged) throw new Error(svd.notes.join("; "));
      right = svd.right as Float64Array<ArrayBuffer>;
    },
  });
  Deno.bench({
    name: `songFactors(), ${shape}`,
    group: shape,
    n: 1,
    warmup: 0,
    fn: () => {
      sink += songFactors(matrix!, right, RANK)[0];
    },
  });
}

for (const dimensions of [12, 50]) {
  const count = 28_356;
  const random = randomNumbers(2);
  const vectors = Float32Array.from({ length: count * dimensions }, random);
  Deno.bench(`pca2(), ${count} × ${dimensions}`, () => {
    sink += pca2(vectors, count, dimensions).x[0];
  });
}

globalThis.addEventListener("unload", () => {
  if (Number.isNaN(sink)) throw new Error("A benchmark computed NaN");
});
