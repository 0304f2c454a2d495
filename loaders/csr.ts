/**
 * Sparse algebra over an `Incidence` A, a binary rows × columns matrix. Dense matrices are
 * row-major Float64Arrays: `X[i * k + j]` is row i, column j of a matrix with k columns.
 *
 * Every sum runs over a row's columns in ascending order, so rows with the same columns give the
 * same result to the last bit.
 */
import { type Incidence, transpose } from "../src/recommender/incidence.ts";

/** ‖A‖²_F, which for a binary matrix is its number of pairs; also Σσ² over all singular values. */
export function squaredFrobeniusNorm({ indices }: Incidence): number {
  return indices.length;
}

/**
 * A·X, rows × k.
 *
 * @param dense X, columns × k
 * @throws RangeError when X is not columns × k
 */
export function times(incidence: Incidence, dense: Float64Array, k: number): Float64Array {
  const { rows, columns } = incidence;
  checkShape(dense, columns, k);
  const product = new Float64Array(rows * k);
  for (let row = 0; row < rows; row++) {
    addRows(incidence, row, dense, k, product, row * k);
  }
  return product;
}

/**
 * AᵀA·X for a block of eight vectors, columns × 8, in one pass over A that never holds A·X: for
 * each row a of A it adds aᵀ(a·X). Eight sums stay in registers, and a row of X is a cache line.
 *
 * @param dense X, columns × 8
 * @throws RangeError when X is not columns × 8
 */
export function gramTimesBlock(incidence: Incidence, dense: Float64Array): Float64Array {
  const { rows, columns, indptr, indices } = incidence;
  checkShape(dense, columns, 8);
  const product = new Float64Array(dense.length);
  for (let row = 0; row < rows; row++) {
    const start = indptr[row], end = indptr[row + 1];
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    for (let p = start; p < end; p++) {
      const from = indices[p] * 8;
      s0 += dense[from];
      s1 += dense[from + 1];
      s2 += dense[from + 2];
      s3 += dense[from + 3];
      s4 += dense[from + 4];
      s5 += dense[from + 5];
      s6 += dense[from + 6];
      s7 += dense[from + 7];
    }
    for (let p = start; p < end; p++) {
      const to = indices[p] * 8;
      product[to] += s0;
      product[to + 1] += s1;
      product[to + 2] += s2;
      product[to + 3] += s3;
      product[to + 4] += s4;
      product[to + 5] += s5;
      product[to + 6] += s6;
      product[to + 7] += s7;
    }
  }
  return product;
}

/**
 * Calls `visit(row, image)` for every row of A·X in order; `image` is the row's k numbers in one
 * array that the next row overwrites. For passes over A·X where rows × k does not fit.
 *
 * @param dense X, columns × k
 * @throws RangeError when X is not columns × k
 */
export function forEachImage(
  incidence: Incidence,
  dense: Float64Array,
  k: number,
  visit: (row: number, image: Float64Array) => void,
): void {
  checkShape(dense, incidence.columns, k);
  const image = new Float64Array(k);
  for (let row = 0; row < incidence.rows; row++) {
    image.fill(0);
    addRows(incidence, row, dense, k, image, 0);
    visit(row, image);
  }
}

/**
 * The Gram matrix AᵀA, columns × columns: entry (i, j) is the number of rows that hold both i and
 * j. Exact, as it only counts. Costs half the sum of the squared row lengths; for the Gram matrix
 * of the rows, AAᵀ, give the transpose.
 */
export function gram({ rows, columns, indptr, indices }: Incidence): Float64Array {
  const counts = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row++) {
    const end = indptr[row + 1];
    for (let p = indptr[row]; p < end; p++) {
      const base = indices[p] * columns;
      for (let q = p; q < end; q++) counts[base + indices[q]]++; // columns ascend: upper half
    }
  }
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) counts[i * columns + j] = counts[j * columns + i];
  }
  return counts;
}

/** The matrix with at least as many rows as columns: the incidence itself or its transpose. */
export function tallSide(incidence: Incidence): { tall: Incidence; transposed: boolean } {
  return incidence.rows >= incidence.columns
    ? { tall: incidence, transposed: false }
    : { tall: transpose(incidence), transposed: true };
}

/** target[offset …] += Σ of the rows of X that the row of A names. */
function addRows(
  { indptr, indices }: Incidence,
  row: number,
  dense: Float64Array,
  k: number,
  target: Float64Array,
  offset: number,
): void {
  for (let p = indptr[row], end = indptr[row + 1]; p < end; p++) {
    const from = indices[p] * k;
    for (let j = 0; j < k; j++) target[offset + j] += dense[from + j];
  }
}

function checkShape(dense: Float64Array, rows: number, k: number): void {
  if (!(k >= 0 && dense.length === rows * k)) {
    throw new RangeError(
      `Cannot multiply by a dense matrix: expected ${rows} × ${k} numbers, got ${dense.length}`,
    );
  }
}
