/** `npm run bench`: measures each part that is asked for, prints tables and writes `.cache/bench.json`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { integerOption, readOptions, runCommand, usage } from "../loaders/command_line.ts";
import { findDataSet } from "../loaders/dataset.ts";
import { UserError } from "../loaders/errors.ts";
import { CACHE, ROOT } from "../loaders/project.ts";
import { benchFunctions, printFunctions } from "./bench_functions.ts";
import { benchPrecompute, printPrecompute } from "./bench_precompute.ts";
import { benchSite, type SiteMeasure } from "./bench_site.ts";
import { median, textTable } from "./bench_table.ts";

const COMMAND = {
  name: "npm run bench --",
  summary:
    `Measures the precompute as a process (wall time, processor time, peak memory, each stage), runs the
benchmarks of single functions, times the built site in Chromium, the frames of the map on a synthetic
page, and edits in npm run dev. Prints tables and writes .cache/bench.json.

A command to measure beside ours is run by sh in this folder, in turns with ours; it finds the path
of the data set in SONGS_CSV and that of a scratch file in OUT.`,
  options: [
    {
      flag: "csv",
      value: "FILE",
      description: "the data set [SONGS_CSV]; else it is looked for as npm run model does",
    },
    { flag: "against", value: '"CMD"', description: "a command to measure beside ours" },
    { flag: "repetitions", value: "N", description: "runs of each", default: "3" },
    {
      flag: "part",
      value: "PART",
      description: "precompute, functions, site (the built one), map, dev or all",
      default: "all",
    },
    {
      flag: "filter",
      value: "TEXT",
      description: "only benchmarks of functions whose name holds this",
    },
  ],
} as const;

/** The machine, without its name or any path. */
function machine(): Record<string, string | number> {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memory_bytes: totalmem(),
    system: `${Deno.build.os} ${release()}`,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    load_average_before: loadavg()[0],
  };
}

/** Median and worst of every measure, and the 95th percentile, which a budget is about. */
function printSite(measures: readonly SiteMeasure[]): void {
  const rows = measures.map(({ name, unit, budget, values }) => {
    const sorted = [...values].sort((a, b) => a - b);
    const at95 = sorted[Math.max(0, Math.ceil(0.95 * sorted.length) - 1)];
    return [
      name,
      ...[median(sorted), at95, sorted[sorted.length - 1]].map((value) =>
        value === undefined ? "–" : value.toPrecision(3)
      ),
      unit,
      budget === null ? "" : String(budget),
      String(values.length),
    ];
  });
  console.log(`\n${textTable(["site", "median", "95 %", "most", "", "budget", "values"], rows)}`);
}

/** What a measuring program of its own prints, by line. @throws UserError when it fails */
async function runScript(script: string, args: string[], csv: string): Promise<string[]> {
  console.error(script);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", script, ...args],
    cwd: ROOT,
    env: { SONGS_CSV: resolve(csv) },
  }).output();
  const text = new TextDecoder();
  if (success) return text.decode(stdout).trim().split("\n");
  const last = text.decode(stderr).trim().split("\n").at(-1) ?? "";
  throw new UserError(`Cannot measure by ${script}: ${last}`);
}

async function main(): Promise<void> {
  const options = readOptions(COMMAND, Deno.args);
  if (options === null) return console.log(usage(COMMAND));
  const { part, against, filter } = options;
  if (!["precompute", "functions", "site", "map", "dev", "all"].includes(part)) {
    throw new UserError(
      `Cannot measure --part ${part}: it must be precompute, functions, site, map, dev or all`,
    );
  }
  const isAsked = (name: string) => part === name || part === "all";
  const repetitions = integerOption("repetitions", options.repetitions, 1);
  const { path } = findDataSet(options.csv, Deno.env.get("SONGS_CSV"));
  const on = machine();
  const precompute = isAsked("precompute")
    ? await benchPrecompute(path, against, repetitions)
    : null;
  const functions = isAsked("functions") ? await benchFunctions(filter) : null;
  const site = isAsked("site") ? await benchSite(join(ROOT, "dist"), repetitions) : null;
  const map = isAsked("map") ? await runScript("test/map_frames.ts", [], path) : null;
  const dev = isAsked("dev")
    ? await runScript("test/dev_times.ts", [String(repetitions)], path)
    : null;
  console.log(Object.entries(on).map(([name, value]) => `${name} ${value}`).join(", "));
  if (precompute !== null) printPrecompute(precompute);
  if (functions !== null) printFunctions(functions);
  if (site !== null) printSite(site);
  for (const lines of [map, dev]) if (lines !== null) console.log(`\n${lines.join("\n")}`);
  mkdirSync(CACHE, { recursive: true });
  const report = {
    machine: { ...on, load_average_after: loadavg()[0] },
    precompute,
    functions,
    site,
    map,
    dev,
  };
  writeFileSync(join(CACHE, "bench.json"), `${JSON.stringify(report, null, 1)}\n`);
  console.log("\nAll numbers are in .cache/bench.json");
}

if (import.meta.main) await runCommand(main);
