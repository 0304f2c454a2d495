import assert from "node:assert/strict";
import { progressOn } from "./progress.ts";

Deno.test("progressOn() writes one plain line a stage where there is no terminal", async () => {
  let written = "";
  const progress = progressOn((text) => written += text, false);
  const result = await progress.stage("read", (report) => {
    report(1, 2);
    return 42;
  });
  assert.equal(result, 42);
  assert.match(written, /^ {2}read +\d+\.\d\d s\n$/);
  assert.ok(progress.seconds.read >= 0);
});

Deno.test("progressOn() draws a bar on a terminal and clears it", async () => {
  let written = "";
  const progress = progressOn((text) => written += text, true);
  await progress.stage("read", (report) => report(1, 2));
  assert.match(written, /█{12}░{12} 50 %/);
  const erased = "\r\x1b[K";
  assert.match(written.slice(written.lastIndexOf(erased) + erased.length), /^ {2}read +\d.* s\n$/);
});

Deno.test("progressOn() says a line in place of the bar that is drawn, on a terminal only", async () => {
  for (const isTerminal of [true, false]) {
    const written: string[] = [];
    const progress = progressOn((text) => written.push(text), isTerminal);
    await progress.stage("factor", (report) => {
      report(1, 2);
      written.length = 0;
      progress.say("meanwhile");
      assert.equal(written.join(""), isTerminal ? "\r\x1b[Kmeanwhile\n" : "meanwhile\n");
    });
  }
});

Deno.test("progressOn() hands a failure on and times no stage for it", async () => {
  const progress = progressOn(() => {}, true);
  await assert.rejects(progress.stage("read", () => Promise.reject(new Error("no"))), /no/);
  assert.deepEqual(progress.seconds, {});
});

Deno.test("progressOn() measures the processor time and the memory of a stage", async () => {
  const progress = progressOn(() => {}, false);
  const numbers = await progress.stage("allocate", () => new Float64Array(4e6).fill(1));
  const { cpu_seconds, peak_bytes } = progress.costs.allocate;
  assert.ok(cpu_seconds > 0 && cpu_seconds < 600, `${cpu_seconds} s`);
  assert.ok(peak_bytes > numbers.byteLength, `${peak_bytes} bytes`);
});
