/** Runs a program and measures what it takes: wall time, processor time, peak memory. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** What a run took. */
export interface RunCost {
  /** Seconds from start to end, the program's start-up included. */
  readonly wall_seconds: number;
  /** Seconds of processor time in user and system mode, of the program and all it started. */
  readonly cpu_seconds: number;
  /**
   * Most memory resident at once in the largest process of the run, in bytes; null where GNU time
   * is not installed.
   */
  readonly peak_bytes: number | null;
}

export interface MeasuredRun extends RunCost {
  readonly code: number;
  /** What the program printed, standard output and error together. */
  readonly output: string;
}

const GNU_TIME = "/usr/bin/time";

/**
 * Runs a program to its end. Processor time and memory come from the system's own account of a
 * process that has ended (wait4), as GNU time or else the shell's `times` tells it.
 *
 * @param environment variables beside those of this process
 */
export async function measuredRun(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  withGnuTime = existsSync(GNU_TIME),
): Promise<MeasuredRun> {
  const folder = mkdtempSync(join(tmpdir(), "segue-run-"));
  try {
    const report = join(folder, "time");
    const [program, ...args] = withGnuTime
      ? [GNU_TIME, "-f", "%U %S %M", "-o", report, "--", ...command]
      : ["sh", "-c", 'report=$1; shift; "$@"; code=$?; times >"$report"; exit $code', "sh"]
        .concat(report, command);
    const start = performance.now();
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => output += data);
    }
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code ?? 1));
    });
    const wall_seconds = (performance.now() - start) / 1000;
    const cost = (withGnuTime ? readGnuTime : readShellTimes)(readFileSync(report, "utf8"));
    return { wall_seconds, ...cost, code, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads "%U %S %M", the last line of GNU time's report: seconds, seconds, kilobytes. */
export function readGnuTime(report: string): Omit<RunCost, "wall_seconds"> {
  const [user, system, kilobytes] = report.trim().split("\n").at(-1)!.split(" ").map(Number);
  if (![user, system, kilobytes].every(Number.isFinite)) {
    throw new Error(`Cannot read the report of GNU time: ${JSON.stringify(report)}`);
  }
  return { cpu_seconds: user + system, peak_bytes: kilobytes * 1024 };
}

/** Reads the second line of the shell's `times`, of the programs that it ran: "0m1.5s 0m0.2s". */
export function readShellTimes(report: string): Omit<RunCost, "wall_seconds"> {
  const found = /^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/.exec(report.trim().split("\n")[1] ?? "");
  if (!found) throw new Error(`Cannot read the shell's times: ${JSON.stringify(report)}`);
  const [userMinutes, user, systemMinutes, system] = found.slice(1).map(Number);
  return { cpu_seconds: 60 * (userMinutes + systemMinutes) + user + system, peak_bytes: null };
}
