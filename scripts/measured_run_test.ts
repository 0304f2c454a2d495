import assert from "node:assert/strict";
import { measuredRun, readGnuTime, readShellTimes } from "./measured_run.ts";

/** Fills 120 MB, works for a fifth of a second, and keeps both until it ends. */
const PROGRAM = `const filled = new Float64Array(15e6).fill(1);
const start = performance.now();
while (performance.now() - start < 200) Math.sqrt(filled[0]);
console.log(filled.length);`;

Deno.test("measuredRun() returns what a program printed and its exit code", async () => {
  const run = await measuredRun(["sh", "-c", 'echo "$WORD"; echo trouble >&2; exit 3'], {
    WORD: "said",
  });
  assert.equal(run.code, 3);
  assert.match(run.output, /said/);
  assert.match(run.output, /trouble/);
});

Deno.test("measuredRun() measures time and memory of a program and what it started", async () => {
  const run = await measuredRun(["sh", "-c", `"$DENO" eval '${PROGRAM}'; true`], {
    DENO: Deno.execPath(),
  });
  assert.equal(run.code, 0, run.output);
  assert.ok(run.wall_seconds >= 0.2);
  assert.ok(run.cpu_seconds > 0);
  if (run.peak_bytes === null) return; // GNU time is not installed.
  assert.ok(run.peak_bytes > 15e6 * 8, `${run.peak_bytes} bytes`);
  assert.ok(run.peak_bytes < 2e9, `${run.peak_bytes} bytes`);
});

Deno.test("measuredRun() fails where there is no such program", async () => {
  const outcome = await measuredRun(["./no-such-program"]).then(({ code }) => code, () => -1);
  assert.notEqual(outcome, 0);
});

Deno.test("measuredRun() does without GNU time, and then knows no memory", async () => {
  const program = ["sh", "-c", `"$DENO" eval '${PROGRAM}'; exit 4`];
  const run = await measuredRun(program, { DENO: Deno.execPath() }, false);
  assert.equal(run.code, 4);
  assert.match(run.output, /15000000/);
  assert.ok(run.cpu_seconds > 0);
  assert.equal(run.peak_bytes, null);
});

Deno.test("readGnuTime() reads the last line, below what time says of a failed program", () => {
  const report = "Command exited with non-zero status 1\n1.50 0.25 2048\n";
  assert.deepEqual(readGnuTime(report), {
    cpu_seconds: 1.75,
    peak_bytes: 2048 * 1024,
  });
  assert.throws(() => readGnuTime("nothing"), /Cannot read the report of GNU time/);
});

Deno.test("readShellTimes() reads what the programs took, not the shell itself", () => {
  const report = "0m0.01s 0m0.02s\n1m2.50s 0m0.25s\n";
  assert.deepEqual(readShellTimes(report), { cpu_seconds: 62.75, peak_bytes: null });
  assert.throws(() => readShellTimes("0m0.01s 0m0.02s"), /Cannot read the shell's times/);
});
