/**
 * `npm test`: format, lint, types, a whole build, unit tests and browser tests, one after the
 * other; `npm run test:long` runs what takes longer. The last line counts what passed and failed,
 * where each of format, lint, types and build counts as one.
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

/** Runs a program to its end, showing what it prints, and returns that and its exit code. */
async function run(command: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(command[0], command.slice(1), {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  return { code, output };
}

/** The tests that stand in `test/` itself; its folder `long/` is for `npm run test:long`. */
function browserTests(): string[] {
  return readdirSync("test").filter((name) => name.endsWith("_test.ts"))
    .map((name) => `test/${name}`);
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
  const paths = long ? ["test/long/"] : ["loaders/", "src/", "scripts/", ...browserTests()];
  const { code, output } = await run([deno, "test", "--no-check", ...PERMISSIONS, ...paths]);
  const summary = SUMMARY.exec(output);
  if (summary) {
    passed += Number(summary[1]);
    failed += Number(summary[2]);
  }
  // A module that does not load fails the run without failing a test.
  if (code !== 0 && !(summary && Number(summary[2]) > 0)) failed++;
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

await runCommand(main);
