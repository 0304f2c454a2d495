/**
 * A binary sparse matrix in compressed sparse rows: which columns each row holds.
 *
 * Row `r` holds the columns `indices[indptr[r]]` up to, not including, `indices[indptr[r + 1]]`,
 * in ascending order. Songs × playlists and its transpose are both of this form.
 */
export interface Incidence {
  readonly rows: number;
  readonly columns: number;
  /** `rows + 1` offsets into `indices`; an empty row repeats its offset. */
  readonly indptr: Int32Array;
  /** One column number for each pair. */
  readonly indices: Int32Array;
}

/**
 * Builds an incidence from parallel columns of distinct pairs, in any order, in O(pairs + rows).
 *
 * @param rowOf row of each pair, 0 ≤ rowOf[i] < rows
 * @param columnOf column of each pair, 0 ≤ columnOf[i] < columns; ascending within each row, which
 *   pairs sorted by column, or by row and column, fulfil
 * @throws RangeError when the columns differ in length or a number lies outside the matrix
 */
export function incidenceFromPairs(
  rows: number,
  columns: number,
  rowOf: Int32Array,
  columnOf: Int32Array,
): Incidence {
  const pairs = rowOf.length;
  if (columnOf.length !== pairs) {
    throw new RangeError(
      `Cannot build an incidence: ${pairs} rows are paired with ${columnOf.length} columns`,
    );
  }
  const indptr = new Int32Array(rows + 1);
  for (let i = 0; i < pairs; i++) {
    const row = rowOf[i], column = columnOf[i];
    if (!(row >= 0 && row < rows && column >= 0 && column < columns)) {
      throw new RangeError(
        `Cannot build a ${rows} × ${columns} incidence: pair ${i} is (${row}, ${column})`,
      );
    }
    indptr[row + 1]++;
  }
  for (let row = 0; row < rows; row++) indptr[row + 1] += indptr[row];
  const next = indptr.slice(0, rows);
  const indices = new Int32Array(pairs);
  for (let i = 0; i < pairs; i++) indices[next[rowOf[i]]++] = columnOf[i];
  return { rows, columns, indptr, indices };
}

/** The transposed incidence, its rows' columns in ascending order, in O(pairs + columns). */
export function transpose({ rows, columns, indptr, indices }: Incidence): Incidence {
  const rowOf = new Int32Array(indices.length);
  for (let row = 0; row < rows; row++) rowOf.fill(row, indptr[row], indptr[row + 1]);
  // Rows come in ascending order, so each column collects its rows in ascending order.
  return incidenceFromPairs(columns, rows, indices, rowOf);
}

/** The columns of one row, a view without a copy. */
export function rowIndices(incidence: Incidence, row: number): Int32Array {
  return incidence.indices.subarray(incidence.indptr[row], incidence.indptr[row + 1]);
}
