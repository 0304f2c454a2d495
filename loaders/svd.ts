/**
 * Truncated singular value decomposition of a binary sparse matrix, A ≈ U·S·Vᵀ.
 *
 * Two methods behind one face. `exact` (gram_svd.ts) decomposes the Gram matrix of the smaller side
 * and costs the cube of its size; `iterative` (lanczos_svd.ts) is a restarted block Lanczos method
 * that only multiplies by A and Aᵀ. Both measure the residuals of what they return.
 */
import type { Incidence } from "../src/recommender/incidence.ts";
import { forEachImage, squaredFrobeniusNorm } from "./csr.ts";
import { gramVectors } from "./gram_svd.ts";
import { settle } from "./singular_vectors.ts";

export interface TruncatedSvd {
  /** Number of singular triplets returned: the rank asked for, or fewer where A has fewer. */
  readonly rank: number;
  readonly method: "exact" | "iterative";
  /** σ, descending, all > 0; `rank` numbers. */
  readonly singularValues: Float64Array;
  /** V, columns × rank, row-major: column j is the unit right singular vector of σ_j. */
  readonly right: Float64Array;
  /**
   * For each triplet the larger of ‖A v − σ u‖ and ‖Aᵀu − σ v‖, measured on the returned numbers
   * with u = A v / ‖A v‖; in the unit of σ.
   */
  readonly residuals: Float64Array;
  /** Whether every residual is within tolerance · σ₁. */
  readonly converged: boolean;
  /** Restart cycles of the iterative method; 1 for the exact one. */
  readonly iterations: number;
  /** Σσ² over all singular values of A, which is ‖A‖²_F. */
  readonly totalVariance: number;
  /** What a reader of the result should know, a sentence each; empty when all went as asked. */
  readonly notes: readonly string[];
}

export interface SvdOptions {
  /** How many singular triplets are wanted, a positive integer. */
  rank: number;
  /** `auto` is exact while the smaller side has at most `EXACT_LIMIT` rows or columns. */
  method?: "auto" | "exact";
  /** Largest residual accepted, as a share of σ₁. */
  tolerance?: number;
}

/**
 * The `rank` largest singular values of A and their right singular vectors.
 *
 * Each vector's sign is such that the largest entry in magnitude of its column of A·V = U·S is
 * positive (of entries equal to within 1e-9 of it, the one in the lowest row counts, so that
 * rounding does not choose between +a and −a). Singular values below √(n·ε)·σ₁, n the smaller
 * side, count as zero: `rank` is then less than asked and a note says so.
 *
 * @throws RangeError when rank is not a positive integer or tolerance not a positive number
 */
export function truncatedSvd(
  matrix: Incidence,
  { rank, tolerance = 1e-9 }: SvdOptions,
): TruncatedSvd {
  if (!(Number.isInteger(rank) && rank > 0)) {
    throw new RangeError(`Cannot factor to rank ${rank}: the rank must be a positive integer`);
  }
  if (!(tolerance > 0)) {
    throw new RangeError(`Cannot factor to tolerance ${tolerance}: it must be a positive number`);
  }
  const method = "exact";
  const found = gramVectors(matrix, rank);
  const notes = [...found.notes];
  const { right, singularValues, residuals } = settle(matrix, found);
  let converged = true;
  for (let j = 0; j < found.rank; j++) {
    if (residuals[j] <= tolerance * singularValues[0]) continue;
    converged = false;
  }
  if (found.rank < rank) notes.push(`Rank ${rank} was asked for: the matrix has ${found.rank}`);
  return {
    rank: found.rank,
    method,
    singularValues,
    right,
    residuals,
    converged,
    iterations: found.iterations,
    totalVariance: squaredFrobeniusNorm(matrix),
    notes,
  };
}

/**
 * A·V = U·S, the songs' factors: rows × rank, row-major, summed in float64 in the order of the
 * row's columns and rounded once to float32. Rows with the same columns are equal to the last bit.
 *
 * @param right V, columns × rank
 */
export function songFactors(matrix: Incidence, right: Float64Array, rank: number): Float32Array {
  const factors = new Float32Array(matrix.rows * rank);
  forEachImage(matrix, right, rank, (row, image) => factors.set(image, row * rank));
  return factors;
}
