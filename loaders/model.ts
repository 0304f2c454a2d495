/**
 * The precompute, top to bottom: read the data set, scale the features, factor the interactions,
 * find the neighbours, write the model.
 *
 * `npm run model -- --csv FILE --out DIR` runs it alone, all of it; the site's loader asks
 * `freshModel` for the model of the data set and settings in force, of which only those stages run
 * whose inputs have changed.
 */
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scaleFeatures } from "../src/recommender/scaling.ts";
import type { NeighborSearch } from "./approximate_neighbors.ts";
import { KernelThreads } from "./kernel/threads.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { sha256OfDataSet } from "./dataset.ts";
import { type Manifest, type ModelInputs, SCHEMA_VERSION } from "./manifest.ts";
import { type Progress, type Report, stderrProgress } from "./progress.ts";
import { type ReadOutcome, sha256OfFeatures, sha256OfPairs } from "./read_outcome.ts";
import { ReadingThread } from "./reading_thread.ts";
import {
  CACHE,
  describe,
  type ModelRequest,
  modelRequest,
  readingSettings,
  ROOT,
} from "./request.ts";
import { type KnownSources, libraryVersions, sourceHashes } from "./sources.ts";
import { stageDependencies, type StageInputs, Stages } from "./stages.ts";
import { freshResult, replaceFolder, type Result, sha256Of } from "./store.ts";

const LIBRARIES = ["@duckdb/node-bindings", "apache-arrow", "ml-matrix", "usearch", "valibot"];

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
      description:
        "compute all of the model and write it there; else what is stale, in .cache/model",
    },
  ],
};

/**
 * The model of a request: the one that stands in the cache, or a new one.
 *
 * @param store where models lie
 */
export async function freshModel(
  request: ModelRequest,
  progress: Progress,
  store = join(CACHE, "model"),
): Promise<Result> {
  const known: KnownSources = new Map();
  const inputs = await modelInputs(request, known);
  return await freshResult(
    store,
    { ...inputs },
    (folder, earlier) => {
      const stages = new Stages(folder, earlier, progress);
      const startReading = () => new ReadingThread().begin({ request, folder });
      return buildModel(request, inputs, known, folder, stages, progress, startReading);
    },
    (reason) => progress.say(`Building the model of ${describe(request.dataset)} (${reason})`),
  );
}

/** Everything that the model of a request depends on. */
async function modelInputs(request: ModelRequest, known: KnownSources): Promise<ModelInputs> {
  const { dataset, effective } = request;
  return {
    dataset: await sha256OfDataSet(dataset),
    dataset_name: dataset.name,
    settings: effective.settings,
    overridden: effective.overridden,
    sources: sourceHashes(fileURLToPath(import.meta.url), ROOT, known),
    libraries: libraryVersions(ROOT, LIBRARIES),
  };
}

/**
 * Computes a model into a folder: of each stage, the inputs; then, unless an earlier model has it,
 * the work.
 *
 * @param startReading the reading of the data set, asked for where it is needed
 * @returns its manifest, which the caller writes last
 * @throws UserError when the data set cannot be used
 */
async function buildModel(
  request: ModelRequest,
  inputs: ModelInputs,
  known: KnownSources,
  folder: string,
  stages: Stages,
  progress: Progress,
  startReading: () => ReadingThread,
): Promise<Record<string, unknown>> {
  const { settings } = request.effective;
  const { topN, exactUpTo } = settings;
  const dependsOn = stageDependencies(
    import.meta.url,
    "./model_files.ts",
    inputs.libraries,
    known,
  );

  // Songs, playlists and who is in which: another thread reads the numbers first, then the texts,
  // and writes the songs, while this one is at other work.
  const songInputs = {
    ...dependsOn(readingSettings(request.effective), "./songs.ts", "./read_outcome.ts"),
    dataset: inputs.dataset,
  };
  const taken = stages.take<ReadOutcome>("songs", songInputs);
  using reading = taken === null ? startReading() : null;
  const workers = settings.workers || navigator.hardwareConcurrency;
  using pool = new KernelThreads();
  if (reading !== null) pool.start(workers - 1);
  const { writeFactorFiles, writeFeatureFile, writeNeighborFile } = await import(
    "./model_files.ts"
  );
  const { readFeatures, readInteractions, readVectors } = await import("./model_tables.ts");
  const { startNearest } = await import("./approximate_neighbors.ts");
  const { songFactors, truncatedSvd } = await import("./svd.ts");
  const raw = reading && await progress.stage("read", () => reading.features);
  const songCount = taken?.counts.songs ?? raw!.count;
  const featureNames = (taken ?? raw!).features.map(({ name }) => name);

  // Their features on one scale.
  const featureInputs = {
    ...dependsOn({ scaler: settings.scaler }, "../src/recommender/scaling.ts"),
    features: taken?.sha256.features ?? sha256OfFeatures(raw!.features),
    // Of no features the hash is the same for any number of songs.
    songs: songCount,
  };
  const dimensions = featureNames.length;
  let vectors: Float32Array | null = null;
  const scaled = stages.take<{ sha256: string }>("features", featureInputs) ??
    await progress.stage("scale features", async () => {
      const columns = raw?.features ?? readFeatures(folder, featureNames);
      vectors = scaleFeatures(settings.scaler, columns.map(({ values }) => values));
      return stages.add("features", featureInputs, {
        files: await writeFeatureFile(folder, vectors, dimensions, songCount),
        outcome: { sha256: sha256Of(vectors) },
        steps: ["scale features"],
      });
    });

  // Content neighbours: other threads search while this one factors and writes what is known.
  const searchSources = dependsOn({ topN, exactUpTo }, "./approximate_neighbors.ts");
  const startSearch = async (
    signal: "content" | "collaborative",
    inputs: StageInputs,
    vectors: () => Float32Array,
    dimensions: number,
  ): Promise<() => Promise<NeighborSearch>> => {
    const name = `${signal} neighbours`, start = `start ${signal} search`;
    const taken = stages.take<NeighborSearch>(name, inputs);
    if (taken !== null) return () => Promise.resolve(taken);
    let report: Report = () => {};
    const onProgress: Report = (done, total) => report(done, total);
    const search = { count: songCount, dimensions, topN, exactUpTo, workers, pool, onProgress };
    const finish = await progress.stage(start, () => startNearest(vectors(), search));
    return () =>
      progress.stage(name, async (draw) => {
        report = draw;
        const found = await finish();
        return stages.add(name, inputs, {
          files: await writeNeighborFile(folder, signal, found.neighbors),
          outcome: found.search,
          steps: [start, name],
        });
      });
  };
  const finishContent = await startSearch(
    "content",
    { ...searchSources, features: scaled.sha256, songs: songCount },
    () => vectors ?? readVectors(folder, "features").values,
    dimensions,
  );

  // Factors of the interactions.
  const pairs = reading && await progress.stage("read pairs", () => reading.interactions);
  const factorInputs = {
    ...dependsOn({ rank: settings.rank }, "./svd.ts"),
    interactions: taken?.sha256.interactions ?? sha256OfPairs(pairs!),
  };
  let factors: Float32Array | null = null;
  const svd = stages.take<FactorOutcome>("factors", factorInputs) ??
    await progress.stage("factor", async () => {
      const interactions = pairs ??
        readInteractions(folder, songCount, taken!.counts.playlists);
      const svd = truncatedSvd(interactions, { rank: settings.rank });
      factors = songFactors(interactions, svd.right, svd.rank);
      const largest = svd.rank > 0 ? Math.max(...svd.residuals) / svd.singularValues[0] : 0;
      return stages.add("factors", factorInputs, {
        files: await writeFactorFiles(folder, svd, factors, {
          songs: interactions.rows,
          playlists: interactions.columns,
        }),
        outcome: {
          method: svd.method,
          rank: svd.rank,
          converged: svd.converged,
          largest_relative_residual: largest,
          notes: svd.notes,
          sha256: sha256Of(factors),
        },
        steps: ["factor"],
      });
    });

  // Collaborative neighbours: the other threads go on with them where they have found the others.
  const finishCollaborative = await startSearch(
    "collaborative",
    { ...searchSources, factors: svd.sha256 },
    () => factors ?? readVectors(folder, "factors").values,
    svd.rank,
  );
  const content = await finishContent(), collaborative = await finishCollaborative();

  // What was read, with its texts: the other thread has been at it meanwhile.
  const songs = taken ??
    await progress.stage("write songs", async () =>
      stages.add("songs", songInputs, {
        ...await reading!.written,
        steps: ["read", "read pairs", "write songs"],
      }));
  for (const [reason, count] of Object.entries(songs.rows.dropped)) {
    progress.say(`  ${count} rows dropped: ${reason}`);
  }
  await reading?.closed;
  const { notes, sha256: _, ...decomposition } = svd;
  for (const warning of [...songs.warnings, ...notes]) progress.say(`  note: ${warning}`);
  const { name, interactions, foundBy: found_by, invented } = request.dataset;
  const manifest: Manifest = {
    schema_version: SCHEMA_VERSION,
    dataset: {
      name,
      interactions: interactions && basename(interactions),
      sha256: inputs.dataset,
      found_by,
      invented,
    },
    rows: songs.rows,
    counts: songs.counts,
    settings,
    overridden: inputs.overridden,
    columns: songs.columns,
    features: songs.features.map((feature) => ({ scaler: settings.scaler, ...feature })),
    svd: decomposition,
    neighbors: { content, collaborative },
    libraries: { deno: Deno.version.deno, ...inputs.libraries },
    warnings: [...songs.warnings, ...notes],
    files: stages.files(),
    inputs,
    stages: stages.records,
    seconds: stages.seconds(),
    costs: stages.costs(),
  };
  return { ...manifest };
}

/** What is known of a decomposition beside its files. */
type FactorOutcome = Manifest["svd"] & {
  readonly notes: readonly string[];
  readonly sha256: string;
};

/**
 * Runs the command `npm run model` with the process's arguments, and ends the process.
 *
 * @param started a thread that is to read for `--out`, where one was started
 */
export function runModelCommand(started: ReadingThread | null): Promise<never> {
  return runCommand(async () => {
    const flags = readFlags(COMMAND, Deno.args);
    if (flags === null) return console.log(help(COMMAND));
    const request = modelRequest(flags), progress = stderrProgress(), { out } = flags;
    if (out !== undefined) {
      progress.say(`Building the model of ${describe(request.dataset)} into ${out}`);
      const known: KnownSources = new Map();
      await replaceFolder(out, async (folder) => {
        const reading = (started ?? new ReadingThread()).begin({ request, folder });
        const inputs = await modelInputs(request, known);
        const stages = new Stages(folder, [], progress);
        return await buildModel(request, inputs, known, folder, stages, progress, () => reading);
      });
      return;
    }
    const { folder, rebuilt } = await freshModel(request, progress);
    if (rebuilt === null) progress.say(`The model of ${describe(request.dataset)} is up to date`);
    console.log(folder);
  });
}
