/**
 * Compiles the kernel: `assembly/top_n.ts` to `top_n.wasm`, which is committed beside it. The same
 * source and compiler give the same bytes; build_test.ts holds the committed file against that.
 *
 *     deno run --allow-read=loaders/kernel,node_modules --allow-write=loaders/kernel/top_n.wasm \
 *       --allow-env=CI loaders/kernel/build.ts
 *
 * The compiler asks for the environment's CI to decide on colours.
 */
import { main } from "assemblyscript/asc";

const SOURCES = ["top_n.ts", "boxes.ts", "keys.ts", "peak.ts"];

/** Where the compiled kernel stands. */
export const KERNEL_WASM = new URL("top_n.wasm", import.meta.url);

/**
 * Compiles the kernel and returns its bytes; writes nothing. Throws an Error with the compiler's
 * messages when the source does not compile.
 */
export async function compileKernel(): Promise<Uint8Array> {
  let wasm: Uint8Array | undefined;
  // The compiler writes its warnings, which are as good as errors here, to stderr.
  const { error, stderr } = await main([
    "top_n.ts",
    "--outFile=top_n.wasm",
    "-O3",
    "--converge",
    "--noAssert",
    "--runtime=stub",
    "--enable=simd,threads",
    // The memory is the caller's, one for all threads. The program has no data of its own in it.
    "--importMemory",
    "--sharedMemory",
    // A least size known beforehand spares each load a check of its offset.
    "--initialMemory=1",
    "--maximumMemory=65536",
  ], {
    readFile: (name) => {
      const known = SOURCES.includes(name);
      return known ? Deno.readTextFileSync(new URL(`assembly/${name}`, import.meta.url)) : null;
    },
    writeFile: (name, contents) => {
      if (name === "top_n.wasm") wasm = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !wasm || `${stderr}` !== "") {
    throw new Error(`Cannot compile the kernel: ${stderr}`, { cause: error });
  }
  return wasm;
}

if (import.meta.main) Deno.writeFileSync(KERNEL_WASM, await compileKernel());
