/**
 * The form of the settings: types, what is allowed, and how flags and the environment override
 * them. One table, `OPTIONS`, declares each override once; `--help` is printed from it.
 */
import * as v from "valibot";
import { SCALERS } from "../src/recommender/scaling.ts";
import { UserError } from "./errors.ts";
import { type ColumnRole, USUAL_COLUMNS } from "./usual_columns.ts";

const whole = (low: number, high: number) =>
  v.pipe(
    v.number("a whole number is needed"),
    v.integer("a whole number is needed"),
    v.minValue(low, `it must be at least ${low}`),
    v.maxValue(high, `it must be at most ${high}`),
  );
const columnName = v.pipe(v.string("a column's name is needed"), v.minLength(1, "it is empty"));
const role = v.string('a column\'s name is needed, or "" to leave it out');
const path = v.string('the path of a file is needed, or "" for none');

const word = v.pipe(
  v.string("a word is needed"),
  v.trim(),
  v.minLength(1, "it is empty"),
  v.maxLength(40, "it is longer than 40 letters"),
);
const noun = v.tuple([word, word], 'one and many are needed, as ["book", "books"]');

/** What the pages' texts call the things of a data set unless it says otherwise: one and many. */
export const USUAL_NOUNS = {
  song: ["song", "songs"],
  playlist: ["playlist", "playlists"],
  artist: ["artist", "artists"],
  album: ["album", "albums"],
  genre: ["genre", "genres"],
} as const;

const FILES = {
  dataset: path,
  interactions: path,
};

const SettingsSchema = v.strictObject({
  ...FILES,
  features: v.pipe(
    v.array(columnName, "a list of column names is needed"),
    v.check((names) => new Set(names).size === names.length, "a feature is named twice"),
  ),
  scaler: v.picklist(SCALERS, `it must be one of ${SCALERS.join(", ")}`),
  rank: whole(1, 512),
  topN: whole(1, 1000),
  exactUpTo: whole(0, 1_000_000_000_000),
  maxBadRows: whole(0, 1_000_000_000),
  memoryLimit: v.pipe(
    v.string("a size such as 1GB is needed"),
    v.regex(/^\d+(\.\d+)?(MB|GB|TB)$/, "a size such as 800MB or 1GB is needed"),
  ),
  workers: whole(0, 256),
  minWeight: v.union(
    [v.pipe(v.number(), v.finite()), v.literal("auto")],
    'a number or "auto" is needed',
  ),
  columns: v.strictObject({
    ...Object.fromEntries(Object.keys(USUAL_COLUMNS).map((name) => [name, role])) as Record<
      ColumnRole,
      typeof role
    >,
    track_id: columnName,
    playlist_id: columnName,
  }),
  nouns: v.strictObject({ song: noun, playlist: noun, artist: noun, album: noun, genre: noun }),
});

/** All that `settings.ts` holds; it says what each does. */
export type AllSettings = v.InferOutput<typeof SettingsSchema>;

/** Which files a data set consists of; "" stands for the usual places, or for none. */
export type DataFiles = Pick<AllSettings, keyof typeof FILES>;

/** The settings of a model. Of the files their content matters, not where they lie. */
export type Settings = Omit<AllSettings, keyof DataFiles>;

/** A setting that a flag or the environment can override. */
export interface SettingOption {
  readonly setting: keyof AllSettings;
  readonly flag: string;
  readonly variable: string;
  readonly value: string;
  readonly description: string;
  readonly parse: (text: string) => unknown;
}

const list = (text: string) => text.split(",").map((name) => name.trim()).filter(Boolean);
// An empty text is no number, though Number("") is 0.
const number = (text: string) => text.trim() === "" ? NaN : Number(text);
const text = (text: string) => text;
/** "track_id=song,playlist_id=user" */
const columns = (text: string) =>
  Object.fromEntries(
    list(text).map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [pair, null] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );

/** "song=book/books,playlist=shelf/shelves"; of a word alone many take an s */
const nouns = (text: string) =>
  Object.fromEntries(
    Object.entries(columns(text)).map(([name, words]) => {
      const [one, many = `${one}s`] = (words ?? "").split("/");
      return [name, [one, many]];
    }),
  );

/** Every setting that can be overridden for one run, in the order in which `--help` lists them. */
export const OPTIONS: readonly SettingOption[] = [
  {
    setting: "interactions",
    flag: "interactions",
    variable: "SEGUE_INTERACTIONS",
    value: "FILE",
    description: "a second file that lists who took up what; the data set then describes the songs",
    parse: text,
  },
  {
    setting: "columns",
    flag: "columns",
    variable: "SEGUE_COLUMNS",
    value: "ROLE=NAME,…",
    description: `which column holds what; roles: ${Object.keys(USUAL_COLUMNS).join(", ")}`,
    parse: columns,
  },
  {
    setting: "nouns",
    flag: "nouns",
    variable: "SEGUE_NOUNS",
    value: "NOUN=ONE/MANY,…",
    description: "what pages call things, such as song=book/books,playlist=shelf/shelves",
    parse: nouns,
  },
  {
    setting: "minWeight",
    flag: "min-weight",
    variable: "SEGUE_MIN_WEIGHT",
    value: "N|auto",
    description: "pairs with a lesser weight or rating do not count",
    parse: (text) => text === "auto" ? text : number(text),
  },
  {
    setting: "features",
    flag: "features",
    variable: "SEGUE_FEATURES",
    value: "A,B,…",
    description: "audio features, by column name; an empty list leaves the audio signal out",
    parse: list,
  },
  {
    setting: "scaler",
    flag: "scaler",
    variable: "SEGUE_SCALER",
    value: SCALERS.join("|"),
    description: "how features are put on one scale",
    parse: text,
  },
  {
    setting: "rank",
    flag: "rank",
    variable: "SEGUE_RANK",
    value: "N",
    description: "factors of the singular value decomposition, 1 to 512",
    parse: number,
  },
  {
    setting: "topN",
    flag: "top-n",
    variable: "SEGUE_TOP_N",
    value: "N",
    description: "neighbours stored for each song, 1 to 1000",
    parse: number,
  },
  {
    setting: "exactUpTo",
    flag: "exact-up-to",
    variable: "SEGUE_EXACT_UP_TO",
    value: "N",
    description:
      "numbers in the distinct vectors up to which all pairs are compared for neighbours",
    parse: number,
  },
  {
    setting: "maxBadRows",
    flag: "max-bad-rows",
    variable: "SEGUE_MAX_BAD_ROWS",
    value: "N",
    description: "malformed rows that are dropped before the file is refused",
    parse: number,
  },
  {
    setting: "memoryLimit",
    flag: "memory-limit",
    variable: "SEGUE_MEMORY_LIMIT",
    value: "SIZE",
    description: "memory that DuckDB may use before it spills to disk, such as 1GB",
    parse: text,
  },
  {
    setting: "workers",
    flag: "workers",
    variable: "SEGUE_WORKERS",
    value: "N",
    description: "workers that search neighbours; 0 takes one for each core",
    parse: number,
  },
];

/** The settings in force, and where the value of each came from. */
export interface EffectiveSettings {
  readonly settings: Settings;
  readonly files: DataFiles;
  /** Settings that were not taken from `settings.ts`, with the flag or variable that set them. */
  readonly overridden: Readonly<Partial<Record<keyof AllSettings, string>>>;
}

/** The file that holds the settings, as messages and the manifest name it. */
export const SETTINGS_FILE = "loaders/settings.ts";

/**
 * The settings in force: `base`, overridden by the environment, overridden by flags.
 *
 * @param flags values by flag name without dashes, as `readFlags` returns them
 * @param environment looks up a variable
 * @throws UserError naming the setting, where its value came from, the value and what is allowed
 */
export function effectiveSettings(
  base: AllSettings,
  flags: Readonly<Record<string, string | undefined>>,
  environment: (variable: string) => string | undefined,
): EffectiveSettings {
  const merged: Record<string, unknown> = { ...base };
  const overridden: Partial<Record<keyof AllSettings, string>> = {};
  for (const { setting, flag, variable, parse } of OPTIONS) {
    const given = flags[flag], set = environment(variable);
    const fromFlag = given !== undefined;
    if (!fromFlag && (set === undefined || (set === "" && setting !== "features"))) continue;
    const value = parse(given ?? set as string);
    // The roles that are not named keep their columns, the nouns their words.
    merged[setting] = setting === "columns" || setting === "nouns"
      ? { ...base[setting], ...value as object }
      : value;
    overridden[setting] = fromFlag ? `--${flag}` : variable;
  }
  const result = v.safeParse(SettingsSchema, merged);
  if (result.success) {
    const { dataset, interactions, ...settings } = result.output;
    return { settings, files: { dataset, interactions }, overridden };
  }
  const problems = result.issues.map((issue) => {
    const path = v.getDotPath(issue) ?? "";
    const source = overridden[path.split(".")[0] as keyof AllSettings] ?? SETTINGS_FILE;
    if (issue.type === "strict_object" && issue.expected === "never") {
      const of = path.startsWith("columns.")
        ? `role; the roles are ${Object.keys(USUAL_COLUMNS).join(", ")}`
        : path.startsWith("nouns.")
        ? `noun; the nouns are ${Object.keys(USUAL_NOUNS).join(", ")}`
        : "setting";
      return `${path} (${source}): there is no such ${of}`;
    }
    return `${path} = ${JSON.stringify(issue.input)} (${source}): ${issue.message}`;
  });
  throw new UserError(`Cannot use the settings: ${problems.join("; ")}`);
}
