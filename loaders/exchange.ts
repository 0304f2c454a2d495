/** Two folders change places in one step of the file system, where it can. */
import process from "node:process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const AT_CWD = -100, RENAME_EXCHANGE = 2;

/**
 * Lets two paths of one file system change places, so that at no moment one of them is missing.
 *
 * Linux can (renameat2). Deno has no function for it, but may open libraries below node_modules,
 * and what such a library names is looked up in the C library that it needs as well.
 *
 * @returns false where the system cannot: nothing has happened then
 */
export function exchange(a: string, b: string): boolean {
  const [pathA, pathB] = [a, b].map((path) => new TextEncoder().encode(`${path}\0`));
  return findRenameat2()?.(AT_CWD, pathA, AT_CWD, pathB, RENAME_EXCHANGE) === 0;
}

type Renameat2 = (
  folderA: number,
  a: BufferSource,
  folderB: number,
  b: BufferSource,
  flags: number,
) => number;
let found: Renameat2 | null | undefined;

/** Looks the function up, for whoever has time for it before `exchange` needs it; null without. */
export function findRenameat2(): Renameat2 | null {
  if (found !== undefined) return found;
  found = null;
  if (Deno.build.os !== "linux") return found;
  try {
    found = Deno.dlopen(anyNativeLibrary(), {
      renameat2: { parameters: ["i32", "buffer", "i32", "buffer", "u32"], result: "i32" },
    }).symbols.renameat2;
  } catch {
    // Without the permission, or without the library.
  }
  return found;
}

/** The library of DuckDB, which a precompute has in memory already. */
function anyNativeLibrary(): string {
  const bindings = createRequire(createRequire(import.meta.url).resolve("@duckdb/node-bindings"));
  const folder = dirname(
    bindings.resolve(`@duckdb/node-bindings-linux-${process.arch}/duckdb.node`),
  );
  return join(folder, "duckdb.node");
}
