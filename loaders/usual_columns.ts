/** Columns and features as the public file of songs names them. */

/** The columns of the public file of songs, by our name for them. */
export const USUAL_COLUMNS = {
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
} as const;

/** The audio features of the public file of songs. */
export const USUAL_FEATURES: readonly string[] = [
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
];

/** The columns that a data set may have beside its features, by our name for them. */
export type ColumnRole = keyof typeof USUAL_COLUMNS;
