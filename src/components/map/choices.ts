/** The map's own part of the address: layout, axes, colour and genre filter, by names. */
import type { MapChoices } from "./controls.ts";
import type { MapVariable } from "./variables.ts";
import type { HistoryStep, QueryAddress } from "../query/query_address.ts";

/** The part of `QueryAddress` that holds a page's own values. */
export type OwnValues = Pick<QueryAddress, "get" | "set">;

const NAMES = { layout: "layout", x: "x", y: "y", color: "colour", size: "size" } as const;
const CHOICES = ["layout", "x", "y", "color", "size"] as const;
const FILTER = "show";

/** How a look at the map stands in the history: going back is for the query. */
const STEP: HistoryStep = "replace";

/**
 * The choices in force: the address's, else the page's, else the first that the data set has.
 *
 * @param layouts names of the layouts that the map holds; "features" is one wherever there are
 *   variables, the axes being "" where there are none
 * @throws RangeError when there is neither a layout nor a variable
 */
export function readChoices(
  address: OwnValues,
  defaults: MapChoices,
  variables: readonly MapVariable[],
  hasGenres: boolean,
  layouts: readonly string[],
): MapChoices {
  const names = variables.map(({ name }) => name);
  if (names.length === 0 && layouts.length === 0) {
    throw new RangeError("Cannot draw the map: the data set has nothing to place songs by");
  }
  const colors = [...(hasGenres ? ["genre"] : []), ...names, "none"];
  const choose = (choice: keyof MapChoices, known: readonly string[], at: number) =>
    [address.get(NAMES[choice]), defaults[choice], known[Math.min(at, known.length - 1)]]
      .find((name) => name !== null && known.includes(name)) ?? "";
  return {
    layout: choose("layout", layoutsOffered(layouts, variables), 0),
    x: choose("x", names, 0),
    y: choose("y", names, 1),
    color: choose("color", colors, 0),
    size: choose("size", ["none", ...names], 0),
  };
}

/** Names of what may place songs: the layouts of the map, then two variables where there are any. */
export function layoutsOffered(
  layouts: readonly string[],
  variables: readonly MapVariable[],
): string[] {
  return [...layouts, ...(variables.length > 0 ? ["features"] : [])];
}

/** Writes what is chosen anew; the page's defaults are not written. */
export function writeChoices(
  address: OwnValues,
  change: Partial<MapChoices>,
  defaults: MapChoices,
): void {
  for (const choice of CHOICES) {
    const name = change[choice];
    if (name === undefined) continue;
    address.set(NAMES[choice], name === defaults[choice] ? null : name, STEP);
  }
}

/** The genres that are shown, as rows of the catalogue's genre names; null for all. */
export function readFilter(
  address: OwnValues,
  genreNames: readonly string[],
): ReadonlySet<number> | null {
  const names = address.get(FILTER)?.split("|") ?? [];
  const genres = names.map((name) => genreNames.indexOf(name)).filter((genre) => genre >= 0);
  return genres.length > 0 ? new Set(genres) : null;
}

export function writeFilter(
  address: OwnValues,
  genres: ReadonlySet<number> | null,
  genreNames: readonly string[],
): void {
  const names = genres === null ? [] : [...genres].sort((a, b) => a - b).map((i) => genreNames[i]);
  address.set(FILTER, names.length > 0 ? names.join("|") : null, STEP);
}
