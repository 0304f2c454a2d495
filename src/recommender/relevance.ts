/**
 * How much of what is known about songs tells playlists apart, from 0, no better than chance, to 1.
 * What tells nothing in one data set tells much in another: strengths are multiplied by it.
 */
import type { Catalogue } from "./contract.ts";
import type { Membership } from "./membership.ts";

/**
 * Relevances in the order in which they are asked for: the known ones, and those that are found
 * where none is known. A build keeps them, so that pages need not find them.
 */
export class Relevances {
  /** Those that were asked for so far. */
  readonly found: number[] = [];

  constructor(readonly known: readonly number[] = []) {}

  next(find: () => number): number {
    const relevance = this.known[this.found.length] ?? find();
    this.found.push(relevance);
    return relevance;
  }
}

/**
 * Of a number: with F the ratio of its variance between playlists to that within them (one-way
 * analysis of variance; chance gives 1), (F − 1) / 2 held to 0 … 1. The musical key hardly differs
 * between playlists and hardly counts.
 *
 * @param values one a song, NaN where unknown
 * @returns 1 where F cannot be known
 */
export function relevanceOf(
  values: Float64Array,
  { playlistSongs, playlistCount }: Pick<Catalogue, "playlistSongs" | "playlistCount">,
): number {
  const { indptr, indices } = playlistSongs;
  let pairs = 0, playlists = 0, total = 0, squares = 0, between = 0;
  for (let playlist = 0; playlist < playlistCount; playlist++) {
    let n = 0, sum = 0;
    for (let i = indptr[playlist]; i < indptr[playlist + 1]; i++) {
      const value = values[indices[i]];
      if (value !== value) continue;
      n++;
      sum += value;
      squares += value * value;
    }
    if (n === 0) continue;
    playlists++;
    pairs += n;
    total += sum;
    between += sum * sum / n;
  }
  const within = squares - between;
  if (!(playlists > 1 && pairs > playlists && within > 0)) return 1;
  const ratio = (between - total * total / pairs) / (playlists - 1) /
    (within / (pairs - playlists));
  return Math.max(0, Math.min(1, (ratio - 1) / 2));
}

/**
 * Of an artist's mean of a number: as above, of the mean over the artist's other songs, since a
 * song's own number is in the mean and would speak for it.
 *
 * @param values one a song, NaN where unknown
 */
export function relevanceOfMeans(
  values: Float64Array,
  catalogue: Pick<
    Catalogue,
    "artists" | "artistNames" | "playlistSongs" | "playlistCount" | "songCount"
  >,
): number {
  const { artists, artistNames, songCount } = catalogue;
  const sums = new Float64Array(artistNames.length), counts = new Float64Array(artistNames.length);
  for (let song = 0; song < songCount; song++) {
    const artist = artists[song];
    if (artist < 0 || Number.isNaN(values[song])) continue;
    sums[artist] += values[song];
    counts[artist]++;
  }
  const ofOthers = new Float64Array(songCount);
  for (let song = 0; song < songCount; song++) {
    const artist = artists[song];
    const others = artist < 0 ? 0 : counts[artist] - 1;
    ofOthers[song] = others > 0 ? (sums[artist] - values[song]) / others : NaN;
  }
  return relevanceOf(ofOthers, catalogue);
}

/**
 * Of groups of songs, such as those of an artist: with R how often two pairs of a group are in the
 * same playlist, over how often that is where pairs are mixed by chance, R − 1 held to 0 … 1. Two
 * pairs of one song do not count.
 *
 * @returns 1 where R cannot be known
 */
export function relevanceOfGroups(
  { songOf, indptr, indices, columns }: Membership,
  { songPlaylists, playlistSongs, playlistCount }: Catalogue,
): number {
  const pairs = songPlaylists.indices.length;
  const degree = (song: number) => songPlaylists.indptr[song + 1] - songPlaylists.indptr[song];
  const sizes = new Float64Array(columns);
  let together = 0, possible = 0;
  // Twos of pairs of a group, but for those of one song: Σ n² − Σ degree².
  for (let i = 0; i < indices.length; i++) {
    sizes[indices[i]] += degree(songOf[i]);
    possible -= degree(songOf[i]) ** 2;
  }
  for (const size of sizes) possible += size * size;
  const counts = new Int32Array(columns);
  let chance = 0;
  for (let playlist = 0; playlist < playlistCount; playlist++) {
    const start = playlistSongs.indptr[playlist], end = playlistSongs.indptr[playlist + 1];
    chance += ((end - start) / Math.max(1, pairs)) ** 2;
    for (let at = start; at < end; at++) {
      const song = playlistSongs.indices[at];
      // Each new one is with those before it, both ways.
      for (let i = indptr[song]; i < indptr[song + 1]; i++) together += 2 * counts[indices[i]]++;
    }
    for (let at = start; at < end; at++) {
      const song = playlistSongs.indices[at];
      for (let i = indptr[song]; i < indptr[song + 1]; i++) counts[indices[i]] = 0;
    }
  }
  const expected = possible * chance;
  return expected > 0 ? Math.max(0, Math.min(1, together / expected - 1)) : 1;
}
