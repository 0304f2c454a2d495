/** Dense symmetric eigendecomposition on row-major Float64Arrays, by ml-matrix. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/**
 * Eigenvalues in descending order and unit eigenvectors (columns of an n × n row-major matrix) of
 * a symmetric matrix, by Householder tridiagonalisation and implicit QL (EISPACK tred2, tql2).
 *
 * @param symmetric n × n, row-major, n > 0
 */
export function symmetricEigen(
  symmetric: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const input = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) input.set(i, j, symmetric[i * n + j]);
  }
  const decomposition = new EigenvalueDecomposition(input, { assumeSymmetric: true });
  const ascending = decomposition.realEigenvalues;
  const eigenvectors = decomposition.eigenvectorMatrix;
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    values[j] = ascending[n - 1 - j];
    for (let i = 0; i < n; i++) vectors[i * n + j] = eigenvectors.get(i, n - 1 - j);
  }
  return { values, vectors };
}
