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
import type { AllSettings } from "./settings_schema.ts";

export const settings: AllSettings = {
  /**
   * The data set: a CSV (any delimiter, also .gz) or Parquet file. "" takes the first that is there
   * of data/spotify_songs.csv, spotify_songs.csv and the sample. `--csv FILE` and the variable
   * SONGS_CSV go before.
   */
  dataset: "",

  /**
   * A second file, a row for each time a song stands in a playlist, where the data set has a row a
   * song and nothing of playlists: ratings beside films, baskets beside products. "" for none.
   */
  interactions: "",

  /**
   * The audio features, by column name, in the order in which vectors hold them. While the list is
   * the one below, a data set that lacks some has its other numeric columns in their place, with a
   * note; a list of your own is taken at its word.
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
   * Pairs of a lesser weight (a rating, a number of plays; see `columns`) do not count. "auto": what
   * is above 0, and of ratings those that are at least their mean.
   */
  minWeight: "auto",

  /**
   * Which column of the data set holds what. Only `track_id` (what is recommended) and `playlist_id`
   * (what it stands in, or who took it up) must be there. A column that is not there under the name
   * below is looked for under the usual ones (item_id, movieId, user_id, title, genres, …), and the
   * terminal says which was taken; a name of your own must be there; "" leaves a part out. What is
   * missing is null in the model, and what rests on it is left out, with a note.
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
    track_genre: "track_genre",
    playlist_name: "playlist_name",
    playlist_genre: "playlist_genre",
    playlist_subgenre: "playlist_subgenre",
    weight: "weight",
    timestamp: "timestamp",
  },

  /**
   * What the pages call the things of the data set, one and many: `song: ["book", "books"]` and
   * `playlist: ["shelf", "shelves"]`, say. Headings, labels, counts and notes follow; addresses,
   * files and columns keep their names.
   */
  nouns: {
    song: ["song", "songs"],
    playlist: ["playlist", "playlists"],
    artist: ["artist", "artists"],
    album: ["album", "albums"],
    genre: ["genre", "genres"],
  },
};
