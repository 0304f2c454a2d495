/** The two-dimensional map of feature vectors that needs no iteration: principal components. */
import { symmetricEigen } from "./symmetric_eigen.ts";

export interface Projection {
  /** Position of each vector along the first component, in the unit of the vectors. */
  readonly x: Float32Array;
  /** Position of each vector along the second component. */
  readonly y: Float32Array;
  /** Share of the total variance along each of the two, 0 to 1. */
  readonly explainedVarianceRatio: [number, number];
}

/**
 * Principal component analysis to two dimensions: the projection of the centred vectors onto the
 * two leading eigenvectors of their covariance matrix (Pearson 1901).
 *
 * Each component's sign is such that its largest entry in magnitude is positive; of entries equal
 * to within 1e-9 of it the first counts. A component without variance (constant features, fewer
 * than two features or vectors) is all zeros with a ratio of 0.
 *
 * @param vectors count × dimensions, row-major, finite
 * @throws RangeError when `vectors` is not count × dimensions or holds a number that is not finite
 */
export function pca2(vectors: Float32Array, count: number, dimensions: number): Projection {
  if (!(count >= 0 && dimensions >= 0 && vectors.length === count * dimensions)) {
    throw new RangeError(
      `Cannot project vectors: expected ${count} × ${dimensions} numbers, got ${vectors.length}`,
    );
  }
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const explainedVarianceRatio: [number, number] = [0, 0];
  if (count === 0 || dimensions === 0) return { x, y, explainedVarianceRatio };

  const means = columnMeans(vectors, count, dimensions);
  const covariance = covarianceMatrix(vectors, means, count);
  let total = 0;
  for (let i = 0; i < dimensions; i++) total += covariance[i * dimensions + i];
  if (!Number.isFinite(total)) {
    throw new RangeError("Cannot project vectors: a number among them is not finite");
  }

  const { values, vectors: axes } = symmetricEigen(covariance, dimensions);
  const floor = total * dimensions * Number.EPSILON; // rounding of the eigendecomposition
  const components = [x, y];
  for (let c = 0; c < Math.min(2, dimensions); c++) {
    if (!(values[c] > floor)) break;
    explainedVarianceRatio[c] = Math.min(1, values[c] / total);
    const axis = Float64Array.from(means, (_, i) => axes[i * dimensions + c]);
    components[c].set(signed(projectOnto(vectors, means, axis, count)));
  }
  return { x, y, explainedVarianceRatio };
}

function columnMeans(vectors: Float32Array, count: number, dimensions: number): Float64Array {
  const means = new Float64Array(dimensions);
  for (let row = 0, i = 0; row < count; row++) {
    for (let j = 0; j < dimensions; j++) means[j] += vectors[i++];
  }
  return means.map((sum) => sum / count);
}

/** Σ (v − mean)(v − mean)ᵀ / count, dimensions × dimensions. */
function covarianceMatrix(
  vectors: Float32Array,
  means: Float64Array,
  count: number,
): Float64Array {
  const d = means.length;
  const covariance = new Float64Array(d * d);
  const centred = new Float64Array(d);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < d; i++) centred[i] = vectors[row * d + i] - means[i];
    for (let i = 0; i < d; i++) {
      for (let j = i; j < d; j++) covariance[i * d + j] += centred[i] * centred[j];
    }
  }
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      covariance[i * d + j] /= count;
      covariance[j * d + i] = covariance[i * d + j];
    }
  }
  return covariance;
}

/** (v − mean)·axis for each vector. */
function projectOnto(
  vectors: Float32Array,
  means: Float64Array,
  axis: Float64Array,
  count: number,
): Float64Array {
  const d = means.length;
  const positions = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += (vectors[row * d + j] - means[j]) * axis[j];
    positions[row] = sum;
  }
  return positions;
}

/** The positions, all negated when their largest in magnitude is negative. */
function signed(positions: Float64Array): Float64Array {
  let largest = 0;
  for (const position of positions) largest = Math.max(largest, Math.abs(position));
  const first = positions.find((position) => Math.abs(position) >= largest * (1 - 1e-9)) ?? 0;
  return first < 0 ? positions.map((position) => -position) : positions;
}
