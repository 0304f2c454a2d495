import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { DuckDBConnection } from "../loaders/duckdb_connection.ts";
import { UserError } from "../loaders/errors.ts";
import {
  type CatalogueSizes,
  drawsAt,
  expectedDistinct,
  rankLaw,
  rankProbability,
  solveDrawLaw,
} from "./catalogue_shape.ts";
import { featureNames } from "./catalogue_sql.ts";
import { generateCatalogue } from "./generate_catalogue.ts";
import { COLUMNS } from "./songs_csv.ts";

const SIZES: CatalogueSizes = {
  songs: 4_000,
  playlists: 400,
  pairsPerSong: 12,
  genres: 5,
  features: 12,
  seed: 1,
};

/** Makes catalogues in a folder of their own, for `use` to look at through DuckDB. */
async function withCatalogues(
  use: (folder: string, db: DuckDBConnection) => Promise<void>,
): Promise<void> {
  const folder = Deno.makeTempDirSync();
  const db = await DuckDBConnection.open();
  try {
    await use(folder, db);
  } finally {
    db.close();
    Deno.removeSync(folder, { recursive: true });
  }
}

/** The only row of a query's result, as numbers. */
async function numbers(db: DuckDBConnection, sql: string): Promise<number[]> {
  const [row] = await db.rows(sql);
  return Object.values(row).map(Number);
}

/** The names of a file's columns, in their order. */
async function columnNames(db: DuckDBConnection, path: string): Promise<string[]> {
  const columns = await db.rows(`DESCRIBE SELECT * FROM '${path}'`);
  return columns.map(({ column_name }) => String(column_name));
}

const sha256 = (path: string) => createHash("sha256").update(Deno.readFileSync(path)).digest("hex");

Deno.test("generateCatalogue writes the same bytes for the same sizes, others for another seed", () =>
  withCatalogues(async (folder) => {
    for (const ending of ["csv", "parquet"]) {
      const files = ["a", "b", "c"].map((name) => `${folder}/${name}.${ending}`);
      await generateCatalogue(SIZES, files[0]);
      await generateCatalogue(SIZES, files[1]);
      await generateCatalogue({ ...SIZES, seed: 2 }, files[2]);
      assert.equal(sha256(files[0]), sha256(files[1]));
      assert.notEqual(sha256(files[0]), sha256(files[2]));
    }
    const nested = `${folder}/new/a.csv`;
    await generateCatalogue(SIZES, nested);
    assert.equal(sha256(nested), sha256(`${folder}/a.csv`));
    const left = [...Deno.readDirSync(folder)].map((entry) => entry.name);
    assert.equal(left.length, 7, `only the files remain: ${left}`);
  }));

Deno.test("generateCatalogue writes the same rows as CSV, gzip CSV and Parquet", () =>
  withCatalogues(async (folder, db) => {
    const sums: number[][] = [];
    for (const ending of ["csv", "csv.gz", "parquet"]) {
      const path = `${folder}/catalogue.${ending}`;
      const rows = await generateCatalogue(SIZES, path);
      assert.deepEqual(await columnNames(db, path), [...COLUMNS]);
      const fields = COLUMNS.map((name) => `${name}::VARCHAR`).join(", ");
      sums.push([rows, ...await numbers(db, `SELECT bit_xor(hash(${fields})) FROM '${path}'`)]);
    }
    assert.deepEqual(sums[1], sums[0]);
    assert.deepEqual(sums[2], sums[0]);
  }));

Deno.test("generateCatalogue keeps its promises about sizes, pairs and order", () =>
  withCatalogues(async (folder, db) => {
    const path = `${folder}/catalogue.parquet`;
    const rows = await generateCatalogue(SIZES, path);
    const [count, songs, playlists, pairs, genres, subgenres] = await numbers(
      db,
      `SELECT count(*), count(DISTINCT track_id), count(DISTINCT playlist_id),
        count(DISTINCT (track_id, playlist_id)), count(DISTINCT playlist_genre),
        count(DISTINCT playlist_subgenre) FROM '${path}'`,
    );
    assert.equal(count, rows);
    assert.equal(pairs, rows, "no pair stands twice");
    assert.equal(songs, SIZES.songs);
    assert.equal(playlists, SIZES.playlists);
    assert.deepEqual([genres, subgenres], [5, 20]);
    assert.ok(Math.abs(rows / songs / SIZES.pairsPerSong - 1) < 0.03, `${rows / songs} a song`);
    const [misplaced] = await numbers(
      db,
      `SELECT count(*) FROM (
        SELECT split_part(track_name, ' ', 2)::INTEGER * 1000
            + split_part(playlist_name, ' ', 2)::INTEGER AS place,
          lag(place) OVER (ORDER BY file_row_number) AS before
        FROM read_parquet('${path}', file_row_number = true)) WHERE place <= before`,
    );
    assert.equal(misplaced, 0, "rows ascend by song, then playlist");
    const [versions] = await numbers(
      db,
      `SELECT count(*) FROM (SELECT DISTINCT track_id, track_name, track_artist, track_album_id,
        track_album_release_date, danceability, tempo, duration_ms FROM '${path}')`,
    );
    assert.equal(versions, songs, "the rows of a song agree");
  }));

Deno.test("sizes of playlists and songs follow power laws", () =>
  withCatalogues(async (folder, db) => {
    const path = `${folder}/catalogue.parquet`;
    await generateCatalogue({ ...SIZES, songs: 20_000, playlists: 2_000 }, path);
    const [largest, median] = await numbers(
      db,
      `SELECT max(n), median(n) FROM (SELECT count(*) AS n FROM '${path}' GROUP BY playlist_id)`,
    );
    assert.ok(largest > 8 * median, `largest ${largest}, median ${median}`);
    // Of an exponent of 1: half as many songs are in twice as many playlists.
    const shares = await numbers(
      db,
      `SELECT count(*) FILTER (n >= 8), count(*) FILTER (n >= 16), count(*) FILTER (n >= 32)
        FROM (SELECT count(*) AS n FROM '${path}' GROUP BY track_id)`,
    );
    for (const ratio of [shares[0] / shares[1], shares[1] / shares[2]]) {
      assert.ok(ratio > 1.6 && ratio < 3, `songs at each doubling: ${shares}`);
    }
  }));

Deno.test("genres are planted in the playlists of a song and in its features", () =>
  withCatalogues(async (folder, db) => {
    const path = `${folder}/catalogue.parquet`;
    await generateCatalogue(SIZES, path);
    const [atHome] = await numbers(
      db,
      `SELECT sum(most) / sum(n) FROM (SELECT max(n) AS most, sum(n) AS n FROM
        (SELECT track_id, count(*) AS n FROM '${path}' GROUP BY track_id, playlist_genre)
        GROUP BY track_id)`,
    );
    assert.ok(atHome > 0.75, `${atHome} of a song's pairs are in one genre`);
    // The share of a feature's variance that a song's genre explains; 0 were it not planted.
    for (const feature of ["energy", "valence", "tempo"]) {
      const [explained] = await numbers(
        db,
        `WITH songs AS (SELECT track_id, mode(playlist_genre) AS genre, any_value(${feature}) AS x
            FROM '${path}' GROUP BY track_id),
          means AS (SELECT genre, avg(x) AS mean FROM songs GROUP BY genre)
        SELECT var_pop(mean) / var_pop(x) FROM songs JOIN means USING (genre)`,
      );
      assert.ok(explained > 0.1, `genre explains ${explained} of ${feature}`);
    }
  }));

Deno.test("generateCatalogue makes as many features as asked for", () =>
  withCatalogues(async (folder, db) => {
    for (const features of [1, 15]) {
      const path = `${folder}/${features}.parquet`;
      await generateCatalogue({ ...SIZES, songs: 500, playlists: 200, features }, path);
      const names = await columnNames(db, path);
      assert.deepEqual(names.slice(11), featureNames(features));
      assert.equal(names.length, 11 + features);
    }
    assert.deepEqual(featureNames(13).slice(11), ["duration_ms", "feature_13"]);
  }));

Deno.test("generateCatalogue says what to change when sizes do not go together", async () => {
  const throws = (sizes: Partial<CatalogueSizes>, out: string, message: RegExp) =>
    assert.rejects(
      () => generateCatalogue({ ...SIZES, ...sizes }, out),
      (error: unknown) => error instanceof UserError && message.test(error.message),
    );
  await throws({}, "catalogue.json", /^Cannot write catalogue\.json: its name must end in \.csv/);
  await throws(
    { playlists: 19 },
    "a.csv",
    /^Cannot make 5 genres of 4 subgenres from 19 playlists/,
  );
  await throws({ pairsPerSong: 300 }, "a.csv", /^Cannot put a song in 300 of 400 playlists/);
  await throws({ features: 1_001 }, "a.csv", /^Cannot make 1001 features/);
  await assert.rejects(
    () => generateCatalogue(SIZES, "a.csv", "plenty"),
    /^UserError: Cannot use --memory plenty: it must be a size such as 1GB/,
  );
});

Deno.test("rankProbability sums to 1 and falls with the rank", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 3_000 }), (count) => {
    const law = rankLaw(count);
    let sum = 0;
    for (let rank = 0; rank < count; rank++) {
      const p = rankProbability(law, rank);
      assert.ok(rank === 0 || p < rankProbability(law, rank - 1));
      sum += p;
    }
    assert.ok(Math.abs(sum - 1) < 1e-9);
  }));
});

Deno.test("expectedDistinct is 1 for one draw and never more than the draws", () => {
  assert.ok(Math.abs(expectedDistinct(SIZES, 1) - 1) < 1e-12);
  for (const draws of [2, 10, 100]) {
    const hits = expectedDistinct(SIZES, draws);
    assert.ok(hits > 1 && hits < draws && hits < SIZES.playlists);
  }
});

Deno.test("solveDrawLaw finds the law whose songs are in the wished number of playlists", () => {
  const law = solveDrawLaw(SIZES);
  assert.equal(drawsAt(law, 0), law.least);
  assert.ok(Math.abs(drawsAt(law, 1) - law.most) < 1e-9);
  let mean = 0;
  for (let i = 0; i < 200; i++) {
    mean += expectedDistinct(SIZES, drawsAt(law, (i + 0.5) / 200)) / 200;
  }
  assert.ok(Math.abs(mean - SIZES.pairsPerSong) < 0.1, `${mean} playlists a song`);
});
