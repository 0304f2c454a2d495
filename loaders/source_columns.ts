/** Which columns of the data set play which part: the settings against the file's header. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { identifier, literal, rows } from "./duckdb.ts";
import { UserError } from "./errors.ts";
import type { ColumnRole, Settings } from "./settings_schema.ts";

/** The columns of a data set that a model reads. */
export interface SourceColumns {
  /** A SQL relation of the file's rows, in the file's order. */
  readonly relation: string;
  /** The file's column for each part; null where the file has none. */
  readonly roles: Readonly<Record<ColumnRole, string | null>>;
  /** The file's columns that are the audio features. */
  readonly features: readonly string[];
  /** What the file lacks and what is left out for it. */
  readonly notes: readonly string[];
}

/** What is left out when a column is missing. */
const WITHOUT: Readonly<Record<Exclude<ColumnRole, "track_id" | "playlist_id">, string>> = {
  track_name: "songs have no names",
  track_artist: "songs have no artists",
  track_album_id: "songs have no albums",
  track_album_name: "albums have no names",
  release_date: "songs have no release dates",
  track_popularity: "songs have no popularity",
  playlist_name: "playlists have no names",
  playlist_genre: "there are no genres",
  playlist_subgenre: "there are no subgenres",
};

/** How DuckDB reads the file: its format is told from its name. */
export function sourceRelation(path: string): string {
  if (/\.(parquet|pq)$/i.test(path)) return `read_parquet(${literal(path)})`;
  // Values come as text and are converted by us, so that a message can name the row of a bad one.
  // NA is how the public file, and R, write an absent value. Each thread takes a buffer at a time.
  return `read_csv(${literal(path)}, header = true, all_varchar = true, quote = '"',
    escape = '"', nullstr = ['', 'NA'], store_rejects = true, rejects_limit = 0,
    buffer_size = 4000000)`;
}

/**
 * Runs a query that reads all rows of the file, for whose content no query can answer: it may end
 * early, hold bytes that are no text, or be damaged in a way that DuckDB itself trips over.
 *
 * @throws UserError with the first line of DuckDB's reason
 */
export async function reading<T>(path: string, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    throw new UserError(`Cannot read the rows of ${path}: ${reason}`, { cause: error });
  }
}

/**
 * Matches the settings' columns with the file's.
 *
 * @param featuresAreDefault whether the features stand as in `settings.ts`: then a file that lacks
 *   some of them is taken to be of another kind, and its other numeric columns are features too
 * @throws UserError when the file cannot be read as a table, or lacks track_id, playlist_id or a
 *   feature that the settings name
 */
export async function findColumns(
  connection: DuckDBConnection,
  path: string,
  settings: Settings,
  featuresAreDefault: boolean,
): Promise<SourceColumns> {
  const relation = sourceRelation(path);
  const present = new Set<string>();
  try {
    for (const row of await rows(connection, `DESCRIBE SELECT * FROM ${relation}`)) {
      present.add(String(row.column_name));
    }
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    throw new UserError(`Cannot read ${path} as a table: ${reason}`, { cause: error });
  }
  const found = `its columns are ${[...present].join(", ")}`;
  for (const role of ["track_id", "playlist_id"] as const) {
    const column = settings.columns[role];
    if (!present.has(column)) {
      throw new UserError(
        `Cannot read ${path}: it has no column "${column}"; ${found}. ` +
          `Name the column that holds the ${role} in loaders/settings.ts (columns)`,
      );
    }
  }
  const notes: string[] = [];
  const roles = Object.fromEntries(
    (Object.entries(settings.columns) as [ColumnRole, string][]).map(([role, column]) => {
      if (present.has(column)) return [role, column];
      notes.push(`no column "${column}": ${WITHOUT[role as keyof typeof WITHOUT]}`);
      return [role, null];
    }),
  ) as Record<ColumnRole, string | null>;

  const lacking = settings.features.filter((name) => !present.has(name));
  if (lacking.length === 0) return { relation, roles, features: settings.features, notes };
  if (featuresAreDefault) {
    const known = settings.features.filter((name) => present.has(name));
    const taken = new Set([...Object.values(settings.columns), ...known]);
    const candidates = [...present].filter((name) => !taken.has(name));
    const others = await reading(
      path,
      () => numericColumns(connection, relation, candidates),
    );
    notes.push(featureNote(lacking, known, others));
    return { relation, roles, features: [...known, ...others], notes };
  }
  throw new UserError(
    `Cannot read ${path}: it has no column ${lacking.map((name) => `"${name}"`).join(", ")}, ` +
      `which the settings name as ${lacking.length > 1 ? "features" : "a feature"}; ${found}. ` +
      "Change the features in loaders/settings.ts or with --features",
  );
}

/** What is said where the file lacks features of the settings. */
function featureNote(
  lacking: readonly string[],
  known: readonly string[],
  others: readonly string[],
): string {
  const taken = `numeric columns ${others.join(", ")} are taken as features`;
  if (known.length === 0) {
    return others.length > 0
      ? `none of the settings' features is in the file: its ${taken}`
      : "the file has no numeric columns: there are no audio features";
  }
  const missing = `the file has no ${lacking.map((name) => `"${name}"`).join(", ")}, which the ` +
    `settings name as ${lacking.length > 1 ? "features" : "a feature"}`;
  return others.length > 0 ? `${missing}: its other ${taken}` : missing;
}

/** Of some columns, those whose values are all numbers, more than one of them. */
async function numericColumns(
  connection: DuckDBConnection,
  relation: string,
  candidates: readonly string[],
): Promise<string[]> {
  if (candidates.length === 0) return [];
  const tests = candidates.map((name, i) => {
    const column = identifier(name);
    return `(count(DISTINCT TRY_CAST(${column} AS DOUBLE)) > 1 AND
      count(*) FILTER (${column} IS NOT NULL AND TRY_CAST(${column} AS DOUBLE) IS NULL) = 0)
      AS column_${i}`;
  });
  const [row] = await rows(connection, `SELECT ${tests.join(", ")} FROM ${relation}`);
  return candidates.filter((_, i) => row[`column_${i}`] === true);
}
