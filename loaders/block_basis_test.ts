import assert from "node:assert/strict";
import { components, norms, orthonormalize, rotate, subtract, WIDTH } from "./block_basis.ts";
import { randomNumbers } from "../src/recommender/random.ts";

/** Rows that do not fill the chunks that the routines work in. */
const N = 1100;

function randomBlock(seed: number, n = N): Float64Array {
  const random = randomNumbers(seed);
  return Float64Array.from({ length: n * WIDTH }, () => random() - 0.5);
}

/** Entry (i, j) of XᵀY, by the definition. */
function innerProduct(X: Float64Array, i: number, Y: Float64Array, j: number): number {
  let sum = 0;
  for (let r = 0; r < X.length; r += WIDTH) sum += X[r + i] * Y[r + j];
  return sum;
}

function assertClose(actual: number, expected: number, tolerance: number, what: string) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual} is not ${expected}`);
}

Deno.test("components() are the inner products with every basis vector", () => {
  const basis = [randomBlock(1), randomBlock(2), randomBlock(3)];
  const block = randomBlock(4);
  const products = components(basis, block);
  assert.equal(products.length, 3 * WIDTH * WIDTH);
  for (let i = 0; i < 3 * WIDTH; i++) {
    for (let j = 0; j < WIDTH; j++) {
      const expected = innerProduct(basis[Math.floor(i / WIDTH)], i % WIDTH, block, j);
      assertClose(products[i * WIDTH + j], expected, 1e-12, `${i}, ${j}`);
    }
  }
});

Deno.test("components() in an empty basis are none", () => {
  assert.equal(components([], randomBlock(1)).length, 0);
});

Deno.test("subtract() takes each row's combination of basis rows out of the block", () => {
  const basis = [randomBlock(1), randomBlock(2)];
  const coefficients = randomBlock(3, 2 * WIDTH);
  const before = randomBlock(4);
  const block = before.slice();
  subtract(basis, coefficients, block);
  for (let r = 0; r < N; r++) {
    for (let j = 0; j < WIDTH; j++) {
      let expected = before[r * WIDTH + j];
      for (let i = 0; i < 2 * WIDTH; i++) {
        const entry = basis[Math.floor(i / WIDTH)][r * WIDTH + i % WIDTH];
        expected -= entry * coefficients[i * WIDTH + j];
      }
      assertClose(block[r * WIDTH + j], expected, 1e-13, `${r}, ${j}`);
    }
  }
});

Deno.test("rotate() replaces the first blocks by the product and leaves the rest", () => {
  const before = [randomBlock(1), randomBlock(2), randomBlock(3)];
  const basis = before.map((block) => block.slice());
  const kept = 2;
  const random = randomNumbers(5);
  const rotation = Float64Array.from({ length: 3 * WIDTH * kept * WIDTH }, () => random() - 0.5);
  rotate(basis, rotation, kept);
  for (let r = 0; r < N; r++) {
    for (let j = 0; j < kept * WIDTH; j++) {
      let expected = 0;
      for (let i = 0; i < 3 * WIDTH; i++) {
        const entry = before[Math.floor(i / WIDTH)][r * WIDTH + i % WIDTH];
        expected += entry * rotation[i * kept * WIDTH + j];
      }
      assertClose(
        basis[Math.floor(j / WIDTH)][r * WIDTH + j % WIDTH],
        expected,
        1e-13,
        `${r}, ${j}`,
      );
    }
  }
  assert.deepEqual(basis[2], before[2]);
});

Deno.test("norms() are the lengths of the eight vectors", () => {
  const block = new Float64Array(2 * WIDTH);
  block.set([3, 1, 0, 5, 0, 0, 0, 0], 0);
  block.set([4, 1, 0, 12, 0, 0, 0, 2], WIDTH);
  assert.deepEqual(norms(block), Float64Array.of(5, Math.sqrt(2), 0, 13, 0, 0, 0, 2));
});

Deno.test("orthonormalize() splits a block into orthonormal vectors and a triangle", () => {
  const before = randomBlock(6);
  // Nearly dependent vectors are what one pass of Gram-Schmidt gets wrong.
  for (let r = 0; r < before.length; r += WIDTH) {
    before[r + 3] = before[r + 1] + 1e-9 * before[r + 3];
  }
  const block = before.slice();
  const upper = orthonormalize(block, 0);
  for (let i = 0; i < WIDTH; i++) {
    for (let j = 0; j < WIDTH; j++) {
      assertClose(innerProduct(block, i, block, j), i === j ? 1 : 0, 1e-13, `QᵀQ ${i}, ${j}`);
      if (j < i) assert.equal(upper[i * WIDTH + j], 0);
    }
  }
  for (let r = 0; r < N; r++) {
    for (let j = 0; j < WIDTH; j++) {
      let product = 0;
      for (let i = 0; i < WIDTH; i++) product += block[r * WIDTH + i] * upper[i * WIDTH + j];
      assertClose(product, before[r * WIDTH + j], 1e-14, `Q·R ${r}, ${j}`);
    }
  }
});

Deno.test("orthonormalize() makes a dependent vector zero", () => {
  const block = randomBlock(7);
  for (let r = 0; r < block.length; r += WIDTH) {
    block[r + 2] = block[r] - 2 * block[r + 1];
    block[r + 5] = 0;
  }
  const upper = orthonormalize(block, 1e-8);
  const lengths = norms(block);
  for (let j = 0; j < WIDTH; j++) {
    const dependent = j === 2 || j === 5;
    assertClose(lengths[j], dependent ? 0 : 1, 1e-13, `vector ${j}`);
    assert.equal(upper[j * WIDTH + j] === 0, dependent);
  }
});
