/**
 * `npm test`: format, lint, types, a whole build, then unit tests and browser tests, two programs
 * at a time; `npm run test:long` runs what takes longer. A file of browser tests that fails is run
 * once more: what passes then is named as unsteady, which is a bug of the page or of its test, but
 * does not fail the run. The last line counts what passed and failed, where each of format, lint,
 * types and build counts as one.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import process from "node:process";
import { runCommand } from "../loaders/command_line.ts";
import { ensureChromium } from "./chromium.ts";

/** What tests may touch: files, this machine's loopback, and the programs that they start. */
const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-run",
  "--allow-net=127.0.0.1,localhost",
  "--allow-ffi=node_modules",
];

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const deno = Deno.execPath();
const TYPES = ["loaders/", "src/", "scripts/", "test/", "observablehq.config.ts"];

const STEPS: readonly Step[] = [
  { name: "format", command: [deno, "fmt", "--check"] },
  { name: "lint", command: [deno, "lint"] },
  { name: "types", command: [deno, "check", ...TYPES] },
  { name: "build", command: ["npm", "run", "--silent", "build"] },
];

/** The closing line of `deno test`, such as "ok | 40 passed (3 steps) | 1 failed | 2 ignored". */
const SUMMARY = /\| (\d+) passed.*? \| (\d+) failed/;

/** How many test programs run at once: those in a browser wait more than they compute; long ones measure. */
const AT_ONCE = 2;

/** Runs a program to its end and returns what it printed, shown as it comes or else kept back. */
async function run(
  command: readonly string[],
  shown = true,
): Promise<{ code: number; output: string }> {
  const child = spawn(command[0], command.slice(1), {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      if (shown) process.stdout.write(chunk);
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  return { code, output };
}

interface TestProgram {
  readonly paths: readonly string[];
  /** Whether property tests draw the same cases each time. */
  readonly sameCases: boolean;
  /** Browser tests wait for what a busy machine may delay; unit tests have no such excuse. */
  readonly tries: number;
  /** Shown as it runs, or at its end so that two programs do not mix. */
  readonly shown: boolean;
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const UNIT_TESTS = ["loaders/", "src/", "scripts/"];

/**
 * What each test program runs: all unit tests one, each file of browser tests one. Those stand in
 * `test/` itself; its folder `long/` is for `npm run test:long`, which draws other cases for the
 * property tests, too.
 */
function testPrograms(long: boolean): TestProgram[] {
  if (long) {
    return [["test/long/"], UNIT_TESTS].map((paths) => ({
      paths,
      sameCases: false,
      tries: 1,
      shown: true,
    }));
  }
  const browserTests = readdirSync("test").filter((name) => name.endsWith("_test.ts")).sort();
  return [
    { paths: UNIT_TESTS, sameCases: true, tries: 1, shown: false },
    ...browserTests.map((name) => ({
      paths: [`test/${name}`],
      sameCases: true,
      tries: 2,
      shown: false,
    })),
  ];
}

/** Runs a program's tests; returns how many passed and failed at the last try. */
async function test(program: TestProgram): Promise<Count & { steady: boolean }> {
  const { paths, tries } = program;
  let count = await tryOnce(program);
  for (let left = tries - 1; left > 0 && count.failed > 0; left--) {
    console.log(`--- ${paths} failed and is run once more`);
    count = await tryOnce(program);
    if (count.failed === 0) return { ...count, steady: false };
  }
  return { ...count, steady: true };
}

async function tryOnce({ paths, sameCases, shown }: TestProgram): Promise<Count> {
  const seed = sameCases ? ["--preload", "scripts/property_seed.ts"] : [];
  const command = [deno, "test", "--no-check", ...seed, ...PERMISSIONS, ...paths];
  const { code, output } = await run(command, shown);
  if (!shown) process.stdout.write(output);
  const summary = SUMMARY.exec(output);
  const passed = Number(summary?.[1] ?? 0), failed = Number(summary?.[2] ?? 0);
  // A module that does not load fails the run without failing a test.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function main(): Promise<number> {
  const long = Deno.args.includes("--long");
  let passed = 0, failed = 0;
  for (const { name, command } of long ? STEPS.slice(-1) : STEPS) {
    console.log(`\n--- ${name}`);
    if ((await run(command)).code === 0) passed++;
    else {
      failed++;
      console.log(`--- ${name} failed`);
    }
  }
  console.log("\n--- tests");
  console.log(`Chromium: ${await ensureChromium()}`);
  const programs = testPrograms(long), unsteady: string[] = [];
  const runs = Array.from({ length: long ? 1 : AT_ONCE }, async () => {
    for (let program = programs.shift(); program !== undefined; program = programs.shift()) {
      const counted = await test(program);
      passed += counted.passed;
      failed += counted.failed;
      if (!counted.steady) unsteady.push(...program.paths);
    }
  });
  await Promise.all(runs);
  for (const path of unsteady) console.log(`Unsteady: ${path} passed at its second try only`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

await runCommand(main);
