import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimScratch, sweepScratch } from "./scratch.ts";

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "segue-scratch-"));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("sweepScratch() leaves alone what is claimed, and what has another name", () => {
  inFolder((folder) => {
    const mine = join(folder, "part-mine");
    const release = claimScratch(mine);
    mkdirSync(mine);
    mkdirSync(join(folder, "other"));
    sweepScratch(folder, "part-");
    assert.deepEqual(readdirSync(folder).sort(), ["other", "part-mine", "part-mine.lock"]);
    rmSync(mine, { recursive: true });
    release();
    assert.deepEqual(readdirSync(folder), ["other"]);
  });
});

Deno.test("sweepScratch() removes what a process that has ended had claimed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "segue-scratch-"));
  try {
    const script = join(folder, "claim.ts"), path = join(folder, "part-dead");
    writeFileSync(
      script,
      `import { claimScratch } from ${JSON.stringify(new URL("scratch.ts", import.meta.url).href)};
       claimScratch(${JSON.stringify(path)});
       Deno.mkdirSync(${JSON.stringify(path)});
       console.log("claimed");
       setTimeout(() => {}, 60_000);`,
    );
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--no-check", "--allow-read", "--allow-write", script],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    await reader.cancel();
    sweepScratch(folder, "part-");
    assert.deepEqual(readdirSync(folder).sort(), ["claim.ts", "part-dead", "part-dead.lock"]);
    child.kill("SIGKILL");
    await child.status;
    sweepScratch(folder, "part-");
    assert.deepEqual(readdirSync(folder), ["claim.ts"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

Deno.test("sweepScratch() removes a folder that lacks a lock, and a lock that lacks a folder", () => {
  inFolder((folder) => {
    mkdirSync(join(folder, "part-old"));
    writeFileSync(join(folder, "part-older.lock"), "");
    sweepScratch(folder, "part-");
    assert.deepEqual(readdirSync(folder), []);
    sweepScratch(join(folder, "nowhere"), "part-");
  });
});
