import assert from "node:assert/strict";
import { compileKernel, KERNEL_WASM } from "./build.ts";

Deno.test("compileKernel() gives the bytes of the committed top_n.wasm", async () => {
  assert.deepEqual(await compileKernel(), Deno.readFileSync(KERNEL_WASM));
});
