/** Which stages of a model run again after which change, on the sample data. */
import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataSet } from "./dataset.ts";
import type { Manifest } from "./manifest.ts";
import { freshModel } from "./model.ts";
import { progressOn } from "./progress.ts";
import { ROOT } from "./request.ts";
import { settings as base } from "./settings.ts";
import { effectiveSettings } from "./settings_schema.ts";
import { fileHashes } from "./store.ts";

const STAGES = [
  "songs",
  "features",
  "content neighbours",
  "factors",
  "collaborative neighbours",
] as const;

const folder = mkdtempSync(join(tmpdir(), "segue-stages-"));
const path = join(folder, "songs.csv");
copyFileSync(join(ROOT, "data/sample_songs.csv"), path);

/** A build with some flags: the model, which of its stages ran, and what the terminal said. */
async function build(flags: Record<string, string>, store = "store") {
  const dataset: DataSet = {
    path,
    interactions: null,
    name: "songs.csv",
    foundBy: "--csv",
    invented: false,
  };
  let said = "";
  const { folder: model } = await freshModel(
    { dataset, effective: effectiveSettings(base, { "top-n": "10", ...flags }, () => undefined) },
    progressOn((text) => said += text, false),
    join(folder, store),
  );
  const manifest: Manifest = JSON.parse(readFileSync(join(model, "manifest.json"), "utf8"));
  const ran = STAGES.filter((stage) => !new RegExp(`^  ${stage} +as before$`, "m").test(said));
  return { model, manifest, said, ran };
}

/** Holds a model that was put together from stages of earlier ones against one made at once. */
async function assertAsMadeAtOnce(flags: Record<string, string>, model: string) {
  const whole = await build(flags, `whole-${JSON.stringify(flags).replaceAll(/\W/g, "")}`);
  assert.deepEqual(whole.ran, STAGES);
  assert.deepEqual(withoutManifest(model), withoutManifest(whole.model));
  assert.deepEqual(withoutManifest(model), whole.manifest.files);
}

function withoutManifest(model: string) {
  const { "manifest.json": _, ...files } = fileHashes(model);
  return files;
}

Deno.test("freshModel() runs the stages that a change touches, and no others", async (t) => {
  try {
    await t.step("all of them the first time", async () => {
      const { ran, manifest } = await build({});
      assert.deepEqual(ran, STAGES);
      assert.deepEqual(Object.keys(manifest.stages).sort(), [...STAGES].sort());
    });

    await t.step("with another topN only the two searches, and says why", async () => {
      const { ran, said, manifest, model } = await build({ "top-n": "7" });
      assert.deepEqual(ran, ["content neighbours", "collaborative neighbours"]);
      assert.match(said, /^ {2}content neighbours +again: topN 10 → 7$/m);
      assert.match(said, /^Building the model of \S+ \(changed: topN 10 → 7\)$/m);
      assert.ok(manifest.seconds.factor >= 0, "the steps of stages taken over keep their seconds");
      await assertAsMadeAtOnce({ "top-n": "7" }, model);
    });

    await t.step("with another rank the factors and their neighbours", async () => {
      const { ran, said, manifest, model } = await build({ rank: "12" });
      assert.deepEqual(ran, ["factors", "collaborative neighbours"]);
      assert.match(said, /^ {2}factors +again: rank 50 → 12$/m);
      assert.equal(manifest.svd.rank, 12);
      await assertAsMadeAtOnce({ rank: "12" }, model);
    });

    await t.step("with another scaler the features and their neighbours", async () => {
      const { ran, model } = await build({ scaler: "zscore" });
      assert.deepEqual(ran, ["features", "content neighbours"]);
      await assertAsMadeAtOnce({ scaler: "zscore" }, model);
    });

    await t.step("with other features all but the factors and their neighbours", async () => {
      const { ran, model } = await build({ features: "energy,tempo" });
      assert.deepEqual(ran, ["songs", "features", "content neighbours"]);
      await assertAsMadeAtOnce({ features: "energy,tempo" }, model);
    });

    await t.step("with other threads or memory none", async () => {
      assert.deepEqual((await build({ workers: "1", "memory-limit": "500MB" })).ran, []);
    });

    await t.step("when the data set is replaced under the same name, size and time", async () => {
      const before = await build({});
      const time = new Date(2020, 0, 1);
      utimesSync(path, time, time);
      assert.equal((await build({})).model, before.model);
      const text = readFileSync(path, "utf8");
      const title = /^[^\n]*\n[^,]*,([^",]+),/.exec(text)![1];
      writeFileSync(path, text.replaceAll(`,${title},`, `,${title.slice(0, -1)}~,`));
      utimesSync(path, time, time);
      const after = await build({});
      assert.notEqual(after.model, before.model);
      assert.match(after.said, /\(changed: dataset\)$/m);
      // One title has changed: the same features, the same pairs.
      assert.deepEqual(after.ran, ["songs"]);
      assert.notEqual(after.manifest.files["songs.arrow"], before.manifest.files["songs.arrow"]);
    });

    await t.step("where there are no features and the number of songs has changed", async () => {
      await build({ features: "" });
      const lines = readFileSync(path, "utf8").split("\n");
      writeFileSync(path, [...lines.slice(0, lines.length >> 1), ""].join("\n"));
      const { ran, model } = await build({ features: "" });
      assert.deepEqual(ran, STAGES);
      await assertAsMadeAtOnce({ features: "" }, model);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
