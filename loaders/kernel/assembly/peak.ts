/**
 * Multiplications and additions of four lanes on registers alone, as many as this processor takes:
 * what the search is measured against. Twelve independent chains, so that no addition waits for
 * another. A round has 96 floating-point operations. `at` is the address of 14 vectors; the sums go
 * to the first.
 */
export function peak(rounds: i32, at: usize): void {
  let a = v128.load(at), b = v128.load(at, 16), c = v128.load(at, 32), d = v128.load(at, 48);
  let e = v128.load(at, 64), f = v128.load(at, 80), g = v128.load(at, 96), h = v128.load(at, 112);
  let i = v128.load(at, 128), j = v128.load(at, 144), k = v128.load(at, 160), l = v128.load(at, 176);
  const x = v128.load(at, 192), y = v128.load(at, 208);
  for (let round = 0; round < rounds; round++) {
    a = f32x4.add(y, f32x4.mul(a, x));
    b = f32x4.add(y, f32x4.mul(b, x));
    c = f32x4.add(y, f32x4.mul(c, x));
    d = f32x4.add(y, f32x4.mul(d, x));
    e = f32x4.add(y, f32x4.mul(e, x));
    f = f32x4.add(y, f32x4.mul(f, x));
    g = f32x4.add(y, f32x4.mul(g, x));
    h = f32x4.add(y, f32x4.mul(h, x));
    i = f32x4.add(y, f32x4.mul(i, x));
    j = f32x4.add(y, f32x4.mul(j, x));
    k = f32x4.add(y, f32x4.mul(k, x));
    l = f32x4.add(y, f32x4.mul(l, x));
  }
  const abcd = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  const efgh = f32x4.add(f32x4.add(e, f), f32x4.add(g, h));
  const ijkl = f32x4.add(f32x4.add(i, j), f32x4.add(k, l));
  v128.store(at, f32x4.add(abcd, f32x4.add(efgh, ijkl)));
}
