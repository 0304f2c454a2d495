/**
 * Leading eigenpairs of AᵀA from the matrix itself, formed and decomposed in full.
 *
 * The Gram matrix of a binary matrix holds counts, so it carries no rounding, and forming it loses
 * nothing for singular values well above √ε·σ₁.
 */
import type { Incidence } from "../src/recommender/incidence.ts";
import { gram } from "./csr.ts";
import type { GramEigenpairs } from "./singular_vectors.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";

/**
 * The `rank` largest eigenvalues of AᵀA and their eigenvectors, or as many as A has columns.
 *
 * @param matrix A, best with at least as many rows as columns: time grows with the cube of the
 *   number of columns, memory with its square (see svd_bench.ts)
 */
export function gramEigenpairs(matrix: Incidence, rank: number): GramEigenpairs {
  const n = matrix.columns;
  const wanted = Math.min(rank, n);
  const { values, vectors: all } = symmetricEigen(gram(matrix), n);
  const vectors = new Float64Array(n * wanted);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < wanted; j++) vectors[i * wanted + j] = all[i * n + j];
  }
  return { values: values.slice(0, wanted + 1), vectors, iterations: 0, complete: true };
}
