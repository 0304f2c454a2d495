/** How much a song belongs to wanted genres: by the playlists it is in, and by nothing else. */
import type { Catalogue, Query } from "./contract.ts";
import { rowIndices } from "./incidence.ts";

/**
 * For each song the share of the song's playlists that are of a wanted genre or subgenre, from
 * 0 to 1; 0 for a song in no playlist. A playlist that meets several wishes counts once.
 *
 * @returns a new array; null when the query names no genre and no subgenre
 */
export function genreShares(catalogue: Catalogue, query: Query): Float32Array | null {
  if (query.genres.length + query.subgenres.length === 0) return null;
  const { playlistSongs, songPlaylists } = catalogue;
  const isWanted = wantedPlaylists(catalogue, query);
  const out = new Float32Array(catalogue.songCount);
  for (let playlist = 0; playlist < catalogue.playlistCount; playlist++) {
    if (!isWanted(playlist)) continue;
    const songs = rowIndices(playlistSongs, playlist);
    for (let i = 0; i < songs.length; i++) out[songs[i]]++;
  }
  const { indptr } = songPlaylists;
  for (let song = 0; song < out.length; song++) {
    if (out[song] > 0) out[song] /= indptr[song + 1] - indptr[song];
  }
  return out;
}

/** `genreShares` for one song. */
export function genreShareOf(catalogue: Catalogue, query: Query, song: number): number | null {
  if (query.genres.length + query.subgenres.length === 0) return null;
  const playlists = rowIndices(catalogue.songPlaylists, song);
  const wanted = playlists.filter(wantedPlaylists(catalogue, query)).length;
  return wanted > 0 ? wanted / playlists.length : 0;
}

function wantedPlaylists(
  { playlistGenres, playlistSubgenres }: Catalogue,
  query: Query,
): (playlist: number) => boolean {
  const genres = new Set(query.genres), subgenres = new Set(query.subgenres);
  return (playlist) =>
    genres.has(playlistGenres[playlist]) || subgenres.has(playlistSubgenres[playlist]);
}
