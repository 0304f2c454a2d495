import assert from "node:assert/strict";
import fc from "fast-check";
import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";
import { type Incidence, incidenceFromPairs, transpose } from "../src/recommender/incidence.ts";
import { randomNumbers } from "./random.ts";
import { EXACT_LIMIT, songFactors, type TruncatedSvd, truncatedSvd } from "./svd.ts";

const METHODS = ["exact", "iterative"] as const;

function incidenceOf(rows: number, columns: number, pairs: readonly number[][]): Incidence {
  const sorted = pairs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return incidenceFromPairs(
    rows,
    columns,
    Int32Array.from(sorted, (pair) => pair[0]),
    Int32Array.from(sorted, (pair) => pair[1]),
  );
}

/** The matrix as rows of 0 and 1. */
function dense({ rows, columns, indptr, indices }: Incidence): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const entries = new Array<number>(columns).fill(0);
    indices.subarray(indptr[row], indptr[row + 1]).forEach((column) => entries[column] = 1);
    return entries;
  });
}

/**
 * Blocks of ones along the diagonal: an a × b block has the one singular value √(a·b), and its
 * right singular vector is constant over its columns.
 */
function blocks(...shapes: readonly [number, number][]): Incidence {
  const pairs: number[][] = [];
  let row = 0, column = 0;
  for (const [a, b] of shapes) {
    for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) pairs.push([row + i, column + j]);
    row += a;
    column += b;
  }
  return incidenceOf(row, column, pairs);
}

/**
 * Row i holds columns i and i + 1: σ_k = 2 cos(kπ / (2n + 1)), which crowd together at 2 (the
 * second-difference matrix with one free end).
 */
function chain(n: number): Incidence {
  const pairs = Array.from({ length: n }, (_, i) => i + 1 < n ? [[i, i], [i, i + 1]] : [[i, i]]);
  return incidenceOf(n, n, pairs.flat());
}

/** The matrices as blocks along the diagonal: together their singular values are its own. */
function sideBySide(...parts: readonly Incidence[]): Incidence {
  const pairs: number[][] = [];
  let firstRow = 0, firstColumn = 0;
  for (const { rows, columns, indptr, indices } of parts) {
    for (let row = 0; row < rows; row++) {
      for (let p = indptr[row]; p < indptr[row + 1]; p++) {
        pairs.push([firstRow + row, firstColumn + indices[p]]);
      }
    }
    firstRow += rows;
    firstColumn += columns;
  }
  return incidenceOf(firstRow, firstColumn, pairs);
}

/** Rows of up to `most` random columns; the lower the column, the likelier. */
function randomIncidence(rows: number, columns: number, most: number, seed: number): Incidence {
  const random = randomNumbers(seed);
  const pairs: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const held = new Set<number>();
    const count = Math.floor(random() * (most + 1));
    for (let i = 0; i < count; i++) held.add(Math.floor(random() ** 2 * columns));
    for (const column of held) pairs.push([row, column]);
  }
  return incidenceOf(rows, columns, pairs);
}

function assertClose(actual: number, expected: number, tolerance: number, what: string) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual} is not ${expected}`);
}

function assertValues(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  assert.equal(actual.length, expected.length);
  for (let j = 0; j < expected.length; j++) {
    assertClose(actual[j], expected[j], tolerance, `singular value ${j + 1}`);
  }
}

/** What must hold of any decomposition, by plain arithmetic on the dense matrix. */
function assertDecomposes(incidence: Incidence, svd: TruncatedSvd) {
  const A = dense(incidence);
  const { rank, singularValues, right, residuals } = svd;
  const { columns } = incidence;
  assert.equal(singularValues.length, rank);
  assert.equal(residuals.length, rank);
  assert.equal(right.length, columns * rank);
  assert.equal(svd.totalVariance, incidence.indices.length);
  const v = Array.from(
    { length: rank },
    (_, j) => Array.from({ length: columns }, (_, i) => right[i * rank + j]),
  );
  const Av = v.map((vector) =>
    A.map((row) => row.reduce((sum, entry, i) => sum + entry * vector[i], 0))
  );
  const scale = singularValues[0] ?? 0;
  for (let j = 0; j < rank; j++) {
    const sigma = singularValues[j];
    assert.ok(sigma > 0);
    assert.ok(j === 0 || sigma <= singularValues[j - 1], "singular values descend");
    for (let i = 0; i <= j; i++) {
      const vv = v[i].reduce((sum, x, c) => sum + x * v[j][c], 0);
      assertClose(vv, i === j ? 1 : 0, 1e-7, `VᵀV (${i}, ${j})`);
      const uu = Av[i].reduce((sum, x, r) => sum + x * Av[j][r], 0) / singularValues[i] / sigma;
      assertClose(uu, i === j ? 1 : 0, 1e-6, `UᵀU (${i}, ${j})`);
    }
    const residual = Math.hypot(
      ...v[j].map((x, c) =>
        A.reduce((sum, row, r) => sum + row[c] * Av[j][r], 0) / sigma - sigma * x
      ),
    );
    assertClose(residuals[j], residual, 1e-12 * (1 + scale ** 2 / sigma), `residual ${j + 1}`);
    assert.ok(!svd.converged || residual <= 1.001e-9 * scale + 1e-15, `‖Aᵀu − σv‖ = ${residual}`);
    const largest = Math.max(...Av[j].map(Math.abs));
    const first = Av[j].find((x) => Math.abs(x) >= largest * (1 - 1e-8));
    assert.ok(first! > 0, "the largest entry in magnitude of A·v is positive");
  }
}

/** Singular values above rounding of a dense matrix, by ml-matrix's SVD of the matrix itself. */
function plainSingularValues(incidence: Incidence): number[] {
  if (incidence.indices.length === 0) return [];
  const values = new SingularValueDecomposition(new Matrix(dense(incidence)), {
    autoTranspose: true,
  }).diagonal;
  return values.filter((value) => value > 1e-6 * values[0]);
}

for (const method of METHODS) {
  Deno.test(`truncatedSvd() finds planted singular values, ${method}`, () => {
    const svd = truncatedSvd(blocks([1, 4], [4, 9], [5, 5], [2, 6]), { rank: 3, method });
    assertValues(svd.singularValues, [6, 5, Math.sqrt(12)], 1e-12);
    assertClose(svd.nextSingularValue, 2, 1e-12, "the next singular value");
    assert.equal(svd.rank, 3);
    assert.equal(svd.method, method);
    assert.equal(svd.converged, true);
    assert.deepEqual(svd.notes, []);
    // The 4 × 9 block has columns 4 to 12: nine entries of 1/3, all else zero.
    for (let column = 0; column < 24; column++) {
      const expected = column >= 4 && column < 13 ? 1 / 3 : 0;
      assertClose(svd.right[column * 3], expected, 1e-12, `column ${column}`);
    }
  });

  Deno.test(`truncatedSvd() finds all of a singular value repeated 20 times, ${method}`, () => {
    // More often than a block has vectors: one Krylov space holds eight of them, and without a
    // second search the rest would be filled up with the lesser values of the random part.
    const sixes = blocks(...Array.from({ length: 20 }, (): [number, number] => [6, 6]));
    const incidence = sideBySide(sixes, randomIncidence(600, 500, 2, 620));
    const svd = truncatedSvd(incidence, { rank: 20, method });
    assertValues(svd.singularValues, new Array(20).fill(6), 1e-9);
    assert.equal(svd.converged, true);
    assertDecomposes(incidence, svd);
  });

  Deno.test(`truncatedSvd() says that a tie cut in two has no unique last factor, ${method}`, () => {
    const svd = truncatedSvd(blocks([2, 2], [3, 3], [2, 2], [1, 1]), { rank: 2, method });
    assertValues(svd.singularValues, [3, 2], 1e-12);
    assert.deepEqual(svd.notes, [
      "Singular values 2 and 3 are equal within the tolerance: " +
      "factor 2 is one of several that fit equally well",
    ]);
    assert.equal(svd.converged, true);
  });

  Deno.test(`truncatedSvd() tells crowded singular values apart, ${method}`, () => {
    const n = 300, rank = 12;
    const svd = truncatedSvd(chain(n), { rank, method });
    const expected = Array.from(
      { length: rank },
      (_, k) => 2 * Math.cos((k + 1) * Math.PI / (2 * n + 1)),
    );
    assertValues(svd.singularValues, expected, 1e-11); // the first two differ by 8e-5
    assert.equal(svd.converged, true);
    assertDecomposes(chain(n), svd);
  });

  Deno.test(`truncatedSvd() of a wide matrix is that of its transpose, ${method}`, () => {
    const tall = randomIncidence(90, 30, 6, 5);
    const wide = transpose(tall);
    const ofTall = truncatedSvd(tall, { rank: 10, method });
    const ofWide = truncatedSvd(wide, { rank: 10, method });
    assertValues(ofWide.singularValues, ofTall.singularValues, 1e-12);
    assertDecomposes(tall, ofTall);
    assertDecomposes(wide, ofWide);
  });

  Deno.test(`truncatedSvd() agrees with a dense decomposition of any small matrix, ${method}`, () => {
    const matrices = fc.record({
      rows: fc.integer({ min: 0, max: 12 }),
      columns: fc.integer({ min: 0, max: 12 }),
      rank: fc.integer({ min: 1, max: 14 }),
      cells: fc.uniqueArray(fc.nat(143), { maxLength: 80 }),
    });
    fc.assert(
      fc.property(matrices, ({ rows, columns, rank, cells }) => {
        const pairs = cells.map((cell) => [Math.floor(cell / 12), cell % 12])
          .filter(([row, column]) => row < rows && column < columns);
        const incidence = incidenceOf(rows, columns, pairs);
        const svd = truncatedSvd(incidence, { rank, method });
        const plain = plainSingularValues(incidence);
        assertValues(svd.singularValues, plain.slice(0, rank), 1e-9);
        assertClose(svd.nextSingularValue, plain[rank] ?? 0, 1e-7, "the next singular value");
        assert.equal(svd.converged, true);
        assert.equal(svd.notes.some((note) => note.startsWith("Rank")), plain.length < rank);
        assertDecomposes(incidence, svd);
      }),
      { seed: 42, numRuns: 150 },
    );
  });

  Deno.test(`truncatedSvd() returns the rank that there is and says so, ${method}`, () => {
    // Columns 2 and 3 are the same, columns 0 to 2 are not: rank 3 of 4.
    const pairs = [[0, 0], [1, 1], [2, 0], [2, 1], [3, 0], [3, 2], [3, 3], [4, 2], [4, 3]];
    const incidence = incidenceOf(6, 4, pairs);
    const svd = truncatedSvd(incidence, { rank: 9, method });
    assert.equal(svd.rank, 3);
    assert.deepEqual(svd.notes, ["Rank 9 was asked for, but the matrix has rank 3"]);
    assert.equal(svd.converged, true);
    assert.equal(svd.nextSingularValue, 0);
    assertDecomposes(incidence, svd);
  });

  Deno.test(`truncatedSvd() of nothing has rank 0, ${method}`, () => {
    for (const [rows, columns] of [[0, 0], [3, 0], [0, 3], [4, 3], [3, 4]]) {
      const svd = truncatedSvd(incidenceOf(rows, columns, []), { rank: 2, method });
      assert.equal(svd.rank, 0);
      assert.equal(svd.singularValues.length, 0);
      assert.equal(svd.right.length, 0);
      assert.equal(svd.residuals.length, 0);
      assert.equal(svd.totalVariance, 0);
      assert.equal(svd.converged, true);
      assert.deepEqual(svd.notes, ["Rank 2 was asked for, but the matrix has rank 0"]);
    }
  });

  Deno.test(`truncatedSvd() gives the same bits twice, ${method}`, () => {
    const incidence = randomIncidence(200, 120, 5, 9);
    const options = { rank: 10, method };
    assert.deepEqual(truncatedSvd(incidence, options), truncatedSvd(incidence, options));
  });
}

Deno.test("truncatedSvd() finds the same triplets iteratively as exactly", () => {
  for (const [rows, columns, most] of [[2000, 400, 8], [500, 450, 20], [300, 900, 12]]) {
    const incidence = randomIncidence(rows, columns, most, rows);
    const exact = truncatedSvd(incidence, { rank: 30, method: "exact" });
    const iterative = truncatedSvd(incidence, { rank: 30, method: "iterative" });
    assert.equal(iterative.converged, true);
    assertValues(iterative.singularValues, exact.singularValues, 1e-10 * exact.singularValues[0]);
    for (let i = 0; i < exact.right.length; i++) {
      assertClose(iterative.right[i], exact.right[i], 1e-5, `entry ${i} of V`);
    }
  }
});

Deno.test("truncatedSvd() finds the same whatever the seed of the iterative method", () => {
  const incidence = randomIncidence(1500, 600, 10, 3);
  const [first, second] = [1, 2].map((seed) =>
    truncatedSvd(incidence, { rank: 20, method: "iterative", seed })
  );
  assert.notDeepEqual(first.right, second.right);
  assertValues(second.singularValues, first.singularValues, 1e-11 * first.singularValues[0]);
});

Deno.test("truncatedSvd() says that it has not converged when it has too few steps", () => {
  const svd = truncatedSvd(chain(700), { rank: 40, method: "iterative", maxSteps: 12 });
  assert.equal(svd.converged, false);
  assert.match(svd.notes[0], /^Of 40 singular triplets \d+ have not converged: the largest/);
  assert.ok(Math.max(...svd.residuals) > 1e-9 * svd.singularValues[0]);
  assertDecomposes(chain(700), svd);
});

Deno.test("truncatedSvd() finds fewer triplets than asked for with one step, and says so", () => {
  const svd = truncatedSvd(chain(100), { rank: 40, method: "iterative", maxSteps: 1 });
  assert.equal(svd.rank, 8);
  assert.equal(svd.converged, false);
  assert.equal(svd.notes[0], "Rank 40 was asked for, but only 8 triplets were found");
});

Deno.test("truncatedSvd() says when only the search for missed values was cut short", () => {
  const incidence = blocks(...Array.from({ length: 60 }, (_, i): [number, number] => [i + 1, 2]));
  const whole = truncatedSvd(incidence, { rank: 3, method: "iterative" });
  assert.equal(whole.converged, true);
  const short = truncatedSvd(incidence, {
    rank: 3,
    method: "iterative",
    maxSteps: whole.iterations - 1,
  });
  assert.equal(short.converged, false);
  assert.match(short.notes[0], /^All singular triplets have converged, but \d+ steps were too few/);
  assertValues(short.singularValues, whole.singularValues, 1e-9);
});

Deno.test("truncatedSvd() is exact up to its limit and iterative beyond it", () => {
  const identity = (n: number) => incidenceOf(n, n, Array.from({ length: n }, (_, i) => [i, i]));
  const short = (n: number) => truncatedSvd(identity(n), { rank: 1, maxSteps: 1 }).method;
  assert.equal(short(40), "exact");
  assert.equal(short(EXACT_LIMIT + 1), "iterative");
});

Deno.test("truncatedSvd() throws on a rank, tolerance or step count that means nothing", () => {
  const incidence = blocks([2, 2]);
  for (const rank of [0, -1, 1.5, NaN, Infinity]) {
    assert.throws(
      () => truncatedSvd(incidence, { rank }),
      new RangeError(`Cannot factor to rank ${rank}: the rank must be a positive integer`),
    );
  }
  for (const tolerance of [0, -1, NaN]) {
    assert.throws(() => truncatedSvd(incidence, { rank: 1, tolerance }), RangeError);
  }
  for (const maxSteps of [0, NaN]) {
    assert.throws(() => truncatedSvd(incidence, { rank: 1, maxSteps }), RangeError);
  }
});

Deno.test("songFactors() times their transpose is the best approximation of AAᵀ", () => {
  const incidence = randomIncidence(40, 25, 6, 8);
  const A = new Matrix(dense(incidence));
  const { rank, right } = truncatedSvd(incidence, { rank: 25 });
  const factors = Matrix.from1DArray(40, rank, songFactors(incidence, right, rank));
  const product = factors.mmul(factors.transpose());
  const counts = A.mmul(A.transpose());
  for (let i = 0; i < 40; i++) {
    for (let j = 0; j < 40; j++) {
      assertClose(product.get(i, j), counts.get(i, j), 1e-5, `${i}, ${j}`);
    }
  }
});

Deno.test("songFactors() have columns of length σ", () => {
  const incidence = randomIncidence(300, 60, 6, 4);
  const { rank, right, singularValues } = truncatedSvd(incidence, { rank: 7 });
  const factors = songFactors(incidence, right, rank);
  assert.equal(factors.length, 300 * 7);
  for (let j = 0; j < rank; j++) {
    let square = 0;
    for (let i = j; i < factors.length; i += rank) square += factors[i] ** 2;
    assertClose(Math.sqrt(square), singularValues[j], 1e-5, `column ${j}`);
  }
});

Deno.test("songFactors() of songs in the same playlists are equal to the last bit", () => {
  const base = randomIncidence(20, 15, 5, 6);
  const doubled: number[][] = [];
  for (let row = 0; row < 20; row++) {
    base.indices.subarray(base.indptr[row], base.indptr[row + 1]).forEach((column) => {
      doubled.push([row, column], [39 - row, column]);
    });
  }
  const incidence = incidenceOf(40, 15, doubled);
  for (const method of METHODS) {
    const { rank, right } = truncatedSvd(incidence, { rank: 6, method });
    const factors = songFactors(incidence, right, rank);
    for (let row = 0; row < 20; row++) {
      const twin = 39 - row;
      assert.deepEqual(
        factors.slice(row * rank, (row + 1) * rank),
        factors.slice(twin * rank, (twin + 1) * rank),
      );
    }
  }
});

Deno.test("songFactors() of a song in no playlist are zeros", () => {
  const incidence = incidenceOf(3, 2, [[0, 0], [0, 1], [2, 1]]);
  const { rank, right } = truncatedSvd(incidence, { rank: 2 });
  assert.deepEqual(songFactors(incidence, right, rank).slice(2, 4), Float32Array.of(0, 0));
});

Deno.test("singular values are the roots of the eigenvalues of AAᵀ as well", () => {
  const incidence = randomIncidence(30, 45, 9, 12);
  const A = new Matrix(dense(incidence));
  const eigenvalues = new EigenvalueDecomposition(A.mmul(A.transpose())).realEigenvalues
    .toReversed();
  const { singularValues } = truncatedSvd(incidence, { rank: 12 });
  assertValues(singularValues, eigenvalues.slice(0, 12).map(Math.sqrt), 1e-10);
});
