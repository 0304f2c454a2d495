/** From candidates for right singular vectors to measured singular triplets. */
import type { Incidence } from "../src/recommender/incidence.ts";
import { forEachImage, gramTimes } from "./csr.ts";

/** Candidates for right singular vectors, as a method hands them over. */
export interface RightVectors {
  /** Columns × rank, row-major, in descending order of their singular values. */
  readonly right: Float64Array;
  readonly rank: number;
  readonly iterations: number;
  readonly notes: readonly string[];
}

/**
 * Settles lengths, signs, order, singular values and residuals of right singular vectors,
 * all measured on the vectors that it returns. See `TruncatedSvd` for what each is.
 *
 * @param found vectors whose images A·v are not zero
 */
export function settle(
  matrix: Incidence,
  { right, rank }: RightVectors,
): { right: Float64Array; singularValues: Float64Array; residuals: Float64Array } {
  const { columns } = matrix;
  const norms = columnNorms(right, columns, rank);
  const signs = factorSigns(matrix, right, rank);
  const unit = new Float64Array(right.length);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rank; j++) {
      unit[i * rank + j] = right[i * rank + j] * signs[j] / norms[j];
    }
  }
  // σ = ‖A v‖ is good to ε·σ₁, where the root of an eigenvalue of AᵀA is only to ε·σ₁²/σ.
  const squares = new Float64Array(rank);
  forEachImage(matrix, unit, rank, (_, image) => {
    for (let j = 0; j < rank; j++) squares[j] += image[j] * image[j];
  });
  const sigma = squares.map(Math.sqrt);
  // With u = A v / σ the first residual is zero and the second is ‖AᵀA v / σ − σ v‖.
  const excess = gramTimes(matrix, unit, rank);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rank; j++) {
      excess[i * rank + j] = excess[i * rank + j] / sigma[j] - sigma[j] * unit[i * rank + j];
    }
  }
  const residuals = columnNorms(excess, columns, rank);
  const order = Array.from(sigma.keys()).sort((a, b) => sigma[b] - sigma[a] || a - b);
  const sorted = new Float64Array(unit.length);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rank; j++) sorted[i * rank + j] = unit[i * rank + order[j]];
  }
  return {
    right: sorted,
    singularValues: Float64Array.from(order, (j) => sigma[j]),
    residuals: Float64Array.from(order, (j) => residuals[j]),
  };
}

/** +1 or −1 for each factor: the sign of its largest entry in magnitude in A·V. */
function factorSigns(matrix: Incidence, right: Float64Array, rank: number): Int8Array {
  const largest = new Float64Array(rank);
  forEachImage(matrix, right, rank, (_, image) => {
    for (let j = 0; j < rank; j++) largest[j] = Math.max(largest[j], Math.abs(image[j]));
  });
  const signs = new Int8Array(rank);
  forEachImage(matrix, right, rank, (_, image) => {
    for (let j = 0; j < rank; j++) {
      if (signs[j] === 0 && Math.abs(image[j]) >= largest[j] * (1 - 1e-9)) {
        signs[j] = image[j] < 0 ? -1 : 1;
      }
    }
  });
  return signs;
}

/** Euclidean norm of each column of a rows × k matrix. */
function columnNorms(dense: Float64Array, rows: number, k: number): Float64Array {
  const squares = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < k; j++) squares[j] += dense[i * k + j] * dense[i * k + j];
  }
  return squares.map(Math.sqrt);
}
