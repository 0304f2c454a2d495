/**
 * Truncated singular value decomposition of a binary sparse matrix, A ≈ U·S·Vᵀ.
 *
 * Two methods behind one face, both by way of the smaller Gram matrix. `exact` (gram_svd.ts) forms
 * and decomposes it, which costs the cube of its size; `iterative` (lanczos_svd.ts) only multiplies
 * by A and Aᵀ. The residuals of what is returned are measured, whichever method found it.
 */
import { dot, NOISE_LENGTH } from "../src/recommender/factors.ts";
import type { Incidence } from "../src/recommender/incidence.ts";
import { forEachImage, squaredFrobeniusNorm, tallSide, times } from "./csr.ts";
import { gramEigenpairs } from "./gram_svd.ts";
import { lanczosEigenpairs } from "./lanczos_svd.ts";
import {
  eigenvalueRounding,
  firstColumns,
  type GramEigenpairs,
  measureTriplets,
} from "./singular_vectors.ts";

/**
 * Rows or columns of the smaller side up to which `auto` is exact. The exact method's time grows
 * with the cube of it and depends on nothing else; the iterative one overtakes it at about 500 for
 * rank 50 and 850 for rank 200, later where the singular values crowd together (svd_bench.ts).
 */
export const EXACT_LIMIT = 800;

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
   * with u = A v / σ; in the unit of σ.
   */
  readonly residuals: Float64Array;
  /** Whether every residual is within tolerance · σ₁ and no larger value was left unsearched for. */
  readonly converged: boolean;
  /** The singular value after the last one returned; 0 where there is none. */
  readonly nextSingularValue: number;
  /** Blocks of eight vectors that the iterative method multiplied by AᵀA; 0 for the exact one. */
  readonly iterations: number;
  /** Σσ² over all singular values of A, which is ‖A‖²_F. */
  readonly totalVariance: number;
  /** What a reader of the result should know, a sentence each; empty when all went as asked. */
  readonly notes: readonly string[];
}

export interface SvdOptions {
  /** How many singular triplets are wanted, a positive integer. */
  rank: number;
  /**
   * `auto` is exact while the smaller side has at most `EXACT_LIMIT` rows or columns.
   * @default {"auto"}
   */
  method?: "auto" | "exact" | "iterative";
  /**
   * Largest residual accepted, as a share of σ₁. Singular values further apart than this are told
   * apart.
   * @default {1e-9}
   */
  tolerance?: number;
  /**
   * Seed of the iterative method's random starts.
   * @default {1}
   */
  seed?: number;
  /**
   * Blocks of eight vectors multiplied by AᵀA after which the iterative method gives up.
   * @default {4000}
   */
  maxSteps?: number;
}

/** Of a matrix of zeros, or without rows or columns. */
const NO_EIGENPAIRS: GramEigenpairs = {
  values: new Float64Array(0),
  vectors: new Float64Array(0),
  iterations: 0,
  complete: true,
};

/**
 * The `rank` largest singular values of A and their right singular vectors.
 *
 * Each vector's sign is such that the largest entry in magnitude of its column of A·V = U·S is
 * positive (of entries equal to within 1e-9 of it, the one in the lowest row counts, so that
 * rounding does not choose between +a and −a). Singular values below √(n·ε)·σ₁, n the smaller
 * side, count as zero: `rank` is then less than asked and a note says so.
 *
 * @throws RangeError when rank is not a positive integer, or tolerance or maxSteps not positive
 */
export function truncatedSvd(
  matrix: Incidence,
  { rank, method = "auto", tolerance = 1e-9, seed = 1, maxSteps = 4000 }: SvdOptions,
): TruncatedSvd {
  if (!(Number.isInteger(rank) && rank > 0)) {
    throw new RangeError(`Cannot factor to rank ${rank}: the rank must be a positive integer`);
  }
  if (!(tolerance > 0)) {
    throw new RangeError(`Cannot factor to tolerance ${tolerance}: it must be a positive number`);
  }
  if (!(maxSteps > 0)) {
    throw new RangeError(`Cannot factor in ${maxSteps} steps: there must be one at least`);
  }
  const { tall, transposed } = tallSide(matrix);
  const n = tall.columns;
  const exact = method === "exact" || (method === "auto" && n <= EXACT_LIMIT);
  const totalVariance = squaredFrobeniusNorm(matrix);
  // Half the tolerance leaves room for the rounding that the measured residuals have and the
  // estimated ones do not.
  const { values, vectors, iterations, complete } = totalVariance === 0
    ? NO_EIGENPAIRS
    : exact
    ? gramEigenpairs(tall, rank)
    : lanczosEigenpairs(tall, { rank, tolerance: tolerance / 2, seed, maxSteps });
  const zero = eigenvalueRounding(values[0], n);
  const width = n > 0 ? vectors.length / n : 0;
  let achieved = 0;
  while (achieved < width && values[achieved] > zero) achieved++;
  const small = firstColumns(vectors, width, achieved);
  // On the transpose these are left singular vectors u; the right ones are Aᵀu up to their length.
  const triplets = measureTriplets(
    matrix,
    transposed ? times(tall, small, achieved) : small,
    achieved,
  );
  const { singularValues, residuals } = triplets;
  const next = values[achieved] > zero ? Math.sqrt(values[achieved]) : 0;
  const accepted = tolerance * (singularValues[0] ?? 0);
  const failed = residuals.filter((residual) => !(residual <= accepted)).length;
  const notes: string[] = [];
  if (achieved < rank) {
    notes.push(
      `Rank ${rank} was asked for, but ` +
        (complete ? `the matrix has rank ${achieved}` : `only ${achieved} triplets were found`),
    );
  }
  if (failed > 0) {
    notes.push(
      `Of ${achieved} singular triplets ${failed} have not converged: ` +
        `the largest residual is ${Math.max(...residuals)}, accepted is ${accepted}`,
    );
  } else if (!complete) {
    notes.push(
      `All singular triplets have converged, but ${maxSteps} steps were too few ` +
        `to make sure that no larger singular value is missing`,
    );
  }
  if (next > 0 && singularValues[achieved - 1] - next <= accepted) {
    notes.push(
      `Singular values ${achieved} and ${achieved + 1} are equal within the tolerance: ` +
        `factor ${achieved} is one of several that fit equally well`,
    );
  }
  return {
    rank: achieved,
    method: exact ? "exact" : "iterative",
    ...triplets,
    converged: failed === 0 && complete,
    nextSingularValue: next,
    iterations,
    totalVariance,
    notes,
  };
}

/**
 * A·V = U·S, the songs' factors: rows × rank, row-major, summed in float64 in the order of the
 * row's columns and rounded once to float32. Rows with the same columns are equal to the last bit.
 *
 * A song outside the space of the decomposition (its playlists share no song with any that the
 * factors tell apart) has zeros: what rounding leaves there, less than `NOISE_LENGTH` of its row, is
 * no direction, and cosines of it would invent neighbours.
 *
 * @param right V, columns × rank
 */
export function songFactors(matrix: Incidence, right: Float64Array, rank: number): Float32Array {
  const factors = new Float32Array(matrix.rows * rank);
  forEachImage(matrix, right, rank, (row, image) => {
    const shortest = NOISE_LENGTH * Math.sqrt(matrix.indptr[row + 1] - matrix.indptr[row]);
    if (Math.sqrt(dot(image, image)) > shortest) factors.set(image, row * rank);
  });
  return factors;
}
