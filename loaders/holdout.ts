/**
 * What is held out, what is left to learn from and which songs compete.
 *
 * A held-out pair reaches nothing that scores: the training catalogue has its songs' playlists,
 * genres and counts from the training pairs alone.
 */
import type { Catalogue } from "../src/recommender/contract.ts";
import { type Incidence, incidenceFromPairs, transpose } from "../src/recommender/incidence.ts";
import { drawFirst, randomNumbers } from "../src/recommender/random.ts";

/** Which songs compete and count: those in a training playlist, those in none, or all. */
export const SUBSETS = ["warm", "cold", "all"] as const;
export type Subset = (typeof SUBSETS)[number];

/** A split of a catalogue's pairs. */
export interface Holdout {
  /** The catalogue with the training pairs alone. */
  readonly training: Catalogue;
  /** Playlists × songs: the held-out pairs. */
  readonly heldOut: Incidence;
  /** 1 for songs in a training playlist, 0 for cold songs. */
  readonly warm: Uint8Array;
}

/** Playlists with fewer songs keep them all. */
export const SMALLEST_SPLIT = 10;
/** Share of a playlist's songs that is held out. */
export const HELD_OUT_SHARE = 0.2;

/**
 * Holds out a fifth of the songs, or another share, rounded down, of each playlist of 10 or more
 * songs, by chance. The same seed gives the same split.
 */
export function randomHoldout(
  catalogue: Catalogue,
  seed: number,
  share = HELD_OUT_SHARE,
): Holdout {
  const { playlistSongs } = catalogue;
  const next = randomNumbers(seed);
  return holdOut(catalogue, (playlist, heldOut) => {
    const start = playlistSongs.indptr[playlist];
    const size = playlistSongs.indptr[playlist + 1] - start;
    if (size < SMALLEST_SPLIT) return;
    const order = Int32Array.from({ length: size }, (_, i) => start + i);
    const wanted = Math.max(1, Math.floor(share * size));
    for (const pair of drawFirst(order, wanted, next)) heldOut[pair] = 1;
  });
}

/**
 * Holds out the newest songs from all of their playlists, as if they were released after the
 * playlists were made: a fifth of the songs whose date is known, all of equal date together.
 */
export function newestHoldout(catalogue: Catalogue): Holdout {
  const { playlistSongs, releaseYears } = catalogue;
  const dates = releaseYears.filter((year) => !Number.isNaN(year)).sort();
  const since = dates[Math.floor((1 - HELD_OUT_SHARE) * dates.length)];
  return holdOut(catalogue, (playlist, heldOut) => {
    for (let i = playlistSongs.indptr[playlist]; i < playlistSongs.indptr[playlist + 1]; i++) {
      if (releaseYears[playlistSongs.indices[i]] >= since) heldOut[i] = 1;
    }
  });
}

/** A split that others made: `playlists[i]` loses `songs[i]`; pairs that are not there are passed over. */
export function givenHoldout(
  catalogue: Catalogue,
  playlists: Int32Array,
  songs: Int32Array,
): Holdout {
  const lost = new Map<number, Set<number>>();
  playlists.forEach((playlist, i) => {
    const ofPlaylist = lost.get(playlist);
    if (ofPlaylist) ofPlaylist.add(songs[i]);
    else lost.set(playlist, new Set([songs[i]]));
  });
  const { indptr, indices } = catalogue.playlistSongs;
  return holdOut(catalogue, (playlist, heldOut) => {
    const ofPlaylist = lost.get(playlist);
    if (ofPlaylist === undefined) return;
    for (let i = indptr[playlist]; i < indptr[playlist + 1]; i++) {
      if (ofPlaylist.has(indices[i])) heldOut[i] = 1;
    }
  });
}

/** 1 for each song that competes in a subset. */
export function candidatesOf({ warm }: Holdout, subset: Subset): Uint8Array {
  if (subset === "all") return new Uint8Array(warm.length).fill(1);
  return subset === "warm" ? warm : warm.map((isWarm) => 1 - isWarm);
}

/** Splits the pairs as `mark` says: it sets to 1 the positions in `playlistSongs.indices` it holds out. */
function holdOut(
  catalogue: Catalogue,
  mark: (playlist: number, heldOut: Uint8Array) => void,
): Holdout {
  const { songCount, playlistCount, playlistSongs } = catalogue;
  const flags = new Uint8Array(playlistSongs.indices.length);
  for (let playlist = 0; playlist < playlistCount; playlist++) mark(playlist, flags);
  const training = pairsWhere(playlistSongs, flags, 0);
  const songPlaylists = transpose(training);
  const warm = new Uint8Array(songCount);
  for (let song = 0; song < songCount; song++) {
    warm[song] = songPlaylists.indptr[song + 1] > songPlaylists.indptr[song] ? 1 : 0;
  }
  return {
    training: { ...catalogue, songPlaylists, playlistSongs: training },
    heldOut: pairsWhere(playlistSongs, flags, 1),
    warm,
  };
}

function pairsWhere(
  { rows, columns, indptr, indices }: Incidence,
  flags: Uint8Array,
  wanted: number,
): Incidence {
  const rowOf: number[] = [], columnOf: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let i = indptr[row]; i < indptr[row + 1]; i++) {
      if (flags[i] !== wanted) continue;
      rowOf.push(row);
      columnOf.push(indices[i]);
    }
  }
  return incidenceFromPairs(rows, columns, Int32Array.from(rowOf), Int32Array.from(columnOf));
}
