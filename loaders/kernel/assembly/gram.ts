// AᵀA·X for a binary sparse A and a block X of eight vectors, in 128-bit SIMD.

/**
 * Adds AᵀA·X to Y: for each row a of A, aᵀ(a·X). X and Y are row-major, eight f64 a row, a cache line
 * each; `ends` says where each row's columns end among the `columns`, both i32. Every sum runs over a
 * row's columns, then over the rows, in their order.
 */
export function gram(rows: i32, ends: usize, columns: usize, x: usize, y: usize): void {
  let start = columns;
  for (let row = 0; row < rows; row++) {
    const end = columns + (<usize>load<i32>(ends + (<usize>row << 2)) << 2);
    let a = f64x2.splat(0), b = a, c = a, d = a;
    for (let at = start; at < end; at += 4) {
      const from = x + (<usize>load<i32>(at) << 6);
      a = f64x2.add(a, v128.load(from));
      b = f64x2.add(b, v128.load(from, 16));
      c = f64x2.add(c, v128.load(from, 32));
      d = f64x2.add(d, v128.load(from, 48));
    }
    for (let at = start; at < end; at += 4) {
      const to = y + (<usize>load<i32>(at) << 6);
      v128.store(to, f64x2.add(v128.load(to), a));
      v128.store(to, f64x2.add(v128.load(to, 16), b), 16);
      v128.store(to, f64x2.add(v128.load(to, 32), c), 32);
      v128.store(to, f64x2.add(v128.load(to, 48), d), 48);
    }
    start = end;
  }
}
