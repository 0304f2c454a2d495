/**
 * The form of the settings: types, what is allowed, and how flags and the environment override
 * them. One table, `OPTIONS`, declares each override once; `--help` is printed from it.
 */
import * as v from "valibot";
import { SCALERS } from "../src/recommender/scaling.ts";
import { UserError } from "./errors.ts";

const whole = (low: number, high: number) =>
  v.pipe(
    v.number("a whole number is needed"),
    v.integer("a whole number is needed"),
    v.minValue(low, `it must be at least ${low}`),
    v.maxValue(high, `it must be at most ${high}`),
  );
const columnName = v.pipe(v.string("a column's name is needed"), v.minLength(1, "it is empty"));

const SettingsSchema = v.strictObject({
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
  columns: v.strictObject({
    track_id: columnName,
    playlist_id: columnName,
    track_name: columnName,
    track_artist: columnName,
    track_album_id: columnName,
    track_album_name: columnName,
    release_date: columnName,
    track_popularity: columnName,
    playlist_name: columnName,
    playlist_genre: columnName,
    playlist_subgenre: columnName,
  }),
});

/** The settings of a model; `settings.ts` holds the values and says what each does. */
export type Settings = v.InferOutput<typeof SettingsSchema>;

/** The columns that a data set may have beside its features, by our name for them. */
export type ColumnRole = keyof Settings["columns"];

/** A setting that a flag or the environment can override. */
export interface SettingOption {
  readonly setting: Exclude<keyof Settings, "columns">;
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

/** Every setting that can be overridden for one run, in the order in which `--help` lists them. */
export const OPTIONS: readonly SettingOption[] = [
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

/** Where the value of each overridden setting came from, for error messages and the manifest. */
export interface EffectiveSettings {
  readonly settings: Settings;
  /** Settings that were not taken from `settings.ts`, with the flag or variable that set them. */
  readonly overridden: Readonly<Partial<Record<keyof Settings, string>>>;
}

/**
 * The settings in force: `base`, overridden by the environment, overridden by flags.
 *
 * @param flags values by flag name without dashes, as `readFlags` returns them
 * @param environment looks up a variable
 * @throws UserError naming the setting, where its value came from, the value and what is allowed
 */
export function effectiveSettings(
  base: Settings,
  flags: Readonly<Record<string, string | undefined>>,
  environment: (variable: string) => string | undefined,
): EffectiveSettings {
  const merged: Record<string, unknown> = { ...base };
  const overridden: Partial<Record<keyof Settings, string>> = {};
  for (const { setting, flag, variable, parse } of OPTIONS) {
    const given = flags[flag], set = environment(variable);
    if (given !== undefined) {
      merged[setting] = parse(given);
      overridden[setting] = `--${flag}`;
    } else if (set !== undefined && (set !== "" || setting === "features")) {
      merged[setting] = parse(set);
      overridden[setting] = variable;
    }
  }
  const result = v.safeParse(SettingsSchema, merged);
  if (result.success) return { settings: result.output, overridden };
  const problems = result.issues.map((issue) => {
    const path = v.getDotPath(issue) ?? "";
    const source = overridden[path.split(".")[0] as keyof Settings] ?? "loaders/settings.ts";
    if (issue.type === "strict_object" && issue.expected === "never") {
      return `${path} (${source}): there is no such setting`;
    }
    return `${path} = ${JSON.stringify(issue.input)} (${source}): ${issue.message}`;
  });
  throw new UserError(`Cannot use the settings: ${problems.join("; ")}`);
}
