/**
 * Who else is on a song: featured artists, remixers and the members of "A & B", read from titles
 * and artist names, where the catalogue has an artist of that name.
 */
import type { Catalogue } from "./contract.ts";
import { type Incidence, incidenceFromPairs } from "./incidence.ts";

/**
 * The form in which names are compared: compatibility decomposition without marks, lower case,
 * every run of other characters than letters and digits as one space ("Beyoncé!" → "beyonce").
 */
export function normalizeName(name: string): string {
  // Most names are ASCII, which decomposes to itself.
  // deno-lint-ignore no-control-regex
  const plain = /^[\x00-\x7f]*$/.test(name)
    ? name.toLowerCase().replace(/[^a-z0-9]+/g, " ")
    : name.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ");
  return plain.trim();
}

const knownNames = new WeakMap<readonly string[], string[]>();

/** The artists' names in the form in which they are compared, computed once a catalogue. */
export function normalizedArtists({ artistNames }: Catalogue): string[] {
  let names = knownNames.get(artistNames);
  if (names === undefined) knownNames.set(artistNames, names = artistNames.map(normalizeName));
  return names;
}

/** A title says nothing of other artists without one of these. */
const CUE = /feat|ft\b|with\b|mix\b|edit\b|rework\b|bootleg\b|version\b/i;
const FEATURED = /\b(?:feat\.?|ft\.?|with|featuring)\s+([^)\]\-]+)/gi;
const REMIXER = /[-(\[]\s*([^()[\]-]+?)\s+(?:remix|mix|edit|rework|bootleg|version)\b/gi;
const BETWEEN_NAMES = /,|&| and | x /;
const BETWEEN_ARTISTS = /,|&| and | x | feat\.? /;

/**
 * The normalised names that a title and an artist's name credit: "Song (feat. A & B) - C Remix" by
 * "D & E" gives a, b, c, d and e. Whether such artists exist is not asked here.
 */
export function creditedNames(title: string, artist: string): string[] {
  const names = BETWEEN_ARTISTS.test(artist) ? artist.split(BETWEEN_ARTISTS) : [artist];
  if (CUE.test(title)) {
    for (const [, found] of title.matchAll(FEATURED)) names.push(...found.split(BETWEEN_NAMES));
    for (const [, found] of title.matchAll(REMIXER)) names.push(...found.split(BETWEEN_NAMES));
  }
  return names.map(normalizeName).filter((name) => name !== "");
}

/**
 * Songs × artists: the artists that a song credits beside its own, by exact normalised name. Of
 * several artists of one normalised name the one of the first song stands for all.
 */
export function featuredArtists(catalogue: Catalogue): Incidence {
  const { songCount, titles, artists, artistNames } = catalogue;
  const artistOfName = artistsByName(catalogue);
  // What an artist's name credits is the same for all of its songs.
  const members = artistNames.map((name) =>
    BETWEEN_ARTISTS.test(name) ? creditedNames("", name) : []
  );
  const songOf: number[] = [], artistOf: number[] = [];
  for (let song = 0; song < songCount; song++) {
    const own = artists[song];
    const names = own < 0 ? [] : members[own];
    const title = titles[song];
    if (names.length === 0 && !CUE.test(title)) continue;
    const credited = new Set<number>();
    for (const name of names.concat(creditedNames(title, ""))) {
      const artist = artistOfName.get(name);
      if (artist !== undefined && artist !== own) credited.add(artist);
    }
    for (const artist of [...credited].sort((a, b) => a - b)) {
      songOf.push(song);
      artistOf.push(artist);
    }
  }
  return incidenceFromPairs(
    songCount,
    artistNames.length,
    Int32Array.from(songOf),
    Int32Array.from(artistOf),
  );
}

/** The artists that a title credits beside the song's own, ascending; the song need not be known. */
export function creditedArtists(catalogue: Catalogue, title: string, artist: number): number[] {
  const artistOfName = artistsByName(catalogue);
  const rows = creditedNames(title, catalogue.artistNames[artist] ?? "")
    .map((name) => artistOfName.get(name))
    .filter((row) => row !== undefined && row !== artist);
  return [...new Set(rows as number[])].sort((a, b) => a - b);
}

const knownRows = new WeakMap<Int32Array, Map<string, number>>();

/** The artist of each normalised name, that of the first song where several share one. */
function artistsByName(catalogue: Catalogue): Map<string, number> {
  const { songCount, artists } = catalogue;
  let artistOfName = knownRows.get(artists);
  if (artistOfName !== undefined) return artistOfName;
  const normalized = normalizedArtists(catalogue);
  artistOfName = new Map<string, number>();
  for (let song = 0; song < songCount; song++) {
    const artist = artists[song];
    if (artist < 0 || normalized[artist] === "") continue;
    if (!artistOfName.has(normalized[artist])) artistOfName.set(normalized[artist], artist);
  }
  knownRows.set(artists, artistOfName);
  return artistOfName;
}
