/** What every ranking model has to ask of a query: is it in range, and which songs are in it. */
import type { Catalogue, FeatureWeights, Query } from "./contract.ts";
import { rowIndices } from "./incidence.ts";

/** A query with nothing in it: the start of every other one. */
export const EMPTY_QUERY: Query = {
  songs: [],
  playlists: [],
  genres: [],
  subgenres: [],
  preferences: [],
};

/** Whether nothing is asked for. */
export function isEmptyQuery(query: Query): boolean {
  return query.songs.length + query.playlists.length + query.genres.length +
      query.subgenres.length + query.preferences.length + (query.newSongs?.length ?? 0) === 0;
}

/**
 * Checks a query and feature weights against a catalogue.
 *
 * @throws RangeError when a song, playlist, genre, subgenre or feature is not there, a wanted value
 *   is not a finite number, a new song names an artist that is not there or has not one value a
 *   feature, or the weights are not one finite number ≥ 0 a feature
 */
export function checkQuery(
  catalogue: Catalogue,
  query: Query,
  featureWeights: FeatureWeights,
): void {
  const features = catalogue.features.length;
  checkRows("song", query.songs, catalogue.songCount);
  checkRows("song", query.dislikes ?? [], catalogue.songCount);
  checkRows("playlist", query.playlists, catalogue.playlistCount);
  checkRows("genre", query.genres, catalogue.genreNames.length);
  checkRows("subgenre", query.subgenres, catalogue.subgenreNames.length);
  checkRows("feature", query.preferences.map(({ feature }) => feature), features);
  for (const { feature, value } of query.preferences) {
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `Cannot answer the query: the wanted value of feature ${feature} is ${value}`,
      );
    }
  }
  for (const [at, { artist = -1, features: values }] of (query.newSongs ?? []).entries()) {
    if (artist !== -1) checkRows("artist", [artist], catalogue.artistNames.length);
    if (values !== undefined && values.length !== features) {
      throw new RangeError(
        `Cannot answer the query: new song ${at} has ${values.length} values for ${features} features`,
      );
    }
  }
  if (featureWeights.length !== features) {
    throw new RangeError(
      `Cannot answer the query: ${featureWeights.length} feature weights for ${features} features`,
    );
  }
  for (let k = 0; k < features; k++) {
    if (!(featureWeights[k] >= 0 && featureWeights[k] < Infinity)) {
      throw new RangeError(
        `Cannot answer the query: the weight of feature ${k} is ${featureWeights[k]}`,
      );
    }
  }
}

/**
 * Marks the songs that may not be recommended for a query: its songs and the songs of its
 * playlists. Songs of a genre stay: people ask for a genre to get songs of it.
 *
 * @returns `out`, 1 for each such song and 0 for all others; all `songCount` values are set
 */
export function songsOfQuery(
  catalogue: Catalogue,
  query: Query,
  out: Uint8Array = new Uint8Array(catalogue.songCount),
): Uint8Array {
  out.fill(0);
  for (const song of query.songs) out[song] = 1;
  for (const playlist of query.playlists) {
    for (const song of rowIndices(catalogue.playlistSongs, playlist)) out[song] = 1;
  }
  return out;
}

function checkRows(what: string, rows: readonly number[], count: number): void {
  for (const row of rows) {
    if (!(Number.isInteger(row) && row >= 0 && row < count)) {
      throw new RangeError(
        `Cannot answer the query: there is no ${what} ${row}, the catalogue has ${count}`,
      );
    }
  }
}
