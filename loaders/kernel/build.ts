/**
 * Compiles the kernels: `assembly/top_n.ts` to `top_n.wasm` and `assembly/gram.ts` to `gram.wasm`,
 * which are committed. The same source and compiler give the same bytes; build_test.ts holds the
 * committed files against that.
 *
 *     deno run --allow-read=loaders/kernel,node_modules --allow-write=loaders/kernel \
 *       --allow-env=CI loaders/kernel/build.ts
 *
 * The compiler asks for the environment's CI to decide on colours.
 */
import { main } from "assemblyscript/asc";

/** The kernels and their sources, the first one of each holding what it exports. */
export const KERNELS = {
  top_n: ["top_n.ts", "boxes.ts", "keys.ts", "peak.ts"],
  gram: ["gram.ts"],
} as const;

export type KernelName = keyof typeof KERNELS;

/** Where a compiled kernel stands. */
export function kernelWasm(name: KernelName): URL {
  return new URL(`${name}.wasm`, import.meta.url);
}

/**
 * Compiles a kernel and returns its bytes; writes nothing. Throws an Error with the compiler's
 * messages when the source does not compile.
 */
export async function compileKernel(name: KernelName): Promise<Uint8Array> {
  const sources: readonly string[] = KERNELS[name];
  let wasm: Uint8Array | undefined;
  // The compiler writes its warnings, which are as good as errors here, to stderr.
  const { error, stderr } = await main([
    sources[0],
    "--outFile=kernel.wasm",
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
    readFile: (file) => {
      const known = sources.includes(file);
      return known ? Deno.readTextFileSync(new URL(`assembly/${file}`, import.meta.url)) : null;
    },
    writeFile: (file, contents) => {
      if (file === "kernel.wasm") wasm = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !wasm || `${stderr}` !== "") {
    throw new Error(`Cannot compile the kernel ${name}: ${stderr}`, { cause: error });
  }
  return wasm;
}

if (import.meta.main) {
  for (const name of Object.keys(KERNELS) as KernelName[]) {
    Deno.writeFileSync(kernelWasm(name), await compileKernel(name));
  }
}
