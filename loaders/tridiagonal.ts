/**
 * Symmetric tridiagonal matrices: reduction to them by reflections, their largest eigenvalues and
 * the eigenvectors of those. See leading_eigen.ts for what it is all for.
 */

/** A symmetric tridiagonal matrix. */
export interface Tridiagonal {
  /** n entries. */
  readonly diagonal: Float64Array;
  /** n entries: beside[i] stands between i - 1 and i; beside[0] is 0. */
  readonly beside: Float64Array;
}

/** A = Q·T·Qᵀ, where Q = Hₙ₋₁ ⋯ H₁ and H_l = I − v vᵀ / half_l reflects the first l coordinates. */
export interface Reduction {
  readonly tridiagonal: Tridiagonal;
  /** v of each reflection: l entries from l (l + 1) / 2 on. */
  readonly reflectors: Float64Array;
  /** vᵀv / 2 of each reflection; 0 where there is nothing to reflect. */
  readonly halves: Float64Array;
}

/**
 * Householder's reduction (Golub and Van Loan, Matrix Computations, 8.3.1), the last row first. The
 * update by one reflection and the product that the next one needs share a pass over the triangle,
 * which is the whole cost: a sixth of n³ entries.
 *
 * @param symmetric n × n, row-major; left as it is
 */
export function tridiagonalise(symmetric: Float64Array, n: number): Reduction {
  // Rows of the lower triangle one after another: row i from i (i + 1) / 2 on.
  const triangle = new Float64Array(n * (n + 1) / 2);
  for (let i = 0; i < n; i++) {
    triangle.set(symmetric.subarray(i * n, i * n + i + 1), i * (i + 1) / 2);
  }
  const diagonal = new Float64Array(n), beside = new Float64Array(n);
  const halves = new Float64Array(n);
  // The update that is due: A − v wᵀ − w vᵀ. There is none at first.
  let v = new Float64Array(n), next = new Float64Array(n);
  const w = new Float64Array(n), product = new Float64Array(n);
  for (let l = n - 1; l >= 0; l--) {
    const start = l * (l + 1) / 2;
    for (let j = 0; j <= l; j++) triangle[start + j] -= v[l] * w[j] + w[l] * v[j];
    diagonal[l] = triangle[start + l];
    next.set(triangle.subarray(start, start + l));
    const { entry, half } = reflector(next, l);
    beside[l] = entry;
    halves[l] = half;
    updateAndMultiply(triangle, l, v, w, next, product);
    [v, next] = [next, v];
    if (half === 0) {
      v.fill(0, 0, l);
      w.fill(0, 0, l);
      continue;
    }
    let along = 0;
    for (let i = 0; i < l; i++) along += v[i] * product[i];
    const share = along / (2 * half * half);
    for (let i = 0; i < l; i++) w[i] = product[i] / half - share * v[i];
    triangle.set(v.subarray(0, l), start);
  }
  return { tridiagonal: { diagonal, beside }, reflectors: triangle, halves };
}

/**
 * Turns the first l entries of x into the v that reflects x to a multiple of the last unit vector.
 *
 * @returns that multiple, and vᵀv / 2, which is 0 where x is such a multiple already
 */
function reflector(x: Float64Array, l: number): { entry: number; half: number } {
  if (l === 0) return { entry: 0, half: 0 };
  let largest = 0;
  for (let i = 0; i < l - 1; i++) largest = Math.max(largest, Math.abs(x[i]));
  const last = x[l - 1];
  if (largest === 0) return { entry: last, half: 0 };
  largest = Math.max(largest, Math.abs(last));
  let square = 0;
  for (let i = 0; i < l; i++) square += (x[i] / largest) * (x[i] / largest);
  const length = largest * Math.sqrt(square);
  const entry = last > 0 ? -length : length;
  x[l - 1] = last - entry;
  // v is scaled to a largest entry of about 1, so that its square cannot underflow.
  for (let i = 0; i < l; i++) x[i] /= length;
  return { entry, half: 1 + Math.abs(last) / length };
}

/** Takes v wᵀ + w vᵀ off the first l rows of a lower triangle A; then product = A·x. */
function updateAndMultiply(
  triangle: Float64Array,
  l: number,
  v: Float64Array,
  w: Float64Array,
  x: Float64Array,
  product: Float64Array,
): void {
  product.fill(0, 0, l);
  for (let i = 0, at = 0; i < l; i++) {
    const vi = v[i], wi = w[i], xi = x[i];
    let sum = 0;
    for (let j = 0; j < i; j++, at++) {
      const entry = triangle[at] - vi * w[j] - wi * v[j];
      triangle[at] = entry;
      sum += entry * x[j];
      product[j] += entry * xi;
    }
    const entry = triangle[at] - 2 * vi * wi;
    triangle[at++] = entry;
    product[i] += sum + entry * xi;
  }
}

/** Q·z for each of `count` vectors z, n × count row-major, in place. */
export function reflectBack(
  { reflectors, halves }: Reduction,
  vectors: Float64Array,
  count: number,
): void {
  const along = new Float64Array(count);
  for (let l = 1; l < halves.length; l++) {
    if (halves[l] === 0) continue;
    const start = l * (l + 1) / 2;
    along.fill(0);
    for (let i = 0, at = 0; i < l; i++) {
      const vi = reflectors[start + i];
      for (let j = 0; j < count; j++, at++) along[j] += vi * vectors[at];
    }
    for (let i = 0, at = 0; i < l; i++) {
      const share = reflectors[start + i] / halves[l];
      for (let j = 0; j < count; j++, at++) vectors[at] -= share * along[j];
    }
  }
}

/** A number that no eigenvalue exceeds in magnitude (Gershgorin). */
export function spectralBound({ diagonal, beside }: Tridiagonal): number {
  let bound = 0;
  for (let i = 0; i < diagonal.length; i++) {
    const radius = Math.abs(beside[i]) + Math.abs(beside[i + 1] ?? 0);
    bound = Math.max(bound, Math.abs(diagonal[i]) + radius);
  }
  return bound;
}

/**
 * The `count` largest eigenvalues, descending, by bisection on the number of eigenvalues above a
 * point (Sturm's sequence; Golub and Van Loan, 8.4.1): each is right to rounding of the largest.
 */
export function largestEigenvalues(matrix: Tridiagonal, count: number): Float64Array {
  const bound = spectralBound(matrix);
  const values = new Float64Array(count);
  // Each value lies between these; what one bisection learns narrows those to come.
  const low = new Float64Array(count).fill(-bound), high = new Float64Array(count).fill(bound);
  for (let k = 0; k < count; k++) {
    for (;;) {
      const middle = (low[k] + high[k]) / 2;
      const width = high[k] - low[k];
      if (width <= bound * Number.EPSILON || middle === low[k] || middle === high[k]) break;
      const above = countAbove(matrix, middle, bound);
      for (let i = k; i < count; i++) {
        if (i < above) low[i] = Math.max(low[i], middle);
        else high[i] = Math.min(high[i], middle);
      }
    }
    values[k] = (low[k] + high[k]) / 2;
  }
  return values;
}

/** Number of eigenvalues above a point: of positive pivots of T − point·I. */
function countAbove({ diagonal, beside }: Tridiagonal, point: number, bound: number): number {
  const least = bound * Number.EPSILON * Number.EPSILON;
  let above = 0, pivot = 1;
  for (let i = 0; i < diagonal.length; i++) {
    pivot = diagonal[i] - point - beside[i] * beside[i] / pivot;
    if (pivot > 0) above++;
    if (Math.abs(pivot) < least) pivot = pivot > 0 ? least : -least;
  }
  return above;
}

/**
 * Solves (T − value·I) x = b for b after b by elimination with row exchanges, x in place of b. Where
 * the matrix is singular a pivot of the size of rounding stands in for 0, as inverse iteration
 * wants it.
 */
export function shiftedSolver(
  { diagonal, beside }: Tridiagonal,
  value: number,
  bound: number,
): (b: Float64Array) => void {
  const n = diagonal.length, least = bound * Number.EPSILON || Number.MIN_VALUE;
  // U's diagonal and the two beside it; L's multipliers; whether row i changed places with the next.
  const u0 = new Float64Array(n), u1 = new Float64Array(n), u2 = new Float64Array(n);
  const multipliers = new Float64Array(n), exchanged = new Uint8Array(n);
  let a = diagonal[0] - value, b = n > 1 ? beside[1] : 0;
  for (let i = 0; i < n - 1; i++) {
    const below = beside[i + 1], c = diagonal[i + 1] - value, d = i + 2 < n ? beside[i + 2] : 0;
    if (Math.abs(below) > Math.abs(a)) {
      exchanged[i] = 1;
      const m = multipliers[i] = a / below;
      [u0[i], u1[i], u2[i]] = [below, c, d];
      a = b - m * c;
      b = -m * d;
    } else {
      if (Math.abs(a) < least) a = least;
      const m = multipliers[i] = below / a;
      [u0[i], u1[i]] = [a, b];
      a = c - m * b;
      b = d;
    }
  }
  u0[n - 1] = Math.abs(a) < least ? least : a;
  return (x) => {
    for (let i = 0; i < n - 1; i++) {
      if (exchanged[i] === 1) [x[i], x[i + 1]] = [x[i + 1], x[i]];
      x[i + 1] -= multipliers[i] * x[i];
    }
    for (let i = n - 1; i >= 0; i--) {
      const known = (i + 1 < n ? u1[i] * x[i + 1] : 0) + (i + 2 < n ? u2[i] * x[i + 2] : 0);
      x[i] = (x[i] - known) / u0[i];
    }
  };
}
