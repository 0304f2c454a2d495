/** Which columns of the data set play which part: the settings against the files' headers. */
import { basename } from "node:path";
import { isIdentifier, isOpinion, likelyColumns } from "./column_names.ts";
import { identifier } from "./duckdb.ts";
import type { DuckDBConnection } from "./duckdb_connection.ts";
import { UserError } from "./errors.ts";
import type { Settings } from "./settings_schema.ts";
import { numberOf, openTable, reading, type TableFile, textOf } from "./table_file.ts";
import { type ColumnRole, USUAL_COLUMNS, USUAL_FEATURES } from "./usual_columns.ts";

/** Where a data set lies. */
export interface DataPaths {
  /** The songs, with their playlists unless these stand in a file of their own. */
  readonly path: string;
  /** The file of (song, playlist) pairs; null where `path` holds them. */
  readonly interactions: string | null;
}

/** The files of a data set. */
export function pathsOf({ path, interactions }: DataPaths): string[] {
  return interactions === null ? [path] : [path, interactions];
}

/** The column of each part that a file has. */
export type Roles = Readonly<Partial<Record<ColumnRole, string>>>;

/** The columns of a data set that a model reads. */
export interface SourceColumns {
  /** The file that describes songs. */
  readonly songs: TableFile;
  readonly songRoles: Roles;
  /** The file that lists pairs: the same one unless there are two. */
  readonly pairs: TableFile;
  readonly pairRoles: Roles;
  /** The columns of the songs' file that are the audio features. */
  readonly features: readonly string[];
  /** Whether the weight is an opinion, such as a rating, and not an amount; null without one. */
  readonly weightIsOpinion: boolean | null;
  /** What was taken for what, what is missing and what is left out for it. */
  readonly notes: readonly string[];
}

const SONG_ROLES: readonly ColumnRole[] = [
  "track_id",
  "track_name",
  "track_artist",
  "track_album_id",
  "track_album_name",
  "release_date",
  "track_popularity",
  "track_genre",
];
const PAIR_ROLES: readonly ColumnRole[] = [
  "track_id",
  "playlist_id",
  "playlist_name",
  "playlist_genre",
  "playlist_subgenre",
  "weight",
  "timestamp",
];
/** Roles whose column must hold numbers to be taken for its name alone. */
const NUMERIC: ReadonlySet<ColumnRole> = new Set(["track_popularity", "weight"]);
/** Roles that say something of a pair, so that their values vary among the rows of a song. */
const OF_PAIRS: ReadonlySet<ColumnRole> = new Set(["weight", "timestamp"]);

/** What is left out when a column is missing. */
const WITHOUT: Readonly<Partial<Record<ColumnRole, string>>> = {
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

/**
 * Matches the settings' columns with the files'. A column that the settings name otherwise than the
 * public file does must be there; others are looked for under their usual names.
 *
 * @throws UserError when a file cannot be read as a table, or lacks track_id, playlist_id, or a
 *   column or feature that the settings name themselves
 */
export async function findColumns(
  connection: DuckDBConnection,
  { path, interactions }: DataPaths,
  settings: Settings,
): Promise<SourceColumns> {
  const songs = await openTable(connection, path);
  const pairs = interactions === null ? songs : await openTable(connection, interactions);
  const notes = [...new Set([...songs.notes, ...pairs.notes])];
  const find = new ColumnSearch(connection, settings, notes);
  const together = songs === pairs;
  const songRoles = together
    ? await find.roles(
      songs,
      [...new Set(["track_id", "playlist_id", ...SONG_ROLES, ...PAIR_ROLES])] as ColumnRole[],
    )
    : await find.roles(songs, SONG_ROLES, pairs);
  const pairRoles = together ? songRoles : await find.roles(pairs, PAIR_ROLES, songs);

  for (const [role, loss] of Object.entries(WITHOUT) as [ColumnRole, string][]) {
    if (songRoles[role] ?? pairRoles[role]) continue;
    const [name] = [settings.columns[role] || USUAL_COLUMNS[role]];
    if (role === "playlist_genre" && songRoles.track_genre !== undefined) {
      notes.push(`no column "${name}": a playlist's genre is the most frequent of its songs`);
    } else notes.push(`no column "${name}": ${loss}`);
  }
  const features = await find.features(songs, songRoles, together);
  const weight = pairRoles.weight;
  return {
    songs,
    songRoles,
    pairs,
    pairRoles,
    features,
    weightIsOpinion: weight === undefined ? null : isOpinion(weight),
    notes,
  };
}

class ColumnSearch {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly settings: Settings,
    private readonly notes: string[],
  ) {}

  /**
   * The columns of a file for some roles.
   *
   * @param other the second file, where there is one: it may name the songs' ids otherwise
   */
  async roles(
    table: TableFile,
    wanted: readonly ColumnRole[],
    other: TableFile | null = null,
  ): Promise<Roles> {
    const found: Partial<Record<ColumnRole, string>> = {};
    const taken = new Set<string>();
    // A column of the settings' name is that, whatever else its name might stand for.
    for (const role of wanted) {
      const name = this.settings.columns[role];
      const mayBeOfSongs = OF_PAIRS.has(role) && name === USUAL_COLUMNS[role];
      if (name !== "" && table.columns.includes(name) && !mayBeOfSongs) {
        found[role] = name;
        taken.add(name);
      }
    }
    for (const role of wanted) {
      const name = this.settings.columns[role];
      if (found[role] !== undefined || name === "") continue;
      const isOwn = name !== USUAL_COLUMNS[role];
      const isNeeded = role === "track_id" || role === "playlist_id";
      const isOthers = role === "track_id" && other?.columns.includes(name);
      const guess = isOwn && !isOthers
        ? undefined
        : await this.#likeliest(table, role, found, taken, wanted);
      if (guess !== undefined) {
        found[role] = guess;
        taken.add(guess);
        if (guess === name) continue;
        const where = other === null ? "" : ` of ${basename(table.path)}`;
        this.notes.push(`column "${guess}"${where} is taken as ${role}`);
      } else if (isOwn || isNeeded) throw this.#lacking(table, role);
    }
    return found;
  }

  async #likeliest(
    table: TableFile,
    role: ColumnRole,
    found: Roles,
    taken: ReadonlySet<string>,
    wanted: readonly ColumnRole[],
  ): Promise<string | undefined> {
    const free = table.columns.filter((column) => !taken.has(column));
    const listsPairs = wanted.includes("playlist_id");
    let likely = likelyColumns(role, free, listsPairs);
    if (role === "track_id" && likely.length === 0) {
      // Baskets often list products by name alone. Songs of one title and several artists are many.
      const hasArtist = likelyColumns("track_artist", free).length > 0;
      likely = hasArtist ? [] : likelyColumns("track_name", free);
    }
    for (const column of likely) {
      if (NUMERIC.has(role) && !(await this.#areNumbers(table, [column])).length) continue;
      if (OF_PAIRS.has(role) && found.track_id !== undefined) {
        if ((await this.#alikeWithin(table, found.track_id, [column], false)).length > 0) continue;
      }
      return column;
    }
    return undefined;
  }

  #lacking(table: TableFile, role: ColumnRole): UserError {
    const name = this.settings.columns[role];
    const usual = role === "track_id" || role === "playlist_id"
      ? `, nor one of the usual names for the ${role}`
      : "";
    const second = role === "playlist_id" ? ", or the file of pairs with --interactions" : "";
    return new UserError(
      `Cannot read ${table.path}: it has no column "${name}"${usual}; its columns are ${
        table.columns.join(", ")
      }. Name the column that holds the ${role} in loaders/settings.ts (columns) or with ` +
        `--columns ${role}=NAME${second}`,
    );
  }

  /** The features: the settings', or, where none of the usual ones is there, what is numeric. */
  async features(table: TableFile, roles: Roles, repeats: boolean): Promise<readonly string[]> {
    const { features } = this.settings;
    const present = features.filter((name) => table.columns.includes(name));
    if (present.length === features.length) return features;
    const lacking = features.filter((name) => !table.columns.includes(name));
    const quoted = lacking.map((name) => `"${name}"`).join(", ");
    const isUsual = features.length === USUAL_FEATURES.length &&
      features.every((name, i) => name === USUAL_FEATURES[i]);
    if (!isUsual) {
      throw new UserError(
        `Cannot read ${table.path}: it has no column ${quoted}, which the settings name as ` +
          `${lacking.length > 1 ? "features" : "a feature"}; its columns are ${
            table.columns.join(", ")
          }. Change the features in loaders/settings.ts or with --features`,
      );
    }
    const taken = new Set([...Object.values(roles), ...present]);
    const candidates = table.columns.filter((name) => !taken.has(name) && !isIdentifier(name));
    let others = await this.#areNumbers(table, candidates);
    if (repeats && others.length > 0) {
      const alike = await this.#alikeWithin(table, roles.track_id as string, others, true);
      const varying = others.filter((name) => !alike.includes(name));
      if (varying.length > 0) {
        this.notes.push(
          `${varying.join(", ")} differ among the rows of a song: they are no features of it`,
        );
      }
      others = alike;
    }
    this.notes.push(featureNote(lacking, present, others));
    return [...present, ...others];
  }

  /** Of some columns, those whose values are all numbers, more than one of them. */
  async #areNumbers(table: TableFile, columns: readonly string[]): Promise<string[]> {
    return await this.#holding(table, columns, table.relation, (column) => {
      const number = numberOf(table, column);
      return `count(DISTINCT ${number}) > 1 AND
        count(*) FILTER (${identifier(column)} IS NOT NULL AND ${number} IS NULL) = 0`;
    });
  }

  /**
   * Of some columns, those that mostly have one value a song, where songs have several rows;
   * `unrepeated` is the answer where none has.
   */
  async #alikeWithin(
    table: TableFile,
    id: string,
    columns: readonly string[],
    unrepeated: boolean,
  ): Promise<string[]> {
    const values = columns.map((column, i) =>
      `count(${identifier(column)}) > 1 AS several_${i},
        min(${textOf(table, column)}) <> max(${textOf(table, column)}) AS differ_${i}`
    );
    const grouped = `(SELECT ${values.join(", ")} FROM ${table.relation} GROUP BY ${
      identifier(id)
    })`;
    return await this.#holding(
      table,
      columns,
      grouped,
      (_, i) =>
        `(${unrepeated} OR count(*) FILTER (several_${i}) > 0) AND
        count(*) FILTER (differ_${i}) <= 0.1 * count(*) FILTER (several_${i})`,
    );
  }

  async #holding(
    table: TableFile,
    columns: readonly string[],
    from: string,
    condition: (column: string, i: number) => string,
  ): Promise<string[]> {
    if (columns.length === 0) return [];
    const tests = columns.map((column, i) => `(${condition(column, i)}) AS column_${i}`);
    const [row] = await reading(
      table.path,
      () => this.connection.rows(`SELECT ${tests.join(", ")} FROM ${from}`),
    );
    return columns.filter((_, i) => row[`column_${i}`] === true);
  }
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
      : "the file has no numeric columns of songs: there are no audio features";
  }
  const missing = `the file has no ${lacking.map((name) => `"${name}"`).join(", ")}, which the ` +
    `settings name as ${lacking.length > 1 ? "features" : "a feature"}`;
  return others.length > 0 ? `${missing}: its other ${taken}` : missing;
}
