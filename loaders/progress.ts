/**
 * Progress on stderr: a line a stage with its seconds, and a bar while it runs when stderr is a
 * terminal. Standard output stays free for data.
 */

import process from "node:process";

/** Tells a person what a run is doing, and remembers what each stage took. */
export interface Progress {
  /** Runs a stage, times it, and says when it is done; `report(done, total)` moves its bar. */
  stage<T>(name: string, run: (report: Report) => T | Promise<T>): Promise<T>;
  /** One line of information. */
  say(line: string): void;
  /** Seconds of each finished stage, in the order in which they ran. */
  readonly seconds: Readonly<Record<string, number>>;
  /** What each finished stage took of the machine, in the same order. */
  readonly costs: Readonly<Record<string, StageCost>>;
}

/** What a stage took of the machine, all threads of the process together. */
export interface StageCost {
  /** Seconds of processor time, in user and system mode. */
  readonly cpu_seconds: number;
  /** Most memory that was resident in bytes, from the start of the process to the stage's end. */
  readonly peak_bytes: number;
}

export type Report = (done: number, total: number) => void;

const BAR_WIDTH = 24;
const REDRAW_MS = 60;

/**
 * Progress on a stream.
 *
 * @param write takes text as it is
 * @param terminal whether bars are drawn: on a terminal, not into a file
 */
export function progressOn(write: (text: string) => void, terminal: boolean): Progress {
  const seconds: Record<string, number> = {};
  const costs: Record<string, StageCost> = {};
  const clear = () => terminal && write("\r\x1b[K");
  return {
    seconds,
    costs,
    say(line) {
      // What is said while a bar is drawn takes the bar's line; the next report draws it anew.
      clear();
      write(`${line}\n`);
    },
    async stage(name, run) {
      const start = performance.now(), startCpu = cpuSeconds();
      let drawn = -Infinity;
      const report: Report = (done, total) => {
        const now = performance.now();
        if (!terminal || total <= 0 || now - drawn < REDRAW_MS) return;
        drawn = now;
        const full = Math.round(Math.min(1, done / total) * BAR_WIDTH);
        const bar = "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
        write(`\r\x1b[K  ${name.padEnd(26)} ${bar} ${Math.floor(100 * done / total)} %`);
      };
      if (terminal) write(`  ${name} …`);
      try {
        const result = await run(report);
        seconds[name] = rounded((performance.now() - start) / 1000);
        costs[name] = {
          cpu_seconds: rounded(cpuSeconds() - startCpu),
          peak_bytes: process.resourceUsage().maxRSS * 1024,
        };
        clear();
        write(`  ${name.padEnd(26)} ${seconds[name].toFixed(2).padStart(7)} s\n`);
        return result;
      } catch (error) {
        clear();
        throw error;
      }
    },
  };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(3));
}

/** Progress on this process's stderr. */
export function stderrProgress(): Progress {
  const encoder = new TextEncoder();
  return progressOn(
    (text) => Deno.stderr.writeSync(encoder.encode(text)),
    Deno.stderr.isTerminal(),
  );
}
