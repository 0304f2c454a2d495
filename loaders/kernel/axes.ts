/** Axes of the coordinates that the kernel bounds distances with. */
export const AXES = 8;

/** Rows that the axes are fitted to, and rounds of the fit: they are to be good, not exact. */
const SAMPLE = 256;
const ROUNDS = 3;

/**
 * Coordinates of unit vectors on orthonormal axes along which they vary most, AXES of each of the
 * given rows. Because the axes are orthonormal, two rows are at least as far from each other as
 * their coordinates are. With fewer dimensions than AXES the coordinates that are left are 0.
 *
 * `vectors` is row-major; `rows` says which of its rows are meant. The same input gives the same
 * coordinates.
 */
export function principalCoordinates(
  vectors: Float32Array,
  dimensions: number,
  rows: Int32Array,
): Float32Array {
  const axes = principalAxes(vectors, dimensions, rows);
  const coordinates = new Float32Array(rows.length * AXES);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i] * dimensions;
    let at = 0;
    for (let axis = 0; at < axes.length; axis++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) sum += vectors[from + d] * axes[at++];
      coordinates[i * AXES + axis] = sum;
    }
  }
  return coordinates;
}

/**
 * The first min(AXES, dimensions) principal axes, one after another, by subspace iteration on a
 * sample of the rows (Golub and Van Loan, Matrix Computations, 8.2.4).
 */
export function principalAxes(
  vectors: Float32Array,
  dimensions: number,
  rows: Int32Array,
): Float64Array {
  const count = Math.min(AXES, dimensions);
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const sample = centeredSample(vectors, dimensions, rows, step);
  // Orthogonal to begin with: the basis of a discrete cosine transform (DCT-IV).
  let axes = Float64Array.from({ length: count * dimensions }, (_, i) => {
    const d = i % dimensions, axis = (i - d) / dimensions;
    return Math.cos((d + 0.5) * (axis + 0.5) * Math.PI / dimensions);
  });
  orthonormalize(axes, dimensions);
  for (let round = 0; round < ROUNDS; round++) {
    // The sample's covariance times the axes, plus a little of the axes themselves, which keeps them
    // independent where the rows vary along fewer axes.
    const next = axes.map((value) => value * 1e-6);
    for (let from = 0; from < sample.length; from += dimensions) {
      for (let at = 0; at < axes.length; at += dimensions) {
        let sum = 0;
        for (let d = 0; d < dimensions; d++) sum += sample[from + d] * axes[at + d];
        sum *= dimensions / sample.length;
        for (let d = 0; d < dimensions; d++) next[at + d] += sum * sample[from + d];
      }
    }
    orthonormalize(next, dimensions);
    axes = next;
  }
  return axes;
}

/** Every step-th row less their mean, row-major. */
function centeredSample(
  vectors: Float32Array,
  dimensions: number,
  rows: Int32Array,
  step: number,
): Float64Array {
  const count = Math.ceil(rows.length / step);
  const sample = new Float64Array(count * dimensions);
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < count; i++) {
    for (let d = 0; d < dimensions; d++) {
      const value = vectors[rows[i * step] * dimensions + d];
      sample[i * dimensions + d] = value;
      mean[d] += value / count;
    }
  }
  for (let i = 0; i < sample.length; i++) sample[i] -= mean[i % dimensions];
  return sample;
}

/** Makes vectors of a row-major matrix orthonormal, in place: Gram and Schmidt, each step twice. */
function orthonormalize(axes: Float64Array, dimensions: number): void {
  for (let at = 0; at < axes.length; at += dimensions) {
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < at; other += dimensions) {
        let dot = 0;
        for (let d = 0; d < dimensions; d++) dot += axes[at + d] * axes[other + d];
        for (let d = 0; d < dimensions; d++) axes[at + d] -= dot * axes[other + d];
      }
      let square = 0;
      for (let d = 0; d < dimensions; d++) square += axes[at + d] ** 2;
      const length = Math.sqrt(square);
      for (let d = 0; d < dimensions; d++) axes[at + d] /= length;
    }
  }
}
