/** From eigenpairs of the smaller Gram matrix to measured singular triplets of A. */
import type { Incidence } from "../src/recommender/incidence.ts";
import { forEachImage } from "./csr.ts";
import { gramMultiplier } from "./kernel/gram.ts";

/** The leading eigenpairs of AᵀA for an n-column A, as the methods hand them over. */
export interface GramEigenpairs {
  /** In descending order: one for each vector and, where A has more columns, the one after. */
  readonly values: Float64Array;
  /** Orthonormal, n × (number of vectors), row-major. */
  readonly vectors: Float64Array;
  /** Blocks of vectors that were multiplied by AᵀA on the way; 0 where none were. */
  readonly iterations: number;
  /** Whether no larger eigenvalue can have been missed, as far as the method can tell. */
  readonly complete: boolean;
}

export interface SingularTriplets {
  readonly singularValues: Float64Array;
  readonly right: Float64Array;
  readonly residuals: Float64Array;
}

/**
 * Rounding in an eigenvalue of an n × n symmetric matrix whose largest is `largest`: what is not
 * above it counts as zero.
 */
export function eigenvalueRounding(largest: number, n: number): number {
  return largest * n * Number.EPSILON;
}

/** The first `rank` columns of a matrix of `width` columns. */
export function firstColumns(dense: Float64Array, width: number, rank: number): Float64Array {
  if (rank === width) return dense;
  const rows = dense.length / width;
  const first = new Float64Array(rows * rank);
  for (let i = 0; i < rows; i++) {
    first.set(dense.subarray(i * width, i * width + rank), i * rank);
  }
  return first;
}

/**
 * Settles the signs, order, singular values and residuals of right singular vectors of A, all
 * measured on the vectors that it returns. See `TruncatedSvd` for what each is.
 *
 * @param vectors columns × rank; of any length but zero, and so are their images A·v
 */
export function measureTriplets(
  matrix: Incidence,
  vectors: Float64Array,
  rank: number,
): SingularTriplets {
  const lengths = columnNorms(vectors, rank);
  const right = scaleColumns(vectors, lengths.map((length) => 1 / length));
  // σ = ‖A v‖ is good to ε·σ₁, where the root of an eigenvalue of AᵀA is only to ε·σ₁²/σ.
  const { norms, signs } = measureImages(matrix, right, rank);
  const order = Array.from(norms.keys()).sort((a, b) => norms[b] - norms[a] || a - b);
  const singularValues = Float64Array.from(order, (j) => norms[j]);
  const sorted = scaleColumns(right, signs, order);
  return {
    singularValues,
    right: sorted,
    residuals: measureResiduals(matrix, sorted, singularValues),
  };
}

/** ‖A v‖ of each vector, and the sign of its largest entry in magnitude in A·v. */
function measureImages(
  matrix: Incidence,
  right: Float64Array,
  rank: number,
): { norms: Float64Array; signs: Float64Array } {
  const squares = new Float64Array(rank);
  const largest = new Float64Array(rank);
  forEachImage(matrix, right, rank, (_, image) => {
    for (let j = 0; j < rank; j++) {
      squares[j] += image[j] * image[j];
      largest[j] = Math.max(largest[j], Math.abs(image[j]));
    }
  });
  const signs = new Float64Array(rank);
  forEachImage(matrix, right, rank, (_, image) => {
    for (let j = 0; j < rank; j++) {
      // Rounding must not choose between +a and −a: all that are this close count as equal.
      if (signs[j] === 0 && Math.abs(image[j]) >= largest[j] * (1 - 1e-9)) {
        signs[j] = image[j] < 0 ? -1 : 1;
      }
    }
  });
  return { norms: squares.map(Math.sqrt), signs };
}

/** ‖Aᵀu − σ v‖ where u = A v / σ, for which ‖A v − σ u‖ is zero. */
function measureResiduals(
  matrix: Incidence,
  right: Float64Array,
  singularValues: Float64Array,
): Float64Array {
  const rank = singularValues.length;
  const { columns } = matrix;
  const residuals = new Float64Array(rank);
  const multiply = gramMultiplier(matrix);
  for (let first = 0; first < rank; first += 8) {
    const width = Math.min(8, rank - first);
    const block = new Float64Array(columns * 8);
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < width; j++) block[i * 8 + j] = right[i * rank + first + j];
    }
    const product = multiply(block);
    for (let j = 0; j < width; j++) {
      const sigma = singularValues[first + j];
      let square = 0;
      for (let i = j; i < block.length; i += 8) {
        square += (product[i] / sigma - sigma * block[i]) ** 2;
      }
      residuals[first + j] = Math.sqrt(square);
    }
  }
  return residuals;
}

/** Euclidean norm of each of the k columns of a matrix. */
function columnNorms(dense: Float64Array, k: number): Float64Array {
  const squares = new Float64Array(k);
  for (let i = 0; i < dense.length; i += k) {
    for (let j = 0; j < k; j++) squares[j] += dense[i + j] * dense[i + j];
  }
  return squares.map(Math.sqrt);
}

/** The columns of a matrix, each times its factor, in the order given. */
function scaleColumns(
  dense: Float64Array,
  factors: Float64Array,
  order: readonly number[] = Array.from(factors.keys()),
): Float64Array {
  const k = factors.length;
  const scaled = new Float64Array(dense.length);
  for (let i = 0; i < dense.length; i += k) {
    for (let j = 0; j < k; j++) scaled[i + j] = dense[i + order[j]] * factors[order[j]];
  }
  return scaled;
}
