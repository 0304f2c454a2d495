/**
 * The largest eigenvalues of a dense symmetric matrix and their eigenvectors, where few of all are
 * wanted: reduction to tridiagonal form, bisection, inverse iteration (Golub and Van Loan, Matrix
 * Computations, 8.3 to 8.4).
 *
 * ml-matrix, which does the dense algebra elsewhere, finds all pairs: of a 471 × 471 matrix of which
 * 51 are wanted it takes more than twice as long (svd_bench.ts), and that showed in the precompute.
 */
import { randomNumbers } from "../src/recommender/random.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";
import {
  largestEigenvalues,
  reflectBack,
  shiftedSolver,
  spectralBound,
  type Tridiagonal,
  tridiagonalise,
} from "./tridiagonal.ts";

/** Share of the pairs up to which they are computed by themselves: beyond it all are as cheap. */
const FEW = 1 / 3;
/** Solutions of inverse iteration; two or three do. */
const MOST_SOLUTIONS = 8;
const SEED = 1;

export interface LeadingEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** Orthonormal columns, n × (number of values), row-major. */
  readonly vectors: Float64Array;
}

/**
 * The `count` largest eigenvalues of a symmetric matrix and orthonormal eigenvectors. ‖A v − λ v‖
 * and what vectors have of each other are of the size of rounding, repeated eigenvalues included.
 *
 * @param symmetric n × n, row-major, n > 0
 * @param count from 1 to n
 */
export function leadingEigen(symmetric: Float64Array, n: number, count: number): LeadingEigen {
  if (count > n * FEW) return firstOfAll(symmetric, n, count);
  const reduction = tridiagonalise(symmetric, n);
  const values = largestEigenvalues(reduction.tridiagonal, count);
  const vectors = inverseIteration(reduction.tridiagonal, values);
  // It has not been seen to happen: a vector on which inverse iteration does not settle.
  if (vectors === null) return firstOfAll(symmetric, n, count);
  reflectBack(reduction, vectors, count);
  return { values, vectors };
}

function firstOfAll(symmetric: Float64Array, n: number, count: number): LeadingEigen {
  const all = symmetricEigen(symmetric, n);
  if (count === n) return all;
  const vectors = new Float64Array(n * count);
  for (let i = 0; i < n; i++) {
    vectors.set(all.vectors.subarray(i * n, i * n + count), i * count);
  }
  return { values: all.values.slice(0, count), vectors };
}

/**
 * Unit eigenvectors for known eigenvalues, n × values.length row-major; null where one does not
 * settle. Each is kept orthogonal to all before it, so that those of a repeated value are different
 * ones: few are wanted, which makes this cheap.
 */
function inverseIteration(matrix: Tridiagonal, values: Float64Array): Float64Array | null {
  const n = matrix.diagonal.length, count = values.length;
  const random = randomNumbers(SEED);
  const bound = spectralBound(matrix), accepted = 4 * Math.sqrt(n) * bound * Number.EPSILON;
  const found: Float64Array[] = [];
  for (const value of values) {
    const solve = shiftedSolver(matrix, value, bound);
    const vector = Float64Array.from({ length: n }, () => random() - 0.5);
    normalise(vector, found);
    // One more solution after the first that is accepted costs little and takes the rest of the way.
    let settled = 0;
    for (let solution = 0; solution < MOST_SOLUTIONS && settled < 2; solution++) {
      solve(vector);
      normalise(vector, found);
      settled = residual(matrix, value, vector) <= accepted ? settled + 1 : 0;
    }
    if (settled < 2) return null;
    found.push(vector);
  }
  const vectors = new Float64Array(n * count);
  found.forEach((vector, j) => {
    for (let i = 0; i < n; i++) vectors[i * count + j] = vector[i];
  });
  return vectors;
}

/** Makes a vector a unit vector orthogonal to the unit vectors given. */
function normalise(vector: Float64Array, others: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) {
    // At unit length first: what inverse iteration gives may be too long to be squared.
    let largest = 0;
    for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]));
    if (largest === 0) return;
    for (let i = 0; i < vector.length; i++) vector[i] /= largest;
    for (const other of others) {
      let along = 0;
      for (let i = 0; i < vector.length; i++) along += vector[i] * other[i];
      for (let i = 0; i < vector.length; i++) vector[i] -= along * other[i];
    }
  }
  let square = 0;
  for (let i = 0; i < vector.length; i++) square += vector[i] * vector[i];
  const length = Math.sqrt(square);
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
}

/** ‖T x − value x‖. */
function residual({ diagonal, beside }: Tridiagonal, value: number, x: Float64Array): number {
  const n = x.length;
  let square = 0;
  for (let i = 0; i < n; i++) {
    const image = (diagonal[i] - value) * x[i] + (i > 0 ? beside[i] * x[i - 1] : 0) +
      (i + 1 < n ? beside[i + 1] * x[i + 1] : 0);
    square += image * image;
  }
  return Math.sqrt(square);
}
