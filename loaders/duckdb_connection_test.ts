import assert from "node:assert/strict";
import { DuckDBConnection } from "./duckdb_connection.ts";

async function withConnection(use: (db: DuckDBConnection) => Promise<void>): Promise<void> {
  const db = await DuckDBConnection.open({ threads: "1" });
  try {
    await use(db);
  } finally {
    db.close();
  }
}

Deno.test("rows gives each value as DuckDB holds it, texts of any length, and null", () =>
  withConnection(async (db) => {
    const found = await db.rows(
      `SELECT * FROM (VALUES
        (true, -7::TINYINT, 40000::USMALLINT, -70000, 5000000000, 0.5::FLOAT, -0.25::DOUBLE,
          -170141183460469231731687303715884105727::HUGEINT, '', 'twelve bytes', 'ünïcödé text 🎵'),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
      ) AS t(yes, tiny, small, whole, big, single, double, huge, empty, short, long)`,
    );
    assert.deepEqual(found, [
      {
        yes: true,
        tiny: -7,
        small: 40000,
        whole: -70000,
        big: 5_000_000_000n,
        single: 0.5,
        double: -0.25,
        huge: -(2n ** 127n) + 1n,
        empty: "",
        short: "twelve bytes",
        long: "ünïcödé text 🎵",
      },
      Object.fromEntries(Object.keys(found[0]).map((name) => [name, null])),
    ]);
  }));

Deno.test("rows keeps values and nulls of many chunks in their order", () =>
  withConnection(async (db) => {
    const found = await db.rows(
      "SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE 'number ' || i END AS text FROM range(5000) r(i)",
    );
    assert.equal(found.length, 5000);
    found.forEach(({ text }, i) => assert.equal(text, i % 3 === 0 ? null : `number ${i}`));
  }));

Deno.test("rows refuses a type that has no plain value rather than guess", () =>
  withConnection(async (db) => {
    await assert.rejects(db.rows("SELECT [1, 2] AS list"), /Cannot take values of DuckDB's type/);
  }));

Deno.test("stream hands over each column's memory, chunk by chunk", () =>
  withConnection(async (db) => {
    const seen: number[] = [];
    for await (
      const { rowCount, bytes } of db.stream("SELECT 0, i::INTEGER FROM range(5000) r(i)")
    ) {
      const copy = bytes(1, 4).slice();
      seen.push(...new Int32Array(copy.buffer, 0, rowCount));
    }
    assert.deepEqual(seen, Array.from({ length: 5000 }, (_, i) => i));
  }));

Deno.test("run says how many rows changed, and why a statement failed", () =>
  withConnection(async (db) => {
    assert.equal(await db.run("CREATE TABLE t(i INTEGER); INSERT INTO t VALUES (1), (2), (3)"), 3);
    await assert.rejects(db.run("SELECT nothing FROM nowhere"), /nowhere does not exist/);
    await assert.rejects(Array.fromAsync(db.stream("SELECT nothing FROM nowhere")), /nowhere/);
  }));
