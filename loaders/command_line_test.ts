import assert from "node:assert/strict";
import {
  type Command,
  help,
  integerOption,
  readFlags,
  readOptions,
  usage,
} from "./command_line.ts";
import { UserError } from "./errors.ts";
import { OPTIONS } from "./settings_schema.ts";

const COMMAND: Command = {
  name: "npm run thing --",
  summary: "Does a thing.",
  options: [
    { flag: "out", value: "DIR", description: "where to" },
    { flag: "quick", description: "in a hurry" },
  ],
};

Deno.test("readFlags() reads the command's own options and every setting", () => {
  assert.deepEqual(readFlags(COMMAND, ["--out", "a b", "--top-n=3", "--quick"]), {
    out: "a b",
    "top-n": "3",
    quick: "true",
  });
});

Deno.test("readFlags() gives null when help is asked for", () => {
  assert.equal(readFlags(COMMAND, ["--help"]), null);
  assert.equal(readFlags(COMMAND, ["-h"]), null);
});

Deno.test("readFlags() refuses an unknown flag, a missing value and a stray word in one line", () => {
  for (const args of [["--nope"], ["--out"], ["stray"]]) {
    assert.throws(() => readFlags(COMMAND, args), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(
        error.message,
        /^Cannot read the command: [^\n]+\. See 'npm run thing -- --help'$/,
      );
      return true;
    });
  }
});

Deno.test("help() lists every option, every setting and every variable", () => {
  const text = help(COMMAND);
  assert.match(text, /--out DIR +where to/);
  for (const { flag, variable } of OPTIONS) {
    assert.ok(text.includes(`--${flag} `), flag);
    assert.ok(text.includes(`[${variable}]`), variable);
  }
});

const SCRIPT = {
  name: "npm run other --",
  summary: "Does another thing.",
  options: [
    { flag: "folder", value: "DIST", positional: true, description: "the site", default: "dist" },
    { flag: "seed", value: "N", description: "an integer", default: "1" },
    { flag: "filter", value: "TEXT", description: "only these" },
    { flag: "quick", description: "in a hurry" },
  ],
} as const;

Deno.test("readOptions() fills defaults in, and takes words by their place", () => {
  const defaults = { folder: "dist", seed: "1" };
  assert.deepEqual(readOptions(SCRIPT, []), defaults);
  assert.deepEqual(readOptions(SCRIPT, ["site", "--seed", "7", "--quick", "--filter="]), {
    folder: "site",
    seed: "7",
    quick: "true",
    filter: "",
  });
  assert.equal(readOptions(SCRIPT, ["site", "-h"]), null);
});

Deno.test("readOptions() takes no setting, no flag for a word's place, and no word too many", () => {
  for (const args of [["--top-n", "3"], ["--folder", "site"], ["site", "stray"], ["--seed"]]) {
    assert.throws(() => readOptions(SCRIPT, args), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(
        error.message,
        /^Cannot read the command: [^\n]+\. See 'npm run other -- --help'$/,
      );
      return true;
    });
  }
});

Deno.test("usage() prints the declaration: places, flags, defaults, and no setting", () => {
  assert.equal(
    usage(SCRIPT),
    `Usage: npm run other -- [DIST] [options]

Does another thing.

Options:
  DIST           the site (default: dist)
  --seed N       an integer (default: 1)
  --filter TEXT  only these
  --quick        in a hurry
  --help, -h     print this and stop
`,
  );
});

Deno.test("integerOption() refuses what is no integer or too small, with the option's name", () => {
  assert.equal(integerOption("seed", "0", 0), 0);
  for (const text of ["", " ", "1.5", "x", "-1", "1e400"]) {
    assert.throws(
      () => integerOption("seed", text, 0),
      new UserError(`Cannot use --seed ${text}: it must be an integer of at least 0`),
    );
  }
});

Deno.test("runCommand() ends with main's code, with a line for the user, or with a stack", async () => {
  const run = async (main: string) => {
    const script = `
      import { runCommand } from ${JSON.stringify(import.meta.resolve("./command_line.ts"))};
      import { UserError } from ${JSON.stringify(import.meta.resolve("./errors.ts"))};
      const defect = (): never => { throw new RangeError("ours"); };
      const refuse = (): never => { throw new UserError("Cannot do it: mend this"); };
      await runCommand(${main});`;
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", script],
      stdout: "null",
    }).output();
    return { code, said: new TextDecoder().decode(stderr) };
  };
  const [done, told, mendable, defect] = await Promise.all(
    ["() => {}", "() => 3", "async () => refuse()", "() => defect()"].map(run),
  );
  assert.deepEqual(done, { code: 0, said: "" });
  assert.deepEqual(told, { code: 3, said: "" });
  assert.deepEqual(mendable, { code: 1, said: "error: Cannot do it: mend this\n" });
  assert.equal(defect.code, 1);
  assert.match(defect.said, /^RangeError: ours\n +at /);
});
