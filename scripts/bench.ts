/**
 * `npm run bench`: how long the precompute takes as a process, beside another command if wanted,
 * and how long the functions take that have benchmarks of their own (`*_bench.ts`). Prints tables
 * and writes `.cache/bench.json`.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { integerOption, readOptions, runCommand, usage } from "../loaders/command_line.ts";
import { findDataSet } from "../loaders/dataset.ts";
import { UserError } from "../loaders/errors.ts";
import type { Manifest } from "../loaders/manifest.ts";
import { CACHE, ROOT } from "../loaders/project.ts";
import { duration, median, megabytes, seconds, textTable } from "./bench_table.ts";
import { benchSite, type SiteMeasure } from "./bench_site.ts";
import { type MeasuredRun, measuredRun, type RunCost } from "./measured_run.ts";

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

/** A benchmark as `deno bench --json` reports it, times in nanoseconds. */
interface FunctionBench {
  readonly origin: string;
  readonly group: string | null;
  readonly name: string;
  readonly results: readonly {
    readonly ok?: { readonly avg: number; readonly min: number; readonly p99: number };
  }[];
}

/** What one command took in each of its runs. */
interface Measured {
  readonly command: string;
  readonly runs: readonly RunCost[];
}

/** Ours, its stages in each run, and the command beside it. */
interface PrecomputeBench {
  readonly dataset: string;
  readonly songs: number;
  readonly ours: Measured;
  readonly stages: readonly Pick<Manifest, "seconds" | "costs">[];
  readonly against: Measured | null;
}

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

async function benchPrecompute(
  csv: string,
  against: string | undefined,
  repetitions: number,
): Promise<PrecomputeBench> {
  const folder = mkdtempSync(join(tmpdir(), "segue-bench-"));
  const out = join(folder, "model"), path = resolve(csv);
  const ours: RunCost[] = [], theirs: RunCost[] = [], stages: PrecomputeBench["stages"][0][] = [];
  let songs = 0;
  try {
    for (let run = 0; run < repetitions; run++) {
      console.error(`run ${run + 1} of ${repetitions}`);
      const command = ["npm", "run", "--silent", "model", "--", "--csv", path, "--out", out];
      ours.push(costOf(await measuredRun(command), "npm run model"));
      const manifest: Manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
      stages.push({ seconds: manifest.seconds, costs: manifest.costs });
      songs = manifest.counts.songs;
      if (against === undefined) continue;
      const environment = { SONGS_CSV: path, OUT: join(folder, "out") };
      theirs.push(costOf(await measuredRun(["sh", "-c", against], environment), against));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return {
    dataset: findDataSet(csv, undefined).name,
    songs,
    ours: { command: "npm run model", runs: ours },
    stages,
    against: against === undefined ? null : { command: against, runs: theirs },
  };
}

/** @throws UserError when the run failed */
function costOf({ code, output, ...cost }: MeasuredRun, command: string): RunCost {
  if (code === 0) return cost;
  const last = output.trim().split("\n").at(-1) ?? "";
  throw new UserError(`Cannot measure "${command}": it ended with code ${code}: ${last}`);
}

function printPrecompute({ dataset, songs, ours, stages, against }: PrecomputeBench): void {
  const rows = Object.keys(stages[0].seconds).map((stage) => [
    `  ${stage}`,
    seconds(median(stages.map((run) => run.seconds[stage]))),
    "",
    seconds(median(stages.map((run) => run.costs[stage].cpu_seconds))),
    megabytes(median(stages.map((run) => run.costs[stage].peak_bytes))),
  ]);
  const whole = ({ command, runs }: Measured) => {
    const walls = runs.map((run) => run.wall_seconds);
    return [
      command.length > 40 ? `${command.slice(0, 39)}…` : command,
      seconds(median(walls)),
      `${seconds(Math.min(...walls))}–${seconds(Math.max(...walls))}`,
      seconds(median(runs.map((run) => run.cpu_seconds))),
      megabytes(median(runs.map((run) => run.peak_bytes ?? NaN))),
    ];
  };
  const table = [...rows, whole(ours)];
  if (against !== null) table.push(whole(against));
  const header = ["precompute", "wall s", "least–most", "CPU s", "peak MB"];
  console.log(`\n${dataset}, ${songs} songs, median of ${ours.runs.length} runs`);
  console.log(textTable(header, table));
  if (against === null) return;
  const ratio = (key: keyof RunCost) => {
    const each = ours.runs.map((run, i) => (against.runs[i][key] ?? NaN) / (run[key] ?? NaN));
    return `${median(each).toFixed(1)} (${Math.min(...each).toFixed(1)}–${
      Math.max(...each).toFixed(1)
    })`;
  };
  console.log(
    `theirs over ours, median (least–most) of the pairs: wall ${ratio("wall_seconds")}, ` +
      `CPU ${ratio("cpu_seconds")}, peak memory ${ratio("peak_bytes")}`,
  );
}

/** Benchmarks of functions, by path in the project. */
function benchFiles(): string[] {
  return ["loaders", "src", "scripts"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith("_bench.ts"))
      .map((name) => join(folder, name))
  ).sort();
}

async function benchFunctions(filter: string | undefined): Promise<FunctionBench[]> {
  const found: FunctionBench[] = [];
  for (const file of benchFiles()) {
    console.error(file);
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "bench",
        "--no-prompt",
        "--allow-read",
        "--allow-env",
        "--allow-sys",
        "--allow-ffi=node_modules",
        "--json",
        ...(filter === undefined ? [] : ["--filter", filter]),
        file,
      ],
      cwd: ROOT,
      // What a benchmark says beside its times, or why it fails.
      stderr: "inherit",
    }).output();
    if (!success) throw new Error(`Cannot run ${file}`);
    const { benches } = JSON.parse(new TextDecoder().decode(stdout)) as {
      benches: FunctionBench[];
    };
    found.push(...benches.map((bench) => ({ ...bench, origin: file })));
  }
  return found;
}

function printFunctions(benches: readonly FunctionBench[]): void {
  const rows = benches.map(({ group, name, results }) => {
    const ok = results[0]?.ok;
    const times = ok ? [ok.avg, ok.min, ok.p99].map(duration) : ["failed"];
    return [group === null ? name : `${group}: ${name}`, ...times];
  });
  console.log(`\n${textTable(["function", "mean", "least", "99 %"], rows)}`);
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
