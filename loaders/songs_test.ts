import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { literal, withDuckDB } from "./duckdb.ts";
import { UserError } from "./errors.ts";
import { settings } from "./settings.ts";
import type { Settings } from "./settings_schema.ts";
import { readSongs, type SongData } from "./songs.ts";
import { sourceRelation } from "./table_file.ts";

const SETTINGS: Settings = { ...settings, features: ["energy", "tempo"], maxBadRows: 2 };
const HEADER = "track_id,track_name,track_artist,track_popularity,track_album_id," +
  "track_album_name,track_album_release_date,playlist_name,playlist_id,playlist_genre," +
  "playlist_subgenre,energy,tempo";
const ROWS = [
  "s2,Two,Bo,50,a1,Album,1999-05-04,Party,p1,pop,dance pop,0.5,120",
  "s1,One,Ann,40,a1,Album,1998,Party,p1,pop,dance pop,0.25,90",
  "s1,One,Ann,40,a1,Album,1998,Calm,p2,rock,soft rock,0.25,90",
  "s1,One,Ann,40,a1,Album,1998,Calm,p3,rock,soft rock,0.25,90",
  '"s3","Three, or ""3""",Cé,NA,,,,Calm,p2,rock,soft rock,,100',
];

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "segue-songs-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(
  content: string | Uint8Array,
  { name = "songs.csv", settings = SETTINGS } = {},
): Promise<SongData> {
  return inFolder((folder) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return withDuckDB(
      path,
      "200MB",
      folder,
      (connection) => readSongs(connection, { path, interactions: null }, settings),
    );
  });
}

function csv(rows: readonly string[], header = HEADER): string {
  return [header, ...rows].map((row) => `${row}\n`).join("");
}

/** The message with which reading fails, without the folder. */
async function refusal(content: string, options: Parameters<typeof read>[1] = {}): Promise<string> {
  try {
    await read(content, options);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message.replace(/\S*\/songs\.csv/, "songs.csv");
  }
  throw new assert.AssertionError({ message: "the file was accepted" });
}

Deno.test("readSongs() gives one song a track_id and one playlist a playlist_id, in byte order", async () => {
  const { songs, playlists, report } = await read(csv(ROWS));
  assert.deepEqual(songs.trackIds, ["s1", "s2", "s3"]);
  assert.deepEqual(songs.names, ["One", "Two", 'Three, or "3"']);
  assert.deepEqual(songs.artists, ["Ann", "Bo", "Cé"]);
  assert.deepEqual(songs.releaseDates, ["1998", "1999-05-04", null]);
  assert.deepEqual(playlists.playlistIds, ["p1", "p2", "p3"]);
  assert.deepEqual(playlists.names, ["Party", "Calm", "Calm"]);
  const { rowsRead, rowsKept, dropped, columns } = report;
  assert.deepEqual({ rowsRead, rowsKept, dropped }, { rowsRead: 5, rowsKept: 5, dropped: {} });
  assert.equal(columns.release_date, "track_album_release_date");
});

Deno.test("readSongs() keeps a pair that is listed twice once, sorted by song and playlist", async () => {
  const { interactions } = await read(csv([...ROWS, ROWS[0], ROWS[3]]));
  assert.deepEqual([...interactions.indptr], [0, 3, 4, 5]);
  assert.deepEqual([...interactions.indices], [0, 1, 2, 0, 1]);
});

Deno.test("readSongs() takes empty values and NA as absent", async () => {
  const { songs, report } = await read(csv(ROWS));
  assert.equal(songs.albumIds[2], null);
  assert.ok(Number.isNaN(songs.popularities[2]));
  assert.ok(Number.isNaN(songs.features[0].values[2]));
  assert.equal(songs.features[1].values[2], 100);
  assert.ok(report.warnings.includes("1 songs have no energy: its median stands in for them"));
});

Deno.test("readSongs() gives a song the most frequent genre of its pairs, ties by byte order", async () => {
  const tie = "s2,Two,Bo,50,a1,Album,1999-05-04,Calm,p2,rock,soft rock,0.5,120";
  const { songs } = await read(csv([...ROWS, tie]));
  assert.deepEqual(songs.genres, ["rock", "pop", "rock"]);
});

Deno.test("readSongs() gives a playlist the most frequent genre of its rows and says so", async () => {
  const latin = ["s4", "s5"].map((id) => `${id},X,Y,1,a,A,2000,Party,p1,latin,reggaeton,0.1,80`);
  const { playlists, report } = await read(csv([...ROWS, ...latin, `s6${latin[0].slice(2)}`]));
  assert.equal(playlists.genres[0], "latin");
  assert.equal(playlists.subgenres[0], "reggaeton");
  assert.ok(
    report.warnings.includes(
      "1 playlists have rows of several genres: the most frequent was taken",
    ),
  );
});

Deno.test("readSongs() chooses among rows that disagree by content, not by position", async () => {
  const rows = [
    ...ROWS,
    "s1,One (older),Ann,10,a1,Album,1998,Other,p4,pop,dance pop,0.75,90",
    "s1,,Ann,90,a1,Album,1998,Other,p5,pop,dance pop,0.9,90",
  ];
  const { songs, report } = await read(csv(rows));
  // The fullest rows are those with a name; the more popular of them has energy 0.25.
  assert.equal(songs.names[0], "One");
  assert.equal(songs.features[0].values[0], 0.25);
  assert.match(report.warnings.join("\n"), /1 songs have rows that disagree/);
});

Deno.test("readSongs() gives the same whatever the order of the rows", async () => {
  const rows = [
    ...ROWS,
    "s1,One (older),Ann,10,a1,Album,1998,Other,p4,latin,salsa,0.75,90",
    "s2,Two,Bo,50,a1,Album,1999-05-04,Calm,p2,pop,dance pop,0.5,121",
  ];
  const expected = await read(csv(rows));
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
      assert.deepEqual(await read(csv(shuffled)), expected);
    }),
    { numRuns: 8, seed: 1 },
  );
});

Deno.test("readSongs() reads gzip and Parquet as it reads CSV", async () => {
  const expected = await read(csv(ROWS));
  assert.deepEqual(await read(gzipSync(csv(ROWS)), { name: "songs.csv.gz" }), expected);
  await inFolder(async (folder) => {
    const source = join(folder, "songs.csv"), path = join(folder, "songs.parquet");
    writeFileSync(source, csv(ROWS));
    await withDuckDB(source, "200MB", folder, async (connection) => {
      await connection.run(`COPY (SELECT * FROM ${sourceRelation(source)}) TO ${literal(path)}`);
    });
    const data = await withDuckDB(
      path,
      "200MB",
      folder,
      (connection) => readSongs(connection, { path, interactions: null }, SETTINGS),
    );
    assert.deepEqual(data, expected);
  });
});

Deno.test("readSongs() reads a file with a byte order mark and semicolons", async () => {
  const semicolons = csv(ROWS.slice(0, 4)).replaceAll(",", ";");
  const { songs } = await read(`\uFEFF${semicolons}`);
  assert.deepEqual(songs.trackIds, ["s1", "s2"]);
});

Deno.test("readSongs() names the file and the column when track_id or playlist_id is missing", async () => {
  for (const column of ["track_id", "playlist_id"]) {
    const message = await refusal(csv(ROWS, HEADER.replace(`${column},`, `renamed,`)));
    assert.match(message, new RegExp(`^Cannot read songs\\.csv: it has no column "${column}"`));
    assert.match(message, /its columns are .*renamed/);
  }
});

Deno.test("readSongs() names a feature that the settings name and the file lacks", async () => {
  const message = await refusal(csv(ROWS), {
    settings: { ...SETTINGS, features: ["energy", "valence"] },
  });
  assert.match(message, /^Cannot read songs\.csv: it has no column "valence", which the settings/);
});

Deno.test("readSongs() takes numeric columns as features where none of the default ones is there", async () => {
  const header = HEADER.replace("energy,tempo", "pages,price");
  const { songs, report } = await read(csv(ROWS, header), { settings });
  assert.deepEqual(songs.features.map(({ name }) => name), ["pages", "price"]);
  assert.match(report.warnings.join("\n"), /numeric columns pages, price are taken as features/);
});

Deno.test("readSongs() takes other numeric columns beside those of the default ones that are there", async () => {
  const { songs, report } = await read(csv(ROWS, HEADER.replace("tempo", "pages")), { settings });
  assert.deepEqual(songs.features.map(({ name }) => name), ["energy", "pages"]);
  assert.match(
    report.warnings.join("\n"),
    /the file has no "danceability", .*, which the settings name as features: its other numeric columns pages are taken as features/,
  );
});

Deno.test("readSongs() refuses texts where numbers belong, with the column and first row", async () => {
  const bad = [3, 4, 5].map((i) => `s${i},N,A,5,a,A,2000,P,p1,pop,dance pop,0.5,fast`);
  assert.equal(
    await refusal(csv([...ROWS, ...bad])),
    'Cannot read songs.csv: column "tempo" holds a text where a number belongs, "fast" in row 7 ' +
      "(the header is row 1), and 3 rows do so in all; mend these rows, allow as many with " +
      "--max-bad-rows, or leave the column out of the features (loaders/settings.ts, --features)",
  );
});

Deno.test("readSongs() drops a few such rows and counts them by reason", async () => {
  const { report, songs } = await read(
    csv([
      ...ROWS,
      "s7,N,A,5,a,A,2000,P,p1,pop,dance pop,loud,100",
      "s8,N,A,5,a,A,2000,P,p1,pop,dance pop,0.5,inf",
      "NA,N,A,5,a,A,2000,P,p1,pop,dance pop,0.5,100",
      "s9,N,A,5,a,A,2000,P,,pop,dance pop,0.5,100",
    ]),
  );
  assert.deepEqual(songs.trackIds, ["s1", "s2", "s3"]);
  assert.equal(report.rowsRead, 9);
  assert.equal(report.rowsKept, 5);
  assert.deepEqual(report.dropped, {
    "no number in energy": 1,
    "no number in tempo": 1,
    "no track_id": 1,
    "no playlist_id": 1,
  });
});

Deno.test("readSongs() drops a few malformed rows, and refuses many with the first line", async () => {
  const { report } = await read(csv([...ROWS.slice(0, 2), "torn,row", ...ROWS.slice(2)]));
  assert.deepEqual(report.dropped, { "malformed row": 1 });
  assert.equal(report.rowsRead, 6);
  const message = await refusal(csv([ROWS[0], "torn,row", "torn,row", "torn,row", ROWS[1]]));
  assert.match(message, /^Cannot read songs\.csv: 3 of its rows are malformed, first in line 3 \(/);
});

Deno.test("readSongs() counts malformed rows when it names the row of a bad text", async () => {
  const bad = [3, 4, 5].map((i) => `s${i},N,A,5,a,A,2000,P,p1,pop,dance pop,0.5,fast`);
  const message = await refusal(csv([ROWS[0], "torn,row", ROWS[1], ...bad]));
  assert.match(message, /"fast" in row 5 /);
});

Deno.test("readSongs() refuses a file without rows, or without usable rows", async () => {
  assert.match(await refusal(csv([])), /^Cannot build a model from songs\.csv: .* but no rows$/);
  assert.equal(
    await refusal(csv([",N,A,5,a,A,2000,P,p1,pop,dance pop,0.5,100"])),
    "Cannot build a model from songs.csv: none of its 1 rows can be used (1 no track_id)",
  );
});

Deno.test("readSongs() does without what is optional and says so", async () => {
  const { songs, playlists, report } = await read("track_id,playlist_id\nb,p\na,p\n", {
    settings,
  });
  assert.deepEqual(songs.trackIds, ["a", "b"]);
  assert.deepEqual(songs.names, [null, null]);
  assert.deepEqual(songs.features, []);
  assert.deepEqual(playlists.genres, [null]);
  assert.ok(report.warnings.includes('no column "playlist_genre": there are no genres'));
});

Deno.test("readSongs() tells features, then pairs, before it has read the texts", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "songs.csv"), heard: string[] = [];
    writeFileSync(path, csv(ROWS));
    const data = await withDuckDB(
      path,
      "200MB",
      folder,
      (connection) =>
        readSongs(connection, { path, interactions: null }, SETTINGS, {
          rows: () => heard.push("rows"),
          features: ({ count, features }) => heard.push(`${features.length} features of ${count}`),
          interactions: ({ rows, columns }) => heard.push(`${rows} × ${columns} pairs`),
        }),
    );
    assert.deepEqual(heard, ["rows", `${SETTINGS.features.length} features of 3`, "3 × 3 pairs"]);
    assert.deepEqual(data.songs.trackIds, ["s1", "s2", "s3"]);
  });
});
