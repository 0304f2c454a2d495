/** What the Genres page shows, in the address: genres or subgenres, and the pair looked at. */
import type { QueryAddress } from "../query/query_address.ts";
import { type Group, type Grouping, GROUPINGS } from "./groups.ts";

const BY = "by", BETWEEN = "between";

/** The grouping of the address, else the first that the data set has two groups of. */
export function readGrouping(address: QueryAddress, available: readonly Grouping[]): Grouping {
  const asked = GROUPINGS.find((grouping) => grouping === address.get(BY));
  return asked !== undefined && available.includes(asked) ? asked : available[0];
}

/** Changes the grouping; the pair of the other one makes no sense in it. */
export function writeGrouping(address: QueryAddress, by: Grouping): void {
  address.set(BETWEEN, null, "preview");
  address.set(BY, by === "genre" ? null : by);
}

/** The pair of the address, by name; null where it names none that is here. */
export function readPair(
  address: QueryAddress,
  groups: readonly Group[],
): [number, number] | null {
  const names = (address.get(BETWEEN) ?? "").split("|");
  const [a, b] = names.map((name) => groups.findIndex((group) => group.name === name));
  return names.length === 2 && a >= 0 && b >= 0 && a !== b ? [a, b] : null;
}

export function writePair(
  address: QueryAddress,
  groups: readonly Group[],
  a: number,
  b: number,
): void {
  address.set(BETWEEN, `${groups[a].name}|${groups[b].name}`, "settle");
}
