/** Playlists as CSV: Exportify's, this site's own exports, and any with a title, an id or a link. */
import Papa from "npm:papaparse";
import { type KnownOfSong, type PastedLine, PlaylistError, trackIdOf } from "./pasted_line.ts";

/** Folded names under which columns are known, the likelier first. */
const COLUMNS = {
  id: [
    "track uri",
    "spotify uri",
    "track id",
    "spotify id",
    "spotify track id",
    "track url",
    "spotify url",
    "spotify",
    "uri",
    "url",
    "link",
    "id",
  ],
  title: [
    "track name",
    "title",
    "song",
    "song name",
    "song title",
    "track title",
    "track",
    "name",
    // Of programs in other languages.
    "titel",
    "titre",
    "título",
    "titulo",
    "titolo",
    "canción",
    "brano",
    "faixa",
    "nummer",
  ],
  artist: [
    "artist name s",
    "artist names",
    "artist name",
    "track artist",
    "artists",
    "artist",
    "performer",
    "interpret",
    "künstler",
    "artiste",
    "artista",
    "intérprete",
    "artiest",
  ],
  album: ["album name", "track album name", "album"],
  releaseDate: ["release date", "album release date", "track album release date", "year"],
  popularity: ["popularity", "track popularity"],
} as const;

type Column = keyof typeof COLUMNS;

/**
 * A text from its line of columns on: Excel's `sep=;` and a title may stand before it; null where
 * none of the first lines names columns of songs.
 */
export function csvOf(text: string): string | null {
  const plain = text.trimStart().replace(/\r\n?/g, "\n");
  if (hasColumns(plain.split("\n", 1)[0])) return plain;
  const [before, columns = ""] = plain.split("\n", 2);
  return /^sep=.$|^[^,;\t]*$/.test(before) && /[,;\t]/.test(columns) && hasColumns(columns)
    ? plain.slice(before.length + 1)
    : null;
}

function hasColumns(first: string): boolean {
  if (!/[,;\t]/.test(first)) return fold(first) === "track id" || fold(first) === "track uri";
  const names = Papa.parse<string[]>(first).data[0]?.map(fold) ?? [];
  const has = (column: Column) => COLUMNS[column].some((name) => names.includes(name));
  return (has("title") && (has("artist") || has("id"))) || names.includes("track id") ||
    names.includes("track uri") || names.includes("spotify id") || names.includes("spotify uri");
}

/**
 * @param text as of `csvOf`
 * @param isId whether a text is an id of the data set at hand
 * @throws PlaylistError when no column names songs, or a quote is never closed
 */
export function csvLines(text: string, isId: (text: string) => boolean): PastedLine[] {
  const { data, errors } = Papa.parse<string[]>(text.trim(), { skipEmptyLines: "greedy" });
  const open = errors.find(({ type }) => type === "Quotes");
  if (open) {
    throw new PlaylistError(
      `Cannot read the CSV: a quotation mark in row ${(open.row ?? 0) + 1} is never closed`,
    );
  }
  const [header = [], ...rows] = data;
  const names = header.map(fold);
  const at = (column: Column) => {
    const name = COLUMNS[column].find((name) => names.includes(name));
    return name === undefined ? -1 : names.indexOf(name);
  };
  const columns = {
    id: at("id"),
    title: at("title"),
    artist: at("artist"),
    album: at("album"),
    releaseDate: at("releaseDate"),
    popularity: at("popularity"),
  };
  if (columns.id < 0 && columns.title < 0) {
    const some = header.slice(0, 6).map((name) => `"${name}"`).join(", ");
    throw new PlaylistError(
      `Cannot read the CSV: none of its columns (${some}) is a title, a track id or a link; ` +
        `name one of them "title" or "track_id"`,
    );
  }
  const cell = (row: readonly string[], column: Column) => (row[columns[column]] ?? "").trim();
  return rows.map((row): PastedLine => {
    const title = cell(row, "title"), artist = cell(row, "artist"), given = cell(row, "id");
    const names = [artist, title].filter((text) => text !== "").join(" - ");
    return {
      text: names || given,
      id: trackIdOf(given) ?? (isId(given) ? given : null),
      readings: title === "" ? [] : [{ artist, title }],
      known: knownOf(header, row, cell),
    };
  }).filter(({ text }) => text !== "");
}

function knownOf(
  header: readonly string[],
  row: readonly string[],
  cell: (row: readonly string[], column: Column) => string,
): KnownOfSong {
  const features = new Map<string, number>();
  header.forEach((name, i) => {
    const value = row[i]?.trim() ?? "";
    // "Duration (ms)" is the data set's duration_ms.
    if (value !== "" && Number.isFinite(Number(value))) {
      features.set(fold(name).replaceAll(" ", "_"), Number(value));
    }
  });
  const popularity = cell(row, "popularity");
  return {
    album: cell(row, "album"),
    releaseDate: cell(row, "releaseDate"),
    popularity: popularity === "" ? NaN : Number(popularity),
    features,
  };
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
