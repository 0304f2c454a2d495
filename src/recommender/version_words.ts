/**
 * Words that tell versions of songs apart: those that follow the title proper, such as "remastered",
 * "remix", "radio edit", "feat", "live", "from". Which words these are is read off the catalogue:
 * whatever stands after the first bracket or dash of enough titles. Some playlists are made of
 * remixes, some of remasters.
 */
import type { Catalogue } from "./contract.ts";
import { normalizeName } from "./credits.ts";
import { type Incidence, incidenceFromPairs } from "./incidence.ts";
import { endOfTitle } from "./recordings.ts";

/** A word counts when this share of the songs has it, and no fewer than so many. */
const LEAST_SHARE = 0.002;
const LEAST_SONGS = 20;

export interface VersionWords {
  /** The words, in ascending order. */
  readonly words: readonly string[];
  /** Songs × words. */
  readonly songWords: Incidence;
  /** Share of the catalogue's songs that have the word; one a word. */
  readonly shares: Float64Array;
}

/** The version words of a catalogue's titles. */
export function versionWords({ songCount, titles }: Catalogue): VersionWords {
  const ofSong = new Map<number, Set<string>>();
  const songsOfWord = new Map<string, number>();
  for (let song = 0; song < songCount; song++) {
    const words = wordsAfterTitle(titles[song]);
    if (words === null) continue;
    ofSong.set(song, words);
    for (const word of words) songsOfWord.set(word, (songsOfWord.get(word) ?? 0) + 1);
  }
  const least = Math.max(LEAST_SONGS, LEAST_SHARE * songCount);
  const words = [...songsOfWord].filter(([, songs]) => songs >= least).map(([word]) => word).sort();
  const rowOf = new Map(words.map((word, row) => [word, row]));
  const songOf: number[] = [], wordOf: number[] = [];
  for (const [song, found] of ofSong) {
    const rows = [...found].map((word) => rowOf.get(word)).filter((row) => row !== undefined);
    for (const row of rows.sort((a, b) => a - b)) {
      songOf.push(song);
      wordOf.push(row);
    }
  }
  return versionsOf(
    words,
    incidenceFromPairs(
      songCount,
      words.length,
      Int32Array.from(songOf),
      Int32Array.from(wordOf),
    ),
  );
}

/** Version words whose songs are known. @param songWords songs × words */
export function versionsOf(words: readonly string[], songWords: Incidence): VersionWords {
  const shares = new Float64Array(words.length);
  for (let i = 0; i < songWords.indices.length; i++) shares[songWords.indices[i]]++;
  for (let word = 0; word < shares.length; word++) shares[word] /= songWords.rows;
  return { words, songWords, shares };
}

/**
 * How much each word speaks for a song: log((c + α g) / (N + α) / g), c songs of the query's N with
 * the word, g its share of the catalogue. Only words that a song has count, not those it lacks.
 *
 * @param newTitles titles of further songs, which the catalogue does not have
 */
export function wordRatios(
  { words, songWords, shares }: VersionWords,
  songs: Int32Array,
  prior: number,
  newTitles: readonly string[] = [],
): Float64Array {
  const ratios = new Float64Array(shares.length);
  for (const song of songs) {
    for (let i = songWords.indptr[song]; i < songWords.indptr[song + 1]; i++) {
      ratios[songWords.indices[i]]++;
    }
  }
  for (const title of newTitles) {
    const found = wordsAfterTitle(title);
    if (found) {
      for (let word = 0; word < words.length; word++) if (found.has(words[word])) ratios[word]++;
    }
  }
  const n = songs.length + newTitles.length;
  for (let word = 0; word < ratios.length; word++) {
    ratios[word] = Math.log((ratios[word] / shares[word] + prior) / (n + prior));
  }
  return ratios;
}

/** The words that follow the title proper; null where nothing does. */
function wordsAfterTitle(title: string): Set<string> | null {
  const end = endOfTitle(title);
  if (end === title.length) return null;
  const words = new Set(normalizeName(title.slice(end)).split(" "));
  words.delete("");
  return words;
}
