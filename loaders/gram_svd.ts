/**
 * Right singular vectors by eigendecomposition of the Gram matrix of the smaller side.
 *
 * The Gram matrix of a binary matrix holds counts, so it carries no rounding, and forming it loses
 * nothing for singular values well above √ε·σ₁.
 */
import type { Incidence } from "../src/recommender/incidence.ts";
import { gram, tallSide, times } from "./csr.ts";
import type { RightVectors } from "./singular_vectors.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";

/**
 * The right singular vectors of the `rank` largest singular values, fewer where the numerical rank
 * is less. Time is the cube, memory the square of the smaller side; see svd_bench.ts.
 */
export function gramVectors(matrix: Incidence, rank: number): RightVectors {
  const { tall, transposed } = tallSide(matrix);
  const n = tall.columns;
  if (n === 0) return { right: new Float64Array(0), rank: 0, iterations: 1, notes: [] };
  const { values, vectors } = symmetricEigen(gram(tall), n);
  const floor = values[0] * n * Number.EPSILON; // rounding of an n × n eigendecomposition
  const wanted = Math.min(rank, n);
  let kept = 0;
  while (kept < wanted && values[kept] > floor) kept++;
  const small = new Float64Array(n * kept);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < kept; j++) small[i * kept + j] = vectors[i * n + j];
  }
  // On the transpose these are left singular vectors; the right ones are Aᵀu up to their length.
  const right = transposed ? times(tall, small, kept) : small;
  return { right, rank: kept, iterations: 1, notes: [] };
}
