/** Texts of which many are the same, as numbers. */

/**
 * A column of texts as numbers: rows of its distinct texts in order of first appearance.
 *
 * @param absent the number that stands for null
 */
export function numbered(
  values: readonly (string | null)[],
  absent = -1,
): { codes: Int32Array; names: string[] } {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) {
      codes[i] = absent;
      continue;
    }
    let code = codeOf.get(value);
    if (code === undefined) codeOf.set(value, code = codeOf.size);
    codes[i] = code;
  }
  return { codes, names: [...codeOf.keys()] };
}

/** A column of texts as numbers: rows of its distinct texts in byte order, −1 where null. */
export function coded(values: readonly (string | null)[]): { codes: Int32Array; names: string[] } {
  const { codes, names } = numbered(values);
  const order = names.map((_, code) => code).sort((a, b) => byteOrder(names[a], names[b]));
  const place = new Int32Array(names.length);
  order.forEach((code, row) => place[code] = row);
  return {
    codes: codes.map((code) => code < 0 ? -1 : place[code]),
    names: order.map((code) => names[code]),
  };
}

/** Orders texts by code point, which is the byte order of UTF-8. */
export function byteOrder(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    return (a.codePointAt(i) as number) - (b.codePointAt(i) as number);
  }
  return a.length - b.length;
}
