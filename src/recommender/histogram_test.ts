import assert from "node:assert/strict";
import {
  addTables,
  binned,
  binOf,
  countBins,
  gaussianKernel,
  logRatios,
  MISSING,
} from "./histogram.ts";

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

Deno.test("binOf() centres the first bin on low and the last on high, and clamps", () => {
  assert.deepEqual([-9, 0, 0.24, 0.26, 1, 9].map((x) => binOf(x, 0, 1, 3)), [0, 0, 0, 1, 2, 2]);
  assert.equal(binOf(NaN, 0, 1, 3), MISSING);
  assert.equal(binOf(5, 5, 5, 3), 0);
});

Deno.test("logRatios() are worked out by hand without smoothing", () => {
  // g = (1/2, 1/4, 1/4) of four songs; a query of two songs, both in bin 1; α = 2.
  const identity = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const of = binned(Uint16Array.of(0, 0, 1, 2, MISSING), [3], [identity]);
  const { counts, total } = countBins(of, Int32Array.of(2, 4), Float32Array.of(0, 0, 2, 0, 9));
  assert.deepEqual([Array.from(counts), total], [[0, 2, 0], 2]);
  const ratios = logRatios(of, counts, total, 2);
  near(ratios[0], Math.log(0.5));
  near(ratios[1], Math.log((2 + 2 / 4) / 4 / (1 / 4)));
  near(ratios[2], Math.log(0.5));
});

Deno.test("logRatios() are 0 for a query that is spread as the catalogue is", () => {
  const bins = Uint16Array.from({ length: 40 }, (_, i) => i * i % 7);
  const of = binned(bins, [7], [gaussianKernel(7, 1, 1.5)]);
  const all = Int32Array.from(bins, (_, i) => i);
  const { counts, total } = countBins(of, all, new Float32Array(40).fill(1));
  for (const ratio of logRatios(of, counts, total, 3)) near(ratio, 0);
});

Deno.test("two axes smooth like the product of their kernels", () => {
  const rows = gaussianKernel(2, 1, 1), columns = gaussianKernel(3, 1, 2);
  const of = binned(Uint16Array.of(4, 0, 5), [2, 3], [rows, columns]);
  const expected = new Float64Array(6);
  for (const bin of [4, 0, 5]) {
    for (let r = 0; r < 2; r++) {
      for (let c = 0; c < 3; c++) {
        expected[r * 3 + c] += rows[Math.floor(bin / 3) * 2 + r] * columns[bin % 3 * 3 + c] / 3;
      }
    }
  }
  of.base.forEach((g, bin) => near(g, expected[bin]));
});

Deno.test("addTables() leaves songs without a bin alone", () => {
  const of = binned(Uint16Array.of(1, MISSING, 0), [2], [Float64Array.of(1, 0, 0, 1)]);
  const out = Float32Array.of(1, 1, 1);
  addTables([{ bins: of.bins, table: Float32Array.of(10, 20) }], out);
  assert.deepEqual(Array.from(out), [21, 1, 11]);
});

Deno.test("addTables() adds as many tables as it is given, whichever lack a bin", () => {
  for (let count = 0; count <= 9; count++) {
    const tables = Array.from({ length: count }, (_, t) => ({
      bins: Uint16Array.from([0, 1, 2], (song) => (song + t) % 4 === 3 ? MISSING : (song + t) % 2),
      table: Float32Array.of(1 + t, 100 * t),
    }));
    const out = Float32Array.of(0.5, 0, 0);
    const expected = Array.from(
      out,
      (start, song) =>
        tables.reduce(
          (sum, { bins, table }) => bins[song] === MISSING ? sum : sum + table[bins[song]],
          start,
        ),
    );
    addTables(tables, out);
    assert.deepEqual(Array.from(out), expected);
  }
});
