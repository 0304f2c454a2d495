import assert from "node:assert/strict";
import { type Command, help, readFlags } from "./command_line.ts";
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
