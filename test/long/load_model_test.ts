/**
 * Runs the Python programs of `docs/load-the-model.md` on a model of the sample data, in one folder
 * one after the other, where there is a Python with pyarrow and duckdb.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const PYTHON = process.env.SEGUE_PYTHON ?? "python3";

async function run(program: string, args: string[], cwd = "."): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(program, { args, cwd }).output();
  const text = new TextDecoder();
  assert.equal(code, 0, `${program} ${args.join(" ")}:\n${text.decode(stderr)}`);
  return text.decode(stdout);
}

async function hasLibraries(): Promise<boolean> {
  try {
    await run(PYTHON, ["-c", "import pyarrow, duckdb"]);
    return true;
  } catch {
    return false;
  }
}

Deno.test({
  name: "the Python programs that load the model print a song's neighbours",
  ignore: !await hasLibraries(),
  async fn() {
    const folder = mkdtempSync(join(tmpdir(), "segue-load-"));
    const model = join(folder, "made");
    try {
      mkdirSync(model);
      await run(Deno.execPath(), [
        ...["run", "-A", "--no-check", "loaders/model_command.ts"],
        ...["--csv", "data/sample_songs.csv", "--out", model],
      ]);
      await run("tar", ["-cf", join(folder, "segue-model.tar"), "-C", model, "."]);
      const programs = [
        ...readFileSync("docs/load-the-model.md", "utf8").matchAll(/```python\n([^]*?)```/g),
      ].map(([, program]) => program);
      assert.equal(programs.length, 2);
      const [vectors, neighbors] = [
        await run(PYTHON, ["-c", programs[0]], folder),
        await run(PYTHON, ["-c", programs[1]], folder),
      ];
      assert.match(vectors, /→ \[\('.+', \d\.\d+\).*\] \(\d+, 50\)/);
      assert.match(neighbors, /track_name.*track_artist/);
      assert.match(neighbors, /│ +1 │/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});
