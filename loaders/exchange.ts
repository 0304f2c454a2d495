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
  if (Deno.build.os !== "linux") return false;
  try {
    const { symbols } = Deno.dlopen(anyNativeLibrary(), {
      renameat2: { parameters: ["i32", "buffer", "i32", "buffer", "u32"], result: "i32" },
    });
    const [pathA, pathB] = [a, b].map((path) => new TextEncoder().encode(`${path}\0`));
    return symbols.renameat2(AT_CWD, pathA, AT_CWD, pathB, RENAME_EXCHANGE) === 0;
  } catch {
    return false;
  }
}

/** The library of DuckDB, which a precompute has in memory already. */
function anyNativeLibrary(): string {
  const bindings = createRequire(createRequire(import.meta.url).resolve("@duckdb/node-bindings"));
  const folder = dirname(
    bindings.resolve(`@duckdb/node-bindings-linux-${process.arch}/duckdb.node`),
  );
  return join(folder, "duckdb.node");
}
