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
