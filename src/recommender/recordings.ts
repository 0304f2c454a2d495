/**
 * Which songs are the same to a listener. The same song of an artist appears under several ids:
 * re-releases, remasters, radio edits. Two notions, from strict to loose:
 *
 * - a **recording**: same artist, same title once words of re-release are left out. A remix by a
 *   stated remixer, a live take or a second part stays a recording of its own.
 * - a **work**: same artist, same title before the first bracket or dash, whatever the version.
 */
import { normalizedArtists, normalizeName } from "./credits.ts";
import type { Catalogue, NewSong } from "./contract.ts";

/** Where the title proper ends. */
const FIRST_BRACKET_OR_DASH = / - |\(|\[/;
/** What follows the title proper, one part a bracket or dash. */
const VERSION_PARTS = / - |[()[\]]/;
/** Parts that name the release and not the recording. */
const RE_RELEASE = new RegExp(
  "^(?:(?:digital(?:ly)?|new|full|original|single|album|radio|extended|clean|explicit|mono|" +
    "stereo|main|official|bonus|deluxe|anniversary|expanded|edition|version|edit|mix|" +
    "remaster(?:ed)?|re master(?:ed)?|rerelease|re release|track|audio|video|short|long|lp|ep|" +
    "7|12|inch|in|the|\\d{4}) ?)+$",
);
const CREDIT = /^(?:feat|ft|featuring|with|from) /;

/** Where the title proper ends: at the first bracket or dash that something stands before. */
export function endOfTitle(title: string): number {
  const end = title.search(FIRST_BRACKET_OR_DASH);
  return end > 0 ? end : title.length;
}

/** The work's title: what stands before the first bracket or dash, else all of it, normalised. */
export function workTitle(title: string): string {
  const end = endOfTitle(title);
  return (end < title.length && normalizeName(title.slice(0, end))) || normalizeName(title);
}

/**
 * The recording's title: the work's, then every further part that is neither a re-release
 * ("Remastered 2011", "Radio Edit") nor a credit ("feat. A", "From the film B"), normalised.
 */
export function recordingTitle(title: string): string {
  if (!FIRST_BRACKET_OR_DASH.test(title)) return normalizeName(title);
  const [first, ...parts] = title.split(VERSION_PARTS).map(normalizeName);
  if (first === "") return normalizeName(title);
  const telling = parts.filter((part) =>
    part !== "" && !RE_RELEASE.test(part) && !CREDIT.test(part + " ")
  );
  return [first, ...telling].join(" | ");
}

/** The recording of each song as a number; songs without a title or artist are alone in theirs. */
export function recordingsOf(catalogue: Catalogue): Int32Array {
  return groupsByTitle(catalogue, recordingTitle);
}

/** The work of each song as a number; songs without a title or artist are alone in theirs. */
export function worksOf(catalogue: Catalogue): Int32Array {
  return groupsByTitle(catalogue, workTitle);
}

/**
 * The best known song of each song's group: the most popular, of these the first; unknown
 * popularity ranks below all known.
 *
 * @param groups a group for each song, numbers from 0
 */
export function bestKnown(groups: Int32Array, popularities: Float64Array): Int32Array {
  const best = new Map<number, number>();
  const value = (song: number) => Number.isNaN(popularities[song]) ? -Infinity : popularities[song];
  for (let song = 0; song < groups.length; song++) {
    const known = best.get(groups[song]);
    if (known === undefined || value(song) > value(known)) best.set(groups[song], song);
  }
  return groups.map((group) => best.get(group)!);
}

/** Finds the versions of songs from the titles of their artists' songs, each looked at once. */
export class VersionFinder {
  readonly #catalogue: Catalogue;
  /** As `sameNames`. */
  readonly #nameOf: Int32Array;
  readonly #works = new Map<number, string>();

  constructor(catalogue: Catalogue, names = sameNames(catalogue)) {
    this.#catalogue = catalogue;
    this.#nameOf = names;
  }

  /** 1 for each song that is one of `songs` or of the same work as one of all, 0 for all others. */
  versionsOf(songs: ArrayLike<number>, newSongs: readonly NewSong[] = []): Uint8Array {
    const { songCount, artists, artistNames } = this.#catalogue;
    const out = new Uint8Array(songCount), isAsked = new Uint8Array(artistNames.length);
    const works = new Set<string>();
    for (let i = 0; i < songs.length; i++) {
      const song = songs[i];
      out[song] = 1;
      if (artists[song] < 0) continue;
      isAsked[this.#nameOf[artists[song]]] = 1;
      works.add(this.#work(song));
    }
    for (const { title = "", artist = -1 } of newSongs) {
      if (artist < 0) continue;
      isAsked[this.#nameOf[artist]] = 1;
      works.add(this.#workOf(title, artist));
    }
    works.delete("");
    for (let song = 0; song < songCount; song++) {
      const artist = artists[song];
      if (artist < 0 || isAsked[this.#nameOf[artist]] === 0 || out[song] === 1) continue;
      if (works.has(this.#work(song))) out[song] = 1;
    }
    return out;
  }

  /** Artist and title of a song's work; "" where it has no title. */
  #work(song: number): string {
    let work = this.#works.get(song);
    if (work === undefined) {
      const { titles, artists } = this.#catalogue;
      this.#works.set(song, work = this.#workOf(titles[song], artists[song]));
    }
    return work;
  }

  #workOf(title: string, artist: number): string {
    const work = workTitle(title);
    return work === "" ? "" : `${this.#nameOf[artist]} ${work}`;
  }
}

/** The first artist whose name is the same once normalised; one an artist, itself where it is alone. */
export function sameNames(catalogue: Catalogue): Int32Array {
  const first = new Map<string, number>();
  return Int32Array.from(artistKeys(catalogue), (key, artist) => {
    const known = first.get(key);
    if (known === undefined) first.set(key, artist);
    return known ?? artist;
  });
}

/** What tells artists apart: artists that differ in spelling only ("Beyoncé", "BEYONCE") are one. */
function artistKeys(catalogue: Catalogue): string[] {
  return normalizedArtists(catalogue).map((name, artist) => name || `#${artist}`);
}

function groupsByTitle(catalogue: Catalogue, titleOf: (title: string) => string): Int32Array {
  const { songCount, titles, artists } = catalogue;
  const groupOfKey = new Map<string, number>();
  const keys = artistKeys(catalogue);
  const out = new Int32Array(songCount);
  let groups = 0;
  for (let song = 0; song < songCount; song++) {
    const title = titleOf(titles[song]);
    if (title === "" || artists[song] < 0) {
      out[song] = groups++;
      continue;
    }
    const key = keys[artists[song]] + "\n" + title;
    const known = groupOfKey.get(key);
    if (known === undefined) groupOfKey.set(key, out[song] = groups++);
    else out[song] = known;
  }
  return out;
}
