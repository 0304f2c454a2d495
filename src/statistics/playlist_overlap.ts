/** How much playlists have in common: the songs that each pair shares, counted song by song. */
import { type Incidence, rowIndices } from "../recommender/incidence.ts";

/** One playlist beside another. */
export interface SharedSongs {
  readonly playlist: number;
  readonly shared: number;
  /** Shared over all songs of both, above 0, at most 1. */
  readonly jaccard: number;
}

/** The playlists that share songs with one, those most alike first; of equals the lower number. */
export function relatedPlaylists(
  songPlaylists: Incidence,
  playlistSongs: Incidence,
  playlist: number,
): SharedSongs[] {
  const counts = new Map<number, number>();
  const songs = rowIndices(playlistSongs, playlist);
  for (const song of songs) {
    for (const other of rowIndices(songPlaylists, song)) {
      if (other !== playlist) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
  }
  return Array.from(counts, ([other, shared]) => ({
    playlist: other,
    shared,
    jaccard: shared / (songs.length + rowIndices(playlistSongs, other).length - shared),
  })).sort((a, b) => b.jaccard - a.jaccard || a.playlist - b.playlist);
}

/** Shared songs of all pairs of some playlists, row-major; the diagonal holds their sizes. */
export function sharedCounts(
  songPlaylists: Incidence,
  songCount: number,
  playlists: readonly number[],
): Int32Array {
  const size = playlists.length;
  const rowOf = new Map(playlists.map((playlist, row) => [playlist, row]));
  const out = new Int32Array(size * size);
  for (let song = 0; song < songCount; song++) {
    const rows = Array.from(rowIndices(songPlaylists, song), (playlist) => rowOf.get(playlist))
      .filter((row) => row !== undefined);
    for (const a of rows) for (const b of rows) out[a * size + b]++;
  }
  return out;
}

/** Jaccard distances of the same pairs, 0 to 1, row-major. */
export function jaccardDistances(counts: Int32Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const both = counts[a * size + b];
      const all = counts[a * size + a] + counts[b * size + b] - both;
      if (a !== b && all > 0) out[a * size + b] = 1 - both / all;
    }
  }
  return out;
}
