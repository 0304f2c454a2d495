/**
 * A basis of long vectors, kept as blocks of eight: a block is an n × 8 row-major Float64Array, so
 * one row of a block is one cache line. Everything that is done to all vectors of a basis is here.
 */

/** Vectors in a block. */
export const WIDTH = 8;
/** Numbers in an 8 × 8 matrix. */
const SQUARE = WIDTH * WIDTH;
/** Rows that are worked on at a time, so that they stay in the cache for all blocks: 32 KB. */
const CHUNK = 512;

/** QᵀW, (8 × blocks) × 8 row-major: the components of W's vectors along the basis vectors. */
export function components(basis: readonly Float64Array[], block: Float64Array): Float64Array {
  const n = block.length / WIDTH;
  const products = new Float64Array(basis.length * SQUARE);
  for (let from = 0; from < n; from += CHUNK) {
    const to = Math.min(n, from + CHUNK);
    for (let b = 0; b < basis.length; b++) {
      for (let i = 0; i < WIDTH; i += 2) {
        for (let j = 0; j < WIDTH; j += 4) {
          addInnerProducts(basis[b], block, from, to, i, j, products, b * SQUARE);
        }
      }
    }
  }
  return products;
}

/** W −= Q·H, in place. @param coefficients H, (8 × blocks) × 8 row-major */
export function subtract(
  basis: readonly Float64Array[],
  coefficients: Float64Array,
  block: Float64Array,
): void {
  const n = block.length / WIDTH;
  for (let from = 0; from < n; from += CHUNK) {
    const to = Math.min(n, from + CHUNK);
    for (let b = 0; b < basis.length; b++) {
      for (let i = 0; i < WIDTH; i += 4) {
        for (let j = 0; j < WIDTH; j += 4) {
          subtractTile(basis[b], block, from, to, i, j, coefficients, b * SQUARE);
        }
      }
    }
  }
}

/**
 * Replaces the first blocks of the basis by Q·Y, in place, and leaves the others as they are.
 *
 * @param rotation Y, (8 × blocks) × (8 × kept) row-major with kept ≤ blocks
 */
export function rotate(
  basis: readonly Float64Array[],
  rotation: Float64Array,
  kept: number,
): void {
  const n = basis[0].length / WIDTH;
  // The negative of each 8 × 8 tile of Y, so that subtracting it adds.
  const tiles: Float64Array[] = [];
  for (let t = 0; t < kept; t++) {
    const tile = new Float64Array(basis.length * SQUARE);
    for (let i = 0; i < basis.length * WIDTH; i++) {
      for (let j = 0; j < WIDTH; j++) {
        tile[i * WIDTH + j] = -rotation[(i * kept + t) * WIDTH + j];
      }
    }
    tiles.push(tile);
  }
  const scratch = tiles.map(() => new Float64Array(CHUNK * WIDTH));
  for (let from = 0; from < n; from += CHUNK) {
    const to = Math.min(n, from + CHUNK);
    const rows = basis.map((block) => block.subarray(from * WIDTH, to * WIDTH));
    scratch.forEach((target, t) => {
      target.fill(0);
      subtract(rows, tiles[t], target.subarray(0, (to - from) * WIDTH));
    });
    scratch.forEach((target, t) => rows[t].set(target.subarray(0, (to - from) * WIDTH)));
  }
}

/** Euclidean norms of the eight vectors of a block. */
export function norms(block: Float64Array): Float64Array {
  const squares = new Float64Array(WIDTH);
  for (let i = 0; i < block.length; i += WIDTH) {
    for (let j = 0; j < WIDTH; j++) squares[j] += block[i + j] * block[i + j];
  }
  return squares.map(Math.sqrt);
}

/**
 * W = Q·R in place, by modified Gram–Schmidt, each vector passed twice: the block becomes Q with
 * orthonormal vectors. A vector of which at most `floor` is left when the ones before it are taken
 * out becomes zero, as does its entry in the diagonal of R.
 *
 * @returns R, 8 × 8 row-major, upper triangular
 */
export function orthonormalize(block: Float64Array, floor: number): Float64Array {
  const n = block.length / WIDTH;
  const upper = new Float64Array(SQUARE);
  const vectors = Array.from({ length: WIDTH }, (_, j) => {
    const vector = new Float64Array(n);
    for (let i = 0; i < n; i++) vector[i] = block[i * WIDTH + j];
    return vector;
  });
  for (let j = 0; j < WIDTH; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const along = dot(vectors[i], vectors[j]);
        upper[i * WIDTH + j] += along;
        addMultiple(vectors[j], -along, vectors[i]);
      }
    }
    const norm = Math.sqrt(dot(vectors[j], vectors[j]));
    if (norm > floor) {
      upper[j * WIDTH + j] = norm;
      for (let i = 0; i < n; i++) vectors[j][i] /= norm;
    } else {
      vectors[j].fill(0);
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < WIDTH; j++) block[i * WIDTH + j] = vectors[j][i];
  }
  return upper;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addMultiple(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}

/** H[i … i + 1, j … j + 3] += XᵀY over some rows; a tile whose eight sums stay in registers. */
function addInnerProducts(
  X: Float64Array,
  Y: Float64Array,
  from: number,
  to: number,
  i: number,
  j: number,
  products: Float64Array,
  offset: number,
): void {
  let h00 = 0, h01 = 0, h02 = 0, h03 = 0, h10 = 0, h11 = 0, h12 = 0, h13 = 0;
  for (let r = from * WIDTH, end = to * WIDTH; r < end; r += WIDTH) {
    const x0 = X[r + i], x1 = X[r + i + 1];
    const y0 = Y[r + j], y1 = Y[r + j + 1], y2 = Y[r + j + 2], y3 = Y[r + j + 3];
    h00 += x0 * y0;
    h01 += x0 * y1;
    h02 += x0 * y2;
    h03 += x0 * y3;
    h10 += x1 * y0;
    h11 += x1 * y1;
    h12 += x1 * y2;
    h13 += x1 * y3;
  }
  const h = offset + i * WIDTH + j;
  products[h] += h00;
  products[h + 1] += h01;
  products[h + 2] += h02;
  products[h + 3] += h03;
  products[h + WIDTH] += h10;
  products[h + WIDTH + 1] += h11;
  products[h + WIDTH + 2] += h12;
  products[h + WIDTH + 3] += h13;
}

/** W[:, j … j + 3] −= X[:, i … i + 3] · H[i … i + 3, j … j + 3] over some rows. */
function subtractTile(
  X: Float64Array,
  W: Float64Array,
  from: number,
  to: number,
  i: number,
  j: number,
  H: Float64Array,
  offset: number,
): void {
  const h = offset + i * WIDTH + j;
  const h00 = H[h], h01 = H[h + 1], h02 = H[h + 2], h03 = H[h + 3];
  const h10 = H[h + 8], h11 = H[h + 9], h12 = H[h + 10], h13 = H[h + 11];
  const h20 = H[h + 16], h21 = H[h + 17], h22 = H[h + 18], h23 = H[h + 19];
  const h30 = H[h + 24], h31 = H[h + 25], h32 = H[h + 26], h33 = H[h + 27];
  for (let r = from * WIDTH, end = to * WIDTH; r < end; r += WIDTH) {
    const x0 = X[r + i], x1 = X[r + i + 1], x2 = X[r + i + 2], x3 = X[r + i + 3];
    W[r + j] -= x0 * h00 + x1 * h10 + x2 * h20 + x3 * h30;
    W[r + j + 1] -= x0 * h01 + x1 * h11 + x2 * h21 + x3 * h31;
    W[r + j + 2] -= x0 * h02 + x1 * h12 + x2 * h22 + x3 * h32;
    W[r + j + 3] -= x0 * h03 + x1 * h13 + x2 * h23 + x3 * h33;
  }
}
