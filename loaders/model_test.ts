/** The precompute as a whole, run as a user runs it, on the sample data. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Table, tableFromIPC } from "apache-arrow";
import type { Manifest } from "./manifest.ts";
import { ROOT } from "./request.ts";
import { fileHashes } from "./store.ts";

const SAMPLE = "data/sample_songs.csv";
const FILES = [
  "catalogue",
  "collaborative_neighbors",
  "content_neighbors",
  "factors",
  "features",
  "interactions",
  "playlist_factors",
  "playlists",
  "songs",
  "spectrum",
];

function runModel(...args: string[]): { code: number | null; stderr: string; stdout: string } {
  const { status, stderr, stdout } = spawnSync("npm", ["run", "--silent", "model", "--", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { code: status, stderr, stdout };
}

function readModel(folder: string): { manifest: Manifest; table: (name: string) => Table } {
  return {
    manifest: JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")),
    table: (name) => tableFromIPC(readFileSync(join(folder, `${name}.arrow`))),
  };
}

/** The vectors of a file, row-major. */
function vectorsOf(table: Table): { values: Float32Array; size: number } {
  const vector = table.getChild("vector")!;
  return { values: vector.data[0].children[0].values, size: vector.type.listSize };
}

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "segue-model-"));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("npm run model", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "segue-model-"));
  const out = join(folder, "model");
  try {
    const built = runModel("--csv", SAMPLE, "--out", out);
    assert.equal(built.code, 0, built.stderr);
    const { manifest, table } = readModel(out);

    await t.step("says which data set is in use, and each stage with its seconds", () => {
      assert.match(built.stderr, /data\/sample_songs\.csv, the sample of invented songs/);
      for (const stage of ["read", "factor", "content neighbours", "write songs"]) {
        assert.match(built.stderr, new RegExp(`^ {2}${stage} +\\d+\\.\\d\\d s$`, "m"));
        assert.ok(manifest.seconds[stage] >= 0, stage);
      }
    });

    await t.step("writes every file and its hash into the manifest", () => {
      assert.deepEqual(
        readdirSync(out).sort(),
        [...FILES.map((name) => `${name}.arrow`), "manifest.json"].sort(),
      );
      const { "manifest.json": _, ...hashes } = fileHashes(out);
      assert.deepEqual(manifest.files, hashes);
    });

    await t.step("counts what it read and kept", () => {
      const { rows, counts, dataset } = manifest;
      const dropped = Object.values(rows.dropped).reduce((sum, n) => sum + n, 0);
      assert.equal(rows.read, rows.kept + dropped);
      assert.equal(counts.songs, table("songs").numRows);
      assert.equal(counts.playlists, table("playlists").numRows);
      assert.equal(counts.interactions, table("interactions").numRows);
      assert.equal(dataset.invented, true);
      assert.equal(dataset.name, "sample_songs.csv");
    });

    await t.step("numbers songs in ascending order of track_id", () => {
      const songs = table("songs");
      const ids = [...songs.getChild("track_id")!] as string[];
      assert.deepEqual(ids, [...ids].sort());
      assert.deepEqual([...songs.getChild("song")!], ids.map((_, i) => i));
    });

    for (const [file, neighbors] of [["features", "content"], ["factors", "collaborative"]]) {
      await t.step(`finds the ${neighbors} neighbours that comparing all pairs finds`, () => {
        const { values, size } = vectorsOf(table(file));
        const count = values.length / size;
        const lengths = Array.from(
          { length: count },
          (_, row) => cosineParts(values, size, row, row),
        );
        const found = table(`${neighbors}_neighbors`);
        const [song, neighbor, score] = ["song", "neighbor", "score"].map((name) =>
          found.getChild(name)!.toArray()
        );
        const { topN } = manifest.settings;
        for (let row = 0; row < count; row += 97) {
          if (lengths[row] === 0) continue;
          const expected = [];
          for (let other = 0; other < count; other++) {
            if (other === row || lengths[other] === 0) continue;
            const dot = cosineParts(values, size, row, other);
            expected.push(dot / Math.sqrt(lengths[row] * lengths[other]));
          }
          expected.sort((a, b) => b - a);
          const start = song.indexOf(row);
          for (let rank = 0; rank < topN; rank++) {
            assert.equal(song[start + rank], row);
            assert.notEqual(neighbor[start + rank], row);
            assert.ok(Math.abs(score[start + rank] - expected[rank]) < 1e-6);
            const claimed = cosineParts(values, size, row, neighbor[start + rank]) /
              Math.sqrt(lengths[row] * lengths[neighbor[start + rank]]);
            assert.ok(Math.abs(score[start + rank] - claimed) < 1e-6);
          }
        }
      });
    }

    await t.step("gives each factor a length of its singular value and a positive extreme", () => {
      const { values, size } = vectorsOf(table("factors"));
      const sigma = table("spectrum").getChild("singular_value")!.toArray();
      for (let k = 0; k < size; k++) {
        let squares = 0, extreme = 0;
        for (let at = k; at < values.length; at += size) {
          squares += values[at] ** 2;
          if (Math.abs(values[at]) > Math.abs(extreme) * (1 + 1e-6)) extreme = values[at];
        }
        assert.ok(Math.abs(Math.sqrt(squares) / sigma[k] - 1) < 1e-5);
        assert.ok(extreme > 0);
      }
      assert.ok(manifest.svd.largest_relative_residual < 1e-6);
    });

    await t.step("gives the same bytes again, but for the manifest", () => {
      const again = join(folder, "again");
      assert.equal(runModel("--csv", SAMPLE, "--out", again, "--workers", "1").code, 0);
      const { "manifest.json": _, ...hashes } = fileHashes(again);
      assert.deepEqual(hashes, manifest.files);
    });

    await t.step("leaves the last good model untouched when the new data set is bad", () => {
      const before = fileHashes(out);
      const header = readFileSync(join(ROOT, SAMPLE), "utf8").split("\n", 1)[0];
      const cases: [content: string, message: RegExp][] = [
        ["", /^error: Cannot read \S+bad\.csv \(--csv\): the file is empty$/m],
        [`${header}\n`, /^error: Cannot build a model from \S+bad\.csv: .* no rows$/m],
        [
          `${header.replace("playlist_id,", "mood,")}\n`,
          /^error: Cannot read \S+bad\.csv: it has no column "playlist_id"/m,
        ],
      ];
      for (const [content, message] of cases) {
        const bad = join(folder, "bad.csv");
        writeFileSync(bad, content);
        const { code, stderr } = runModel("--csv", bad, "--out", out);
        assert.equal(code, 1);
        assert.match(stderr, message);
        assert.deepEqual(fileHashes(out), before);
        assert.deepEqual(readdirSync(folder).sort(), ["again", "bad.csv", "model"]);
      }
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

Deno.test("npm run model documents every option with --help", () => {
  const { code, stdout } = runModel("--help");
  assert.equal(code, 0);
  for (const flag of ["--csv FILE", "--out DIR", "--rank N", "--top-n N", "--features A,B,…"]) {
    assert.ok(stdout.includes(flag), flag);
  }
});

Deno.test("npm run model builds from the two columns that a data set must have", () => {
  inFolder((folder) => {
    const path = join(folder, "pairs.csv"), out = join(folder, "model");
    writeFileSync(path, "track_id,playlist_id\na,p\nb,p\nb,q\nc,r\n");
    const { code, stderr } = runModel("--csv", path, "--out", out);
    assert.equal(code, 0, stderr);
    const { manifest, table } = readModel(out);
    assert.deepEqual(manifest.features, []);
    assert.equal(table("content_neighbors").numRows, 0);
    // a and b share p; c is alone in r and is at right angles to both.
    const found = [...table("collaborative_neighbors")].map(({ song, neighbor }) =>
      `${song} ${neighbor}`
    );
    assert.deepEqual(found, ["0 1", "0 2", "1 0", "1 2", "2 0", "2 1"]);
    assert.equal(manifest.svd.rank, 3);
  });
});

function cosineParts(values: Float32Array, size: number, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += values[a * size + k] * values[b * size + k];
  return sum;
}
