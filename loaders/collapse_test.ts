import assert from "node:assert/strict";
import fc from "fast-check";
import { collapseRows, separateRows } from "./collapse.ts";

Deno.test("collapseRows() groups equal rows in the order of their first rows", () => {
  // deno-fmt-ignore
  const vectors = new Float32Array([1, 2,  0, 0,  3, 4,  1, 2,  3, 4,  2, 1,  1, 2]);
  const groups = collapseRows(vectors, { count: 7, dimensions: 2 });
  assert.equal(groups.count, 3);
  assert.deepEqual([...groups.groupOf], [0, -1, 1, 0, 1, 2, 0]);
  assert.deepEqual([...groups.offsets], [0, 3, 5, 6]);
  assert.deepEqual([...groups.members], [0, 3, 6, 2, 4, 5]);
});

Deno.test("separateRows() puts each row that is not zero in a group of its own", () => {
  const vectors = new Float32Array([1, 2, 0, 0, 1, 2]);
  const groups = separateRows(vectors, { count: 3, dimensions: 2 });
  assert.equal(groups.count, 2);
  assert.deepEqual([...groups.groupOf], [0, -1, 1]);
  assert.deepEqual([...groups.offsets], [0, 1, 2]);
  assert.deepEqual([...groups.members], [0, 2]);
});

Deno.test("collapseRows() of no rows and of zeros only has no group", () => {
  for (const count of [0, 3]) {
    const groups = collapseRows(new Float32Array(count * 4), { count, dimensions: 4 });
    assert.equal(groups.count, 0);
    assert.deepEqual([...groups.offsets], [0]);
    assert.deepEqual([...groups.groupOf], new Array(count).fill(-1));
  }
});

Deno.test("collapseRows() tells rows apart by their bits and reads a view in the middle of a buffer", () => {
  const buffer = new Float32Array([9, 0, -0, 0, 0, -0, 9]);
  const groups = collapseRows(buffer.subarray(1, 6), { count: 5, dimensions: 1 });
  assert.deepEqual([...groups.groupOf], [-1, 0, -1, -1, 0]);
});

Deno.test("collapseRows() groups as a map from a row's text does", () => {
  const matrix = fc.integer({ min: 1, max: 4 }).chain((dimensions) =>
    fc.array(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: dimensions, maxLength: dimensions }),
      { maxLength: 200 },
    ).map((rows) => ({ rows, dimensions }))
  );
  fc.assert(
    fc.property(matrix, ({ rows, dimensions }) => {
      const groups = collapseRows(new Float32Array(rows.flat()), {
        count: rows.length,
        dimensions,
      });
      const expected = new Map<string, number[]>();
      rows.forEach((row, i) => {
        if (row.some((value) => value !== 0)) {
          expected.set(row.join(), [...expected.get(row.join()) ?? [], i]);
        }
      });
      const found = Array.from(
        { length: groups.count },
        (_, g) => [...groups.members.subarray(groups.offsets[g], groups.offsets[g + 1])],
      );
      assert.deepEqual(found, [...expected.values()]);
      found.forEach((members, g) => members.forEach((i) => assert.equal(groups.groupOf[i], g)));
    }),
    { numRuns: 200, seed: 3 },
  );
});
