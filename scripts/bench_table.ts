/** Plain text tables and the numbers in them. */

/**
 * A table in plain text: the first column to the left, all others to the right, a rule below the
 * header.
 */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, c) =>
    Math.max(name.length, ...rows.map((row) => (row[c] ?? "").length))
  );
  const line = (cells: readonly string[]) =>
    widths.map((width, c) => {
      const cell = cells[c] ?? "";
      return c === 0 ? cell.padEnd(width) : cell.padStart(width);
    }).join("  ").trimEnd();
  return [line(header), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)]
    .join("\n");
}

/** The middle of some numbers, the mean of the middle two of an even number; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A time in nanoseconds in the unit that suits it, in three digits. */
export function duration(nanoseconds: number): string {
  for (const [unit, size] of [["s", 1e9], ["ms", 1e6], ["µs", 1e3]] as const) {
    if (nanoseconds >= size) return `${(nanoseconds / size).toPrecision(3)} ${unit}`;
  }
  return `${nanoseconds.toPrecision(3)} ns`;
}

/** A number of seconds in two decimals. */
export function seconds(value: number): string {
  return value.toFixed(2);
}

/** A number of bytes in megabytes of 10⁶; a dash where it is not known (NaN). */
export function megabytes(bytes: number): string {
  return Number.isNaN(bytes) ? "–" : (bytes / 1e6).toFixed(0);
}
