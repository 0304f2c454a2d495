/** How a file of songs is written: the columns of the public one, its numbers and its quotes. */
import { USUAL_FEATURES } from "../loaders/usual_columns.ts";

/** The columns of a song file, in its order: one row for each time a song stands in a playlist. */
export const COLUMNS: readonly string[] = [
  "track_id",
  "track_name",
  "track_artist",
  "track_popularity",
  "track_album_id",
  "track_album_name",
  "track_album_release_date",
  "playlist_name",
  "playlist_id",
  "playlist_genre",
  "playlist_subgenre",
  ...USUAL_FEATURES,
];

/** One CSV field: quoted only where it holds a comma, a quote or a line break (RFC 4180). */
export function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A ratio in three significant digits; below 0.001 in scientific form (2.33e-5), as the public file has it. */
export function csvRatio(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded > 0 && rounded < 1e-3 ? rounded.toExponential() : String(rounded);
}

/** A number in at most three decimals, without trailing zeros. */
export function csvDecimal(value: number): string {
  return String(Number(value.toFixed(3)));
}
