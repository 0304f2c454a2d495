import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { integerOption, readOptions, runCommand, usage } from "../loaders/command_line.ts";
import { literal, withDuckDB } from "../loaders/duckdb.ts";
import { UserError } from "../loaders/errors.ts";
import { type CatalogueSizes, SUBGENRES } from "./catalogue_shape.ts";
import { catalogueSql } from "./catalogue_sql.ts";

const COMMAND = {
  name:
    "deno run --allow-read --allow-write --allow-ffi=node_modules scripts/generate_catalogue.ts",
  summary:
    `Writes a catalogue of any size with the columns of the public data set, to measure how the
precompute grows: power-law playlists and songs, planted genres, the same rows in the same
order for the same options. --out and --songs are needed.`,
  options: [
    { flag: "out", value: "FILE", description: "the file to write: .csv, .csv.gz or .parquet" },
    { flag: "songs", value: "N", description: "number of songs" },
    {
      flag: "playlists",
      value: "N",
      description: "number of playlists; else a tenth of the songs",
    },
    {
      flag: "pairs-per-song",
      value: "N",
      description: "mean number of playlists that a song is in",
      default: "20",
    },
    {
      flag: "genres",
      value: "N",
      description: `number of genres, each of ${SUBGENRES} subgenres`,
      default: "12",
    },
    { flag: "features", value: "N", description: "number of audio features", default: "12" },
    {
      flag: "seed",
      value: "N",
      description: "an integer from which all chance follows",
      default: "1",
    },
    { flag: "memory", value: "SIZE", description: "DuckDB's memory limit", default: "1GB" },
  ],
} as const;

/** How a file is written, by the ending of its name. */
const FORMATS: Record<string, string> = {
  ".csv": "FORMAT csv, HEADER true",
  ".csv.gz": "FORMAT csv, HEADER true, COMPRESSION gzip",
  ".parquet": "FORMAT parquet, COMPRESSION zstd",
};

/** Features that a song's chance has room for. */
const MOST_FEATURES = 1_000;

/**
 * Writes a generated catalogue and returns its number of rows.
 *
 * @param out the file; its ending (.csv, .csv.gz, .parquet) is its format
 * @throws UserError for another ending, and for sizes that do not go together
 */
export async function generateCatalogue(
  sizes: CatalogueSizes,
  out: string,
  memory = "1GB",
): Promise<number> {
  const ending = Object.keys(FORMATS).find((end) => out.endsWith(end));
  if (ending === undefined) {
    throw new UserError(
      `Cannot write ${out}: its name must end in ${Object.keys(FORMATS).join(", ")}`,
    );
  }
  if (sizes.playlists < sizes.genres * SUBGENRES) {
    throw new UserError(
      `Cannot make ${sizes.genres} genres of ${SUBGENRES} subgenres from ${sizes.playlists} ` +
        "playlists: give each subgenre at least one",
    );
  }
  if (sizes.features > MOST_FEATURES) {
    throw new UserError(
      `Cannot make ${sizes.features} features: the most are ${MOST_FEATURES}`,
    );
  }
  if (!/^[0-9.]+ ?[KMGT]i?B$/i.test(memory)) {
    throw new UserError(`Cannot use --memory ${memory}: it must be a size such as 1GB`);
  }
  const path = resolve(out);
  const sql = catalogueSql(sizes);
  mkdirSync(dirname(path), { recursive: true });
  return await withDuckDB(path, memory, dirname(path), async (connection) => {
    // A table, not range() itself: tables are scanned by all threads, and in order.
    await connection.run(
      `CREATE TEMP TABLE numbers AS SELECT range AS song FROM range(${sizes.songs})`,
    );
    // The file appears when it is whole.
    const format = `${FORMATS[ending]}, USE_TMP_FILE true`;
    return await connection.run(`COPY (${sql}) TO ${literal(path)} (${format})`);
  });
}

async function main(): Promise<void> {
  const options = readOptions(COMMAND, Deno.args);
  if (options === null) return console.log(usage(COMMAND));
  const { out, songs } = options;
  if (out === undefined || songs === undefined) {
    throw new UserError("Cannot make a catalogue: --songs and --out are needed; see --help");
  }
  const count = integerOption("songs", songs, 1);
  const sizes: CatalogueSizes = {
    songs: count,
    playlists: integerOption("playlists", options.playlists ?? String(Math.ceil(count / 10)), 1),
    pairsPerSong: integerOption("pairs-per-song", options["pairs-per-song"], 1),
    genres: integerOption("genres", options.genres, 1),
    features: integerOption("features", options.features, 1),
    seed: integerOption("seed", options.seed, 0),
  };
  const start = performance.now();
  const rows = await generateCatalogue(sizes, out, options.memory);
  const seconds = (performance.now() - start) / 1000;
  const megabytes = statSync(out).size / 1e6;
  console.log(
    `${out}: ${rows} rows of ${sizes.songs} songs in ${sizes.playlists} playlists, ` +
      `${megabytes.toFixed(1)} MB, ${seconds.toFixed(1)} s`,
  );
}

if (import.meta.main) await runCommand(main);
