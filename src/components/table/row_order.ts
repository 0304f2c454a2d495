/** The order of rows under a column: what is unknown comes last, equal rows keep their order. */
import { foldText } from "../query/fold_text.ts";

/** What rows are compared by: numbers (NaN unknown), or texts ("" unknown) as people read them. */
export type SortKey = (row: number) => number | string;

/** @returns the rows in their new order; 28,000 of them take some tens of milliseconds */
export function sortedRows(
  rows: ArrayLike<number>,
  key: SortKey,
  isDescending: boolean,
): Int32Array {
  const given = Int32Array.from(rows);
  const keys = Array.from(given, (row) => {
    const value = key(row);
    return typeof value === "string" ? foldText(value) : value;
  });
  const isUnknown = keys.map((value) => value === "" || Number.isNaN(value));
  const sign = isDescending ? -1 : 1;
  const places = Int32Array.from(given, (_, place) => place).sort((a, b) => {
    if (isUnknown[a] || isUnknown[b]) return Number(isUnknown[a]) - Number(isUnknown[b]) || a - b;
    return keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b;
  });
  return places.map((place) => given[place]);
}
