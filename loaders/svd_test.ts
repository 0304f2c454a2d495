import assert from "node:assert/strict";
import fc from "fast-check";
import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";
import { type Incidence, transpose } from "../src/recommender/incidence.ts";
import { EXACT_LIMIT, songFactors, truncatedSvd } from "./svd.ts";
import {
  assertClose,
  assertDecomposes,
  assertValues,
  blocks,
  chain,
  dense,
  incidenceOf,
  randomIncidence,
  sideBySide,
} from "./svd_cases.ts";

const METHODS = ["exact", "iterative"] as const;

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

Deno.test("songFactors() of songs outside the space of the factors are zeros, not rounding", () => {
  const incidence = incidenceOf(3, 3, [[0, 0], [1, 0], [1, 2], [2, 1], [2, 2]]);
  // The second and third playlist are of the first factor by rounding and by a little.
  const right = Float64Array.of(1, 3e-13, 1e-4);
  assert.deepEqual(
    songFactors(incidence, right, 1),
    Float32Array.of(1, 1 + 1e-4, 3e-13 + 1e-4),
  );
  assert.deepEqual(
    songFactors(incidence, Float64Array.of(1, 3e-13, -2e-13), 1),
    Float32Array.of(1, 1, 0),
  );
});

Deno.test("singular values are the roots of the eigenvalues of AAᵀ as well", () => {
  const incidence = randomIncidence(30, 45, 9, 12);
  const A = new Matrix(dense(incidence));
  const eigenvalues = new EigenvalueDecomposition(A.mmul(A.transpose())).realEigenvalues
    .toReversed();
  const { singularValues } = truncatedSvd(incidence, { rank: 12 });
  assertValues(singularValues, eigenvalues.slice(0, 12).map(Math.sqrt), 1e-10);
});
