import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawResamples, mean, pairedBootstrap } from "../loaders/bootstrap.ts";
import { catalogueOf } from "../loaders/catalogue.ts";
import { readFlags, runCommand, usage } from "../loaders/command_line.ts";
import { randomHoldout } from "../loaders/holdout.ts";
import { measure } from "../loaders/measure.ts";
import { DEFAULT_METHOD, FAMILIES, type Family, isPoint } from "../loaders/methods.ts";
import { progressOn } from "../loaders/progress.ts";
import { modelRequest, ROOT } from "../loaders/request.ts";
import { readRequest } from "../loaders/request_data.ts";
import type { Catalogue } from "../src/recommender/contract.ts";
import { keeps, partOf, withFeatures, without, withOverlap } from "./data_variants.ts";
import { generateCatalogue } from "./generate_catalogue.ts";
import { makeSample } from "./make_sample.ts";

const COMMAND = {
  name: "npm run evaluate:others --",
  summary:
    `Sets the default beside popularity, the classic methods and each single signal on data that it
was not tuned on: other samples, generated catalogues, and parts of the public file where it is given.`,
  options: [
    { flag: "csv", value: "FILE", description: "the public file; else only what can be made" },
    { flag: "seeds", value: "A,B", description: "seeds of the splits", default: "5,6" },
  ],
} as const;

const MEASURES = ["warm ndcg", "warm recall", "cold ndcg", "cold recall"] as const;
const FAMILY_NAMES: readonly Family[] = ["popularity", "classic", "tuned"];

/** One data set by its name, made when it is its turn. */
interface Other {
  readonly name: string;
  readonly make: () => Promise<Catalogue>;
}

async function read(path: string): Promise<Catalogue> {
  return catalogueOf(await readRequest(modelRequest({ csv: path }), progressOn(() => {}, false)));
}

/** What can be made by the scripts of the project. */
function madeSets(folder: string): Other[] {
  const sample = async (seed: number) => {
    const path = join(folder, `sample_${seed}.csv`);
    writeFileSync(path, makeSample(seed));
    return await read(path);
  };
  const generated = async (sizes: Parameters<typeof generateCatalogue>[0]) => {
    const path = join(folder, `generated_${sizes.seed}.csv`);
    await generateCatalogue(sizes, path);
    return await read(path);
  };
  return [
    {
      name: "the sample, no genres, 10 features",
      make: async () =>
        without(
          withFeatures(
            await read(join(ROOT, "data", "sample_songs.csv")),
            (name) => name !== "key" && name !== "mode",
          ),
          "genres",
        ),
    },
    {
      name: "a sample of another seed, no artists",
      make: async () => without(await sample(12), "artists"),
    },
    {
      name: "generated, 10 playlists a song",
      make: () =>
        generated({
          songs: 3000,
          playlists: 200,
          pairsPerSong: 10,
          genres: 6,
          features: 5,
          seed: 3,
        }),
    },
    {
      name: "generated, 4 playlists a song",
      make: () =>
        generated({
          songs: 8000,
          playlists: 600,
          pairsPerSong: 4,
          genres: 12,
          features: 9,
          seed: 4,
        }),
    },
  ];
}

/** Parts of the public file. */
function partsOfFile(whole: Catalogue): Other[] {
  const all = () => true;
  const third = (seed: number) => partOf(whole, all, keeps(seed, 0.33));
  const set = (name: string, make: () => Catalogue): Other => ({
    name,
    make: () => Promise.resolve(make()),
  });
  return [
    set(
      "overlapping playlists, 4 a song",
      () => withOverlap(partOf(whole, keeps(8, 0.15), all), 400, 10, 1),
    ),
    set(
      "overlapping playlists, 2 a song, no artists or dates",
      () => without(withOverlap(partOf(whole, keeps(9, 0.1), all), 200, 6, 2), "artists", "dates"),
    ),
    set("a third, no artists", () => without(third(4), "artists")),
    set("a third, no genres, 4 features", () =>
      without(
        withFeatures(
          third(3),
          (name) => ["energy", "valence", "tempo", "acousticness"].includes(name),
        ),
        "genres",
      )),
    set("a third, no features", () => without(third(6), "features")),
    set("a tenth of the songs", () => partOf(whole, keeps(2, 0.1), all)),
    set(
      "one genre",
      () => without(partOf(whole, all, (p) => whole.playlistGenres[p] === 2), "genres"),
    ),
  ];
}

/** Values of every method by measure, those of all seeds one after the other. */
function measuredOn(catalogue: Catalogue, seeds: readonly number[]) {
  const found = new Map<string, number[][]>();
  for (const seed of seeds) {
    const split = randomHoldout(catalogue, seed);
    for (const family of FAMILY_NAMES) {
      const { model, methods } = FAMILIES[family](split.training, 50, "minmax");
      const compared = methods.filter((method) => !isPoint(method) && method.list === undefined);
      const context = { vectors: new Float32Array(0), d: 0 };
      for (const one of measure({ model, methods: compared }, split, context, () => false)) {
        const columns = found.get(one.method) ?? MEASURES.map(() => []);
        columns[MEASURES.indexOf(`${one.subset} ${one.metric}` as typeof MEASURES[number])]
          .push(...one.values);
        found.set(one.method, columns);
      }
    }
  }
  return found;
}

/** One row of the table a measure: the default, the best other method, the paired difference. */
function rowsOf(found: ReadonlyMap<string, readonly number[][]>): string[] {
  const column = (method: string, at: number) => Float64Array.from(found.get(method)![at]);
  return MEASURES.flatMap((name, at) => {
    const others = [...found.keys()].filter((method) => method !== DEFAULT_METHOD)
      .map((method) => ({ method, value: mean(column(method, at)) }))
      .filter(({ value }) => !Number.isNaN(value))
      .sort((a, b) => b.value - a.value);
    if (others.length === 0) return [];
    const own = column(DEFAULT_METHOD, at), best = column(others[0].method, at);
    const { value, low, high } = pairedBootstrap(own, best, drawResamples(own.length, 1000, 1));
    const [is, was, by, from, to] = [mean(own), others[0].value, value, low, high]
      .map((x) => x.toFixed(3));
    return [`  ${name.padEnd(12)} ${is}  ${others[0].method} ${was}  by ${by} (${from} to ${to})`];
  });
}

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) return console.log(usage(COMMAND));
  const seeds = (flags.seeds ?? "5,6").split(",").map(Number);
  const folder = mkdtempSync(join(tmpdir(), "segue-others-"));
  try {
    const sets = madeSets(folder);
    if (flags.csv !== undefined) sets.push(...partsOfFile(await read(flags.csv)));
    for (const { name, make } of sets) {
      const catalogue = await make();
      const { songCount, playlistCount, songPlaylists } = catalogue;
      console.log(
        `${name}: ${songCount} songs, ${playlistCount} playlists, ` +
          `${songPlaylists.indices.length} pairs`,
      );
      console.log(rowsOf(measuredOn(catalogue, seeds)).join("\n"));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) await runCommand(main);
