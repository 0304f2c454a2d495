/** How long the precompute takes as a process, by stage and in whole, beside another command if wanted. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findDataSet } from "../loaders/dataset.ts";
import { UserError } from "../loaders/errors.ts";
import type { Manifest } from "../loaders/manifest.ts";
import { median, megabytes, seconds, textTable } from "./bench_table.ts";
import { type MeasuredRun, measuredRun, type RunCost } from "./measured_run.ts";

/** What one command took in each of its runs. */
interface Measured {
  readonly command: string;
  readonly runs: readonly RunCost[];
}

/** Ours, its stages in each run, and the command beside it. */
export interface PrecomputeBench {
  readonly dataset: string;
  readonly songs: number;
  readonly ours: Measured;
  readonly stages: readonly Pick<Manifest, "seconds" | "costs">[];
  readonly against: Measured | null;
}

/**
 * Runs the precompute `repetitions` times, each with a run of the other command after it.
 *
 * @param csv the data set's path
 * @param against a command for `sh`, which finds paths in SONGS_CSV and OUT
 * @throws UserError when a run fails
 */
export async function benchPrecompute(
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

/** Prints stages, whole runs, and the ratios of the pairs. */
export function printPrecompute({ dataset, songs, ours, stages, against }: PrecomputeBench): void {
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
