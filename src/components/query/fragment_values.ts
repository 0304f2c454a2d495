/** Lists, records, ranges and numbers as the parameters of a fragment write them. */
import type { Range } from "../../recommender/filters.ts";

/** "energy:0.5,tempo:120" */
export function formatRecord<Value>(
  record: Readonly<Record<string, Value>>,
  format: (value: Value) => string,
): string {
  return Object.entries(record)
    .map(([name, value]) => `${encodeURIComponent(name)}:${format(value)}`).join(",");
}

/** "1990..1999" */
export function formatRange({ low, high }: Range): string {
  return `${low}..${high}`;
}

/** "1990..1999"; null for what is no range. */
export function readRange(text: string | undefined): Range | null {
  const [low, high, ...rest] = (text ?? "").split("..").map(number);
  return rest.length === 0 && Number.isFinite(low) && Number.isFinite(high) && low <= high
    ? { low, high }
    : null;
}

/** A finite number that is at least `low`, else null. */
export function finite(text: string, low: number): number | null {
  const value = number(text);
  return Number.isFinite(value) && value >= low ? value : null;
}

/** The parts of a list; none of them empty. */
export function parts(value: string | undefined): string[] {
  return (value ?? "").split(",").filter((part) => part !== "");
}

/** Ids as a list that `parts` and `decode` read; what needs no encoding stays as it is. */
export function joinIds(ids: readonly string[]): string {
  return ids.map((id) => id.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");
}

/** A text that was encoded for an address. */
export function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // A percent sign that encodes nothing stands for itself.
  }
}

/** NaN for what is no number. */
export function number(text: string | undefined): number {
  return text === undefined || text.trim() === "" ? NaN : Number(text);
}
