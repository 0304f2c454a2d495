import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkDeno } from "./direct_deno.ts";

/** A folder node_modules as `npm ci` leaves it, with or without the program beside the script. */
function withModules(program: boolean, use: (modules: string) => void): void {
  const modules = mkdtempSync(join(tmpdir(), "segue-modules-"));
  try {
    mkdirSync(join(modules, ".bin"));
    mkdirSync(join(modules, "deno"));
    symlinkSync("../deno/bin.cjs", join(modules, ".bin/deno"));
    if (program) writeFileSync(join(modules, "deno/deno"), "");
    use(modules);
  } finally {
    rmSync(modules, { recursive: true });
  }
}

Deno.test("linkDeno() names the program itself, as the package's install script would", () =>
  withModules(true, (modules) => {
    linkDeno(modules);
    linkDeno(modules);
    assert.equal(readlinkSync(join(modules, ".bin/deno")), "../deno/deno");
    assert.deepEqual(readdirSync(join(modules, ".bin")), ["deno"]);
  }));

Deno.test("linkDeno() leaves the script where there is no program, and what else stands there", () => {
  withModules(false, (modules) => {
    linkDeno(modules);
    assert.equal(readlinkSync(join(modules, ".bin/deno")), "../deno/bin.cjs");
  });
  withModules(true, (modules) => {
    rmSync(join(modules, ".bin/deno"));
    writeFileSync(join(modules, ".bin/deno"), "own");
    linkDeno(modules);
    assert.equal(Deno.readTextFileSync(join(modules, ".bin/deno")), "own");
    assert.deepEqual(readdirSync(join(modules, ".bin")), ["deno"]);
  });
});
