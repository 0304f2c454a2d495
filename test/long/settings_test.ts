/**
 * Each setting of `loaders/settings.ts`, changed by itself, changes what a model is: its files, or,
 * for settings that are about the work and not about the result, the manifest alone.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settings } from "../../loaders/settings.ts";
import type { AllSettings } from "../../loaders/settings_schema.ts";

const HEADER = "track_id,playlist_id,title,track_name,energy,tempo,rating,author";

/** Rows of 40 songs in 12 playlists, one of them with a text where a number belongs. */
function rows(): string {
  const lines = [HEADER];
  for (let i = 0; i < 160; i++) {
    // Each song four times, in other playlists and with other ratings.
    const song = (i * 7) % 40, round = Math.floor(i / 40);
    const playlist = (song * song + round * (3 + song % 4)) % 12;
    const energy = ((song * 37) % 101) / 100, tempo = 60 + (song * 13) % 90;
    lines.push(
      `s${song},p${playlist},T${song},N${song},${energy},${tempo},${1 + (i + 2 * round) % 5},A${
        song % 9
      }`,
    );
  }
  return [...lines, "s1,p1,T1,N1,loud,60,3,A1", ""].join("\n");
}

/** For each setting another value, and whether it changes the model's files or only its cost. */
const CHANGES: Readonly<Record<keyof AllSettings, { flags: string[]; files: boolean }>> = {
  dataset: { flags: ["--csv", "other.csv"], files: true },
  interactions: { flags: ["--interactions", "pairs.csv"], files: true },
  features: { flags: ["--features", "tempo"], files: true },
  scaler: { flags: ["--scaler", "quantile"], files: true },
  rank: { flags: ["--rank", "3"], files: true },
  topN: { flags: ["--top-n", "2"], files: true },
  exactUpTo: { flags: ["--exact-up-to", "0"], files: false },
  maxBadRows: { flags: ["--max-bad-rows", "0"], files: false },
  memoryLimit: { flags: ["--memory-limit", "500MB"], files: false },
  workers: { flags: ["--workers", "1"], files: false },
  minWeight: { flags: ["--min-weight", "5"], files: true },
  columns: { flags: ["--columns", "track_name=title"], files: true },
  nouns: { flags: ["--nouns", "song=book"], files: false },
};

interface Built {
  readonly code: number;
  readonly said: string;
  readonly files: Record<string, string>;
  readonly settings: Record<string, unknown>;
  readonly overridden: Record<string, string>;
}

Deno.test("each setting, changed by itself, changes the outcome", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "segue-settings-"));
  const at = (name: string) => join(folder, name);
  try {
    writeFileSync(at("base.csv"), rows());
    writeFileSync(at("other.csv"), rows().replaceAll("s3,", "s99,"));
    writeFileSync(at("pairs.csv"), "track_id,playlist_id\ns1,x\ns2,x\ns2,y\ns3,y\n");
    const build = async (flags: readonly string[]): Promise<Built> => {
      const out = at("model");
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--no-check", "-A", "loaders/model_command.ts", "--out", out],
          ...flags.includes("--csv") ? [] : ["--csv", at("base.csv")],
          ...flags.map((flag) => flag.endsWith(".csv") ? at(flag) : flag),
        ],
      }).output();
      const said = new TextDecoder().decode(stderr);
      const { files, settings, overridden } = JSON.parse(
        readFileSync(join(out, "manifest.json"), "utf8"),
      );
      return { code, said, files, settings, overridden };
    };
    const base = await build([]);
    assert.equal(base.code, 0, base.said);
    for (const setting of Object.keys(settings) as (keyof AllSettings)[]) {
      await t.step(setting, async () => {
        const { flags, files } = CHANGES[setting];
        const changed = await build(flags);
        if (setting === "maxBadRows") {
          // One row is bad, and none is allowed: the file is refused.
          assert.equal(changed.code, 1);
          assert.match(changed.said, /holds a text where a number belongs/);
          return;
        }
        assert.equal(changed.code, 0, changed.said);
        if (setting !== "dataset") assert.equal(changed.overridden[setting], flags[0]);
        if (files) assert.notDeepEqual(changed.files, base.files);
        else assert.notDeepEqual(changed.settings, base.settings);
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
