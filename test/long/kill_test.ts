/**
 * Kills the precompute at many moments and looks at what is left: the old model or the new one,
 * each whole.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Manifest } from "../../loaders/manifest.ts";
import { randomNumbers } from "../../src/recommender/random.ts";
import { fileHashes } from "../../loaders/store.ts";

const SEED = 1, KILLS = 40;
/** Of these, so many at the end of the run, when the new model takes the place of the old. */
const LATE_KILLS = 12;
const ROOT = new URL("../../", import.meta.url).pathname;

/** Starts `npm run model` without npm, so that the signal reaches the process that writes. */
function startModel(out: string, topN: number) {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const args: string[] = scripts.model.split(" ").slice(1);
  const model = ["--csv", "data/sample_songs.csv", "--out", out, "--top-n", String(topN)];
  const child = spawn(Deno.execPath(), [...args, ...model], { cwd: ROOT, stdio: "ignore" });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, ended };
}

/** The topN of the model in a folder, after a check that the model is whole. */
function wholeModel(folder: string): number {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const { "manifest.json": _, ...hashes } = fileHashes(folder);
  assert.deepEqual(hashes, manifest.files);
  return manifest.settings.topN;
}

Deno.test("npm run model killed at any moment leaves the old model or the new one", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "segue-kill-"));
  const out = join(folder, "model"), random = randomNumbers(SEED);
  try {
    const start = performance.now();
    assert.equal(await startModel(out, 3).ended, 0);
    const milliseconds = performance.now() - start;
    let old = wholeModel(out), killed = 0, replaced = 0;

    for (let kill = 0; kill < KILLS; kill++) {
      const topN = 4 + kill, late = kill >= KILLS - LATE_KILLS;
      await t.step(`kill ${kill + 1}, ${late ? "at the end" : "at any time"}`, async () => {
        const { child, ended } = startModel(out, topN);
        const isEnding = () =>
          readdirSync(folder).some((name) =>
            name.includes(".partial-") &&
            existsSync(join(folder, name, "collaborative_neighbors.arrow"))
          );
        if (late) {
          while (child.exitCode === null && !isEnding()) await setTimeout(1);
          await setTimeout(random() * 30);
        } else await setTimeout(random() * milliseconds);
        child.kill("SIGKILL");
        if (await ended === null) killed++;
        // Where the system cannot exchange two folders, the old model bears another name for a
        // moment, and the next run gives it back its own.
        const previous = join(folder, ".model.previous");
        assert.ok(existsSync(out) || Deno.build.os !== "linux", "there is no model");
        const now = wholeModel(existsSync(out) ? out : previous);
        assert.ok([old, topN].includes(now), `topN is ${now}, neither ${old} nor ${topN}`);
        if (now === topN) replaced++;
        old = now;
      });
    }
    assert.ok(killed >= KILLS / 2, `only ${killed} of ${KILLS} runs were still running`);
    console.log(`${killed} of ${KILLS} runs killed; ${replaced} times the new model stood there`);

    await t.step("and the next run succeeds and leaves nothing of those before", async () => {
      assert.equal(await startModel(out, 3).ended, 0);
      assert.equal(wholeModel(out), 3);
      assert.deepEqual(readdirSync(folder), ["model"]);
      const scratch = readdirSync(join(ROOT, ".cache")).filter((name) => /^duckdb-/.test(name));
      assert.deepEqual(scratch, []);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
