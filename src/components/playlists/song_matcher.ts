/**
 * Finds the songs of a pasted playlist in the catalogue: by id; else the songs whose artist and title
 * share most trigrams with a line, compared slip by slip in every reading of the line.
 *
 * A match is certain when title and artist each have no more slips than a hand makes in a name of
 * that length, all numbers agree, and no other recording is as near. Everything else that is near is
 * doubtful: shown with its candidates, and taken only when someone says so.
 */
import { worded } from "../nouns.ts";
import {
  artistForms,
  foldedWords,
  slips,
  type TitleForms,
  titleForms,
} from "../query/name_forms.ts";
import type { PastedLine, Reading } from "./pasted_line.ts";
import { TrigramIndex } from "./trigram_index.ts";

/** What the matcher knows of songs; texts and ids by row. */
export interface MatchedCatalogue {
  readonly trackIds: readonly string[];
  readonly titles: readonly string[];
  /** "" where a song has none. */
  artistOf(song: number): string;
  /** NaN where unknown: of two equal matches the better known one is meant. */
  readonly popularities: Float64Array;
}

export type Certainty = "certain" | "doubtful" | "none";

export interface LineMatch {
  readonly certainty: Certainty;
  /** The songs that may be meant, the likeliest first; recordings once each. */
  readonly candidates: readonly number[];
  /** Why it is not certain; "" where it is. */
  readonly doubt: string;
}

/** Songs that are compared slip by slip. */
const COMPARED = 40;

/** Candidates that are shown of a doubtful line. */
const SHOWN = 5;

/** Versions that are another recording than the song of the plain title. */
const OTHER_VERSION =
  /\b(?:remix|mix|live|acoustic|instrumental|karaoke|cover|demo|bootleg|rework|unplugged|mashup|dub|vip|flip|reprise|interlude|part|pt|vol|rmx|edit|version|session|sessions|tribute)\b/;

interface SongForms {
  readonly title: TitleForms;
  readonly artists: readonly string[];
}

/** One song beside one reading of a line. */
interface Comparison {
  readonly song: number;
  readonly titleSlips: number;
  readonly artistSlips: number;
  /** Slips, and what a missing subtitle or another version counts as. */
  readonly distance: number;
  readonly doubt: string;
}

export class SongMatcher {
  readonly #catalogue: MatchedCatalogue;
  readonly #rowOfId: Map<string, number>;
  readonly #index: TrigramIndex;
  readonly #forms = new Map<number, SongForms>();

  /** Some 200 ms for 28,000 songs. */
  constructor(catalogue: MatchedCatalogue) {
    this.#catalogue = catalogue;
    this.#rowOfId = new Map(catalogue.trackIds.map((id, song) => [id, song]));
    const artists = new Map<string, string>();
    this.#index = new TrigramIndex(
      catalogue.titles.map((title, song) => {
        const name = catalogue.artistOf(song);
        let artist = artists.get(name);
        if (artist === undefined) artists.set(name, artist = foldedWords(name));
        return `${artist} ${foldedWords(title)}`;
      }),
    );
  }

  /** Whether a text is the id of a song. */
  isId(text: string): boolean {
    return this.#rowOfId.has(text);
  }

  match({ id, readings }: PastedLine): LineMatch {
    const row = id === null ? undefined : this.#rowOfId.get(id);
    if (row !== undefined) return { certainty: "certain", candidates: [row], doubt: "" };
    const compared = new Map<number, Comparison>();
    for (const words of wordsToFind(readings)) {
      for (const song of this.#index.nearest(words, COMPARED)) {
        if (compared.has(song)) continue;
        const best = this.#compare(readings, song);
        if (best !== null) compared.set(song, best);
      }
    }
    return this.#judge([...compared.values()]);
  }

  #judge(compared: Comparison[]): LineMatch {
    const known = (song: number) => this.#catalogue.popularities[song] || 0;
    compared.sort((a, b) =>
      a.distance - b.distance || known(b.song) - known(a.song) || a.song - b.song
    );
    const recordings = new Map<string, Comparison>();
    for (const comparison of compared) {
      const key = this.#recording(comparison.song);
      if (!recordings.has(key)) recordings.set(key, comparison);
    }
    const [best, second] = recordings.values();
    if (best === undefined) return { certainty: "none", candidates: [], doubt: "" };
    const doubt = best.doubt !== "" || second === undefined || second.distance >= best.distance + 1
      ? best.doubt
      : second.distance > best.distance && best.distance < 1
      ? ""
      : worded("another song is as near");
    return {
      certainty: doubt === "" ? "certain" : "doubtful",
      candidates: [...recordings.values()].slice(0, SHOWN).map(({ song }) => song),
      doubt,
    };
  }

  /** The reading in which a song is nearest; null where it is near in none. */
  #compare(readings: readonly Reading[], song: number): Comparison | null {
    const forms = this.#formsOf(song);
    let best: Comparison | null = null;
    for (const reading of readings) {
      const found = compareReading(formsOfReading(reading), forms, song, reading.apart);
      if (found !== null && (best === null || found.distance < best.distance)) best = found;
    }
    return best;
  }

  #formsOf(song: number): SongForms {
    let forms = this.#forms.get(song);
    if (forms === undefined) {
      forms = {
        title: titleForms(this.#catalogue.titles[song]),
        artists: artistForms(this.#catalogue.artistOf(song)),
      };
      this.#forms.set(song, forms);
    }
    return forms;
  }

  #recording(song: number): string {
    const { title, artists } = this.#formsOf(song);
    return `${artists[0]}\n${title.recording}`;
  }
}

const knownReadings = new WeakMap<Reading, SongForms>();

function formsOfReading(reading: Reading): SongForms {
  let forms = knownReadings.get(reading);
  if (forms === undefined) {
    forms = { title: titleForms(reading.title), artists: artistForms(reading.artist) };
    knownReadings.set(reading, forms);
  }
  return forms;
}

/** The words of all readings, once for those that differ in their order only. */
function wordsToFind(readings: readonly Reading[]): Iterable<string> {
  const found = new Map<string, string>();
  for (const reading of readings) {
    const { artists, title } = formsOfReading(reading);
    const words = `${artists[0] ?? ""} ${title.recording.replaceAll(" | ", " ")}`.trim();
    const key = words.split(" ").sort().join(" ");
    if (!found.has(key)) found.set(key, words);
  }
  return found.values();
}

function compareReading(
  line: SongForms,
  song: SongForms,
  row: number,
  apart = 0,
): Comparison | null {
  const title = compareTitles(line.title, song.title);
  if (title === null) return null;
  const hasArtist = line.artists.length > 0;
  const artist = hasArtist ? compareArtists(line.artists, song.artists) : null;
  if (hasArtist && artist === null) return null;
  const artistSlips = artist?.slips ?? 0, artistLength = artist?.length ?? 0;
  const all = title.slips + artistSlips, length = title.length + artistLength;
  if (all > Math.max(1, length / 4)) return null;
  // "Memories - Dillon Francis Remix, Maroon 5": a version that the song is not.
  const isOther = line.artists.length > 1 && OTHER_VERSION.test(line.artists[0]) &&
    !OTHER_VERSION.test(song.artists[0] ?? "");
  const doubt = !hasArtist
    ? worded("the line names no artist")
    : isOther
    ? "it is another version"
    : title.doubt !== ""
    ? title.doubt
    : title.slips > likelySlips(title.length, artistSlips < 1 ? artistLength : 0)
    ? "the title differs"
    : Math.floor(artistSlips) > likelySlips(artistLength, title.slips === 0 ? title.length : 0)
    ? worded("the artist differs")
    : all > likelySlips(length) ||
        (title.slips > 0 && artistSlips >= 1 && Math.min(title.length, artistLength) < 4)
    ? worded("artist and title differ")
    : "";
  return {
    song: row,
    titleSlips: title.slips,
    artistSlips,
    // Of two readings alike the one with an artist, which can be certain.
    distance: all + title.fine + apart + (isOther ? 1.2 : 0) + (hasArtist ? 0 : 0.2),
    doubt,
  };
}

interface TitleComparison {
  readonly slips: number;
  readonly length: number;
  /** What the forms differ in besides slips counts as. */
  readonly fine: number;
  readonly doubt: string;
}

/** The forms in which two titles are nearest: as a whole, as recordings, as works. */
function compareTitles(line: TitleForms, song: TitleForms): TitleComparison | null {
  const found: TitleComparison[] = [];
  const compare = (a: string, b: string, fine: number, doubt: string) => {
    const count = slips(a, b, possibleSlips(Math.min(a.length, b.length)));
    if (count < Infinity) {
      const isNumberOff = digitsOf(a) !== digitsOf(b);
      found.push({
        slips: count,
        length: Math.min(a.length, b.length),
        fine: fine + (isNumberOff ? 1 : 0),
        doubt: doubt || (isNumberOff ? "a number differs" : ""),
      });
    }
  };
  compare(line.full, song.full, 0, "");
  compare(line.recording, song.recording, 0.1, "");
  const [own, other] = [line, song].map(({ recording, work }) => recording.slice(work.length));
  if (own !== "" || other !== "") {
    // People leave a subtitle off; a line that has one of its own means that version.
    const isOther = own !== "" || OTHER_VERSION.test(other);
    const apart = own === "" ? 0 : other === "" ? own.length / 5 : Math.min(9, slips(own, other));
    const fine = own === "" && !isOther ? 0.5 : 1.2 + apart;
    compare(line.work, song.work, fine, isOther ? "it is another version" : "");
  }
  return found.reduce<TitleComparison | null>(
    (best, next) => best === null || next.slips + next.fine < best.slips + best.fine ? next : best,
    null,
  );
}

/** The names in which two artists are nearest: all of it, or one of several. */
function compareArtists(line: readonly string[], song: readonly string[]) {
  let best: { slips: number; length: number } | null = null;
  for (const a of line) {
    for (const b of song) {
      const length = Math.min(a.length, b.length);
      const count = Math.min(
        slips(a, b, possibleSlips(length)),
        // "The Beatles" and "Beatles".
        slips(withoutThe(a), withoutThe(b), possibleSlips(length)) + 0.1,
      );
      if (count < Infinity && (best === null || count < best.slips)) {
        best = { slips: count, length };
      }
    }
  }
  return best;
}

/**
 * Slips that a hand makes in a name of so many letters without its becoming another name. In a short
 * name they are more when the name beside it is right: then it is known where to look.
 *
 * @param right letters of the other name where it has no slip, else 0
 */
function likelySlips(length: number, right = 0): number {
  if (length <= 3) return right >= 6 && length > 1 ? 1 : 0;
  if (length <= 5) return 1;
  if (length <= 7) return right >= 6 ? 2 : 1;
  return length <= 13 ? 2 : length <= 22 ? 3 : 4;
}

/** Slips beyond which two names have nothing to do with each other. */
function possibleSlips(length: number): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(0.35 * length));
}

function withoutThe(name: string): string {
  return name.replace(/^the /, "");
}

function digitsOf(text: string): string {
  return text.replace(/[^0-9]+/g, " ").trim();
}
