/**
 * Progress on stderr: a line a stage with its seconds, and a bar while it runs when stderr is a
 * terminal. Standard output stays free for data.
 */

/** Tells a person what a run is doing, and remembers how long each stage took. */
export interface Progress {
  /** Runs a stage, times it, and says when it is done; `report(done, total)` moves its bar. */
  stage<T>(name: string, run: (report: Report) => T | Promise<T>): Promise<T>;
  /** One line of information. */
  say(line: string): void;
  /** Seconds of each finished stage, in the order in which they ran. */
  readonly seconds: Readonly<Record<string, number>>;
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
  const clear = () => terminal && write("\r\x1b[K");
  return {
    seconds,
    say: (line) => write(`${line}\n`),
    async stage(name, run) {
      const start = performance.now();
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
        seconds[name] = Number(((performance.now() - start) / 1000).toFixed(3));
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

/** Progress on this process's stderr. */
export function stderrProgress(): Progress {
  const encoder = new TextEncoder();
  return progressOn(
    (text) => Deno.stderr.writeSync(encoder.encode(text)),
    Deno.stderr.isTerminal(),
  );
}
