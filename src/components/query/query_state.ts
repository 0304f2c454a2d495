/**
 * The state of a query as addresses hold it: by ids and names, which stay true when a data set is
 * built anew, and its translation into rows of the model at hand.
 *
 * As a fragment: `#songs=ID,ID&playlists=ID&genres=rock&near=energy:0.9&blend=0.3&weigh=key:0&top=50`;
 * what the list must be stands there as `&only=rock&years=1990..1999&within=tempo:118..122`.
 * What a page leaves at its default is not written; a long fragment is packed (`packed_fragment.ts`).
 */
import type { Catalogue, FeatureWeights, Query } from "../../recommender/contract.ts";
import {
  type FitFilter,
  knownFits,
  type Range,
  type SongFilters,
} from "../../recommender/filters.ts";
import { EMPTY_QUERY, songsOfQuery } from "../../recommender/query.ts";
import type { PageModel } from "../model.ts";
import {
  decode,
  finite,
  formatRange,
  formatRecord,
  number,
  parts,
  readRange,
} from "./fragment_values.ts";
import { formatOwnSongs, type OwnSong, readOwnSongs, resolveOwnSongs } from "./own_songs.ts";
import { PACKED, packFragment, unpackFragment } from "./packed_fragment.ts";

/** A query, its blend and its list by names. `null` stands for the default of the page. */
export interface QueryState {
  /** track_id of each picked song. */
  readonly songs: readonly string[];
  /** playlist_id of each picked playlist. */
  readonly playlists: readonly string[];
  readonly genres: readonly string[];
  readonly subgenres: readonly string[];
  /** Songs brought along that the data set does not have. */
  readonly own: readonly OwnSong[];
  /** track_id of each song that the list shall be unlike. */
  readonly dislikes: readonly string[];
  /** Wanted values by the name of the feature, in the unit of the data set. */
  readonly near: Readonly<Record<string, number>>;
  /** Name of the ranking model (`ranking_models.ts`). */
  readonly model: string | null;
  /** Weight of the collaborative signal, 0 to 1. */
  readonly blend: number | null;
  /** Share of content that is audio's and not the catalogue's, 0 to 1. */
  readonly split: number | null;
  /** How much features count, by name; a feature that is not named has the page's default. */
  readonly weigh: Readonly<Record<string, number>>;
  /** Length of the list. */
  readonly top: number | null;
  /** Most songs of one artist in the list; 0 for any number. */
  readonly perArtist: number | null;
  /** Whether a song that is there in several versions is listed once. */
  readonly oneVersion: boolean | null;
  /** How unlike each other the songs of the list shall be, 0 to 1. */
  readonly variety: number | null;
  /** From −1, well known songs first, to 1, lesser known ones first. */
  readonly novelty: number | null;
  /** Genres of the songs that are listed; none lists all. */
  readonly only: readonly string[];
  /** Names of artists that are not listed. */
  readonly without: readonly string[];
  readonly years: Range | null;
  readonly popularity: Range | null;
  /** Ranges of features by name, in the unit of the data set. */
  readonly within: Readonly<Record<string, Range>>;
  /** In what the listed songs fit the picks as one song fits the next: "key", "tempo". */
  readonly fits: readonly string[];
}

export const EMPTY_STATE: QueryState = {
  songs: [],
  playlists: [],
  genres: [],
  subgenres: [],
  own: [],
  dislikes: [],
  near: {},
  model: null,
  blend: null,
  split: null,
  weigh: {},
  top: null,
  perArtist: null,
  oneVersion: null,
  variety: null,
  novelty: null,
  only: [],
  without: [],
  years: null,
  popularity: null,
  within: {},
  fits: [],
};

/** Most songs that a list may hold. */
export const LONGEST_LIST = 200;

const PICKS = ["songs", "playlists", "genres", "subgenres"] as const;
const LISTS = [...PICKS, "dislikes", "only", "without", "fits"] as const;

/** What a pick can be. */
export type PickList = (typeof PICKS)[number];

/** Numbers of an address, each by its parameter, with the least and the most that it may be. */
const NUMBERS = {
  blend: { at: "blend", low: 0, high: 1, isWhole: false },
  split: { at: "split", low: 0, high: 1, isWhole: false },
  top: { at: "top", low: 1, high: Infinity, isWhole: true },
  perArtist: { at: "each", low: 0, high: Infinity, isWhole: true },
  variety: { at: "variety", low: 0, high: 1, isWhole: false },
  novelty: { at: "novelty", low: -1, high: 1, isWhole: false },
} as const;

/**
 * The parameters of a fragment, in order; the text of a value is as it stands there. What a packed
 * fragment holds comes first; one that is broken is passed over, one whose ids nobody here knows is
 * carried along as it is.
 */
export function parseFragment(fragment: string): Map<string, string> {
  const own = parametersOf(fragment.replace(/^#/, ""));
  const packed = own.get(PACKED);
  if (packed === undefined) return own;
  const text = unpackFragment(packed);
  if (text === undefined) return own;
  own.delete(PACKED);
  return new Map([...parametersOf(text ?? ""), ...own]);
}

/** The fragment with its `#`, packed where it is long; "" where there is no parameter. */
export function formatFragment(parameters: ReadonlyMap<string, string>): string {
  const text = Array.from(parameters, ([name, value]) => `${name}=${value}`).join("&");
  if (text === "") return "";
  return `#${parameters.has(PACKED) ? text : packFragment(text)}`;
}

/** A fragment without its `#` and unpacked, for what outlasts the data set. */
export function plainFragment(fragment: string): string {
  return Array.from(parseFragment(fragment), ([name, value]) => `${name}=${value}`).join("&");
}

function parametersOf(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of text.split("&")) {
    const at = pair.indexOf("=");
    if (at > 0) parameters.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return parameters;
}

/** Reads a query; what cannot be read is passed over. */
export function readState(parameters: ReadonlyMap<string, string>): QueryState {
  const list = (name: (typeof LISTS)[number]) => [
    ...new Set(parts(parameters.get(name)).map(decode)),
  ];
  const record = <Value>(name: string, read: (text: string) => Value | null) =>
    Object.fromEntries(
      parts(parameters.get(name)).flatMap((part): [string, Value][] => {
        const at = part.lastIndexOf(":");
        const key = decode(part.slice(0, at)), value = read(part.slice(at + 1));
        return key === "" || value === null ? [] : [[key, value]];
      }),
    );
  const value = (name: keyof typeof NUMBERS) => {
    const { at, low, high, isWhole } = NUMBERS[name];
    const found = number(parameters.get(at));
    return found >= low && found <= high && (!isWhole || Number.isInteger(found)) ? found : null;
  };
  const top = value("top"), versions = parameters.get("versions");
  return {
    songs: list("songs"),
    playlists: list("playlists"),
    genres: list("genres"),
    subgenres: list("subgenres"),
    own: readOwnSongs(parameters.get("own")),
    dislikes: list("dislikes"),
    near: record("near", (text) => finite(text, -Infinity)),
    model: parameters.has("model") ? decode(parameters.get("model")!) : null,
    blend: value("blend"),
    split: value("split"),
    weigh: record("weigh", (text) => finite(text, 0)),
    top: top === null ? null : Math.min(top, LONGEST_LIST),
    perArtist: value("perArtist"),
    oneVersion: versions === "one" ? true : versions === "all" ? false : null,
    variety: value("variety"),
    novelty: value("novelty"),
    only: list("only"),
    without: list("without"),
    years: readRange(parameters.get("years")),
    popularity: readRange(parameters.get("popularity")),
    within: record("within", readRange),
    fits: list("fits"),
  };
}

/** Writes a query among the parameters of a fragment; the others stay as they are. */
export function writeState(state: QueryState, parameters: Map<string, string>): void {
  const put = (name: string, value: string) => {
    if (value === "") parameters.delete(name);
    else parameters.set(name, value);
  };
  const putNumber = (name: keyof typeof NUMBERS) =>
    put(NUMBERS[name].at, state[name] === null ? "" : String(state[name]));
  const putList = (name: (typeof LISTS)[number]) =>
    put(name, state[name].map(encodeURIComponent).join(","));
  for (const name of PICKS) putList(name);
  put("own", formatOwnSongs(state.own));
  putList("dislikes");
  put("near", formatRecord(state.near, String));
  put("model", encodeURIComponent(state.model ?? ""));
  putNumber("blend");
  putNumber("split");
  put("weigh", formatRecord(state.weigh, String));
  putNumber("top");
  putNumber("perArtist");
  put("versions", state.oneVersion === null ? "" : state.oneVersion ? "one" : "all");
  putNumber("variety");
  putNumber("novelty");
  putList("only");
  putList("without");
  put("years", state.years === null ? "" : formatRange(state.years));
  put("popularity", state.popularity === null ? "" : formatRange(state.popularity));
  put("within", formatRecord(state.within, formatRange));
  putList("fits");
}

/** A pick of an address that the data set at hand does not have. */
export interface MissingPick {
  readonly list: PickList | "dislikes" | "near";
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
  const rows = (list: PickList | "dislikes", names: readonly string[], isSorted: boolean) =>
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
  const dislikes = rows("dislikes", model.trackIds, true);
  const newSongs = resolveOwnSongs(state.own, model);
  return {
    query: {
      songs: rows("songs", model.trackIds, true),
      playlists: rows("playlists", model.playlistIds, true),
      genres: rows("genres", catalogue.genreNames, false),
      subgenres: rows("subgenres", catalogue.subgenreNames, false),
      preferences,
      ...newSongs.length > 0 ? { newSongs } : {},
      ...dislikes.length > 0 ? { dislikes } : {},
    },
    missing,
  };
}

/**
 * The filters of a state in rows of a model; what this data set does not have filters nothing.
 *
 * @param query the songs that listed ones shall fit; without any, nothing need fit
 */
export function resolveFilters(
  state: QueryState,
  { catalogue }: PageModel,
  query: Query = EMPTY_QUERY,
): SongFilters {
  const rows = (names: readonly string[], wanted: readonly string[]) =>
    wanted.map((name) => names.indexOf(name)).filter((row) => row >= 0);
  return {
    genres: rows(catalogue.genreNames, state.only),
    years: state.years,
    popularity: state.popularity,
    features: Object.entries(state.within).flatMap(([id, range]) => {
      const feature = catalogue.features.findIndex(({ name }) => name === id);
      return feature < 0 ? [] : [{ feature, range }];
    }),
    withoutArtists: rows(catalogue.artistNames, state.without),
    fits: resolveFits(state, catalogue, query),
  };
}

function resolveFits(state: QueryState, catalogue: Catalogue, query: Query): FitFilter | null {
  if (state.fits.length === 0) return null;
  const fits = knownFits(catalogue).filter((fit) => state.fits.includes(fit));
  const songs = Array.from(songsOfQuery(catalogue, query).entries())
    .flatMap(([song, isOfQuery]) => isOfQuery ? [song] : []);
  return fits.length > 0 && songs.length > 0 ? { in: fits, songs } : null;
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
