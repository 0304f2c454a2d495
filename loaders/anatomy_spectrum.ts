/**
 * The whole spectrum of the interactions, and what chance alone would give: parallel analysis (Horn
 * 1965, "A rationale and test for the number of factors in factor analysis"). A factor says
 * something about which playlists go together where its singular value is above those of data in
 * which songs keep their number of playlists, and playlists their number of songs, but which song is
 * in which playlist is drawn.
 */
import { type Incidence, incidenceFromPairs } from "../src/recommender/incidence.ts";
import { gram } from "./csr.ts";
import { randomNumbers, shuffle } from "../src/recommender/random.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";

/** All singular values, descending, by way of the Gram matrix of the columns. */
export function singularValues(matrix: Incidence): Float64Array {
  const { values } = symmetricEigen(gram(matrix), matrix.columns);
  // Rounding makes an eigenvalue of 0 slightly negative.
  return values.map((value) => Math.sqrt(Math.max(0, value)));
}

/** The lowest and the highest singular value of each component over `runs` data sets by chance. */
export function chanceSpectra(
  matrix: Incidence,
  runs: number,
  seed: number,
): { low: Float64Array; high: Float64Array } {
  const random = randomNumbers(seed);
  const low = new Float64Array(matrix.columns).fill(Infinity);
  const high = new Float64Array(matrix.columns);
  for (let run = 0; run < runs; run++) {
    singularValues(shuffled(matrix, random)).forEach((value, i) => {
      low[i] = Math.min(low[i], value);
      high[i] = Math.max(high[i], value);
    });
  }
  return { low, high };
}

/**
 * The same songs and playlists paired by chance (the configuration model): the playlists of all
 * pairs are shuffled. A pair drawn twice counts once, which on sparse data is rare.
 */
export function shuffled(matrix: Incidence, random: () => number): Incidence {
  const { rows, columns, indptr } = matrix;
  const indices = matrix.indices.slice();
  shuffle(indices, random);
  const rowOf: number[] = [], columnOf: number[] = [];
  for (let row = 0; row < rows; row++) {
    const drawn = indices.subarray(indptr[row], indptr[row + 1]).slice().sort();
    drawn.forEach((column, i) => {
      if (i > 0 && column === drawn[i - 1]) return;
      rowOf.push(row);
      columnOf.push(column);
    });
  }
  return incidenceFromPairs(rows, columns, Int32Array.from(rowOf), Int32Array.from(columnOf));
}
