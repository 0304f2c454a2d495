import assert from "node:assert/strict";
import { compileKernel, type KernelName, KERNELS, kernelWasm } from "./build.ts";

for (const name of Object.keys(KERNELS) as KernelName[]) {
  Deno.test(`compileKernel() gives the bytes of the committed ${name}.wasm`, async () => {
    assert.deepEqual(await compileKernel(name), Deno.readFileSync(kernelWasm(name)));
  });
}
