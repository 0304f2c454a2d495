import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exchange } from "./exchange.ts";

Deno.test({
  name: "exchange() lets two folders change places, or does nothing where one is missing",
  ignore: Deno.build.os !== "linux",
  fn: () => {
    const folder = mkdtempSync(join(tmpdir(), "segue-exchange-"));
    try {
      const [a, b] = ["a", "b"].map((name) => join(folder, name));
      for (const path of [a, b]) mkdirSync(path);
      writeFileSync(join(a, "from a"), "");
      assert.equal(exchange(a, b), true);
      assert.deepEqual([readdirSync(a), readdirSync(b)], [[], ["from a"]]);
      assert.equal(exchange(a, join(folder, "missing")), false);
      assert.deepEqual(readdirSync(folder).sort(), ["a", "b"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});
