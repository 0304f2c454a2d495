/**
 * The state of a query as addresses hold it: by ids and names, which stay true when a data set is
 * built anew, and its translation into rows of the model at hand.
 *
 * As a fragment: `#songs=ID,ID&playlists=ID&genres=rock&near=energy:0.9&blend=0.3&weigh=key:0&top=50`.
 * What a page leaves at its default is not written.
 */
import type { FeatureWeights, Query } from "../recommender/contract.ts";
import type { PageModel } from "./model.ts";

/** A query, its blend and its list by names. `null` stands for the default of the page. */
export interface QueryState {
  /** track_id of each picked song. */
  readonly songs: readonly string[];
  /** playlist_id of each picked playlist. */
  readonly playlists: readonly string[];
  readonly genres: readonly string[];
  readonly subgenres: readonly string[];
  /** Wanted values by the name of the feature, in the unit of the data set. */
  readonly near: Readonly<Record<string, number>>;
  /** Weight of the collaborative signal, 0 to 1. */
  readonly blend: number | null;
  /** How much features count, by name; a feature that is not named has the page's default. */
  readonly weigh: Readonly<Record<string, number>>;
  /** Length of the list. */
  readonly top: number | null;
}

export const EMPTY_STATE: QueryState = {
  songs: [],
  playlists: [],
  genres: [],
  subgenres: [],
  near: {},
  blend: null,
  weigh: {},
  top: null,
};

/** Most songs that a list may hold. */
export const LONGEST_LIST = 200;

const LISTS = ["songs", "playlists", "genres", "subgenres"] as const;
const RECORDS = ["near", "weigh"] as const;

/** What a pick can be. */
export type PickList = (typeof LISTS)[number];

/** The parameters of a fragment, in order; the text of a value is as it stands there. */
export function parseFragment(fragment: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of fragment.replace(/^#/, "").split("&")) {
    const at = pair.indexOf("=");
    if (at > 0) parameters.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return parameters;
}

/** The fragment with its `#`; "" where there is no parameter. */
export function formatFragment(parameters: ReadonlyMap<string, string>): string {
  const pairs = Array.from(parameters, ([name, value]) => `${name}=${value}`);
  return pairs.length > 0 ? `#${pairs.join("&")}` : "";
}

/** Reads a query; what cannot be read is passed over. */
export function readState(parameters: ReadonlyMap<string, string>): QueryState {
  const list = (name: PickList) => [...new Set(parts(parameters.get(name)).map(decode))];
  const record = (name: (typeof RECORDS)[number], isValid: (value: number) => boolean) =>
    Object.fromEntries(
      parts(parameters.get(name)).map((part): [string, number] => {
        const at = part.lastIndexOf(":");
        return [decode(part.slice(0, at)), number(part.slice(at + 1))];
      }).filter(([key, value]) => key !== "" && isValid(value)),
    );
  const blend = number(parameters.get("blend")), top = number(parameters.get("top"));
  return {
    songs: list("songs"),
    playlists: list("playlists"),
    genres: list("genres"),
    subgenres: list("subgenres"),
    near: record("near", Number.isFinite),
    blend: blend >= 0 && blend <= 1 ? blend : null,
    weigh: record("weigh", (value) => value >= 0 && value < Infinity),
    top: Number.isInteger(top) && top >= 1 ? Math.min(top, LONGEST_LIST) : null,
  };
}

/** Writes a query among the parameters of a fragment; the others stay as they are. */
export function writeState(state: QueryState, parameters: Map<string, string>): void {
  const put = (name: string, value: string) => {
    if (value === "") parameters.delete(name);
    else parameters.set(name, value);
  };
  for (const name of LISTS) put(name, state[name].map(encodeURIComponent).join(","));
  put("near", formatRecord(state.near));
  put("blend", state.blend === null ? "" : String(state.blend));
  put("weigh", formatRecord(state.weigh));
  put("top", state.top === null ? "" : String(state.top));
}

/** A pick of an address that the data set at hand does not have. */
export interface MissingPick {
  readonly list: PickList | "near" | "weigh";
  readonly id: string;
}

/** A query in rows of a model. */
export interface ResolvedQuery {
  readonly query: Query;
  readonly missing: readonly MissingPick[];
}

/** Translates a query into rows of a model, and tells what this data set does not have. */
export function resolveQuery(state: QueryState, model: PageModel): ResolvedQuery {
  const { catalogue } = model;
  const missing: MissingPick[] = [];
  const rows = (list: PickList, names: readonly string[], isSorted: boolean) =>
    state[list].flatMap((id) => {
      const row = isSorted ? rowOfSorted(names, id) : names.indexOf(id);
      if (row < 0) missing.push({ list, id });
      return row < 0 ? [] : [row];
    });
  const preferences = Object.entries(state.near).flatMap(([id, value]) => {
    const feature = catalogue.features.findIndex(({ name }) => name === id);
    if (feature < 0) missing.push({ list: "near", id });
    return feature < 0 ? [] : [{ feature, value }];
  });
  return {
    query: {
      songs: rows("songs", model.trackIds, true),
      playlists: rows("playlists", model.playlistIds, true),
      genres: rows("genres", catalogue.genreNames, false),
      subgenres: rows("subgenres", catalogue.subgenreNames, false),
      preferences,
    },
    missing,
  };
}

/**
 * How much each feature of a model counts: the address's weight, else the page's, else 1.
 *
 * @param defaults the page's weights by the name of the feature
 */
export function featureWeights(
  state: QueryState,
  model: PageModel,
  defaults: Readonly<Record<string, number>>,
): FeatureWeights {
  return Float64Array.from(
    model.catalogue.features,
    ({ name }) => ownValue(state.weigh, name) ?? ownValue(defaults, name) ?? 1,
  );
}

/** A value of a record by a name that comes from data: "constructor" is no property of ours. */
function ownValue(record: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Row of a text among texts in ascending byte order; −1 where it is not among them. */
function rowOfSorted(names: readonly string[], name: string): number {
  // The order of code units is that of bytes but for characters beyond U+FFFF, so a miss is checked.
  let low = 0, high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[middle] < name) low = middle + 1;
    else high = middle;
  }
  return names[low] === name ? low : names.indexOf(name);
}

function formatRecord(record: Readonly<Record<string, number>>): string {
  return Object.entries(record).map(([name, value]) => `${encodeURIComponent(name)}:${value}`)
    .join(",");
}

function parts(value: string | undefined): string[] {
  return (value ?? "").split(",").filter((part) => part !== "");
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // A percent sign that encodes nothing stands for itself.
  }
}

function number(text: string | undefined): number {
  return text === undefined || text.trim() === "" ? NaN : Number(text);
}
