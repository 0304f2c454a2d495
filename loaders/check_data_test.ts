import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkData, type DataReport } from "./check_data.ts";
import { withDuckDB } from "./duckdb.ts";
import { settings } from "./settings.ts";

async function check(content: string, maxBadRows = 10): Promise<DataReport> {
  const folder = mkdtempSync(join(tmpdir(), "segue-check-"));
  const path = join(folder, "data.csv");
  try {
    writeFileSync(path, content);
    return await withDuckDB(
      path,
      "200MB",
      folder,
      (connection) =>
        checkData(connection, { path, interactions: null }, { ...settings, maxBadRows }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("checkData() names each column's part, the problems with their rows, and what works", async () => {
  const text = "user,item,energy,tempo\n1,2,.5,90\n1,,.5,90\n1,3,loud,90\n2,3,.5,90\n" +
    ",3,.5,90\ntorn\n1,4,x,90\n";
  const { lines, usable } = await check(text);
  assert.equal(usable, true);
  const said = lines.join("\n");
  assert.match(said, /^ {4}user {4}playlist_id$/m);
  assert.match(said, /^ {4}energy {2}a feature$/m);
  assert.match(said, /^ {2}7 read, 2 usable$/m);
  assert.match(said, /1 malformed rows are dropped: line 7 \(/);
  assert.match(said, /1 rows have no item and are dropped: row 3$/m);
  assert.match(said, /1 rows have no user and are dropped: row 6$/m);
  assert.match(said, /2 rows hold a text where energy is a number .*"loud", "x": row 4, 8$/m);
  assert.match(said, /no {3}names: no column for it/);
  assert.match(said, /yes {2}audio signal: energy, tempo/);
  assert.match(
    said,
    /^ {2}each "item" is called song \(many songs\), each "user" playlist \(many playlists\)$/m,
  );
});

Deno.test("checkData() says what ratings and times are used for", async () => {
  const rated = "user,item,rating,time\n1,2,5,2020-01-01\n1,3,1,2020-01-02\n2,3,4,2020-01-03\n";
  const said = (await check(rated)).lines.join("\n");
  assert.match(said, /yes {2}weights: rating says which pairs count, 2 of 3; all .* the same$/m);
  assert.match(said, /yes {2}times of pairs: time, handed on in interactions\.arrow; no ranking/);
  const plain = (await check("user,item\n1,2\n1,3\n2,3\n")).lines.join("\n");
  assert.match(plain, /no {3}weights: no column for them: every pair counts$/m);
});

Deno.test("checkData() says that a build would refuse a file, and what to do", async () => {
  const { lines, usable } = await check("user,item,energy\n1,2,a\n1,3,b\n2,3,.5\n", 1);
  assert.equal(usable, false);
  assert.match(lines.at(-1)!, /^Not usable: .* --max-bad-rows 2/);
  const empty = await check("user,item\n,1\n");
  assert.match(empty.lines.at(-1)!, /^Not usable: no row of \S+ can be used$/);
});
