import assert from "node:assert/strict";
import fc from "fast-check";
import { rowWindow, scrollTopFor, trackHeight } from "./row_window.ts";

Deno.test("rowWindow() gives the rows in view and some on both sides", () => {
  const track = { count: 1000, rowHeight: 40, viewport: 400 };
  assert.deepEqual(rowWindow(track, 0, 0), { first: 0, end: 10, top: 0 });
  assert.deepEqual(rowWindow(track, 410, 0), { first: 10, end: 21, top: 400 });
  assert.deepEqual(rowWindow(track, 410, 2), { first: 8, end: 23, top: 320 });
  assert.deepEqual(rowWindow(track, 40_000 - 400, 4), { first: 986, end: 1000, top: 39_440 });
});

Deno.test("rowWindow() of no rows is empty, of few rows all of them", () => {
  assert.deepEqual(rowWindow({ count: 0, rowHeight: 40, viewport: 400 }, 0), {
    first: 0,
    end: 0,
    top: 0,
  });
  assert.deepEqual(rowWindow({ count: 3, rowHeight: 40, viewport: 400 }, 0), {
    first: 0,
    end: 3,
    top: 0,
  });
});

Deno.test("a table too high for a browser shows its first row at one end and its last at the other", () => {
  const track = { count: 1_000_000, rowHeight: 56, viewport: 500 };
  assert.equal(trackHeight(track), 15e6);
  assert.equal(rowWindow(track, 0, 0).first, 0);
  const last = rowWindow(track, 15e6 - 500, 0);
  assert.equal(last.end, 1_000_000);
  const bottom = last.top + (last.end - last.first) * 56;
  assert.ok(Math.abs(bottom - 15e6) < 0.01, `${bottom}`);
});

Deno.test("scrollTopFor() brings any row wholly into view, from anywhere, and moves no more than needed", () => {
  const tracks = fc.record({
    count: fc.integer({ min: 1, max: 2_000_000 }),
    rowHeight: fc.integer({ min: 20, max: 60 }),
    viewport: fc.integer({ min: 100, max: 900 }),
  });
  fc.assert(
    fc.property(tracks, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (track, at, n) => {
      const row = n % track.count;
      const before = at * Math.max(0, trackHeight(track) - track.viewport);
      const after = scrollTopFor(track, row, before);
      const { first, top } = rowWindow(track, after, 0);
      const y = top + (row - first) * track.rowHeight - after;
      assert.ok(y > -0.01 && y + track.rowHeight < track.viewport + 0.01, `row at ${y}`);
      const seen = rowWindow(track, before, 0);
      const was = seen.top + (row - seen.first) * track.rowHeight - before;
      if (was >= 0 && was + track.rowHeight <= track.viewport) {
        assert.ok(Math.abs(after - before) < 1e-6);
      }
    }),
  );
});
