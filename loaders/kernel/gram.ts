/**
 * AᵀA·X for blocks of eight vectors by the kernel `assembly/gram.ts`: the bits of `gramTimesBlock`
 * (csr.ts) in half its time, as twice as many of its reads from memory are under way at once.
 */
import type { Incidence } from "../../src/recommender/incidence.ts";
import { gramTimesBlock } from "../csr.ts";

/** Pairs below which the copy and the compiler cost more than they save. */
const FEW_PAIRS = 100_000;
const PAGE = 65536;
/** Pages of a memory that is addressed by 32 bits. */
const MOST_PAGES = 65536;

/** The function that the kernel exports; addresses are bytes in its memory. */
type GramKernel = (rows: number, ends: number, columns: number, x: number, y: number) => void;

/**
 * A function that multiplies blocks X, columns × 8 row-major, by AᵀA. A matrix of few pairs, and one
 * too large for the kernel's 4 GB (4 bytes a pair, 4 a row, 128 a column), is multiplied without it.
 *
 * The function throws a RangeError when X is not columns × 8.
 *
 * @param fewPairs pairs below which the kernel is not used
 */
export function gramMultiplier(
  incidence: Incidence,
  fewPairs = FEW_PAIRS,
): (dense: Float64Array) => Float64Array {
  const { rows, columns, indptr, indices } = incidence;
  const without = (dense: Float64Array) => gramTimesBlock(incidence, dense);
  // The first page stays empty: address 0 is nobody's.
  let end = PAGE;
  const place = (bytes: number) => {
    const address = end;
    end += Math.ceil(bytes / 64) * 64;
    return address;
  };
  const endsAt = place(rows * 4), columnsAt = place(indices.length * 4);
  const xAt = place(columns * 64), yAt = place(columns * 64);
  const pages = Math.ceil(end / PAGE);
  if (indices.length < fewPairs || pages > MOST_PAGES) return without;

  const memory = new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true });
  const { buffer } = memory;
  new Int32Array(buffer, endsAt, rows).set(indptr.subarray(1, rows + 1));
  new Int32Array(buffer, columnsAt, indices.length).set(indices);
  const x = new Float64Array(buffer, xAt, columns * 8);
  const y = new Float64Array(buffer, yAt, columns * 8);
  const { exports } = new WebAssembly.Instance(gramModule(), { env: { memory } });
  const gram = exports.gram as GramKernel;
  return (dense) => {
    // Its message for a block of another shape.
    if (dense.length !== x.length) return without(dense);
    x.set(dense);
    y.fill(0);
    gram(rows, endsAt, columnsAt, xAt, yAt);
    return y.slice();
  };
}

let compiled: WebAssembly.Module | undefined;

function gramModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(
    Deno.readFileSync(new URL("gram.wasm", import.meta.url)),
  );
  return compiled;
}
