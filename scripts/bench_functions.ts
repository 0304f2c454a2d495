/** How long the functions take that have benchmarks of their own (`*_bench.ts`). */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../loaders/errors.ts";
import { ROOT } from "../loaders/project.ts";
import { duration, textTable } from "./bench_table.ts";

/** A benchmark as `deno bench --json` reports it, times in nanoseconds. */
export interface FunctionBench {
  readonly origin: string;
  readonly group: string | null;
  readonly name: string;
  readonly results: readonly {
    readonly ok?: { readonly avg: number; readonly min: number; readonly p99: number };
  }[];
}

/** Benchmarks of functions, by path in the project. */
function benchFiles(): string[] {
  return ["loaders", "src", "scripts"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith("_bench.ts"))
      .map((name) => join(folder, name))
  ).sort();
}

/**
 * Runs every benchmark of the project.
 *
 * @param filter only those whose name holds this
 * @throws UserError when one cannot be run
 */
export async function benchFunctions(filter: string | undefined): Promise<FunctionBench[]> {
  const found: FunctionBench[] = [];
  for (const file of benchFiles()) {
    console.error(file);
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "bench",
        // Else the threads that a benchmark starts are checked while it is timed.
        "--no-check",
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
    if (!success) throw new UserError(`Cannot measure by ${file}: it failed, see above`);
    const { benches } = JSON.parse(new TextDecoder().decode(stdout)) as {
      benches: FunctionBench[];
    };
    found.push(...benches.map((bench) => ({ ...bench, origin: file })));
  }
  return found;
}

/** Prints mean, least and 99th percentile of each. */
export function printFunctions(benches: readonly FunctionBench[]): void {
  const rows = benches.map(({ group, name, results }) => {
    const ok = results[0]?.ok;
    const times = ok ? [ok.avg, ok.min, ok.p99].map(duration) : ["failed"];
    return [group === null ? name : `${group}: ${name}`, ...times];
  });
  console.log(`\n${textTable(["function", "mean", "least", "99 %"], rows)}`);
}
