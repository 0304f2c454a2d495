import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../loaders/errors.ts";
import { readPort, serve } from "./serve.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "segue-serve-"));
  try {
    await test(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

Deno.test("serve takes the next free port where the one asked for is taken", () =>
  withFolder(async (folder) => {
    await writeFile(join(folder, "index.html"), "<title>home</title>");
    const first = await serve(folder, 0);
    const taken = Number(new URL(first.address).port);
    const second = await serve(folder, taken);
    try {
      assert.match(second.address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
      assert.ok(Number(new URL(second.address).port) > taken);
      assert.equal(await (await fetch(second.address)).text(), "<title>home</title>");
    } finally {
      await first.close();
      await second.close();
    }
    await assert.rejects(fetch(first.address));
  }));

Deno.test("serve says to build the site first where there is none", () =>
  withFolder(async (folder) => {
    await assert.rejects(serve(folder, 0), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(
        error.message,
        /^Cannot serve .*: there is no index\.html in it; run "npm run build"$/,
      );
      return true;
    });
  }));

Deno.test("readPort prefers the flag to the environment and refuses what is no port", () => {
  assert.equal(readPort(undefined, undefined), 3000);
  assert.equal(readPort(undefined, ""), 3000);
  assert.equal(readPort(undefined, "8080"), 8080);
  assert.equal(readPort("0", "8080"), 0);
  assert.throws(
    () => readPort("80a", undefined),
    new UserError('Cannot serve on port "80a": --port must be a whole number from 0 to 65535'),
  );
  assert.throws(
    () => readPort(undefined, "65536"),
    new UserError('Cannot serve on port "65536": PORT must be a whole number from 0 to 65535'),
  );
});

Deno.test("the command prints its address, serves, and ends cleanly when told to", () =>
  withFolder(async (folder) => {
    await writeFile(join(folder, "index.html"), "<title>home</title>");
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--allow-read",
        "--allow-net=127.0.0.1",
        "--allow-env=PORT",
        fileURLToPath(new URL("serve.ts", import.meta.url)),
        folder,
        "--port",
        "0",
      ],
      stdout: "piped",
      stderr: "inherit",
    });
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const child = command.spawn();
      const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
      const { value } = await reader.read();
      const address = /^Segue is at (http:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(value ?? "")?.[1];
      assert.ok(address, `printed ${value}`);
      const response = await fetch(address);
      assert.equal(await response.text(), "<title>home</title>");
      child.kill(signal);
      const { code } = await child.status;
      assert.equal(code, 0, signal);
      await reader.cancel();
    }
  }));
