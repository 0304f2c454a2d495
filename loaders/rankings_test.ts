import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogueOf } from "../src/recommender/sample_catalogues.ts";
import { UserError } from "./errors.ts";
import { givenHoldout } from "./holdout.ts";
import { popularityModel } from "./methods.ts";
import { readCandidates, readHeldOutPairs, writeRankings } from "./rankings.ts";

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rankings-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const TRACKS = ["a", "b", "c", 'd"1'], PLAYLISTS = ["p", "q"];

Deno.test("held-out pairs and candidates are read by id, whatever other columns there are", () =>
  inFolder(async (folder) => {
    const pairs = join(folder, "pairs.csv"), ids = join(folder, "ids.csv");
    writeFileSync(pairs, "playlist_id,x,track_id\nq,1,a\np,2,c\n");
    writeFileSync(ids, "track_id\nc\na\n");
    const read = await readHeldOutPairs(pairs, folder, TRACKS, PLAYLISTS);
    const found = Array.from(
      read.songs,
      (song, i) => `${TRACKS[song]}${PLAYLISTS[read.playlists[i]]}`,
    );
    assert.deepEqual(found.sort(), ["aq", "cp"]);
    assert.deepEqual(Array.from(await readCandidates(ids, folder, TRACKS)), [1, 0, 1, 0]);
  }));

Deno.test("a file that is missing, lacks a column or is of other data is refused with the reason", () =>
  inFolder(async (folder) => {
    const path = join(folder, "pairs.csv");
    const refused = async (message: RegExp) =>
      await assert.rejects(readHeldOutPairs(path, folder, TRACKS, PLAYLISTS), (error: Error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, message);
        return true;
      });
    await refused(/there is no such file/);
    writeFileSync(path, "track_id\na\n");
    await refused(/it has no column "playlist_id"; it needs track_id and playlist_id/);
    writeFileSync(path, "track_id,playlist_id\nzzz,p\n");
    await refused(/the data set has no track_id "zzz" \(row 1\)/);
  }));

Deno.test("rankings hold the best candidates that are not in the remaining playlist", () =>
  inFolder((folder) => {
    const catalogue = catalogueOf(2, [[0], [0, 1], [1], []], {
      popularities: Float64Array.of(1, 2, 3, 4),
    });
    const split = givenHoldout(catalogue, Int32Array.of(0), Int32Array.of(1));
    const path = join(folder, "out.csv");
    const model = popularityModel(split.training);
    writeRankings(path, model, split, undefined, TRACKS, PLAYLISTS);
    // Song a is the query's. In one playlist: b, c; c is more popular. d is in none.
    const [header, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
    assert.equal(header, "playlist_id,rank,track_id,score");
    assert.deepEqual(lines.map((line) => line.replace(/,[^,]*$/, "")), [
      "p,1,c",
      "p,2,b",
      'p,3,"d""1"',
    ]);
    writeRankings(path, model, split, Uint8Array.of(1, 1, 0, 0), TRACKS, PLAYLISTS);
    assert.match(readFileSync(path, "utf8"), /\np,1,b,[\d.]+\n$/);
    return Promise.resolve();
  }));
