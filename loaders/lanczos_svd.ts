/**
 * Leading eigenpairs of AᵀA by a restarted block Lanczos method that only multiplies by A and Aᵀ.
 *
 * Golub and Kahan's bidiagonalisation of A with the left vectors left implicit: block Lanczos on
 * AᵀA (Golub & Underwood 1977), every block orthogonalised against the whole basis, Rayleigh–Ritz
 * on the projected matrix, thick restart with the best Ritz vectors (Wu & Simon 2000). The
 * projected matrix is computed in full, not assumed to be tridiagonal, so a Ritz pair is what it
 * claims to be whatever the basis is made of.
 *
 * A Krylov space holds at most eight vectors of a repeated singular value. So when all wanted pairs
 * have converged, the search starts again from a random block orthogonal to them; only when that
 * finds nothing that belongs among them is the result accepted.
 */
import type { Incidence } from "../src/recommender/incidence.ts";
import { components, norms, orthonormalize, rotate, subtract, WIDTH } from "./block_basis.ts";
import { gramMultiplier } from "./kernel/gram.ts";
import { randomNumbers } from "../src/recommender/random.ts";
import { eigenvalueRounding, type GramEigenpairs } from "./singular_vectors.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";

const SQUARE = WIDTH * WIDTH;
/** Blocks that a basis holds beyond the Ritz vectors kept at a restart. */
const KRYLOV_BLOCKS = 16;
/** Ritz vectors kept at a restart beyond the wanted ones: those that would converge next. */
const SPARE = 24;
/** Blocks added between two looks at the Ritz pairs. */
const BLOCKS_A_TEST = 8;
/** Share of σ₁ within which the first unwanted pair is known when the closing search ends. */
const CLOSING_TOLERANCE = 1e-4;
/** What is left of a unit vector that counts as lying in the space it was made orthogonal to. */
const FAINT = 1e-8;
/** Times that a block is orthogonalised; two or three do unless the space is all but used up. */
const MAX_PASSES = 6;

export interface LanczosOptions {
  /** Eigenpairs wanted, at least 1. */
  rank: number;
  /** Largest ‖AᵀA v − σ²v‖ / σ accepted, as a share of σ₁. */
  tolerance: number;
  /** Seed of the random starts. */
  seed: number;
  /** Blocks of eight vectors multiplied by AᵀA after which the method gives up. */
  maxSteps: number;
}

/** What the method carries from one step to the next. */
interface Lanczos {
  /** AᵀA times a block. */
  readonly multiply: (block: Float64Array) => Float64Array;
  /** Length of a vector. */
  readonly n: number;
  /** Blocks of orthonormal vectors; a vector that is zero pads a block that has fewer than eight. */
  basis: Float64Array[];
  /** QᵀAᵀA·Q, a block column (8 × blocks up to its own) × 8 for each block of the basis. */
  projected: Float64Array[];
  /** Number of vectors of the basis that are not zero. */
  dimension: number;
  /** Number of blocks, the first ones, that hold the Ritz vectors of the last restart. */
  ritzBlocks: number;
  /** Blocks multiplied so far. */
  steps: number;
  /** The part of AᵀA·(last block) outside the basis is next · coupling, coupling 8 × 8. */
  next: Float64Array;
  coupling: Float64Array;
  /** Largest ‖AᵀA q‖ so far, at most σ₁²: the scale of rounding. */
  scale: number;
  /** Uniform from 0 to 1. */
  readonly random: () => number;
}

/** Ritz pairs of AᵀA in the space of the basis, in descending order of their values. */
interface RitzPairs {
  readonly values: Float64Array;
  /** Coordinates in the basis, (8 × blocks)² row-major, a column a pair. */
  readonly coordinates: Float64Array;
  /** ‖AᵀA v − θ v‖, one a pair. */
  readonly residuals: Float64Array;
}

/**
 * The `rank` largest eigenvalues of AᵀA and their eigenvectors, or as many as A has columns.
 *
 * @param matrix A, best with at least as many rows as columns: the vectors are as long as the
 *   columns are many, and memory is 8 · columns · (rank + 190) bytes beside A
 */
export function lanczosEigenpairs(
  matrix: Incidence,
  { rank, tolerance, seed, maxSteps }: LanczosOptions,
): GramEigenpairs {
  const n = matrix.columns;
  // One more than the rank: who reads the result wants to know how far off the next value is.
  const wanted = Math.min(rank + 1, n);
  const capacity = Math.ceil((wanted + SPARE) / WIDTH) + KRYLOV_BLOCKS;
  const state: Lanczos = {
    multiply: gramMultiplier(matrix),
    n,
    basis: [],
    projected: [],
    dimension: 0,
    ritzBlocks: 0,
    steps: 0,
    next: new Float64Array(n * WIDTH),
    coupling: new Float64Array(SQUARE),
    scale: 0,
    random: randomNumbers(seed),
  };
  startAfresh(state);
  /** The wanted values when the closing search began; null before it. */
  let found: Float64Array | null = null;
  for (;;) {
    const target = Math.min(capacity, state.basis.length + BLOCKS_A_TEST);
    extend(state, Math.min(target, state.basis.length + maxSteps - state.steps));
    const pairs = rayleighRitz(state);
    const settled = converged(pairs, 0, wanted, tolerance, n);
    const searched = found !== null && !exceeds(pairs.values, found, tolerance);
    const complete = state.dimension === n ||
      (settled && searched && converged(pairs, wanted, wanted + 1, CLOSING_TOLERANCE, n));
    if (complete || state.steps >= maxSteps) {
      return {
        values: pairs.values.slice(0, wanted),
        vectors: ritzVectors(state, pairs, Math.min(rank, state.dimension)),
        iterations: state.steps,
        complete,
      };
    }
    if (settled && !searched) {
      found = pairs.values.slice(0, wanted);
      restart(state, pairs, wanted);
      startAfresh(state);
    } else if (state.basis.length === capacity) {
      restart(state, pairs, wanted + SPARE);
    }
  }
}

/** Whether the residuals of the pairs from `first` up to, not including, `last` are accepted. */
function converged(
  { values, residuals }: RitzPairs,
  first: number,
  last: number,
  tolerance: number,
  n: number,
): boolean {
  const zero = eigenvalueRounding(values[0], n);
  for (let i = first; i < last; i++) {
    const bound = tolerance * Math.sqrt(Math.max(0, values[i]) * values[0]);
    if (!(residuals[i] <= Math.max(bound, zero))) return false;
  }
  return true;
}

/** Whether values have come to light that the ones found before do not account for. */
function exceeds(values: Float64Array, found: Float64Array, tolerance: number): boolean {
  return found.some((value, i) => values[i] - value > tolerance * values[0]);
}

/** Moves `next` into the basis, and the blocks that follow from it, until it has `blocks` or all. */
function extend(state: Lanczos, blocks: number): void {
  while (state.basis.length < blocks && state.dimension < state.n) {
    state.basis.push(state.next);
    state.dimension += present(state.next);
    step(state);
  }
}

/** Multiplies the last block by AᵀA and splits the product into its part in the basis and `next`. */
function step(state: Lanczos): void {
  const { basis, multiply, ritzBlocks } = state;
  const product = multiply(basis[basis.length - 1]);
  state.scale = Math.max(state.scale, ...norms(product));
  // In exact arithmetic the product has parts along the last two blocks only; after a restart, the
  // first one along all. What rounding adds is taken out by the pass over all in `admit`.
  const first = basis.length - 1 === ritzBlocks ? 0 : basis.length - 2;
  const along = new Float64Array(basis.length * SQUARE);
  along.set(components(basis.slice(first), product), first * SQUARE);
  subtract(basis.slice(first), along.subarray(first * SQUARE), product);
  state.coupling = admit(state, product, state.scale * Number.EPSILON, along);
  state.projected.push(along);
  state.next = product;
  state.steps++;
}

/** Makes `next` a random block outside the basis, as at the very start. */
function startAfresh(state: Lanczos): void {
  state.next = Float64Array.from({ length: state.n * WIDTH }, () => state.random() - 0.5);
  admit(state, state.next, FAINT);
}

/**
 * Makes a block W orthonormal and orthogonal to the basis. A vector of which no more than `floor`
 * is outside the basis and the vectors before it is replaced by a random one, or by zero when the
 * whole space is used up.
 *
 * @param along gains W's components in the basis, (8 × blocks) × 8
 * @returns B, 8 × 8, where W = Q · components + (the new block) · B
 */
function admit(
  state: Lanczos,
  block: Float64Array,
  floor: number,
  along?: Float64Array,
): Float64Array {
  const { basis, n, dimension, random } = state;
  let coupling: Float64Array = identity();
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const before = norms(block);
    const rest = components(basis, block);
    subtract(basis, rest, block);
    if (along) addProduct(along, rest, coupling);
    const upper = orthonormalize(block, pass === 0 ? floor : FAINT);
    coupling = addProduct(new Float64Array(SQUARE), upper, coupling);
    // A vector that shrank has its rounding error magnified by as much: it goes round again.
    let clean = true;
    let room = n - dimension - present(block);
    for (let j = 0; j < WIDTH; j++) {
      const kept = upper[j * WIDTH + j];
      if (kept > 0 && kept < before[j] / 10) clean = false;
      if (kept === 0 && room > 0) {
        room--;
        clean = false;
        for (let i = 0; i < n; i++) block[i * WIDTH + j] = (random() - 0.5) / Math.sqrt(n);
      }
    }
    if (clean) break;
  }
  return coupling;
}

/** Rayleigh–Ritz: the eigenpairs of AᵀA restricted to the space of the basis. */
function rayleighRitz({ basis, projected, coupling, scale }: Lanczos): RitzPairs {
  const m = basis.length * WIDTH;
  const matrix = new Float64Array(m * m);
  projected.forEach((column, b) => {
    const rows = (b + 1) * WIDTH;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < WIDTH; j++) {
        const entry = column[i * WIDTH + j];
        matrix[i * m + b * WIDTH + j] = entry;
        matrix[(b * WIDTH + j) * m + i] = entry;
      }
    }
    // Vectors that are zero stand for nothing: a negative value puts their pairs last.
    norms(basis[b]).forEach((norm, j) => {
      const i = b * WIDTH + j;
      if (norm === 0) matrix[i * m + i] = -1 - scale;
    });
  });
  const { values, vectors: coordinates } = symmetricEigen(matrix, m);
  const residuals = new Float64Array(m);
  for (let pair = 0; pair < m; pair++) {
    let square = 0;
    for (let i = 0; i < WIDTH; i++) {
      let sum = 0;
      for (let j = 0; j < WIDTH; j++) {
        sum += coupling[i * WIDTH + j] * coordinates[(m - WIDTH + j) * m + pair];
      }
      square += sum * sum;
    }
    residuals[pair] = Math.sqrt(square);
  }
  return { values, coordinates, residuals };
}

/** Thick restart: the basis becomes its first `count` Ritz vectors, padded to whole blocks. */
function restart(state: Lanczos, { values, coordinates }: RitzPairs, count: number): void {
  const { basis } = state;
  const m = basis.length * WIDTH;
  const blocks = Math.ceil(count / WIDTH);
  const rotation = new Float64Array(m * blocks * WIDTH);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < count; j++) rotation[i * blocks * WIDTH + j] = coordinates[i * m + j];
  }
  rotate(basis, rotation, blocks);
  state.basis = basis.slice(0, blocks);
  state.ritzBlocks = blocks;
  state.dimension = count;
  state.projected = state.basis.map((_, b) => {
    const column = new Float64Array((b + 1) * SQUARE);
    for (let j = 0; j < WIDTH && b * WIDTH + j < count; j++) {
      column[(b * WIDTH + j) * WIDTH + j] = values[b * WIDTH + j];
    }
    return column;
  });
}

/** The first `count` Ritz vectors, n × count row-major; the basis is overwritten. */
function ritzVectors(state: Lanczos, pairs: RitzPairs, count: number): Float64Array {
  restart(state, pairs, count);
  const vectors = new Float64Array(state.n * count);
  state.basis.forEach((block, b) => {
    const width = Math.min(WIDTH, count - b * WIDTH);
    for (let i = 0; i < state.n; i++) {
      for (let j = 0; j < width; j++) vectors[i * count + b * WIDTH + j] = block[i * WIDTH + j];
    }
  });
  return vectors;
}

/** Number of vectors of a block of orthonormal vectors that are not zero. */
function present(block: Float64Array): number {
  return norms(block).reduce((count, norm) => count + (norm > 0 ? 1 : 0), 0);
}

function identity(): Float64Array {
  const matrix = new Float64Array(SQUARE);
  for (let i = 0; i < WIDTH; i++) matrix[i * WIDTH + i] = 1;
  return matrix;
}

/** target += left · right, where right is 8 × 8 and left and target have eight columns. */
function addProduct(target: Float64Array, left: Float64Array, right: Float64Array): Float64Array {
  for (let row = 0; row < left.length; row += WIDTH) {
    for (let i = 0; i < WIDTH; i++) {
      for (let j = 0; j < WIDTH; j++) target[row + j] += left[row + i] * right[i * WIDTH + j];
    }
  }
  return target;
}
