/**
 * The precompute, top to bottom: read the data set, scale the features, factor the interactions,
 * find the neighbours, write the model.
 *
 * `npm run model -- --csv FILE --out DIR` runs it alone; the site's loader asks `freshModel` for
 * the model of the data set and settings in force, which is made only when it is not there.
 */
import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scaleFeatures } from "../src/recommender/scaling.ts";
import { startNearest } from "./approximate_neighbors.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { type DataSet, findDataSet, pathsOf, sha256OfDataSet } from "./dataset.ts";
import { withDuckDB } from "./duckdb.ts";
import { type Manifest, type ModelInputs, SCHEMA_VERSION } from "./manifest.ts";
import { writeNeighborFiles, writeSongFiles } from "./model_files.ts";
import { type Progress, type Report, stderrProgress } from "./progress.ts";
import { settings as baseSettings } from "./settings.ts";
import { type EffectiveSettings, effectiveSettings } from "./settings_schema.ts";
import { readSongs } from "./songs.ts";
import { libraryVersions, sourceHashes } from "./sources.ts";
import { freshResult, replaceFolder, type Result } from "./store.ts";
import { songFactors, truncatedSvd } from "./svd.ts";

/** The project's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Where results of the stages and scratch files live. */
export const CACHE = join(ROOT, ".cache");

const LIBRARIES = ["@duckdb/node-api", "apache-arrow", "ml-matrix", "d3", "usearch", "valibot"];

/** A run of the precompute: which data, which settings. */
export interface ModelRequest {
  readonly dataset: DataSet;
  readonly effective: EffectiveSettings;
}

const COMMAND: Command = {
  name: "npm run model --",
  summary: "Precomputes the model of a data set: Arrow files and manifest.json.",
  options: [
    {
      flag: "csv",
      value: "FILE",
      description:
        "the data set, CSV (also .gz) or Parquet [SONGS_CSV]; else it is looked for in data/",
    },
    {
      flag: "out",
      value: "DIR",
      description: "write the model there; else into .cache/model, unless it is there already",
    },
  ],
};

/** What a command's flags and the environment ask for. */
export function modelRequest(flags: Readonly<Record<string, string | undefined>>): ModelRequest {
  const environment = (variable: string) => Deno.env.get(variable);
  const effective = effectiveSettings(baseSettings, flags, environment);
  return { dataset: findDataSet(flags.csv, environment("SONGS_CSV"), effective.files), effective };
}

/** Everything that the model of a request depends on. */
async function modelInputs({ dataset, effective }: ModelRequest): Promise<ModelInputs> {
  return {
    dataset: await sha256OfDataSet(dataset),
    dataset_name: dataset.name,
    settings: effective.settings,
    sources: sourceHashes(fileURLToPath(import.meta.url), ROOT),
    libraries: libraryVersions(ROOT, LIBRARIES),
  };
}

/** The model of a request: the one that stands in the cache, or a new one. */
export async function freshModel(request: ModelRequest, progress: Progress): Promise<Result> {
  const inputs = await modelInputs(request);
  return await freshResult(
    join(CACHE, "model"),
    { ...inputs },
    (folder) => buildModel(request, inputs, folder, progress),
    (reason) => progress.say(`Building the model of ${describe(request.dataset)} (${reason})`),
  );
}

/** One phrase on the data set in use. */
export function describe({ path, interactions, invented }: DataSet): string {
  if (invented) return `${path}, the sample of invented songs`;
  return interactions === null ? path : `${path} with the pairs of ${interactions}`;
}

/**
 * Computes a model into a folder.
 *
 * @returns its manifest, which the caller writes last
 * @throws UserError when the data set cannot be used
 */
async function buildModel(
  { dataset, effective }: ModelRequest,
  inputs: ModelInputs,
  folder: string,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const { settings, overridden } = effective;
  const { topN, workers } = settings;
  mkdirSync(CACHE, { recursive: true });

  const data = await progress.stage("read", () =>
    withDuckDB(
      pathsOf(dataset),
      settings.memoryLimit,
      CACHE,
      (connection) => readSongs(connection, dataset, settings),
    ));
  const { songs, playlists, interactions, report } = data;
  for (const [reason, count] of Object.entries(report.dropped)) {
    progress.say(`  ${count} rows dropped: ${reason}`);
  }

  const columns = songs.features.map(({ values }) => values);
  const vectors = await progress.stage(
    "scale features",
    () => scaleFeatures(settings.scaler, columns),
  );

  const search = {
    count: songs.count,
    topN,
    exactUpTo: settings.exactUpTo,
    workers: workers || undefined,
  };
  // Other threads search content neighbours while this one factors and writes what is known.
  let reportContent: Report = () => {};
  const finishContent = await progress.stage(
    "start content search",
    () =>
      startNearest(vectors, {
        ...search,
        dimensions: songs.features.length,
        onProgress: (done, total) => reportContent(done, total),
      }),
  );
  const { svd, factors } = await progress.stage("factor", () => {
    const svd = truncatedSvd(interactions, { rank: settings.rank });
    return { svd, factors: songFactors(interactions, svd.right, svd.rank) };
  });
  const songFiles = await progress.stage(
    "write songs",
    () => writeSongFiles(folder, { data, vectors, svd, factors }),
  );
  const content = await progress.stage("content neighbours", (report) => {
    reportContent = report;
    return finishContent();
  });
  const collaborative = await progress.stage(
    "collaborative neighbours",
    async (onProgress) => {
      const finish = await startNearest(factors, { ...search, dimensions: svd.rank, onProgress });
      return await finish();
    },
  );
  const neighborFiles = await progress.stage(
    "write neighbours",
    () => writeNeighborFiles(folder, content.neighbors, collaborative.neighbors),
  );
  const files = Object.entries({ ...songFiles, ...neighborFiles });

  const warnings = [...report.warnings, ...svd.notes];
  for (const warning of warnings) progress.say(`  note: ${warning}`);
  const distinct = (names: readonly (string | null)[]) =>
    new Set(names.filter((name) => name !== null)).size;
  const manifest: Manifest = {
    schema_version: SCHEMA_VERSION,
    dataset: {
      name: dataset.name,
      interactions: dataset.interactions && basename(dataset.interactions),
      sha256: inputs.dataset,
      found_by: dataset.foundBy,
      invented: dataset.invented,
    },
    rows: { read: report.rowsRead, kept: report.rowsKept, dropped: report.dropped },
    counts: {
      songs: songs.count,
      playlists: playlists.count,
      interactions: interactions.indices.length,
      genres: distinct(playlists.genres),
      subgenres: distinct(playlists.subgenres),
    },
    settings,
    overridden,
    columns: report.columns,
    features: songs.features.map(({ name, values }) => ({
      name,
      scaler: settings.scaler,
      low: values.reduce((low, value) => value < low ? value : low, Infinity),
      high: values.reduce((high, value) => value > high ? value : high, -Infinity),
      missing: values.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0),
    })),
    svd: {
      method: svd.method,
      rank: svd.rank,
      converged: svd.converged,
      largest_relative_residual: svd.rank > 0
        ? Math.max(...svd.residuals) / svd.singularValues[0]
        : 0,
    },
    neighbors: { content: content.search, collaborative: collaborative.search },
    libraries: { deno: Deno.version.deno, ...inputs.libraries },
    warnings,
    files: Object.fromEntries(files.sort(([a], [b]) => a < b ? -1 : 1)),
    inputs,
    seconds: progress.seconds,
    costs: progress.costs,
  };
  return { ...manifest };
}

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) {
    console.log(help(COMMAND));
    return;
  }
  const request = modelRequest(flags), progress = stderrProgress(), { out } = flags;
  if (out !== undefined) {
    progress.say(`Building the model of ${describe(request.dataset)} into ${out}`);
    const inputs = await modelInputs(request);
    await replaceFolder(out, (folder) => buildModel(request, inputs, folder, progress));
    return;
  }
  const { folder, rebuilt } = await freshModel(request, progress);
  if (rebuilt === null) progress.say(`The model of ${describe(request.dataset)} is up to date`);
  console.log(folder);
}

if (import.meta.main) await runCommand(main);
