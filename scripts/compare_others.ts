import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawResamples, mean, pairedBootstrap } from "../loaders/bootstrap.ts";
import { readFlags, runCommand, usage } from "../loaders/command_line.ts";
import { randomHoldout } from "../loaders/holdout.ts";
import { measure } from "../loaders/measure.ts";
import { DEFAULT_METHOD, FAMILIES, type Family, isPoint } from "../loaders/methods.ts";
import type { Catalogue } from "../src/recommender/contract.ts";
import { madeSets, partsOfFile, read } from "./other_data_sets.ts";

const COMMAND = {
  name: "npm run evaluate:others --",
  summary:
    `Sets the default beside popularity, the classic methods and each single signal on data that it
was not tuned on: other samples, generated catalogues, and parts of the public file where it is given.`,
  options: [
    { flag: "csv", value: "FILE", description: "the public file; else only what can be made" },
    { flag: "seeds", value: "A,B", description: "seeds of the splits", default: "5,6,7" },
    { flag: "only", value: "TEXT", description: "those data sets whose name holds this" },
  ],
} as const;

const MEASURES = ["warm ndcg", "warm recall", "cold ndcg", "cold recall"] as const;
const FAMILY_NAMES: readonly Family[] = ["popularity", "classic", "tuned"];

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
  const seeds = (flags.seeds ?? "5,6,7").split(",").map(Number);
  const folder = mkdtempSync(join(tmpdir(), "segue-others-"));
  try {
    const sets = madeSets(folder);
    if (flags.csv !== undefined) sets.push(...partsOfFile(await read(flags.csv)));
    for (const { name, make } of sets.filter(({ name }) => name.includes(flags.only ?? ""))) {
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
