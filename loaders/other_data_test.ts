/** Data sets of other domains: what is recommended, who took it up, and whatever else there is. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { withDuckDB } from "./duckdb.ts";
import { UserError } from "./errors.ts";
import { settings as usual } from "./settings.ts";
import type { Settings } from "./settings_schema.ts";
import { readSongs, type SongData } from "./songs.ts";

type Content = string | Uint8Array;

/** Reads a data set of one or two files of given names. */
async function read(
  files: Readonly<Record<string, Content>>,
  changes: Partial<Settings> = {},
): Promise<SongData> {
  const folder = mkdtempSync(join(tmpdir(), "segue-other-"));
  try {
    const paths = Object.entries(files).map(([name, content]) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    });
    const data = { path: paths[0], interactions: paths[1] ?? null };
    return await withDuckDB(
      paths,
      "200MB",
      folder,
      (connection) => readSongs(connection, data, { ...usual, ...changes }),
    );
  } catch (error) {
    if (error instanceof UserError) error.message = error.message.replaceAll(`${folder}/`, "");
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The pairs as "song playlist", by their ids. */
function pairsOf({ songs, playlists, interactions: { indptr, indices } }: SongData): string[] {
  return songs.trackIds.flatMap((id, song) =>
    [...indices.subarray(indptr[song], indptr[song + 1])]
      .map((playlist) => `${id} ${playlists.playlistIds[playlist]}`)
  );
}

const MOVIES = `movieId,title,genres,runtime
1,Toy Story (1995),Animation|Comedy,81
2,Heat (1995),Crime|Thriller,170
3,Nobody's,(no genres listed),
`;
const RATINGS = `userId,movieId,rating,timestamp
10,1,5,964982703
10,2,1,964982224
20,2,4,964983815
20,4,4,964982931
20,1,5,964982400
`;

Deno.test("films and their ratings come from two files; a low rating is no pair", async () => {
  const data = await read({ "movies.csv": MOVIES, "ratings.csv": RATINGS });
  assert.deepEqual(data.songs.trackIds, ["1", "2", "3", "4"]);
  assert.deepEqual(data.songs.names, ["Toy Story (1995)", "Heat (1995)", "Nobody's", null]);
  assert.deepEqual(data.songs.genres, ["Animation", "Crime", "(no genres listed)", null]);
  assert.deepEqual(data.songs.features.map(({ name }) => name), ["runtime"]);
  assert.deepEqual(pairsOf(data), ["1 10", "1 20", "2 20", "4 20"]);
  assert.deepEqual([...data.pairs.weights!], [5, 5, 4, 4]);
  assert.deepEqual([...data.pairs.times!], [964982703, 964982400, 964983815, 964982931]);
  const said = data.report.warnings.join("\n");
  assert.match(said, /column "userId" of .*ratings.csv is taken as playlist_id/);
  assert.match(said, /4 of 5 pairs count, those with a rating of at least 3\.8/);
  assert.match(said, /1 songs of .*ratings\.csv are not in .*movies\.csv/);
  assert.match(said, /1 songs are in no playlist/);
  assert.match(said, /a playlist's genre is the most frequent of its songs/);
  assert.deepEqual(data.playlists.genres, ["Animation", "Animation"]);
});

Deno.test("a bound of one's own decides which ratings count", async () => {
  const all = await read({ "movies.csv": MOVIES, "ratings.csv": RATINGS }, { minWeight: 0 });
  assert.equal(pairsOf(all).length, 5);
  const best = await read({ "movies.csv": MOVIES, "ratings.csv": RATINGS }, { minWeight: 5 });
  assert.deepEqual(pairsOf(best), ["1 10", "1 20"]);
});

Deno.test("ids keep their leading zeros, names their accents in a Latin-1 file with semicolons", async () => {
  const text = "User-ID;ISBN;Book-Title;Book-Author;Year-Of-Publication;Pages\n" +
    '7;"0155061224";"Café";"Ångström";"1998";27,5\n8;"0155061224";"Café";"Ångström";"1998";27,5\n' +
    '8;"0055061224";"Other";"B";"0";300\n';
  const latin1 = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const { songs, report } = await read({ "books.csv": latin1 });
  assert.deepEqual(songs.trackIds, ["0055061224", "0155061224"]);
  assert.deepEqual(songs.names, ["Other", "Café"]);
  assert.deepEqual(songs.artists, ["B", "Ångström"]);
  assert.deepEqual(songs.releaseDates, ["0", "1998"]);
  assert.deepEqual([...songs.features[0].values], [300, 27.5]);
  assert.ok(report.warnings.some((warning) => warning.endsWith("it is read as Latin-1")));
});

Deno.test("one damaged line does not make a file of UTF-8 Latin-1", async () => {
  const good = new TextEncoder().encode("user,item,title\n1,a,Café\n2,b,Øl\n");
  const bad = Uint8Array.from("3,c,Caf\xe9\n", (letter) => letter.charCodeAt(0));
  const { songs, report } = await read({ "items.csv": new Uint8Array([...good, ...bad]) });
  assert.deepEqual(songs.names, ["Café", "Øl"]);
  assert.equal(report.dropped["malformed row"], 1);
});

Deno.test("baskets list products by name, with tabs, quantities that add up, and dates", async () => {
  const rows = "basket_id\tproduct_name\tquantity\tdate\n001\tMilk\t1\t12/24/2020\n" +
    "001\tMilk\t2\t12/24/2020\n002\tBrød\t1\t1/2/2021\n002\tMilk\t0\t1/2/2021\n";
  const data = await read({ "baskets.tsv.gz": gzipSync(rows) });
  assert.deepEqual(pairsOf(data), ["Brød 002", "Milk 001"]);
  assert.deepEqual([...data.pairs.weights!], [1, 3]);
  assert.deepEqual([...data.pairs.times!], [
    Date.UTC(2021, 0, 2) / 1e3,
    Date.UTC(2020, 11, 24) / 1e3,
  ]);
});

Deno.test("numbers that vary among the rows of an item are no features of it", async () => {
  const rows = "user,item,age,price\n1,a,30,5\n2,a,40,5\n1,b,30,7\n3,b,50,7\n";
  const { songs, report } = await read({ "rows.csv": rows });
  assert.deepEqual(songs.features.map(({ name }) => name), ["price"]);
  assert.match(report.warnings.join("\n"), /age differ among the rows of a song/);
});

Deno.test("an item and a group column are enough", async () => {
  const { songs, playlists, interactions } = await read({
    "bare.csv": "user|item\nu|1\nv|1\nv|2\n",
  });
  assert.deepEqual([songs.count, playlists.count, interactions.indices.length], [2, 2, 3]);
  assert.deepEqual(songs.features, []);
});

Deno.test("a column that the settings name must be there, and is taken before the usual ones", async () => {
  const rows = "user_id,list,song_id\nu,l,1\nv,l,2\n";
  const columns = { ...usual.columns, playlist_id: "list" };
  assert.deepEqual((await read({ "a.csv": rows }, { columns })).playlists.playlistIds, ["l"]);
  await assert.rejects(
    read({ "a.csv": rows }, { columns: { ...usual.columns, track_name: "titel" } }),
    /Cannot read a\.csv: it has no column "titel"; its columns are user_id, list, song_id\. Name the column that holds the track_name .* --columns track_name=NAME/,
  );
  const without = { ...usual.columns, track_name: "" };
  const { songs } = await read({ "a.csv": "user,item,title\nu,1,One\n" }, { columns: without });
  assert.deepEqual(songs.names, [null]);
});

Deno.test("some of the public file's features are used where others are missing", async () => {
  const rows = "track_id,playlist_id,energy\na,p,0.5\nb,p,0.7\n";
  const { songs, report } = await read({ "a.csv": rows });
  assert.deepEqual(songs.features.map(({ name }) => name), ["energy"]);
  assert.match(
    report.warnings.join("\n"),
    /the file has no "danceability", .* which the settings name as features$/m,
  );
});

Deno.test("a rating that is the item's own, the same in all its rows, weighs no pair", async () => {
  const rows = "reader,book_id,rating\na,1,4.5\nb,1,4.5\na,2,3\nb,2,3\n";
  const data = await read({ "a.csv": rows });
  assert.equal(pairsOf(data).length, 4);
  assert.deepEqual(data.songs.features.map(({ name }) => name), ["rating"]);
});
