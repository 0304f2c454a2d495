/** Dense symmetric eigendecomposition on row-major Float64Arrays, by ml-matrix. */
import { createRequire } from "node:module";

type MlMatrix = typeof import("ml-matrix");
let library: MlMatrix | undefined;

/** ml-matrix, loaded when it is first needed: the precompute of a small catalogue does without. */
function mlMatrix(): MlMatrix {
  return library ??= createRequire(import.meta.url)("ml-matrix") as MlMatrix;
}

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
  const { EigenvalueDecomposition, Matrix } = mlMatrix();
  const input = Matrix.from1DArray(n, n, symmetric);
  const decomposition = new EigenvalueDecomposition(input, { assumeSymmetric: true });
  const ascending = decomposition.realEigenvalues;
  const eigenvectors = decomposition.eigenvectorMatrix.to1DArray();
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  for (let j = 0; j < n; j++) values[j] = ascending[n - 1 - j];
  for (let i = 0; i < n * n; i += n) {
    for (let j = 0; j < n; j++) vectors[i + j] = eigenvectors[i + n - 1 - j];
  }
  return { values, vectors };
}
