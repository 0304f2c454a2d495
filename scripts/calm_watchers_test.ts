import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { LoaderResolver } from "@observablehq/framework/dist/loader.js";
import { calmWatchers, together } from "./calm_watchers.ts";

Deno.test("together() runs once for calls that come together, and again for later ones", async () => {
  let runs = 0;
  const call = together(() => runs++, 5);
  for (let i = 0; i < 6; i++) call();
  assert.equal(runs, 0);
  await setTimeout(30);
  assert.equal(runs, 1);
  call();
  await setTimeout(30);
  assert.equal(runs, 2);
});

Deno.test("calmWatchers() finds what it changes in the installed Framework", () => {
  const { watchFiles } = LoaderResolver.prototype;
  assert.equal(typeof watchFiles, "function");
  calmWatchers();
  assert.notEqual(LoaderResolver.prototype.watchFiles, watchFiles);
});
