/**
 * Leading eigenpairs of AᵀA from the matrix itself, formed and decomposed in full.
 *
 * The Gram matrix of a binary matrix holds counts, so it carries no rounding, and forming it loses
 * nothing for singular values well above √ε·σ₁.
 */
import type { Incidence } from "../src/recommender/incidence.ts";
import { gram } from "./csr.ts";
import { leadingEigen } from "./leading_eigen.ts";
import { firstColumns, type GramEigenpairs } from "./singular_vectors.ts";

/**
 * The `rank` largest eigenvalues of AᵀA and their eigenvectors, or as many as A has columns.
 *
 * @param matrix A, best with at least as many rows as columns: time grows with the cube of the
 *   number of columns, memory with its square (see svd_bench.ts)
 */
export function gramEigenpairs(matrix: Incidence, rank: number): GramEigenpairs {
  const n = matrix.columns;
  const wanted = Math.min(rank, n);
  // One more than the rank: who reads the result wants to know how far off the next value is.
  const pairs = Math.min(rank + 1, n);
  const { values, vectors } = leadingEigen(gram(matrix), n, pairs);
  return {
    values,
    vectors: firstColumns(vectors, pairs, wanted),
    iterations: 0,
    complete: true,
  };
}
