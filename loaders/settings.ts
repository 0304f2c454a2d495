/**
 * What an analyst changes: the data set's columns, the features, the size of the model.
 *
 * Edit the values below, then run `npm run build`. Each can also be set for one run, by a flag
 * (`npm run model -- --top-n 30`) or by the environment (`SEGUE_TOP_N=30`); flags win over the
 * environment, the environment over this file. What is allowed is written in
 * `settings_schema.ts`, and a value that is not allowed is refused with a message that names it.
 *
 * What only a page needs (features shown and weighed, list length, blend) stands in the first
 * block of that page.
 */
import type { Settings } from "./settings_schema.ts";

export const settings: Settings = {
  /**
   * The audio features, by column name, in the order in which vectors hold them. A data set that
   * lacks some of them is not refused: its other numeric columns take their place, with a warning.
   */
  features: [
    "danceability",
    "energy",
    "key",
    "loudness",
    "mode",
    "speechiness",
    "acousticness",
    "instrumentalness",
    "liveness",
    "valence",
    "tempo",
    "duration_ms",
  ],

  /** How features are put on one scale: "minmax", "zscore" or "quantile". */
  scaler: "minmax",

  /** Number of factors of the truncated singular value decomposition. */
  rank: 50,

  /** Number of neighbours stored for each song. */
  topN: 20,

  /**
   * Neighbours are found by comparing all pairs while the distinct vectors hold so many numbers in
   * all (600,000 songs of 50 factors, 2.5 million of 12 features); beyond that approximately, with
   * the recall measured and written to the manifest.
   */
  exactUpTo: 30_000_000,

  /** Rows with a text where a number belongs: up to so many are dropped, more refuse the file. */
  maxBadRows: 10,

  /** Memory that DuckDB may use before it spills to disk. */
  memoryLimit: "1GB",

  /** Workers that search neighbours; 0 takes one for each core. The result is the same. */
  workers: 0,

  /**
   * Which column of the data set holds what. Only `track_id` and `playlist_id` must be there; what
   * is missing of the others is null in the model, and what rests on it is left out, with a warning.
   */
  columns: {
    track_id: "track_id",
    playlist_id: "playlist_id",
    track_name: "track_name",
    track_artist: "track_artist",
    track_album_id: "track_album_id",
    track_album_name: "track_album_name",
    release_date: "track_album_release_date",
    track_popularity: "track_popularity",
    playlist_name: "playlist_name",
    playlist_genre: "playlist_genre",
    playlist_subgenre: "playlist_subgenre",
  },
};
